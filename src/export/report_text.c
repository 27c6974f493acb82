#include "export/report.h"

#include <string.h>

/* One finding is one line, whatever its message quotes. */
static void append_line(struct buffer *out, const char *text)
{
    size_t begin = out->length;
    buffer_append_string(out, text);
    for (char *at = out->bytes + begin; (at = strchr(at, '\n')) != NULL;)
        *at = ' ';
}

void report_print_text(const struct report *report, struct buffer *out)
{
    for (size_t i = 0; i < report->count; i++) {
        const struct report_item *item = &report->items[i];
        append_line(out, item->path);
        buffer_append_format(out, ":%zu:%zu: %s: ", item->line, item->column,
                             severity_name(item->severity));
        buffer_append_string(out, item->field);
        buffer_append_string(out, item->field[0] != '\0' ? ": " : "");
        append_line(out, item->message);
        buffer_append_string(out, " [");
        buffer_append_string(out, item->rule);
        buffer_append_string(out, "]\n");
    }
}
