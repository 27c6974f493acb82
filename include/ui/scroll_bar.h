/* One column that tells where in something longer one is. */
#ifndef IFSPEC_UI_SCROLL_BAR_H
#define IFSPEC_UI_SCROLL_BAR_H

#include "term/canvas.h"

#include <stddef.h>

/* Draw the bar into the last column of the canvas, which shows rows [top, top + height) of `count`.
 * Returns the columns it took: 1, or 0 if everything is in view. */
int scroll_bar_draw(struct canvas canvas, size_t top, size_t count);

#endif
