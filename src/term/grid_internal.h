/* The cells behind a canvas. Invariants: every cell holds one glyph, zero-padded; the right half of
 * a wide glyph has columns 0 and follows its left half, which has columns 2; no half stands alone. */
#ifndef IFSPEC_TERM_GRID_INTERNAL_H
#define IFSPEC_TERM_GRID_INTERNAL_H

#include "term/canvas.h"

struct grid {
    int height, width;
    bool ascii;
    int cursor_row, cursor_column; /* -1: hidden */
    struct cell *cells;
};

/* Put a glyph of 1 or 2 columns, which must lie inside the grid; what it covers half of becomes
 * blank. The text is printable: it comes from base/show.h or is the program's own. */
void grid_put(struct grid *grid, int row, int column, const char *text, size_t length, int columns,
              enum style style);
/* The same for a printable character of ASCII. */
void grid_put_byte(struct grid *grid, int row, int column, char byte, enum style style);
/* Append a mark without width to the glyph of a cell; dropped if the cell is full. */
void grid_extend(struct grid *grid, int row, int column, const char *text, size_t length);
void grid_restyle(struct grid *grid, int row, int column, enum style style);
void grid_underline(struct grid *grid, int row, int column);

#endif
