#include "export/report.h"

#include <string.h>

/* One finding is one line, whatever its message quotes. */
static void append_line(struct buffer *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        buffer_append_byte(out, *at == '\n' ? ' ' : *at);
}

void report_print_text(const struct report *report, struct buffer *out)
{
    for (size_t i = 0; i < report->count; i++) {
        const struct report_item *item = &report->items[i];
        append_line(out, item->path);
        buffer_append_format(out, ":%zu:%zu: %s: ", item->line, item->column,
                             severity_name(item->severity));
        if (item->field[0] != '\0')
            buffer_append_format(out, "%s: ", item->field);
        append_line(out, item->message);
        buffer_append_format(out, " [%s]\n", item->rule);
    }
}
