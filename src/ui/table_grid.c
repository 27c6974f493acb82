/* The grid: columns as wide as they need to be while all fit, then the widest give way, then only
 * some are shown. The current row shows its cells whole. */
#include "table_box_internal.h"

#include "base/show.h"
#include "field_text_internal.h"
#include "model/field_type.h"

#include <stdio.h>
#include <string.h>

enum {
    SEPARATOR = 3, /* blank, rule, blank */
    WIDTH_TINY = 4,
    WIDTH_LEAST = 8,
    WIDTH_TEXT = 16,
    WIDTH_MOST = 48,
    EDITED_LEAST = 24, /* of the column whose cell is being edited */
    ROWS_MEASURED = 200,
    ROWS_AT_REST = 6,
    CELL_ROWS = 4, /* of the current row */
};

static int flags_of(const struct table_box *self)
{
    return self->box.place.host->show_flags;
}

static int columns_of(const struct table_box *self, const char *text)
{
    return (int)show_width(text, strlen(text), flags_of(self));
}

/* ── columns ── */

/* Columns in which sentences are written do not begin as narrow as their label. */
static bool takes_text(const struct field *column)
{
    return column->type->free_text;
}

static int natural_width(const struct table_box *self, size_t column)
{
    int width = columns_of(self, table_column(self, column)->label);
    size_t rows = table_shown_rows(self);
    struct buffer text = {0};
    for (size_t row = 0; row < rows && row < ROWS_MEASURED && width < WIDTH_MOST; row++) {
        buffer_clear(&text);
        table_format_cell(self, row, column, &text);
        int cell = columns_of(self, buffer_string(&text)) + 1;
        width = cell > width ? cell : width;
    }
    buffer_done(&text);
    bool begins = place_count(&self->box.place) == 0;
    int least = begins && takes_text(table_column(self, column)) ? WIDTH_TEXT : WIDTH_TINY;
    width = width < least ? least : width;
    return width > WIDTH_MOST ? WIDTH_MOST : width;
}

static int sum(const int *widths, size_t count)
{
    int total = count > 0 ? ((int)count - 1) * SEPARATOR : 0;
    for (size_t i = 0; i < count; i++)
        total += widths[i];
    return total;
}

/* Take from the widest until all fit; false if they would become too narrow. */
static bool shrink(int *widths, const int *least, size_t count, int width)
{
    while (sum(widths, count) > width) {
        size_t widest = count;
        for (size_t i = 0; i < count; i++)
            if (widths[i] > least[i] && (widest == count || widths[i] > widths[widest]))
                widest = i;
        if (widest == count)
            return false;
        widths[widest]--;
    }
    return true;
}

/* The column whose cell is edited takes from the others what it needs. */
static void widen(int *widths, size_t count, size_t edited)
{
    while (widths[edited] < EDITED_LEAST) {
        size_t widest = edited;
        for (size_t i = 0; i < count; i++)
            if (i != edited && widths[i] > WIDTH_LEAST &&
                (widest == edited || widths[i] > widths[widest]))
                widest = i;
        if (widest == edited)
            return;
        widths[widest]--;
        widths[edited]++;
    }
}

/* Only some columns: those from the first one that lets the current one be seen. */
static void choose_columns(const struct table_box *self, struct table_layout *layout,
                           const int *widths, const int *natural, size_t count, int width)
{
    size_t current = self->inside ? self->column : 0;
    while (layout->first < current &&
           sum(widths + layout->first, current - layout->first + 1) > width)
        layout->first++;
    layout->count = 1;
    while (layout->first + layout->count < count &&
           sum(widths + layout->first, layout->count + 1) <= width)
        layout->count++;
    memcpy(layout->widths, widths + layout->first, layout->count * sizeof *widths);
    if (layout->count == 1 && layout->widths[0] > width)
        layout->widths[0] = width;
    int left = width - sum(layout->widths, layout->count);
    for (size_t i = 0; i < layout->count; i++)
        while (left > 0 && layout->widths[i] < natural[layout->first + i]) {
            layout->widths[i]++;
            left--;
        }
}

