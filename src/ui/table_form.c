/* The current row of a table as a form: a column a line, where the grid has not room for all. */
#include "table_box_internal.h"

#include "base/show.h"

#include <stdio.h>
#include <string.h>

enum { LABEL_MOST = 20, GAP = 2, ALL_ROWS = 0 };

static int label_width(const struct table_box *self)
{
    int widest = 0;
    for (size_t i = 0; i < table_column_count(self); i++) {
        const char *label = table_column(self, i)->label;
        int width = (int)show_width(label, strlen(label), self->box.place.host->show_flags);
        widest = width > widest ? width : widest;
    }
    return widest < LABEL_MOST ? widest : LABEL_MOST;
}

static int value_column(const struct table_box *self)
{
    return label_width(self) + GAP;
}

static int column_begin(const struct table_box *self, size_t column, int width)
{
    int row = 1;
    for (size_t i = 0; i < column; i++)
        row += table_cell_rows(self, self->row, i, width - value_column(self), ALL_ROWS);
    return row;
}

int table_form_height(const struct table_box *self, int width)
{
    return column_begin(self, table_column_count(self), width);
}

int table_form_cursor_row(const struct table_box *self, int width)
{
    int row = column_begin(self, self->column, width);
    if (self->editor != NULL && self->editor->class->cursor_row != NULL)
        row += self->editor->class->cursor_row(self->editor, width - value_column(self));
    return row;
}

void table_form_find_cell(const struct table_box *self, int width, int *row, int *column,
                          int *cell_width)
{
    *row = column_begin(self, self->column, width);
    *column = value_column(self);
    *cell_width = width - value_column(self);
}

static void draw_column(struct table_box *self, struct canvas canvas, int row, size_t column)
{
    const char *label = table_column(self, column)->label;
    bool current = column == self->column;
    int begin = value_column(self);
    int rows = table_cell_rows(self, self->row, column, canvas.width - begin, ALL_ROWS);
    struct canvas cell = canvas_part(canvas, row, begin, rows, canvas.width - begin);
    canvas_text_cut(canvas, row, 0, begin - GAP, current ? STYLE_STRONG : STYLE_LABEL, label,
                    strlen(label));
    table_draw_cell(self, cell, self->row, column, ALL_ROWS);
    if (!current || self->editor != NULL)
        return;
    for (int k = 0; k < rows; k++)
        canvas_restyle(cell, k, 0, cell.width, STYLE_SELECTED);
    canvas_set_cursor(cell, 0, 0);
}

void table_form_draw(struct table_box *self, struct canvas canvas)
{
    char title[64];
    (void)snprintf(title, sizeof title, "Row %zu of %zu", self->row + 1, table_shown_rows(self));
    canvas_string(canvas, 0, 0, STYLE_STRONG, title);
    for (size_t i = 0; i < table_column_count(self); i++)
        draw_column(self, canvas, column_begin(self, i, canvas.width), i);
}
