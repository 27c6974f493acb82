/* Who set each value, and when: searched in Git behind the first paint, a little whenever no key
 * waits, for the help pane. */
#include "base/date.h"
#include "base/memory.h"
#include "base/show.h"
#include "model/change.h"
#include "model/field_type.h"
#include "workspace/blame.h"

#include "editor_internal.h"

#include <stdlib.h>
#include <string.h>

enum {
    VALUE_WIDTH = 20, /* how much of a value is quoted, in columns */
    COMMITS_A_STEP = 100,
};

static void append_value(struct buffer *out, const char *text)
{
    show_append_cut(out, text, strlen(text), VALUE_WIDTH, 0);
}

/* "Median → Low, 2025-05-01, Ayşe Öztürk: linked to O2C" */
static char *describe(const struct spec *spec, const struct blame_item *item)
{
    struct buffer text = {0};
    struct buffer value = {0};
    char date[DATE_TEXT_SIZE];
    const struct blame_commit *commit = item->commit;
    if (commit == NULL)
        return memory_copy_string("Saved, not committed yet.");
    if (item->old_text != NULL) {
        field_format(item->field, spec_value(spec, item->field), &value);
        append_value(&text, item->old_text);
        buffer_append_string(&text, " → ");
        append_value(&text, buffer_string(&value));
        buffer_append_string(&text, ", ");
        buffer_done(&value);
    } else if (spec_value(spec, item->field)->kind != VALUE_LIST) {
        buffer_append_string(&text, "first answered ");
    }
    date_format(instant_date(commit->when), date);
    buffer_append_format(&text, "%s, %s: %s", date, commit->author,
                         change_subject_without_id(commit->subject, spec_id(spec)));
    return buffer_take(&text);
}

static void take_result(struct editor_screen *self)
{
    size_t count = 0;
    size_t fields = spec_form(sheet_spec(self->sheet))->field_count;
    const struct blame_item *items = blame_items(self->blame, &count);
    const struct spec *spec = blame_spec(self->blame);
    if (self->last_changes == NULL)
        self->last_changes = memory_allocate(fields * sizeof *self->last_changes);
    for (size_t i = 0; i < fields; i++) {
        free(self->last_changes[i]);
        self->last_changes[i] = NULL;
    }
    for (size_t i = 0; i < count && spec_form(spec)->field_count == fields; i++)
        if (items[i].row == BLAME_NO_ROW)
            self->last_changes[items[i].field->index] = describe(spec, &items[i]);
}

static void end_search(struct editor_screen *self)
{
    blame_close(self->blame);
    self->blame = NULL;
    self->history_known = true;
}

/* A key interrupts it between two steps. Without Git nothing is known, which is no complaint. */
bool editor_read_history(struct editor_screen *self)
{
    struct error error = {0};
    int more = 1;
    if (self->history_known)
        return false;
    if (self->blame == NULL &&
        (sheet_is_new(self->sheet) ||
         blame_open(app_workspace(self->screen.app), sheet_path(self->sheet), NULL, &self->blame,
                    &error) != 0)) {
        end_search(self);
        return true;
    }
    while (more > 0 && !app_is_wanted(self->screen.app))
        more = blame_step(self->blame, COMMITS_A_STEP, &error);
    if (more == 0)
        take_result(self);
    if (more <= 0)
        end_search(self);
    return true;
}

const char *editor_last_change(const struct editor_screen *self, const struct field *field)
{
    const struct field *root = field->table != NULL ? field->table : field;
    bool is_known = self->last_changes != NULL && self->last_changes[root->index] != NULL;
    if (!is_known || spec_field_is_modified(sheet_spec(self->sheet), root))
        return "";
    return self->last_changes[root->index];
}

void editor_renew_history(struct editor_screen *self)
{
    blame_close(self->blame);
    self->blame = NULL;
    self->history_known = false;
}

void editor_forget_history(struct editor_screen *self)
{
    size_t count = spec_form(sheet_spec(self->sheet))->field_count;
    for (size_t i = 0; self->last_changes != NULL && i < count; i++)
        free(self->last_changes[i]);
    free(self->last_changes);
    self->last_changes = NULL;
    editor_renew_history(self);
}
