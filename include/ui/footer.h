/* The bottom line: which keys matter now. */
#ifndef IFSPEC_UI_FOOTER_H
#define IFSPEC_UI_FOOTER_H

#include "term/canvas.h"
#include "ui/command.h"
#include "ui/keymap.h"

#include <stddef.h>

/* Room for what a screen may offer. */
enum { FOOTER_LIMIT = 16 };

/* Draw "key title" for the commands (most useful first; COMMAND_NONE ends) as far as they fit, each
 * whole. Commands that no key reaches in these contexts (innermost first) are left out. */
void footer_draw(struct canvas canvas, const struct keymap *keymap,
                 const enum keymap_context *contexts, size_t context_count,
                 const enum command *commands, size_t limit);

#endif
