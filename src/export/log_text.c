#include "base/memory.h"
#include "export/log.h"
#include "ink_internal.h"

#include <string.h>

enum { PATH_INDENT = 2, CHANGE_INDENT = 4, HANGING_INDENT = 8 };

void log_print_heading(const struct log_entry *entry, const struct text_look *look,
                       struct buffer *out)
{
    struct ink_line line = {.look = *look};
    char date[DATE_TEXT_SIZE];
    date_format(instant_date(entry->when), date);
    ink_append_take(&line, INK_COMMIT, memory_format("%.7s", entry->commit));
    ink_append_take(&line, INK_TEXT, memory_format(" %s ", date));
    ink_append(&line, INK_WHO, entry->author);
    ink_append(&line, INK_TEXT, ": ");
    ink_append(&line, INK_STRONG, entry->subject);
    ink_end(&line, 0, HANGING_INDENT, out);
}

static void append_change(const struct text_look *look, const struct change *change,
                          struct buffer *out)
{
    struct ink_line line = {.look = *look};
    ink_append_change(&line, change);
    ink_end(&line, CHANGE_INDENT, HANGING_INDENT, out);
}

void log_print_changes(const struct log_entry *entry, bool with_path, const struct text_look *look,
                       struct buffer *out)
{
    const struct changes *changes = entry->changes;
    struct ink_line line = {.look = *look};
    if (with_path) {
        ink_append(&line, INK_DIM, entry->path);
        ink_end(&line, PATH_INDENT, HANGING_INDENT, out);
    }
    if (entry->problem != NULL) {
        ink_append(&line, INK_PROBLEM, "cannot be read: ");
        ink_append(&line, INK_TEXT, entry->problem);
        ink_end(&line, CHANGE_INDENT, HANGING_INDENT, out);
    } else if (entry->is_cut) {
        ink_append(&line, INK_DIM, "the history begins here (shallow clone)");
        ink_end(&line, CHANGE_INDENT, HANGING_INDENT, out);
    } else if (entry->created && entry->field == NULL) {
        size_t count = changes_count_fields(changes);
        ink_append_take(
            &line, INK_NEW,
            memory_format("new, with %zu field%s answered", count, count == 1 ? "" : "s"));
        ink_end(&line, CHANGE_INDENT, HANGING_INDENT, out);
    } else {
        for (size_t i = 0; i < changes->count; i++)
            if (entry->field == NULL || strcmp(changes->items[i].field->path, entry->field) == 0)
                append_change(look, &changes->items[i], out);
    }
}
