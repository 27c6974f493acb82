/* What helps at the focused field: its tooltip, examples, from when on it is needed, what is wrong
 * with it, what is under the cursor. Below the form, or at its right where there is room. */
#ifndef IFSPEC_UI_HELP_PANE_H
#define IFSPEC_UI_HELP_PANE_H

#include "model/check.h"
#include "model/spec.h"
#include "term/canvas.h"

struct help_content {
    const struct spec *spec;
    const struct field *field;     /* or a column of a table */
    const struct finding *finding; /* NULL: nothing is wrong */
    const char *under_cursor;      /* "" for nothing */
    const char *last_change;       /* who changed the value, and when; "" if that is not known */
};

/* Below: at most as many rows as the canvas has, the most useful first. */
void help_pane_draw_below(struct canvas canvas, const struct help_content *content);
void help_pane_draw_beside(struct canvas canvas, const struct help_content *content);

#endif
