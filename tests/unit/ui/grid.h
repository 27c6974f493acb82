/* Reading back what was drawn on a grid. */
#ifndef IFSPEC_TESTS_UI_GRID_H
#define IFSPEC_TESTS_UI_GRID_H

#include "base/buffer.h"
#include "term/canvas.h"

#include "unit/unit.h"

/* A row as text without the blanks at its end; owned. */
static inline char *grid_text(const struct grid *grid, int row)
{
    struct buffer text = {0};
    for (int column = 0; column < grid_width(grid); column++)
        buffer_append_string(&text, grid_cell(grid, row, column)->text);
    while (text.length > 0 && text.bytes[text.length - 1] == ' ')
        buffer_truncate(&text, text.length - 1);
    return buffer_take(&text);
}

static inline void assert_row(const struct grid *grid, int row, const char *expected)
{
    char *text = grid_text(grid, row);
    assert_string_equal(text, expected);
    free(text);
}

static inline void assert_cursor(const struct grid *grid, int row, int column)
{
    int at_row = 0;
    int at_column = 0;
    grid_cursor(grid, &at_row, &at_column);
    assert_int_equal(at_row, row);
    assert_int_equal(at_column, column);
}

#endif
