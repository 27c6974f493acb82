#include "grid_internal.h"

#include "base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct grid *grid_new(int height, int width)
{
    assert(height >= 0 && width >= 0);
    struct grid *grid = memory_allocate(sizeof *grid);
    grid->height = height;
    grid->width = width;
    grid->cells = memory_allocate((size_t)height * (size_t)width * sizeof *grid->cells);
    grid_clear(grid);
    return grid;
}

void grid_free(struct grid *grid)
{
    if (grid == NULL)
        return;
    free(grid->cells);
    free(grid);
}

int grid_height(const struct grid *grid)
{
    return grid->height;
}

int grid_width(const struct grid *grid)
{
    return grid->width;
}

static struct cell *cell_at(struct grid *grid, int row, int column)
{
    return &grid->cells[(size_t)row * (size_t)grid->width + (size_t)column];
}

const struct cell *grid_cell(const struct grid *grid, int row, int column)
{
    assert(row >= 0 && row < grid->height && column >= 0 && column < grid->width);
    return &grid->cells[(size_t)row * (size_t)grid->width + (size_t)column];
}

static const struct cell BLANK = {.text = " ", .columns = 1, .style = STYLE_TEXT};

void grid_clear(struct grid *grid)
{
    size_t count = (size_t)grid->height * (size_t)grid->width;
    for (size_t i = 0; i < count; i++)
        grid->cells[i] = BLANK;
    grid->cursor_row = -1;
    grid->cursor_column = -1;
}

void grid_set_ascii(struct grid *grid, bool ascii)
{
    grid->ascii = ascii;
}

void grid_set_cursor(struct grid *grid, int row, int column)
{
    bool inside = row >= 0 && row < grid->height && column >= 0 && column < grid->width;
    grid->cursor_row = inside ? row : -1;
    grid->cursor_column = inside ? column : -1;
}

void grid_cursor(const struct grid *grid, int *row, int *column)
{
    *row = grid->cursor_row;
    *column = grid->cursor_column;
}

/* A cell is about to be overwritten: the other half of a wide glyph there becomes a blank. */
static void release_cell(struct grid *grid, int row, int column)
{
    struct cell *cell = cell_at(grid, row, column);
    if (cell->columns == 0) {
        unsigned char style = cell[-1].style;
        cell[-1] = BLANK;
        cell[-1].style = style;
    } else if (cell->columns == 2) {
        unsigned char style = cell[1].style;
        cell[1] = BLANK;
        cell[1].style = style;
    }
}

void grid_put(struct grid *grid, int row, int column, const char *text, size_t length, int columns,
              enum style style)
{
    assert(columns == 1 || columns == 2);
    assert(column + columns <= grid->width);
    struct cell *cell = cell_at(grid, row, column);
    if (cell->columns != 1)
        release_cell(grid, row, column);
    if (columns == 2)
        release_cell(grid, row, column + 1);
    *cell = (struct cell){.columns = (unsigned char)columns, .style = (unsigned char)style};
    memcpy(cell->text, text, length < CELL_TEXT_SIZE ? length : CELL_TEXT_SIZE - 1);
    if (columns == 2)
        cell[1] = (struct cell){.style = (unsigned char)style};
}

void grid_put_byte(struct grid *grid, int row, int column, char byte, enum style style)
{
    struct cell *cell = cell_at(grid, row, column);
    if (cell->columns != 1)
        release_cell(grid, row, column);
    *cell = (struct cell){.text = {byte}, .columns = 1, .style = (unsigned char)style};
}

void grid_extend(struct grid *grid, int row, int column, const char *text, size_t length)
{
    struct cell *cell = cell_at(grid, row, column);
    size_t used = strlen(cell->text);
    if (used + length < CELL_TEXT_SIZE)
        memcpy(cell->text + used, text, length);
}

void grid_restyle(struct grid *grid, int row, int column, enum style style)
{
    cell_at(grid, row, column)->style = (unsigned char)style;
}

void grid_underline(struct grid *grid, int row, int column)
{
    cell_at(grid, row, column)->underline = true;
}
