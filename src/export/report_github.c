/* https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
#include "export/report.h"

#include <string.h>

/* Property values escape two characters more than messages do. */
static void append_escaped(struct buffer *out, const char *text, const char *escaped)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (strchr(escaped, *at) != NULL)
            buffer_append_format(out, "%%%02X", (unsigned)(unsigned char)*at);
        else
            buffer_append_byte(out, *at);
    }
}

static const char *command_name(enum severity severity)
{
    return severity == SEVERITY_INFO ? "notice" : severity_name(severity);
}

void report_print_github(const struct report *report, struct buffer *out)
{
    for (size_t i = 0; i < report->count; i++) {
        const struct report_item *item = &report->items[i];
        buffer_append_format(out, "::%s file=", command_name(item->severity));
        append_escaped(out, item->path, "%\r\n:,");
        buffer_append_format(out, ",line=%zu,col=%zu,title=", item->line, item->column);
        append_escaped(out, item->rule, "%\r\n:,");
        buffer_append_string(out, "::");
        append_escaped(out, item->field, "%\r\n");
        buffer_append_string(out, item->field[0] != '\0' ? ": " : "");
        append_escaped(out, item->message, "%\r\n");
        buffer_append_byte(out, '\n');
    }
}
