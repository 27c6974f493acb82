/* The one way to the screen: a grid of cells into which everything draws, through the sanitiser.
 * A canvas is a window onto the grid; what lies outside is cut. Does not know the terminal: tests
 * and fuzzing read the cells back. */
#ifndef IFSPEC_TERM_CANVAS_H
#define IFSPEC_TERM_CANVAS_H

#include "base/attributes.h"
#include "term/theme.h"

#include <stdbool.h>
#include <stddef.h>

enum { CELL_TEXT_SIZE = 24 };

struct cell {
    char text[CELL_TEXT_SIZE]; /* UTF-8 of one glyph; "" in the right half of a wide one */
    unsigned char columns;     /* 1 or 2; 0 in the right half of a wide one */
    unsigned char style;       /* enum style */
    bool underline;
};

struct grid;

/* A window onto a grid: copied freely, valid as long as its grid. */
struct canvas {
    struct grid *grid;
    int row, column;     /* of its upper left cell in the grid */
    int height, width;   /* in cells, 0 or more */
    int scroll;          /* rows of content above its upper edge */
};

struct grid *grid_new(int height, int width) ATTRIBUTE_MALLOC;
void grid_free(struct grid *grid);
int grid_height(const struct grid *grid);
int grid_width(const struct grid *grid);
/* Borrowed until the grid is drawn into or freed; the cell must lie inside. */
const struct cell *grid_cell(const struct grid *grid, int row, int column);
/* Everything blank, the cursor hidden. */
void grid_clear(struct grid *grid);
/* Draw boxes, symbols and marks in ASCII from now on; everything else that is not ASCII is "?". */
void grid_set_ascii(struct grid *grid, bool ascii);

/* Where the terminal's cursor is to be; row -1: nowhere (hidden). */
void grid_set_cursor(struct grid *grid, int row, int column);
void grid_cursor(const struct grid *grid, int *row, int *column);

struct canvas grid_canvas(struct grid *grid);
/* Part of a canvas; cut to what lies inside. Rows above the upper edge are scrolled away; a column
 * left of the left edge moves the content right. */
struct canvas canvas_part(struct canvas canvas, int row, int column, int height, int width);
bool canvas_is_ascii(struct canvas canvas);
/* Whether this cell of the grid lies in it. */
bool canvas_holds(struct canvas canvas, int row, int column);

/* Draw text from (row, column) in at most `width` cells (-1: to the edge); what does not fit ends
 * in "…" with canvas_text_cut(), is cut at a cell with canvas_text(), where half of a wide glyph
 * becomes a blank. A negative column begins left of the canvas. Marks are drawn in STYLE_UNSAFE.
 * Returns the columns used, also of rows that lie outside. */
int canvas_text(struct canvas canvas, int row, int column, int width, enum style style,
                const char *text, size_t length);
int canvas_string(struct canvas canvas, int row, int column, enum style style, const char *string);
int canvas_text_cut(struct canvas canvas, int row, int column, int width, enum style style,
                    const char *text, size_t length);
/* Symbols of the program's own, one column each; in ASCII their stand-ins. */
enum symbol {
    SYMBOL_CHECK,     /* ✓ done */
    SYMBOL_POINTER,   /* ▸ here, or closed */
    SYMBOL_OPEN,      /* ▾ opens downwards */
    SYMBOL_UP,        /* ▴ there is more above */
    SYMBOL_DOWN,      /* ▾ there is more below */
    SYMBOL_DOT,       /* ● modified */
    SYMBOL_RING,      /* ○ the other of two */
    SYMBOL_ARROW,     /* → leads to */
    SYMBOL_BULLET,    /* • an entry */
    SYMBOL_SEPARATOR, /* · between short texts */
    SYMBOL_BOX,       /* ☐ not ticked */
    SYMBOL_TICKED,    /* ☑ ticked */
    SYMBOL_MORE,      /* … cut */
    SYMBOL_COUNT,
};
const char *symbol_text(enum symbol symbol, bool ascii);
int canvas_symbol(struct canvas canvas, int row, int column, enum style style, enum symbol symbol);

/* Text wrapped at words into at most `height` rows; the last ends in "…" if there is more.
 * Returns the rows used. */
int canvas_paragraph(struct canvas canvas, int row, int column, int width, int height,
                     enum style style, const char *text);

void canvas_fill(struct canvas canvas, int row, int column, int height, int width,
                 enum style style);
/* Restyle cells that are drawn already (a selected row). */
void canvas_restyle(struct canvas canvas, int row, int column, int width, enum style style);
void canvas_underline(struct canvas canvas, int row, int column, int width);

/* Rules join: where one ends on or crosses another that is drawn already, the cell becomes the
 * joint. So draw the second to and onto the first. */
void canvas_horizontal_rule(struct canvas canvas, int row, int column, int width);
void canvas_vertical_rule(struct canvas canvas, int row, int column, int height);
/* A frame around the whole canvas with a title in its upper edge ("" for none). */
void canvas_frame(struct canvas canvas, enum style style, const char *title);
void canvas_set_cursor(struct canvas canvas, int row, int column);

#endif
