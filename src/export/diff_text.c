#include "export/diff.h"

#include <string.h>

/* Text of others must not look like lines of ours. */
static void append_line(struct buffer *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        buffer_append_byte(out, *at == '\n' ? ' ' : *at);
    buffer_append_byte(out, '\n');
}

static void append_change(const struct change *change, struct buffer *out)
{
    struct buffer line = {0};
    change_describe(change, &line);
    buffer_append_string(out, "    ");
    append_line(out, buffer_string(&line));
    buffer_done(&line);
}

void diff_print_text(const struct diff_entry *entry, struct buffer *out)
{
    size_t fields = 0;
    const struct changes *changes = entry->changes;
    for (size_t i = 0; i < changes->count; i++)
        fields += i == 0 || changes->items[i].field != changes->items[i - 1].field;
    buffer_append_format(out, "%s (", entry->id);
    if (entry->old_path != NULL && strcmp(entry->old_path, entry->path) != 0)
        buffer_append_format(out, "%s → ", entry->old_path);
    buffer_append_format(out, "%s)\n", entry->path);
    if (entry->problem != NULL) {
        buffer_append_string(out, "    cannot be read: ");
        append_line(out, entry->problem);
    } else if (entry->old_path == NULL) {
        buffer_append_format(out, "    new, with %zu field%s answered\n", fields,
                             fields == 1 ? "" : "s");
    } else if (entry->removed) {
        buffer_append_string(out, "    removed\n");
    } else if (changes->count == 0) {
        buffer_append_string(out, "    no field changed\n");
    } else {
        for (size_t i = 0; i < changes->count; i++)
            append_change(&changes->items[i], out);
    }
}
