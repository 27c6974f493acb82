/* The bottom line: which keys matter now. */
#ifndef IFSPEC_UI_FOOTER_H
#define IFSPEC_UI_FOOTER_H

#include "term/canvas.h"
#include "ui/command.h"
#include "ui/keymap.h"

#include <stddef.h>

/* Room for what a screen may offer. */
enum { FOOTER_LIMIT = 16 };

struct footer {
    const struct keymap *keymap;
    const enum keymap_context *contexts; /* innermost first */
    size_t context_count;
    const enum command *commands; /* most useful first; COMMAND_NONE ends, or the limit */
    size_t limit;
    /* What a command does in this place, where its own title says too little: a word or two, or NULL
     * for that title. May be NULL itself. */
    const char *(*title)(const void *context, enum command command);
    const void *context;
};

/* Draw "key title" for the commands as far as they fit, each whole. Commands that no key reaches in
 * these contexts are left out. */
void footer_draw(struct canvas canvas, const struct footer *footer);

#endif
