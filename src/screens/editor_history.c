/* Who changed each value last, and when: read from Git behind the first paint, for the help pane.
 */
#include "base/date.h"
#include "base/memory.h"
#include "base/show.h"
#include "model/change.h"
#include "workspace/history.h"

#include "editor_internal.h"

#include <stdlib.h>
#include <string.h>

/* How much of a value is quoted, in columns. */
enum { VALUE_WIDTH = 28 };

struct reading {
    struct editor_screen *self;
    bool interrupted;
};

static void append_value(struct buffer *out, const char *text)
{
    show_append_cut(out, text, strlen(text), VALUE_WIDTH, 0);
}

/* "Median → Low, 2025-05-01, Ayşe Öztürk: linked to O2C" */
static char *describe(const struct change *change, const struct history_entry *entry)
{
    struct buffer text = {0};
    char date[DATE_TEXT_SIZE];
    date_format(instant_date(entry->when), date);
    if (change->kind == CHANGE_CHANGED && change->old_text != NULL && change->new_text != NULL) {
        append_value(&text, change->old_text);
        buffer_append_string(&text, " → ");
        append_value(&text, change->new_text);
        buffer_append_string(&text, ", ");
    } else if (change->kind == CHANGE_ADDED) {
        buffer_append_string(&text, "first answered ");
    }
    buffer_append_format(&text, "%s, %s: %s", date, entry->author, entry->subject);
    return buffer_take(&text);
}

static int visit(void *context, const struct history_entry *entry)
{
    struct reading *reading = context;
    struct editor_screen *self = reading->self;
    for (size_t i = 0; entry->changes != NULL && i < entry->changes->count; i++) {
        const struct change *change = &entry->changes->items[i];
        char **known = &self->last_changes[change->field->index];
        if (*known == NULL)
            *known = describe(change, entry);
    }
    reading->interrupted = app_is_wanted(self->screen.app);
    return reading->interrupted ? 1 : 0;
}

/* A key interrupts it: what was read by then is right, and the rest is read another time. */
bool editor_read_history(struct editor_screen *self)
{
    struct reading reading = {.self = self};
    struct error error = {0};
    if (self->history_known)
        return false;
    size_t count = spec_form(sheet_spec(self->sheet))->field_count;
    if (self->last_changes == NULL)
        self->last_changes = memory_allocate(count * sizeof *self->last_changes);
    self->history_known = true;
    if (!sheet_is_new(self->sheet) &&
        history_walk(app_workspace(self->screen.app), sheet_path(self->sheet), visit, &reading,
                     &error) == 0)
        self->history_known = !reading.interrupted;
    return true;
}

const char *editor_last_change(const struct editor_screen *self, const struct field *field)
{
    const struct field *root = field->table != NULL ? field->table : field;
    if (self->last_changes == NULL || self->last_changes[root->index] == NULL)
        return "";
    return self->last_changes[root->index];
}

void editor_forget_history(struct editor_screen *self)
{
    size_t count = spec_form(sheet_spec(self->sheet))->field_count;
    for (size_t i = 0; self->last_changes != NULL && i < count; i++)
        free(self->last_changes[i]);
    free(self->last_changes);
    self->last_changes = NULL;
    self->history_known = false;
}
