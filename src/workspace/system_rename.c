#include "workspace/system_rename.h"

#include "base/utf8.h"
#include "model/field_type.h"
#include "model/landscape.h"
#include "store/vocabulary_file.h"
#include "workspace_internal.h"

#include <stdlib.h>
#include <string.h>

/* ── what the systems are ── */

static bool take_form(struct system_rename *rename, const struct form *form)
{
    const struct vocabulary *vocabulary = landscape_systems(form);
    if (vocabulary == NULL || vocabulary->id[0] == '\0')
        return false;
    rename->form = form;
    rename->vocabulary = vocabulary;
    return true;
}

static bool find_systems(struct system_rename *rename, struct workspace *workspace)
{
    const struct form *form = NULL;
    size_t count = 0;
    if (workspace_form(workspace, NULL, &form, NULL) == 0 && take_form(rename, form))
        return true;
    char **names = workspace_form_names(workspace, &count);
    for (size_t i = 0; i < count; i++) {
        if (rename->vocabulary == NULL && workspace_form(workspace, names[i], &form, NULL) == 0)
            (void)take_form(rename, form);
        free(names[i]);
    }
    free(names);
    return rename->vocabulary != NULL;
}

int system_rename_init(struct system_rename *rename, struct workspace *workspace,
                       const char *old_name, const char *new_name, struct error *error)
{
    *rename = (struct system_rename){.old_name = old_name, .new_name = new_name};
    if (old_name[0] == '\0' || new_name[0] == '\0' || strpbrk(new_name, "\r\n") != NULL)
        return error_set(error, ERROR_INPUT, "the name of a system is one line of text");
    if (strcmp(old_name, new_name) == 0)
        return error_set(error, ERROR_INPUT, "%s is its name already", new_name);
    if (!find_systems(rename, workspace))
        return error_set(error, ERROR_INPUT,
                         "no form has a vocabulary of systems: they are what the first columns of "
                         "its catalogue are chosen from");
    return 0;
}

/* ── in a spec ── */

static bool is_chosen_from(const struct field *field, const struct vocabulary *vocabulary)
{
    const struct vocabulary *choices = field->choices;
    if (choices == NULL)
        return false;
    if (choices->file != NULL && vocabulary->file != NULL)
        return strcmp(choices->file, vocabulary->file) == 0;
    return strcmp(choices->id, vocabulary->id) == 0;
}

/* A cell of plain text is about the system if it says nothing else. */
static bool may_name_system(const struct system_rename *rename, const struct field *field)
{
    return is_chosen_from(field, rename->vocabulary) ||
           (field->table != NULL && strcmp(field->type->name, "text") == 0);
}

static bool names_system(const struct system_rename *rename, const struct value *value)
{
    return value->kind == VALUE_TEXT && utf8_equal_caseless(value->text, rename->old_name) &&
           strcmp(value->text, rename->new_name) != 0;
}

static bool concerns(const struct system_rename *rename, const struct field *field,
                     const struct value *value)
{
    bool is_table = field->type->shape == SHAPE_TABLE;
    if (!is_table && !may_name_system(rename, field))
        return false;
    if (names_system(rename, value))
        return true;
    for (size_t i = 0; i < value->count; i++) {
        bool is_cell = value->kind == VALUE_ROW && is_table && i < field->column_count;
        if (concerns(rename, is_cell ? &field->columns[i] : field, &value->items[i]))
            return true;
    }
    return false;
}

bool system_rename_concerns(const struct system_rename *rename, const struct spec *spec)
{
    const struct form *form = spec_form(spec);
    for (size_t i = 0; i < form->field_count; i++)
        if (concerns(rename, &form->fields[i], spec_value(spec, &form->fields[i])))
            return true;
    return false;
}

static bool has_entry(const struct value *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(value_text(&list->items[i]), text) == 0)
            return true;
    return false;
}

static void replace(const struct system_rename *rename, const struct field *field,
                    struct value *value)
{
    bool is_table = field->type->shape == SHAPE_TABLE;
    if (!is_table && !may_name_system(rename, field))
        return;
    if (names_system(rename, value))
        value_set_text(value, rename->new_name);
    for (size_t i = 0; i < value->count; i++) {
        bool is_cell = value->kind == VALUE_ROW && is_table && i < field->column_count;
        if (!is_table && names_system(rename, &value->items[i]) &&
            has_entry(value, rename->new_name))
            value_remove(value, i--);
        else
            replace(rename, is_cell ? &field->columns[i] : field, &value->items[i]);
    }
}

void system_rename_apply(const struct system_rename *rename, struct spec *spec)
{
    const struct form *form = spec_form(spec);
    spec_begin_step(spec);
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        if (!concerns(rename, field, spec_value(spec, field)))
            continue;
        struct value value = value_copy(spec_value(spec, field));
        replace(rename, field, &value);
        spec_set_value(spec, field, &value, 0);
        value_done(&value);
    }
    spec_end_step(spec);
}

/* ── in the vocabulary ── */

int system_rename_vocabulary(const struct system_rename *rename, struct workspace *workspace,
                             bool writes, struct added_value *changed, struct error *error)
{
    struct vocabulary_change change = {0};
    const char *value = rename->old_name;
    *changed = (struct added_value){0};
    for (size_t i = 0; i < rename->vocabulary->count; i++)
        if (utf8_equal_caseless(rename->vocabulary->entries[i].value, rename->old_name))
            value = rename->vocabulary->entries[i].value;
    if (vocabulary_file_rename(workspace->layout, workspace->directory, rename->form,
                               rename->vocabulary->id, value, rename->new_name, writes, &change,
                               error) != 0)
        return -1;
    *changed = (struct added_value){change.path, change.copied};
    return 0;
}
