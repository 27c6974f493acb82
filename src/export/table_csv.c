#include "export/table.h"

#include <string.h>

static void print_cell(const char *text, struct buffer *out)
{
    if (strpbrk(text, "\",\r\n") == NULL) {
        buffer_append_string(out, text);
        return;
    }
    buffer_append_byte(out, '"');
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"')
            buffer_append_byte(out, '"');
        buffer_append_byte(out, *at);
    }
    buffer_append_byte(out, '"');
}

static void print_line(const char *const *cells, size_t count, struct buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_append_byte(out, ',');
        print_cell(cells[i], out);
    }
    buffer_append_byte(out, '\n');
}

void table_print_csv(const struct text_table *table, struct buffer *out)
{
    print_line(table->titles, table->column_count, out);
    for (size_t row = 0; row < table->row_count; row++)
        print_line(table->cells + row * table->column_count, table->column_count, out);
}
