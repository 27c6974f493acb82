#include "export/log.h"

#include <string.h>

/* Text of others must not look like lines of ours. */
static void append_line(struct buffer *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        buffer_append_byte(out, *at == '\n' ? ' ' : *at);
}

void log_print_text(const struct log_entry *entry, struct buffer *out)
{
    char date[DATE_TEXT_SIZE];
    date_format(instant_date(entry->when), date);
    buffer_append_format(out, "%.7s %s ", entry->commit, date);
    append_line(out, entry->author);
    buffer_append_string(out, ": ");
    append_line(out, entry->subject);
    buffer_append_byte(out, '\n');
    if (entry->problem != NULL) {
        buffer_append_string(out, "    cannot be read: ");
        append_line(out, entry->problem);
        buffer_append_byte(out, '\n');
    }
    for (size_t i = 0; i < entry->changes->count; i++) {
        const struct change *change = &entry->changes->items[i];
        if (entry->field != NULL && strcmp(change->field->path, entry->field) != 0)
            continue;
        struct buffer line = {0};
        change_describe(change, &line);
        buffer_append_string(out, "    ");
        append_line(out, buffer_string(&line));
        buffer_append_byte(out, '\n');
        buffer_done(&line);
    }
}
