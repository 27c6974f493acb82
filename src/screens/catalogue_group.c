/* Groups: by a column of the catalogue, whose values it has, or by any other field of the form, whose
 * values are read behind when it is chosen, as the catalogue itself is: meanwhile it stays as it was. */
#include "base/memory.h"
#include "model/field_type.h"

#include "catalogue_internal.h"

#include <stdlib.h>
#include <string.h>

static struct catalogue_screen *as_catalogue(struct screen *screen)
{
    return (struct catalogue_screen *)screen;
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

const char *catalogue_group_text(const struct catalogue_screen *self, size_t entry)
{
    const struct catalogue_entry *grouped = &self->catalogue.entries[entry];
    if (self->grouped_by != GROUPED_BY_FIELD)
        return grouped->cells[self->grouped_by - 1];
    const struct catalogue_entry *value = catalogue_find(&self->grouping.values, grouped->path);
    return value != NULL ? value->cells[0] : "";
}

/* ── values of a field ── */

void catalogue_forget_grouping(struct catalogue_screen *self)
{
    (void)catalogue_reader_end(self->grouping.reader, NULL);
    catalogue_done(&self->grouping.values);
    free(self->grouping.label);
    self->grouping = (struct catalogue_grouping){0};
}

static void read_values(struct catalogue_screen *self)
{
    struct workspace *workspace = app_workspace(self->screen.app);
    self->grouping.reader = catalogue_reader_start(workspace, &self->grouping.values);
}

static void group_by_field(struct catalogue_screen *self, const struct field *field)
{
    if (self->grouped_by == GROUPED_BY_FIELD)
        self->grouped_by = 0; /* its values go now */
    catalogue_forget_grouping(self);
    self->grouping.label = memory_copy_string(field->label);
    const char *path = field->path;
    catalogue_open_columns(app_workspace(self->screen.app), &self->grouping.values, &path, 1);
    read_values(self);
    catalogue_arrange_again(self);
    app_say(self->screen.app, "Reading %s of all specifications; Esc stops", field->label);
}

bool catalogue_is_grouping(const struct catalogue_screen *self)
{
    return self->grouping.reader != NULL && self->grouped_by != GROUPED_BY_FIELD;
}

void catalogue_read_groups_again(struct catalogue_screen *self)
{
    if (self->grouped_by == GROUPED_BY_FIELD && self->grouping.reader == NULL)
        read_values(self);
}

void catalogue_take_groups(struct catalogue_screen *self)
{
    enum { IDLE_MILLISECONDS = 8 };
    struct catalogue_grouping *grouping = &self->grouping;
    struct error error = {0};
    bool changed = false;
    bool first = catalogue_is_grouping(self);
    bool more = catalogue_reader_take(grouping->reader, &grouping->values, IDLE_MILLISECONDS,
                                      &changed);
    grouping->changed = grouping->changed || changed;
    if (more)
        return;
    if (catalogue_reader_end(grouping->reader, &error) != 0)
        app_complain(self->screen.app, &error);
    grouping->reader = NULL;
    if (first || grouping->changed) {
        self->grouped_by = GROUPED_BY_FIELD;
        catalogue_arrange_again(self);
    }
    grouping->changed = false;
    if (first)
        say_grouped(self);
}

/* ── the next, or any ── */

void catalogue_group_by_next(struct catalogue_screen *self)
{
    self->grouped_by = self->grouped_by == GROUPED_BY_FIELD
                           ? 0
                           : (self->grouped_by + 1) % (self->catalogue.column_count + 1);
    catalogue_forget_grouping(self);
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
        catalogue_forget_grouping(self);
        catalogue_arrange_again(self);
        say_grouped(self);
        return;
    }
    const struct form *form = form_of_groups(self, &error);
    const struct field *field =
        form != NULL ? field_at(self, form, index - self->catalogue.column_count - 1) : NULL;
    if (field != NULL)
        group_by_field(self, field);
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
