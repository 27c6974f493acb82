#include "list_columns_internal.h"

#include "base/memory.h"
#include "workspace/answer.h"

#include <stdlib.h>
#include <string.h>

static const char *const names_of_kinds[] = {
    [LIST_COLUMN_ID] = "id",         [LIST_COLUMN_PATH] = "path",
    [LIST_COLUMN_FORM] = "form",     [LIST_COLUMN_TITLE] = "title",
    [LIST_COLUMN_STATUS] = "status", [LIST_COLUMN_COMPLETENESS] = "completeness",
    [LIST_COLUMN_GIT] = "git",       [LIST_COLUMN_CHANGED] = "changed",
};

struct list_column list_columns_make(struct list_columns *columns, const char *name)
{
    struct list_column column = {.kind = LIST_COLUMN_FIELD, .title = name};
    for (size_t i = 0; i < sizeof names_of_kinds / sizeof *names_of_kinds; i++)
        if (strcmp(names_of_kinds[i], name) == 0)
            column.kind = (enum list_column_kind)i;
    if (column.kind != LIST_COLUMN_FIELD)
        return column;
    for (column.cell = 0; column.cell < columns->field_count; column.cell++)
        if (strcmp(columns->fields[column.cell], name) == 0)
            return column;
    columns->fields = memory_grow(columns->fields, &columns->field_capacity, columns->field_count,
                                  sizeof *columns->fields);
    columns->fields[columns->field_count++] = name;
    return column;
}

static void add(struct list_columns *columns, const char *name)
{
    struct list_column column = list_columns_make(columns, name);
    columns->items =
        memory_grow(columns->items, &columns->capacity, columns->count, sizeof *columns->items);
    columns->items[columns->count++] = column;
}

static void add_named(struct list_columns *columns, const char *names)
{
    columns->names = memory_copy_string(names);
    for (char *name = columns->names; name != NULL;) {
        char *comma = strchr(name, ',');
        if (comma != NULL)
            *comma++ = '\0';
        if (name[0] != '\0')
            add(columns, name);
        name = comma;
    }
}

void list_columns_choose_fields(struct list_columns *columns, struct workspace *workspace)
{
    size_t count = 0;
    const char *const *fields = workspace_columns(workspace, &count);
    for (size_t i = 0; i < count; i++)
        add(columns, fields[i]);
}

void list_columns_choose(struct list_columns *columns, struct workspace *workspace,
                         const char *names)
{
    const struct form *form = NULL;
    const char *status = "";
    size_t count = 0;
    if (names != NULL) {
        add_named(columns, names);
        return;
    }
    const char *const *fields = workspace_columns(workspace, &count);
    if (workspace_form(workspace, NULL, &form, NULL) == 0 && form->status != NULL)
        status = form->status->path;
    add(columns, "id");
    add(columns, "status");
    add(columns, "completeness");
    add(columns, "title");
    for (size_t i = 0; i < count; i++)
        if (strcmp(fields[i], status) != 0)
            add(columns, fields[i]);
}

void list_columns_done(struct list_columns *columns)
{
    free(columns->items);
    free(columns->fields);
    free(columns->names);
    *columns = (struct list_columns){0};
}

bool list_columns_use(const struct list_columns *columns, enum list_column_kind kind)
{
    for (size_t i = 0; i < columns->count; i++)
        if (columns->items[i].kind == kind)
            return true;
    return false;
}

static bool is_used(const struct catalogue *catalogue, size_t cell)
{
    for (size_t i = 0; i < catalogue->count; i++)
        if (catalogue->entries[i].cells[cell][0] != '\0')
            return true;
    return false;
}

int list_columns_check(const struct list_columns *columns, const struct catalogue *catalogue,
                       const struct form *form, struct error *error)
{
    for (size_t i = 0; i < columns->field_count; i++) {
        struct address address = {0};
        if (is_used(catalogue, i))
            continue;
        if (address_parse(form, columns->fields[i], &address, error) != 0)
            return -1;
        if (address.column != NULL || address.has_row)
            return error_set(error, ERROR_INPUT,
                             "%s is a part of a field; list shows whole ones: %s",
                             columns->fields[i], address.field->path);
    }
    return 0;
}

char *list_column_copy(const struct list_column *column, const struct catalogue_entry *entry)
{
    char date[DATE_TEXT_SIZE] = "";
    switch (column->kind) {
    case LIST_COLUMN_ID:
        return memory_copy_string(entry->id);
    case LIST_COLUMN_PATH:
        return memory_copy_string(entry->path);
    case LIST_COLUMN_FORM:
        return memory_copy_string(entry->form);
    case LIST_COLUMN_TITLE:
        return memory_copy_string(entry->title);
    case LIST_COLUMN_STATUS:
        return memory_copy_string(entry->problem != NULL ? "(unreadable)" : entry->status);
    case LIST_COLUMN_COMPLETENESS:
        return memory_format("%d%%", entry->completeness);
    case LIST_COLUMN_GIT:
        return memory_copy_string(catalogue_state_name(entry->state));
    case LIST_COLUMN_CHANGED:
        if (entry->dated)
            date_format(instant_date(entry->changed), date);
        return memory_copy_string(date);
    case LIST_COLUMN_FIELD:
        break;
    }
    return memory_copy_string(entry->cells[column->cell]);
}