struct table_layout table_lay_out(const struct table_box *self, int width)
{
    struct table_layout layout = {0};
    int widths[TABLE_COLUMNS] = {0};
    int natural[TABLE_COLUMNS] = {0};
    int least[TABLE_COLUMNS] = {0};
    size_t count = table_column_count(self);
    for (size_t i = 0; i < count; i++) {
        widths[i] = natural_width(self, i);
        natural[i] = widths[i];
        least[i] = WIDTH_LEAST < widths[i] ? WIDTH_LEAST : widths[i];
    }
    layout.all = shrink(widths, least, count, width);
    if (!layout.all) {
        choose_columns(self, &layout, widths, natural, count, width);
        return layout;
    }
    layout.count = count;
    memcpy(layout.widths, widths, sizeof widths);
    /* What is left goes to the last column, so that long texts have room while they are typed. */
    if (count > 0)
        layout.widths[count - 1] += width - sum(widths, count);
    if (self->editor != NULL)
        widen(layout.widths, count, self->column);
    return layout;
}

/* ── rows ── */

static bool is_current(const struct table_box *self, size_t row, bool focused)
{
    return focused && self->inside && row == self->row;
}

static int row_rows(const struct table_box *self, size_t row, const struct table_layout *layout,
                    bool focused)
{
    int rows = 1;
    if (!is_current(self, row, focused))
        return rows;
    for (size_t i = 0; i < layout->count; i++) {
        int cell = table_cell_rows(self, row, layout->first + i, layout->widths[i], CELL_ROWS);
        rows = cell > rows ? cell : rows;
    }
    return rows;
}

static size_t visible_rows(const struct table_box *self, bool focused)
{
    size_t rows = table_shown_rows(self);
    return (focused && self->inside) || rows <= ROWS_AT_REST ? rows : ROWS_AT_REST - 1;
}

int table_grid_height(const struct table_box *self, int width, bool focused)
{
    struct table_layout layout = table_lay_out(self, width);
    size_t rows = visible_rows(self, focused);
    int height = 1 + (rows < table_shown_rows(self) ? 1 : 0);
    for (size_t i = 0; i < rows; i++)
        height += row_rows(self, table_row_at(self, i), &layout, focused);
    return table_shown_rows(self) == 0 ? 2 : height;
}

static int row_begin(const struct table_box *self, const struct table_layout *layout, size_t row)
{
    int begin = 1;
    for (size_t i = 0; i < table_position_of(self, row); i++)
        begin += row_rows(self, table_row_at(self, i), layout, true);
    return begin;
}

int table_grid_cursor_row(const struct table_box *self, int width)
{
    struct table_layout layout = table_lay_out(self, width);
    if (!self->inside)
        return 0;
    int row = row_begin(self, &layout, self->row);
    if (self->editor != NULL && self->editor->class->cursor_row != NULL)
        row += self->editor->class->cursor_row(self->editor,
                                               layout.widths[self->column - layout.first]);
    return row;
}

static int column_begin(const struct table_layout *layout, size_t index)
{
    int begin = 0;
    for (size_t i = 0; i < index; i++)
        begin += layout->widths[i] + SEPARATOR;
    return begin;
}

void table_grid_find_cell(const struct table_box *self, int width, int *row, int *column,
                          int *cell_width)
{
    struct table_layout layout = table_lay_out(self, width);
    size_t index = self->column - layout.first;
    *row = row_begin(self, &layout, self->row);
    *column = column_begin(&layout, index);
    *cell_width = layout.widths[index];
}

/* ── drawing ── */

static void draw_rules(const struct table_layout *layout, struct canvas canvas, int row, int rows)
{
    for (size_t i = 1; i < layout->count; i++)
        canvas_vertical_rule(canvas, row, column_begin(layout, i) - 2, rows);
}

