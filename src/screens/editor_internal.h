/* The editor's state, for editor*.c only. */
#ifndef IFSPEC_SCREENS_EDITOR_INTERNAL_H
#define IFSPEC_SCREENS_EDITOR_INTERNAL_H

#include "model/check.h"
#include "ui/field_widget.h"
#include "ui/form_view.h"
#include "ui/section_list.h"

#include "screen_internal.h"

/* What was put off until a question is answered. */
enum editor_intent {
    EDITOR_STAYS,
    EDITOR_LEAVES, /* to the screen below */
    EDITOR_QUITS,  /* ifspec */
};

struct editor_screen {
    struct screen screen;
    struct sheet *sheet; /* owned */
    struct form_view *view;
    struct field_host host;
    struct findings findings;
    struct section_list *sections;
    int completeness;
    bool stale;             /* findings and what follows from them must be made anew */
    unsigned long revision; /* of the spec that they were made for */
    bool looks_around;      /* findings may look at other files: not before the first paint */
    bool history_known;
    char **last_changes; /* of each field of the form, or NULL; NULL: not read yet */
    bool branch_known;
    char *branch; /* NULL: none */
    int ahead, behind;
    enum editor_intent intent;
    char *sought; /* the text looked for last */
};

/* Bring the findings up to date. */
void editor_check(struct editor_screen *self);

void editor_draw(struct screen *screen, struct canvas canvas);

/* ── who changed what last (editor_history.c) ── */

/* Read it; false if there was nothing to do. */
bool editor_read_history(struct editor_screen *self);
void editor_forget_history(struct editor_screen *self);
/* "" if it is not known. */
const char *editor_last_change(const struct editor_screen *self, const struct field *field);

/* ── finding the way (editor_find.c) ── */

void editor_find(struct editor_screen *self);
void editor_go_to(struct editor_screen *self);

/* A list of all sections and fields with a filter; `chosen` hears where to go. */
struct screen *go_to_screen_new(struct app *app, const struct spec *spec,
                                void (*chosen)(struct screen *editor, const struct section *section,
                                               const struct field *field),
                                struct screen *editor);

#endif
