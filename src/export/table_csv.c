#include "export/table.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* What a spreadsheet would compute instead of show: it gets an apostrophe in front, which a spreadsheet
 * takes for "this is text" (OWASP, CSV injection). The full-width forms count too. */
static bool is_formula(const char *text)
{
    static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"};
    char *end = NULL;
    (void)strtod(text, &end);
    if (*end == '\0')
        return false; /* a number, or nothing */
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(text, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

static void print_cell(const char *text, struct buffer *out)
{
    struct buffer safe = {0};
    if (is_formula(text)) {
        buffer_append_format(&safe, "'%s", text);
        text = buffer_string(&safe);
    }
    if (strpbrk(text, "\",\r\n") == NULL) {
        buffer_append_string(out, text);
        buffer_done(&safe);
        return;
    }
    buffer_append_byte(out, '"');
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"')
            buffer_append_byte(out, '"');
        buffer_append_byte(out, *at);
    }
    buffer_append_byte(out, '"');
    buffer_done(&safe);
}

static void print_line(const char *const *cells, size_t count, struct buffer *out)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            buffer_append_byte(out, ',');
        print_cell(cells[i], out);
    }
    buffer_append_string(out, "\r\n");
}

void table_print_csv(const struct text_table *table, struct buffer *out)
{
    print_line(table->titles, table->column_count, out);
    for (size_t row = 0; row < table->row_count; row++)
        print_line(table->cells + row * table->column_count, table->column_count, out);
}
