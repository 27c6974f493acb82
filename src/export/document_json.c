#include "export/document.h"

#include "export/json.h"
#include "model/field_type.h"

#include <string.h>

static struct json *value_json(const struct field *field, const struct value *value);

/* A number stays the number that was written: what JSON cannot read as one is a string. */
static struct json *number_json(const char *text)
{
    struct json *number = NULL;
    if (json_parse(text, &number, NULL) == 0 && json_kind_of(number) == JSON_KIND_NUMBER)
        return number;
    if (number != NULL)
        json_free(number);
    return json_new_string(text);
}

static struct json *text_json(const struct field *field, const char *text)
{
    if (strcmp(field->type->name, "yes_no") == 0 && strcmp(text, "true") == 0)
        return json_new_boolean(true);
    if (strcmp(field->type->name, "yes_no") == 0 && strcmp(text, "false") == 0)
        return json_new_boolean(false);
    if (strcmp(field->type->name, "number") == 0)
        return number_json(text);
    return json_new_string(text);
}

static struct json *row_json(const struct field *field, const struct value *row)
{
    struct json *object = json_new_object();
    for (size_t i = 0; i < row->count && i < field->column_count; i++)
        if (!value_is_empty(&row->items[i]))
            json_set(object, field->columns[i].id, value_json(&field->columns[i], &row->items[i]));
    return object;
}

static struct json *list_json(const struct field *field, const struct value *list)
{
    struct json *array = json_new_array();
    for (size_t i = 0; i < list->count; i++)
        json_append(array, value_json(field, &list->items[i]));
    return array;
}

static struct json *value_json(const struct field *field, const struct value *value)
{
    switch (value->kind) {
    case VALUE_ABSENT:
        return json_new_null();
    case VALUE_NOT_APPLICABLE:
        return json_new_string(VALUE_NOT_APPLICABLE_TEXT);
    case VALUE_TEXT:
        return text_json(field, value->text);
    case VALUE_RAW:
        return json_new_string(value->text);
    case VALUE_LIST:
        return list_json(field, value);
    case VALUE_ROW:
        return row_json(field, value);
    }
    return json_new_null();
}

static struct json *section_json(const struct spec *spec, const struct section *section)
{
    struct json *object = json_new_object();
    for (size_t i = 0; i < section->field_count; i++) {
        const struct field *field = section->fields[i];
        const struct value *value = spec_value(spec, field);
        if (value->kind != VALUE_ABSENT)
            json_set(object, field->id, value_json(field, value));
    }
    return object;
}

static struct json *table_json(const struct spec *spec, const struct field *table)
{
    const struct value *value = spec_value(spec, table);
    return value->kind == VALUE_LIST ? list_json(table, value) : json_new_array();
}

struct json *document_to_json(const struct spec *spec, const char *path)
{
    const struct form *form = spec_form(spec);
    struct json *values = json_new_object();
    for (size_t i = 0; i < form->section_count; i++) {
        struct json *section = section_json(spec, &form->sections[i]);
        if (json_count(section) > 0)
            json_set(values, form->sections[i].id, section);
        else
            json_free(section);
    }
    size_t count = 0;
    const struct other_value *others = spec_others(spec, &count);
    struct json *other = json_new_object();
    for (size_t i = 0; i < count; i++)
        json_set(other, others[i].path, json_new_string(others[i].text));
    struct json *object = json_new_object();
    json_set(object, "id", json_new_string(spec_id(spec)));
    json_set(object, "path", json_new_string(path));
    json_set(object, "form", json_new_string(form->name));
    json_set(object, "values", values);
    json_set(object, "other", other);
    json_set(object, "questions", table_json(spec, form->questions));
    json_set(object, "reviews", table_json(spec, form->reviews));
    return object;
}
