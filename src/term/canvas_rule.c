/* Rules and frames. A rule's cell is known by the directions its lines leave it; drawing over one
 * adds directions, so that rules join by themselves. */
#include "term/canvas.h"

#include "grid_internal.h"

#include <string.h>

enum direction {
    UP = 1 << 0,
    DOWN = 1 << 1,
    LEFT = 1 << 2,
    RIGHT = 1 << 3,
};

/* By directions; a line never leaves a cell in one direction only. */
static const char *const LINES[16] = {
    [UP | DOWN] = "│",
    [LEFT | RIGHT] = "─",
    [DOWN | RIGHT] = "┌",
    [DOWN | LEFT] = "┐",
    [UP | RIGHT] = "└",
    [UP | LEFT] = "┘",
    [UP | DOWN | RIGHT] = "├",
    [UP | DOWN | LEFT] = "┤",
    [LEFT | RIGHT | DOWN] = "┬",
    [LEFT | RIGHT | UP] = "┴",
    [UP | DOWN | LEFT | RIGHT] = "┼",
};

static const char *line_text(int directions, bool ascii)
{
    if (!ascii)
        return LINES[directions];
    if ((directions & (LEFT | RIGHT)) == 0)
        return "|";
    return (directions & (UP | DOWN)) == 0 ? "-" : "+";
}

/* The directions of a cell that is part of a rule; 0 for anything else. */
static int directions_of(const struct cell *cell)
{
    if (cell->style != STYLE_FRAME)
        return 0;
    if (strcmp(cell->text, "|") == 0)
        return UP | DOWN;
    if (strcmp(cell->text, "-") == 0)
        return LEFT | RIGHT;
    for (int i = UP | DOWN; i < 16; i++)
        if (LINES[i] != NULL && strcmp(cell->text, LINES[i]) == 0)
            return i;
    return strcmp(cell->text, "+") == 0 ? UP | DOWN | LEFT | RIGHT : 0;
}

/* One cell of a rule that runs through `through`; where it meets another rule, at its ends only
 * what `joined` says is added. */
static void put_line(struct canvas canvas, int row, int column, int through, int joined,
                     enum style style)
{
    struct canvas cell = canvas_part(canvas, row, column, 1, 1);
    if (cell.height == 0 || cell.width == 0)
        return;
    int there = directions_of(grid_cell(canvas.grid, cell.row, cell.column));
    const char *text = line_text(there != 0 ? there | joined : through, canvas.grid->ascii);
    grid_put(canvas.grid, cell.row, cell.column, text, strlen(text), 1, style);
}

void canvas_horizontal_rule(struct canvas canvas, int row, int column, int width)
{
    for (int i = 0; i < width; i++) {
        int joined = (i > 0 ? LEFT : 0) | (i < width - 1 ? RIGHT : 0);
        put_line(canvas, row, column + i, LEFT | RIGHT, joined, STYLE_FRAME);
    }
}

void canvas_vertical_rule(struct canvas canvas, int row, int column, int height)
{
    for (int i = 0; i < height; i++) {
        int joined = (i > 0 ? UP : 0) | (i < height - 1 ? DOWN : 0);
        put_line(canvas, row + i, column, UP | DOWN, joined, STYLE_FRAME);
    }
}

void canvas_frame(struct canvas canvas, enum style style, const char *title)
{
    int top = canvas.scroll;
    int bottom = top + canvas.height - 1;
    int right = canvas.width - 1;
    if (canvas.height < 2 || canvas.width < 2)
        return;
    canvas_fill(canvas, top, 0, 1, canvas.width, style);
    canvas_fill(canvas, bottom, 0, 1, canvas.width, style);
    canvas_fill(canvas, top, 0, canvas.height, 1, style);
    canvas_fill(canvas, top, right, canvas.height, 1, style);
    put_line(canvas, top, 0, DOWN | RIGHT, 0, style);
    put_line(canvas, top, right, DOWN | LEFT, 0, style);
    put_line(canvas, bottom, 0, UP | RIGHT, 0, style);
    put_line(canvas, bottom, right, UP | LEFT, 0, style);
    for (int i = 1; i < right; i++) {
        put_line(canvas, top, i, LEFT | RIGHT, 0, style);
        put_line(canvas, bottom, i, LEFT | RIGHT, 0, style);
    }
    for (int i = top + 1; i < bottom; i++) {
        put_line(canvas, i, 0, UP | DOWN, 0, style);
        put_line(canvas, i, right, UP | DOWN, 0, style);
    }
    if (title[0] != '\0' && canvas.width >= 7) {
        int used = canvas_text_cut(canvas, top, 3, canvas.width - 6, style, title, strlen(title));
        canvas_fill(canvas, top, 2, 1, 1, style);
        canvas_fill(canvas, top, 3 + used, 1, 1, style);
    }
}
