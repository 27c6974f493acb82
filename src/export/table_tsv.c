#include "export/table.h"

#include <string.h>

static void print_line(const char *const *cells, size_t count, struct buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_append_byte(out, '\t');
        for (const char *at = cells[i]; *at != '\0'; at++)
            buffer_append_byte(out, strchr("\t\r\n", *at) != NULL ? ' ' : *at);
    }
    buffer_append_byte(out, '\n');
}

void table_print_tsv(const struct text_table *table, struct buffer *out)
{
    print_line(table->titles, table->column_count, out);
    for (size_t row = 0; row < table->row_count; row++)
        print_line(table->cells + row * table->column_count, table->column_count, out);
}
