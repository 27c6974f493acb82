/* Groups: by a column of the catalogue, whose values it has, or by any other field of the form, whose
 * values are read when it is chosen. */
#include "base/memory.h"
#include "model/field_type.h"

#include "catalogue_internal.h"

#include <stdlib.h>
#include <string.h>

static struct catalogue_screen *as_catalogue(struct screen *screen)
{
    return (struct catalogue_screen *)screen;
}

/* ── values of a field ── */

static void forget_values(struct catalogue_grouping *grouping)
{
    for (size_t i = 0; i < grouping->count; i++) {
        free(grouping->values[i].path);
        free(grouping->values[i].text);
    }
    free(grouping->values);
    grouping->values = NULL;
    grouping->count = 0;
}

void catalogue_forget_grouping(struct catalogue_screen *self)
{
    forget_values(&self->grouping);
    free(self->grouping.field);
    free(self->grouping.label);
    self->grouping = (struct catalogue_grouping){0};
}

static int compare_path(const void *path, const void *value)
{
    return strcmp(path, ((const struct catalogue_value *)value)->path);
}

static struct catalogue_value *find_value(const struct catalogue_grouping *grouping,
                                          const char *path)
{
    return grouping->count == 0 ? NULL
                                : bsearch(path, grouping->values, grouping->count,
                                          sizeof *grouping->values, compare_path);
}

static int read_values(struct catalogue_screen *self, struct error *error)
{
    struct catalogue_grouping *grouping = &self->grouping;
    struct catalogue read = {0};
    const char *field = grouping->field;
    int result = catalogue_read_chosen(app_workspace(self->screen.app), &field, 1, NULL, NULL,
                                       &read, error);
    forget_values(grouping);
    grouping->values = memory_allocate((read.count + 1) * sizeof *grouping->values);
    for (size_t i = 0; result == 0 && i < read.count; i++)
        grouping->values[grouping->count++] = (struct catalogue_value){
            .path = memory_copy_string(read.entries[i].path),
            .text = memory_copy_string(read.entries[i].cells[0]),
        };
    catalogue_done(&read);
    return result;
}

void catalogue_group_read_again(struct catalogue_screen *self, const char *path)
{
    struct catalogue_value *value = find_value(&self->grouping, path);
    struct sheet *sheet = NULL;
    struct buffer text = {0};
    if (value == NULL || sheet_open(app_workspace(self->screen.app), path, &sheet, NULL) != 0)
        return;
    const struct spec *spec = sheet_spec(sheet);
    const struct field *field = form_find_field(spec_form(spec), self->grouping.field);
    if (field != NULL)
        field_format(field, spec_value(spec, field), &text);
    free(value->text);
    value->text = memory_copy_string(buffer_string(&text));
    buffer_done(&text);
    sheet_close(sheet);
}

const char *catalogue_group_text(const struct catalogue_screen *self, size_t entry)
{
    const struct catalogue_entry *grouped = &self->catalogue.entries[entry];
    if (self->grouped_by != GROUPED_BY_FIELD)
        return grouped->cells[self->grouped_by - 1];
    const struct catalogue_value *value = find_value(&self->grouping, grouped->path);
    return value != NULL ? value->text : "";
}

/* ── choose ── */

static void say_grouped(struct catalogue_screen *self)
{
    struct app *app = self->screen.app;
    if (self->grouped_by == 0)
        app_say(app, "Not grouped");
    else
        app_say(app, "Grouped by %s",
                self->grouped_by == GROUPED_BY_FIELD
                    ? self->grouping.label
                    : self->catalogue.titles[self->grouped_by - 1]);
}

void catalogue_group_by_next(struct catalogue_screen *self)
{
    self->grouped_by = self->grouped_by == GROUPED_BY_FIELD
                           ? 0
                           : (self->grouped_by + 1) % (self->catalogue.column_count + 1);
    catalogue_arrange_again(self);
    say_grouped(self);
}

static const struct form *form_of_groups(struct catalogue_screen *self, struct error *error)
{
    const struct form *form = NULL;
    return workspace_form(app_workspace(self->screen.app), NULL, &form, error) == 0 ? form : NULL;
}

static bool is_column(const struct catalogue_screen *self, const struct field *field)
{
    for (size_t i = 0; i < self->catalogue.column_count; i++)
        if (strcmp(self->catalogue.columns[i], field->path) == 0)
            return true;
    return false;
}

/* Rows of tables are no groups. */
static bool can_group(const struct catalogue_screen *self, const struct field *field)
{
    return field->section != NULL && field->type->shape != SHAPE_TABLE && !is_column(self, field);
}

static const struct field *field_at(const struct catalogue_screen *self, const struct form *form,
                                    size_t index)
{
    for (size_t i = 0; i < form->field_count; i++)
        if (can_group(self, &form->fields[i]) && index-- == 0)
            return &form->fields[i];
    return NULL;
}

/* The list has none, the columns, the other fields. */
static void take_group(struct screen *screen, size_t index, const char *text)
{
    struct catalogue_screen *self = as_catalogue(screen);
    struct error error = {0};
    (void)text;
    if (index <= self->catalogue.column_count) {
        self->grouped_by = index;
    } else {
        const struct form *form = form_of_groups(self, &error);
        const struct field *field =
            form != NULL ? field_at(self, form, index - self->catalogue.column_count - 1) : NULL;
        if (field == NULL)
            return;
        catalogue_forget_grouping(self);
        self->grouping.field = memory_copy_string(field->path);
        self->grouping.label = memory_copy_string(field->label);
        if (read_values(self, &error) != 0) {
            app_complain(screen->app, &error);
            return;
        }
        self->grouped_by = GROUPED_BY_FIELD;
    }
    catalogue_arrange_again(self);
    say_grouped(self);
}

void catalogue_ask_group(struct catalogue_screen *self)
{
    struct error error = {0};
    const struct form *form = form_of_groups(self, &error);
    struct pick pick = {.title = memory_copy_string("Group by")};
    pick_add(&pick, "", "not grouped");
    for (size_t i = 0; i < self->catalogue.column_count; i++)
        pick_add(&pick, self->catalogue.titles[i], "a column");
    for (size_t i = 0; form != NULL && i < form->field_count; i++)
        if (can_group(self, &form->fields[i]))
            pick_add(&pick, form->fields[i].label, form->fields[i].section->title);
    app_pick(self->screen.app, &pick, take_group, &self->screen);
}
