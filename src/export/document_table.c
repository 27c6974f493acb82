#include "base/memory.h"
#include "base/show.h"
#include "document_internal.h"
#include "export/table.h"

#include <stdlib.h>
#include <string.h>

/* The columns that hold something, with the texts of their cells. */
struct grid {
    const char **titles;
    char **cells;
    size_t column_count;
    size_t row_count;
};

static const struct value *find_cell(const struct value *list, size_t row, size_t column)
{
    const struct value *cells = &list->items[row];
    bool there =
        cells->kind == VALUE_ROW && column < cells->count && !value_is_empty(&cells->items[column]);
    return there ? &cells->items[column] : NULL;
}

static bool column_is_used(const struct value *list, size_t column)
{
    for (size_t row = 0; row < list->count; row++)
        if (find_cell(list, row, column) != NULL)
            return true;
    return false;
}

static void fill_column(struct grid *grid, const struct field *column, const struct value *list,
                        size_t column_count)
{
    size_t at = grid->column_count++;
    grid->titles[at] = column->label;
    for (size_t row = 0; row < list->count; row++) {
        const struct value *cell = find_cell(list, row, column->index);
        grid->cells[row * column_count + at] =
            cell != NULL ? page_copy_value(column, cell) : memory_copy_string("");
    }
}

static struct grid make_grid(const struct field *table, const struct value *list)
{
    struct grid grid = {.row_count = list->count};
    size_t used = 0;
    for (size_t i = 0; i < table->column_count; i++)
        used += column_is_used(list, i);
    grid.titles = memory_allocate((used + 1) * sizeof *grid.titles);
    grid.cells = memory_allocate((used * list->count + 1) * sizeof *grid.cells);
    for (size_t i = 0; i < table->column_count; i++)
        if (column_is_used(list, i))
            fill_column(&grid, &table->columns[i], list, used);
    return grid;
}

static void grid_done(struct grid *grid)
{
    for (size_t i = 0; i < grid->column_count * grid->row_count; i++)
        free(grid->cells[i]);
    free(grid->cells);
    free(grid->titles);
}

static void append_pairs(const struct page *page, const struct grid *grid, size_t row)
{
    const char *lead = "    - ";
    for (size_t i = 0; i < grid->column_count; i++) {
        const char *cell = grid->cells[row * grid->column_count + i];
        if (cell[0] == '\0')
            continue;
        page_append_pair(page, lead, grid->titles[i], PAGE_VALUE_COLUMN, cell);
        lead = "      ";
    }
}

/* A row as one line: its width is nobody else's. */
static void append_lines(const struct page *page, const struct field *table,
                         const struct value *list)
{
    for (size_t row = 0; row < list->count; row++) {
        char *text = page_copy_value(table, &list->items[row]);
        buffer_append_string(page->out, "    - ");
        show_append(page->out, text, strlen(text), page->flags);
        buffer_append_byte(page->out, '\n');
        free(text);
    }
}

void page_append_table(const struct page *page, const struct field *table, const struct value *list)
{
    if (page->by_line) {
        page_append_label(page, table->label);
        append_lines(page, table, list);
        return;
    }
    struct grid grid = make_grid(table, list);
    struct text_table text = {
        .titles = grid.titles,
        .column_count = grid.column_count,
        .cells = (const char *const *)grid.cells,
        .row_count = grid.row_count,
    };
    page_append_label(page, table->label);
    if (page->width == 0 || PAGE_ENTRY_INDENT + table_width(&text, page->flags) <= page->width)
        table_print_columns(&text, PAGE_ENTRY_INDENT, 0, page->flags, page->out);
    else
        for (size_t row = 0; row < grid.row_count; row++)
            append_pairs(page, &grid, row);
    grid_done(&grid);
}