static void draw_header(const struct table_box *self, const struct table_layout *layout,
                        struct canvas canvas, bool focused)
{
    bool here = focused && !self->inside;
    if (here) {
        canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_FIELD);
        canvas_set_cursor(canvas, 0, 0);
    }
    draw_rules(layout, canvas, 0, 1);
    for (size_t i = 0; i < layout->count; i++) {
        const char *label = table_column(self, layout->first + i)->label;
        bool sorted = table_is_sorted(self) && self->order.column == layout->first + i;
        int begin = column_begin(layout, i);
        int width = layout->widths[i] - (sorted ? 2 : 0);
        int used = canvas_text_cut(canvas, 0, begin, width, here ? STYLE_FIELD : STYLE_LABEL, label,
                                   strlen(label));
        if (sorted)
            canvas_symbol(canvas, 0, begin + used + 1, STYLE_STRONG,
                          self->order.reverse ? SYMBOL_DOWN : SYMBOL_UP);
    }
    if (layout->first > 0)
        canvas_symbol(canvas, 0, 0, STYLE_EXAMPLE, SYMBOL_MORE);
    if (layout->first + layout->count < table_column_count(self))
        canvas_symbol(canvas, 0, canvas.width - 1, STYLE_EXAMPLE, SYMBOL_MORE);
}

/* In the column that groups the rows, a value stands only where the group begins. */
static bool repeats_group(const struct table_box *self, size_t row, size_t column)
{
    size_t position = table_position_of(self, row);
    if ((int)column != self->box.place.field->group_by || position == 0)
        return false;
    struct buffer mine = {0};
    struct buffer above = {0};
    table_format_cell(self, row, column, &mine);
    table_format_cell(self, table_row_at(self, position - 1), column, &above);
    bool same = mine.length > 0 && strcmp(buffer_string(&mine), buffer_string(&above)) == 0;
    buffer_done(&mine);
    buffer_done(&above);
    return same;
}

static void draw_row(struct table_box *self, const struct table_layout *layout,
                     struct canvas canvas, size_t row, int rows, bool focused)
{
    bool current = is_current(self, row, focused);
    draw_rules(layout, canvas, 0, rows);
    for (size_t i = 0; i < layout->count; i++) {
        size_t column = layout->first + i;
        struct canvas cell =
            canvas_part(canvas, 0, column_begin(layout, i), rows, layout->widths[i]);
        if (current || !repeats_group(self, row, column))
            table_draw_cell(self, cell, row, column, current ? CELL_ROWS : 1);
        if (!current || column != self->column || self->editor != NULL)
            continue;
        for (int k = 0; k < rows; k++)
            canvas_restyle(cell, k, 0, layout->widths[i], STYLE_SELECTED);
        canvas_set_cursor(cell, 0, 0);
    }
}

/* The first example is written as "cell | cell". */
static void draw_example(const struct table_box *self, const struct table_layout *layout,
                         struct canvas canvas)
{
    const struct strings *examples = &self->box.place.field->examples;
    const char *cell = examples->count > 0 ? examples->items[0] : "";
    if (strchr(cell, '|') == NULL) {
        box_draw_example(&self->box.place, canvas, 1, 0, false);
        return;
    }
    draw_rules(layout, canvas, 1, 1);
    for (size_t i = 0; i < layout->first + layout->count && *cell != '\0'; i++) {
        cell += strspn(cell, " ");
        size_t length = strcspn(cell, "|");
        if (i >= layout->first)
            canvas_text_cut(canvas, 1, column_begin(layout, i - layout->first),
                            layout->widths[i - layout->first], STYLE_EXAMPLE, cell, length);
        cell += length + (cell[length] == '|');
    }
}

void table_grid_draw(struct table_box *self, struct canvas canvas, bool focused)
{
    struct table_layout layout = table_lay_out(self, canvas.width);
    size_t rows = visible_rows(self, focused);
    int at = 1;
    draw_header(self, &layout, canvas, focused);
    if (table_shown_rows(self) == 0)
        draw_example(self, &layout, canvas);
    for (size_t i = 0; i < rows; i++) {
        size_t row = table_row_at(self, i);
        int height = row_rows(self, row, &layout, focused);
        draw_row(self, &layout, canvas_part(canvas, at, 0, height, canvas.width), row, height,
                 focused);
        at += height;
    }
    if (rows < table_shown_rows(self)) {
        char more[48];
        (void)snprintf(more, sizeof more, "and %zu more", table_shown_rows(self) - rows);
        canvas_string(canvas, at, 0, STYLE_EXAMPLE, more);
    }
}
