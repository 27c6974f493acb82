/* Rows in another order, to be looked at: the table itself stays as it is. The order is made once,
 * so that no row jumps while it is edited, and given up when rows come, go or move. */
#include "table_box_internal.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

struct sort_key {
    char *text; /* folded */
    double number;
    bool numeric;
    size_t row;
};

static int compare_keys(const void *a, const void *b)
{
    const struct sort_key *x = a;
    const struct sort_key *y = b;
    bool x_empty = x->text[0] == '\0';
    bool y_empty = y->text[0] == '\0';
    int order = 0;
    if (x_empty != y_empty)
        return x_empty ? 1 : -1; /* what is not answered comes last */
    if (x->numeric && y->numeric)
        order = (x->number > y->number) - (x->number < y->number);
    if (order == 0)
        order = strcmp(x->text, y->text);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static struct sort_key make_key(const struct table_box *self, size_t row, size_t column)
{
    struct sort_key key = {.row = row};
    struct buffer text = {0};
    char *end = NULL;
    table_format_cell(self, row, column, &text);
    key.text = utf8_fold(buffer_string(&text), false);
    key.number = strtod(buffer_string(&text), &end);
    key.numeric = text.length > 0 && *end == '\0';
    buffer_done(&text);
    return key;
}

static void make_order(struct table_box *self)
{
    size_t count = place_count(&self->box.place);
    struct sort_key *keys = memory_allocate((count + 1) * sizeof *keys);
    struct table_order *order = &self->order;
    order->rows = memory_resize(order->rows, count + 1, sizeof *order->rows);
    order->count = count;
    for (size_t i = 0; i < count; i++)
        keys[i] = make_key(self, i, order->column);
    qsort(keys, count, sizeof *keys, compare_keys);
    for (size_t i = 0; i < count; i++) {
        order->rows[order->reverse ? count - 1 - i : i] = keys[i].row;
        free(keys[i].text);
    }
    free(keys);
}

bool table_is_sorted(const struct table_box *self)
{
    return self->order.count > 0;
}

void table_end_sort(struct table_box *self)
{
    free(self->order.rows);
    self->order = (struct table_order){0};
}

void table_sort(struct table_box *self, bool reverse)
{
    struct table_order *order = &self->order;
    bool same = table_is_sorted(self) && order->column == self->column;
    (void)table_leave_row(self);
    if (self->pending || place_count(&self->box.place) == 0)
        return;
    if (same && !reverse) {
        table_end_sort(self);
        box_say(&self->box.place, "The rows stand as in the file.");
        return;
    }
    order->reverse = reverse && !(same && order->reverse);
    order->column = self->column;
    make_order(self);
    box_say(&self->box.place, "Sorted to be looked at; the file keeps its order.");
}

size_t table_row_at(const struct table_box *self, size_t position)
{
    return position < self->order.count ? self->order.rows[position] : position;
}

size_t table_position_of(const struct table_box *self, size_t row)
{
    for (size_t i = 0; i < self->order.count; i++)
        if (self->order.rows[i] == row)
            return i;
    return row;
}
