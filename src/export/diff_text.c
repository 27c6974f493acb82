#include "base/memory.h"
#include "export/diff.h"
#include "ink_internal.h"

#include <string.h>

enum { CHANGE_INDENT = 4, HANGING_INDENT = 8 };

static void append_heading(const struct diff_entry *entry, struct ink_line *line,
                           struct buffer *out)
{
    bool moved = entry->old_path != NULL && strcmp(entry->old_path, entry->path) != 0;
    ink_append(line, INK_STRONG, entry->id);
    ink_append(line, INK_DIM, " (");
    ink_append(line, INK_DIM, moved ? entry->old_path : "");
    ink_append(line, INK_DIM, moved ? " → " : "");
    ink_append(line, INK_DIM, entry->path);
    ink_append(line, INK_DIM, ")");
    ink_end(line, 0, HANGING_INDENT, out);
}

void diff_print_text(const struct diff_entry *entry, const struct text_look *look,
                     struct buffer *out)
{
    struct ink_line line = {.look = *look};
    const struct changes *changes = entry->changes;
    append_heading(entry, &line, out);
    if (entry->problem != NULL) {
        ink_append(&line, INK_PROBLEM, "cannot be read: ");
        ink_append(&line, INK_TEXT, entry->problem);
    } else if (entry->old_path == NULL) {
        size_t fields = changes_count_fields(changes);
        ink_append_take(
            &line, INK_NEW,
            memory_format("new, with %zu field%s answered", fields, fields == 1 ? "" : "s"));
    } else if (entry->removed) {
        ink_append(&line, INK_OLD, "removed");
    } else if (changes->count == 0) {
        ink_append(&line, INK_DIM, "no field changed");
    } else {
        for (size_t i = 0; i < changes->count; i++) {
            ink_append_change(&line, &changes->items[i]);
            ink_end(&line, CHANGE_INDENT, HANGING_INDENT, out);
        }
        return;
    }
    ink_end(&line, CHANGE_INDENT, HANGING_INDENT, out);
}
