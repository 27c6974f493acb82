#include "field_type_internal.h"

#include "base/buffer.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The next cell: up to a bar that stands alone between blanks or at the end. */
static char *take_cell(const char **text)
{
    const char *start = *text + strspn(*text, " \t");
    const char *end = start;
    while (*end != '\0') {
        bool behind_blank = end == start || end[-1] == ' ' || end[-1] == '\t';
        if (*end == '|' && behind_blank && (end[1] == ' ' || end[1] == '\t' || end[1] == '\0'))
            break;
        end++;
    }
    *text = *end == '|' ? end + 1 : end;
    while (end > start && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    return memory_copy_bytes(start, (size_t)(end - start));
}

int table_parse_row(const struct field *table, const char *text, struct value *row,
                    struct error *error)
{
    int result = 0;
    struct value cells = value_of_row(table->column_count);
    for (size_t i = 0; *text != '\0' && result == 0; i++) {
        char *cell = take_cell(&text);
        if (i < table->column_count)
            result = field_parse(&table->columns[i], cell, &cells.items[i], error);
        else if (cell[0] != '\0')
            result = field_refuse(table, error, "a row has %zu cells, and “%s” is one more",
                                  table->column_count, cell);
        free(cell);
    }
    if (result != 0)
        value_done(&cells);
    else
        *row = cells;
    return result;
}

static int table_canonical(const struct field *field, const char *text, char **canonical,
                           struct error *error)
{
    struct value row = {0};
    if (table_parse_row(field, text, &row, error) != 0)
        return -1;
    struct buffer out = {0};
    field_format(field, &row, &out);
    *canonical = buffer_take(&out);
    value_done(&row);
    return 0;
}

static void table_check(const struct field *field, const struct value *value, size_t row,
                        struct findings *findings)
{
    (void)row;
    field_check_count(field, value, findings);
}

const struct field_type table_type = {
    .name = "table",
    .shape = SHAPE_TABLE,
    .free_text = true,
    .canonical = table_canonical,
    .check = table_check,
};
