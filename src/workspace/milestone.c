#include "workspace/milestone.h"

#include "base/date.h"
#include "model/field_type.h"
#include "workspace/sheet.h"
#include "workspace_internal.h"

#include <string.h>

/* ── Which table ── */

static const struct field *find_column(const struct field *table, const char *type)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (strcmp(table->columns[i].type->name, type) == 0)
            return &table->columns[i];
    return NULL;
}

static const struct field *find_note(const struct field *table)
{
    const struct field *note = find_column(table, "text");
    return note != NULL ? note : find_column(table, "paragraph");
}

const struct field *milestone_table(const struct form *form)
{
    if (form->status == NULL)
        return NULL;
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        if (field->section == form->status->section && strcmp(field->type->name, "table") == 0 &&
            find_column(field, "date") != NULL && find_note(field) != NULL)
            return field;
    }
    return NULL;
}

static bool holds_row(const struct field *table, const struct changes *changes)
{
    for (size_t i = 0; i < changes->count; i++)
        if (changes->items[i].field == table && changes->items[i].kind == CHANGE_ROW_ADDED)
            return true;
    return false;
}

bool milestone_is_missing(struct workspace *workspace, const char *path,
                          const struct changes *changes)
{
    struct spec *spec = NULL;
    bool missing = false;
    if (changes->count == 0 || workspace_read_spec(workspace, path, &spec, NULL) != 0)
        return false;
    const struct field *table = milestone_table(spec_form(spec));
    missing =
        table != NULL && !holds_row(table, changes) && spec_read_only_reason(spec, table) == NULL;
    spec_free(spec);
    return missing;
}

/* ── A row ── */

static void set_cell(const struct field *table, struct value *row, const struct field *column,
                     const char *text)
{
    value_set_text(&row->items[column - table->columns], text);
}

static void insert_row(struct spec *spec, const struct field *table, const char *note)
{
    char date[DATE_TEXT_SIZE] = "";
    struct value value = value_copy(spec_value(spec, table));
    struct value row = value_of_row(table->column_count);
    date_format(date_today(), date);
    set_cell(table, &row, find_column(table, "date"), date);
    set_cell(table, &row, find_note(table), note);
    if (value.kind != VALUE_LIST) {
        value_done(&value);
        value = value_of_list();
    }
    value_insert(&value, 0, row);
    spec_set_value(spec, table, &value, 0);
    value_done(&value);
}

int milestone_add(struct workspace *workspace, const char *path, const char *note,
                  struct error *error)
{
    struct sheet *sheet = NULL;
    int result = sheet_open(workspace, path, &sheet, error);
    if (result == 0) {
        struct spec *spec = sheet_spec(sheet);
        const struct field *table = milestone_table(spec_form(spec));
        const char *reason =
            table != NULL ? spec_read_only_reason(spec, table) : "the form has no such table";
        if (reason != NULL) {
            result = error_set(error, ERROR_REFUSED, "%s: no row can be added: %s", path, reason);
        } else {
            insert_row(spec, table, note);
            result = sheet_save(sheet, error);
        }
    }
    sheet_close(sheet);
    return result;
}
