/* New specs: empty with the form's defaults, or with the answers of another one. */
#include "base/memory.h"
#include "base/path.h"
#include "copied_internal.h"
#include "model/field_type.h"
#include "model/smart_id.h"
#include "sheet_internal.h"

#include <stdlib.h>
#include <string.h>

static void answer(struct spec *spec, const struct field *field, const char *text)
{
    struct value value = value_of_text(text);
    spec_set_value(spec, field, &value, 0);
    value_done(&value);
}

/* A field that a rule ties to a part of the ID (the version) follows from the ID. */
static void answer_id_parts(struct sheet *sheet, const char *id)
{
    const struct form *form = spec_form(sheet->spec);
    for (size_t i = 0; i < form->rule_count; i++) {
        const struct form_rule *rule = &form->rules[i];
        if (rule->kind != FORM_RULE_ID_PART || rule->fields[0] != form->id)
            continue;
        char *part = smart_id_copy_part(form->id, id, form->id->parts[rule->part].name);
        if (part != NULL) {
            answer(sheet->spec, rule->fields[1], part);
            copied_drop(sheet, rule->fields[1]);
        }
        free(part);
    }
}

void sheet_answer_id(struct sheet *sheet, const char *id)
{
    answer(sheet->spec, spec_form(sheet->spec)->id, id);
    answer_id_parts(sheet, id);
}

static int check_id_is_free(struct workspace *workspace, const char *id, struct error *error)
{
    struct check_world world = workspace_check_world(workspace, NULL);
    const char *path = world.duplicate_of(world.context, id, NULL);
    if (path == NULL)
        return 0;
    return error_set(error, ERROR_INPUT, "%s exists already: %s", id, path);
}

int sheet_check_id(struct sheet *sheet, struct error *error)
{
    const char *id = spec_id(sheet->spec);
    const struct field *field = spec_form(sheet->spec)->id;
    char *path = NULL;
    if (id[0] == '\0')
        return error_set(error, ERROR_INPUT, "a new specification needs an ID (%s)", field->label);
    if (path_check_id(id, error) != 0 ||
        layout_path_for(sheet->workspace->layout, sheet->spec, &path, error) != 0)
        return -1;
    free(path);
    return check_id_is_free(sheet->workspace, id, error);
}

/* Take `sheet`, whose answers are complete but for its ID. */
static int finish(struct sheet *sheet, const char *id, struct sheet **out, struct error *error)
{
    *out = NULL;
    if (id != NULL) {
        sheet_answer_id(sheet, id);
        if (sheet_check_id(sheet, error) != 0) {
            sheet_close(sheet);
            return -1;
        }
    }
    *out = sheet;
    return 0;
}

int sheet_new(struct workspace *workspace, const char *form, const char *id, struct sheet **out,
              struct error *error)
{
    const struct form *loaded = NULL;
    *out = NULL;
    if (workspace_form(workspace, form, &loaded, error) != 0)
        return -1;
    struct sheet *sheet = sheet_make(workspace, loaded);
    spec_set_defaults(sheet->spec);
    return finish(sheet, id, out, error);
}

/* ── from another spec ── */

static bool is_identity(const struct form *form, const struct field *field)
{
    for (size_t i = 0; i < form->alias_count; i++)
        if (form->aliases[i] == field)
            return true;
    return field == form->id || field == form->status;
}

/* The life of the other spec is its own: dates, and tables that have a date in every row. */
static bool is_dated(const struct field *field)
{
    if (strcmp(field->type->name, "date") == 0)
        return true;
    for (size_t i = 0; field->type->shape == SHAPE_TABLE && i < field->column_count; i++)
        if (field->columns[i].required && strcmp(field->columns[i].type->name, "date") == 0)
            return true;
    return false;
}

static void forget_origin(struct value *value)
{
    value->origin = 0;
    value->line = 0;
    value->column = 0;
    for (size_t i = 0; i < value->count; i++)
        forget_origin(&value->items[i]);
}

static void copy_answer(struct sheet *to, const struct spec *from, const struct field *field)
{
    const struct value *answer = spec_value(from, field);
    if (value_is_empty(answer) || answer->kind == VALUE_RAW)
        return;
    struct value copy = value_copy(answer);
    forget_origin(&copy);
    spec_set_value(to->spec, field, &copy, 0);
    value_done(&copy);
    copied_mark(to, spec_id(from), field);
}

int sheet_new_from(struct workspace *workspace, const char *path, const char *id,
                   struct sheet **out, struct error *error)
{
    struct sheet *source = NULL;
    *out = NULL;
    if (sheet_open(workspace, path, &source, error) != 0)
        return -1;
    const struct form *form = spec_form(source->spec);
    struct sheet *sheet = sheet_make(workspace, form);
    spec_set_defaults(sheet->spec);
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        if (field != form->questions && field != form->reviews && !is_identity(form, field) &&
            !is_dated(field))
            copy_answer(sheet, source->spec, field);
    }
    sheet_close(source);
    return finish(sheet, id, out, error);
}
