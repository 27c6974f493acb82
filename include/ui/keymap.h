/* Keys bound to commands, in contexts: a key is looked up in the innermost context first, then in
 * those around it, at last in "global". The defaults are share/keys, compiled in; the user's own
 * file $XDG_CONFIG_HOME/ifspec/keys is read over them. */
#ifndef IFSPEC_UI_KEYMAP_H
#define IFSPEC_UI_KEYMAP_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "term/key.h"
#include "ui/command.h"

#include <stdbool.h>
#include <stddef.h>

enum keymap_context {
    CONTEXT_GLOBAL,    /* everywhere */
    CONTEXT_FORM,      /* the editor's walk */
    CONTEXT_TEXT,      /* where text is typed in one line */
    CONTEXT_PARAGRAPH, /* where text has many lines */
    CONTEXT_DATE,      /* a date, around which CONTEXT_TEXT holds */
    CONTEXT_CALENDAR,  /* an open calendar */
    CONTEXT_CHOICE,    /* a closed choice field, yes_no */
    CONTEXT_LIST,      /* entries of a list or steps */
    CONTEXT_TABLE,     /* inside a table's grid */
    CONTEXT_PICK,      /* an open pick list or check list */
    CONTEXT_ROWS,      /* catalogue, problems: a list of rows */
    CONTEXT_HISTORY,   /* the commits of a spec, and what each changed */
    CONTEXT_VERSION,   /* an older version in the form, around which CONTEXT_FORM holds */
    CONTEXT_COMMIT,    /* the files to be committed, and what each changes */
    CONTEXT_DIALOG,
    CONTEXT_PAGER, /* help, preview */
    CONTEXT_COUNT,
};

struct keymap;

/* Its name in files: "global"; for the manual. */
const char *keymap_context_name(enum keymap_context context);

/* The defaults; cannot fail (a test reads share/keys). */
struct keymap *keymap_new(void) ATTRIBUTE_MALLOC;
void keymap_free(struct keymap *keymap);

/* Read bindings over what is there: a line replaces the keys that its command had in the context,
 * and takes its keys from other commands there. Each fault is one line "name:line: what" in
 * `problems`; the other lines count. */
void keymap_read(struct keymap *keymap, const char *name, const char *text,
                 struct buffer *problems);

/* The command of a key in the first of `count` contexts that binds it, else in CONTEXT_GLOBAL. */
enum command keymap_find(const struct keymap *keymap, const enum keymap_context *contexts,
                         size_t count, key_code key);

/* The n-th key of a command in this context itself (n from 0); false if it has no more. */
bool keymap_key(const struct keymap *keymap, enum keymap_context context, enum command command,
                size_t n, key_code *key);

/* The key to show for a command where these contexts hold (innermost first): the first of its keys
 * that really reaches it there; false if none does. */
bool keymap_shown_key(const struct keymap *keymap, const enum keymap_context *contexts,
                      size_t count, enum command command, key_code *key);

#endif
