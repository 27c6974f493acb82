/* A change by field as one row of a list: what is old and what is new in colours, and of both as much
 * as there is room for. */
#ifndef IFSPEC_SCREENS_CHANGE_ROW_INTERNAL_H
#define IFSPEC_SCREENS_CHANGE_ROW_INTERNAL_H

#include "model/change_text.h"
#include "term/canvas.h"

#include <stdbool.h>

/* Draw from `column` to the last but one of the row; `labelled`: with the field's name in front,
 * else only with those of row and column. */
void change_row_draw(struct canvas row, int column, const struct change_text *text, bool labelled);

#endif
