#include "base/memory.h"
#include "base/show.h"
#include "export/table.h"

#include <stdlib.h>
#include <string.h>

enum { GAP = 2, NARROWEST = 8 };

static const char *cell_at(const struct text_table *table, size_t row, size_t column)
{
    return table->cells[row * table->column_count + column];
}

/* Returns the width of a line. */
static size_t measure(const struct text_table *table, int flags, size_t *widths)
{
    size_t total = table->column_count > 0 ? (table->column_count - 1) * GAP : 0;
    for (size_t column = 0; column < table->column_count; column++) {
        const char *title = table->titles[column];
        widths[column] = show_width(title, strlen(title), flags);
        for (size_t row = 0; row < table->row_count; row++) {
            const char *cell = cell_at(table, row, column);
            size_t width = show_width(cell, strlen(cell), flags);
            widths[column] = width > widths[column] ? width : widths[column];
        }
        total += widths[column];
    }
    return total;
}

/* Take columns away from the widest until the line fits, or all are narrow. */
static void squeeze(size_t *widths, size_t count, size_t total, size_t width)
{
    for (; total > width; total--) {
        size_t widest = 0;
        for (size_t i = 1; i < count; i++)
            if (widths[i] > widths[widest])
                widest = i;
        if (widths[widest] <= NARROWEST)
            return;
        widths[widest]--;
    }
}

static void print_line(const struct text_table *table, const char *const *cells,
                       const size_t *widths, size_t indent, int flags, struct buffer *out)
{
    size_t pending = indent;
    for (size_t i = 0; i < table->column_count; i++) {
        size_t length = strlen(cells[i]);
        size_t width = show_width(cells[i], length, flags);
        if (width > 0) {
            buffer_append_repeated(out, ' ', pending);
            pending = 0;
        }
        show_append_cut(out, cells[i], length, widths[i], flags);
        width = width > widths[i] ? widths[i] : width;
        pending += widths[i] - width + GAP;
    }
    buffer_append_byte(out, '\n');
}

void table_print_columns(const struct text_table *table, size_t indent, size_t width,
                         int show_flags, struct buffer *out)
{
    size_t *widths = memory_allocate((table->column_count + 1) * sizeof *widths);
    size_t total = measure(table, show_flags, widths);
    if (width > 0 && table->column_count > 0)
        squeeze(widths, table->column_count, indent + total, width);
    print_line(table, table->titles, widths, indent, show_flags, out);
    for (size_t row = 0; row < table->row_count; row++)
        print_line(table, table->cells + row * table->column_count, widths, indent, show_flags,
                   out);
    free(widths);
}

size_t table_width(const struct text_table *table, int show_flags)
{
    size_t *widths = memory_allocate((table->column_count + 1) * sizeof *widths);
    size_t total = measure(table, show_flags, widths);
    free(widths);
    return total;
}
