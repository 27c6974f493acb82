#include "export/log.h"

#include <string.h>

/* Text of others must not look like lines of ours. */
static void append_line(struct buffer *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        buffer_append_byte(out, *at == '\n' ? ' ' : *at);
}

/* The changes of one field stand together. */
static size_t count_fields(const struct changes *changes)
{
    size_t count = 0;
    for (size_t i = 0; i < changes->count; i++)
        count += i == 0 || changes->items[i].field != changes->items[i - 1].field;
    return count;
}

void log_print_heading(const struct log_entry *entry, struct buffer *out)
{
    char date[DATE_TEXT_SIZE];
    date_format(instant_date(entry->when), date);
    buffer_append_format(out, "%.7s %s ", entry->commit, date);
    append_line(out, entry->author);
    buffer_append_string(out, ": ");
    append_line(out, entry->subject);
    buffer_append_byte(out, '\n');
}

static void append_change(struct buffer *out, const struct change *change)
{
    struct buffer line = {0};
    change_describe(change, &line);
    buffer_append_string(out, "    ");
    append_line(out, buffer_string(&line));
    buffer_append_byte(out, '\n');
    buffer_done(&line);
}

void log_print_changes(const struct log_entry *entry, bool with_path, struct buffer *out)
{
    const struct changes *changes = entry->changes;
    if (with_path) {
        buffer_append_string(out, "  ");
        append_line(out, entry->path);
        buffer_append_byte(out, '\n');
    }
    if (entry->problem != NULL) {
        buffer_append_string(out, "    cannot be read: ");
        append_line(out, entry->problem);
        buffer_append_byte(out, '\n');
    } else if (entry->is_cut) {
        buffer_append_string(out, "    the history begins here (shallow clone)\n");
    } else if (entry->created && entry->field == NULL) {
        size_t count = count_fields(changes);
        buffer_append_format(out, "    new, with %zu field%s answered\n", count,
                             count == 1 ? "" : "s");
    } else {
        for (size_t i = 0; i < changes->count; i++)
            if (entry->field == NULL || strcmp(changes->items[i].field->path, entry->field) == 0)
                append_change(out, &changes->items[i]);
    }
}
