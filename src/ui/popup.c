#include "popup_internal.h"

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

struct canvas popup_find_room(const struct over *over, int height, struct popup_size size)
{
    int below = over->canvas.height - over->row - height;
    bool above = below < size.rows && over->row > below;
    int rows = smaller(size.rows, above ? over->row : below);
    if (rows < size.least)
        rows = smaller(size.rows, over->canvas.height);
    int columns = smaller(size.columns, over->canvas.width);
    int column = smaller(over->column, over->canvas.width - columns);
    int top = above ? over->row - rows : over->row + height;
    top = smaller(top, over->canvas.height - rows);
    return canvas_part(over->canvas, top > 0 ? top : 0, column, rows, columns);
}
