#include "workspace/answer.h"

#include "base/memory.h"
#include "export/json.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

static const struct value absent;

/* ── ask ── */

const struct value *answer_find(const struct spec *spec, const struct address *address)
{
    const struct value *value = spec_value(spec, address->field);
    if (address->has_row) {
        if (value->kind != VALUE_LIST || address->row >= value->count)
            return &absent;
        value = &value->items[address->row];
    }
    if (address->column == NULL)
        return value;
    if (value->kind != VALUE_ROW || address->column->index >= value->count)
        return &absent;
    return &value->items[address->column->index];
}

/* ── text into values ── */

static int parse_json(const struct field *field, const struct json *json, struct value *value,
                      struct error *error);

static int parse_json_row(const struct field *field, const struct json *json, struct value *row,
                          struct error *error)
{
    if (field->column_count == 0)
        return error_set(error, ERROR_INPUT, "%s is no table and takes no JSON object",
                         field->path);
    *row = value_of_row(field->column_count);
    for (size_t i = 0; i < json_count(json); i++) {
        const char *key = NULL;
        const struct json *member = json_member(json, i, &key);
        const struct field *column = field_find_column(field, key);
        if (column == NULL)
            return error_set(error, ERROR_INPUT, "%s has no column %s", field->path, key);
        if (parse_json(column, member, &row->items[column->index], error) != 0)
            return -1;
    }
    return 0;
}

static int parse_json_list(const struct field *field, const struct json *json, struct value *list,
                           struct error *error)
{
    *list = value_of_list();
    for (size_t i = 0; i < json_count(json); i++) {
        struct value entries = {0};
        int result = parse_json(field, json_item(json, i), &entries, error);
        for (size_t j = 0; result == 0 && entries.kind == VALUE_LIST && j < entries.count; j++)
            value_insert(list, list->count, value_copy(&entries.items[j]));
        value_done(&entries);
        if (result != 0)
            return -1;
    }
    return 0;
}

static bool has_entries(const struct field *field)
{
    enum field_shape shape = field->type->shape;
    return shape == SHAPE_LIST || shape == SHAPE_TABLE || shape == SHAPE_LINKS;
}

/* On failure the caller ends the value. */
static int parse_json(const struct field *field, const struct json *json, struct value *value,
                      struct error *error)
{
    enum json_kind kind = json_kind_of(json);
    if (kind == JSON_KIND_ARRAY) {
        if (has_entries(field))
            return parse_json_list(field, json, value, error);
        return error_set(error, ERROR_INPUT, "%s is one value and takes no JSON array",
                         field->path);
    }
    if (kind == JSON_KIND_OBJECT) {
        struct value row = {0};
        int result = parse_json_row(field, json, &row, error);
        if (result == 0 && has_entries(field)) {
            *value = value_of_list();
            value_insert(value, 0, row);
        } else {
            *value = row;
        }
        return result;
    }
    char *text = json_copy_text(json);
    int result = field_parse(field, text, value, error);
    free(text);
    return result;
}

static int parse_text(const struct spec *spec, const struct field *field, const char *text,
                      struct value *value, struct error *error)
{
    struct json *json = NULL;
    int result = -1;
    if (field->column_count > 0 && (text[0] == '{' || text[0] == '[')) {
        result = json_parse(text, &json, error);
        if (result == 0)
            result = parse_json(field, json, value, error);
        if (json != NULL)
            json_free(json);
        if (result != 0)
            error_prefix(error, "%s", field->path);
    } else {
        result = field_parse(field, text, value, error);
    }
    if (result == 0 && value->kind == VALUE_NOT_APPLICABLE && field->table == NULL &&
        !field_allows_not_applicable(spec_form(spec), field))
        result = error_set(error, ERROR_INPUT, "%s cannot be N/A", field->path);
    if (result != 0)
        value_done(value);
    return result;
}

/* ── change ── */

static int check_writable(const struct spec *spec, const struct field *field, struct error *error)
{
    const char *reason = spec_read_only_reason(spec, field);
    if (reason == NULL)
        return 0;
    return error_set(error, ERROR_REFUSED, "%s can only be edited in the file: %s", field->path,
                     reason);
}

static int check_row(const struct value *list, const struct address *address, struct error *error)
{
    const char *path = address->field->path;
    if (list->kind == VALUE_LIST && address->row < list->count)
        return 0;
    if (list->kind != VALUE_LIST || list->count == 0)
        return error_set(error, ERROR_INPUT, "%s[%zu]: the list is empty; %s+=… appends to it",
                         path, address->row, path);
    return error_set(error, ERROR_INPUT,
                     "%s[%zu]: the last entry is %s[%zu]; %s+=… appends behind it", path,
                     address->row, path, list->count - 1, path);
}

/* Put `take` in the place of what was there, which keeps its identity in the file. */
static void replace(struct value *place, struct value take)
{
    take.origin = place->origin;
    take.line = place->line;
    take.column = place->column;
    value_done(place);
    *place = take;
}

/* Put `take` into the row or value that the column belongs to. */
static int replace_cell(struct value *row, const struct address *address, struct value take,
                        struct error *error)
{
    if (row->kind != VALUE_ROW) {
        if (!value_is_empty(row)) {
            value_done(&take);
            return error_set(error, ERROR_REFUSED, "%s: this entry has no columns",
                             address->field->path);
        }
        replace(row, value_of_row(address->field->column_count));
    }
    replace(&row->items[address->column->index], take);
    return 0;
}

/* `take` goes to the address; nothing else of the field changes. */
static int put(struct spec *spec, const struct address *address, struct value take,
               struct error *error)
{
    struct value whole = value_copy(spec_value(spec, address->field));
    struct value *place = &whole;
    int result = 0;
    if (address->has_row)
        place = &whole.items[address->row];
    if (address->column != NULL)
        result = replace_cell(place, address, take, error);
    else
        replace(place, take);
    if (result == 0) {
        value_tidy(&whole);
        spec_set_value(spec, address->field, &whole, 0);
    }
    value_done(&whole);
    return result;
}

static int check_address(const struct spec *spec, const struct address *address,
                         struct error *error)
{
    if (check_writable(spec, address->field, error) != 0)
        return -1;
    if (address->has_row)
        return check_row(spec_value(spec, address->field), address, error);
    if (address->column != NULL && has_entries(address->field))
        return error_set(error, ERROR_INPUT, "which row? %s[0].%s is the first",
                         address->field->path, address->column->id);
    return 0;
}

/* One entry instead of the list of one that field_parse() makes. */
static void take_only_entry(struct value *value)
{
    if (value->kind != VALUE_LIST || value->count != 1)
        return;
    struct value entry = value_copy(&value->items[0]);
    value_done(value);
    *value = entry;
}

int answer_set(struct spec *spec, const struct address *address, const char *text,
               struct error *error)
{
    const struct field *field = address->column != NULL ? address->column : address->field;
    struct value value = {0};
    if (check_address(spec, address, error) != 0 ||
        parse_text(spec, field, text, &value, error) != 0)
        return -1;
    if (address->has_row && address->column == NULL)
        take_only_entry(&value);
    return put(spec, address, value, error);
}

static bool holds(const struct value *list, const struct value *entry)
{
    for (size_t i = 0; i < list->count; i++)
        if (value_equal(&list->items[i], entry))
            return true;
    return false;
}

int answer_append(struct spec *spec, const struct address *address, const char *text,
                  struct error *error)
{
    const struct field *field = address->field;
    struct value added = {0};
    if (address->has_row || address->column != NULL || !has_entries(field))
        return error_set(error, ERROR_INPUT, "%s is no list: += appends an entry to a list",
                         address->column != NULL ? address->column->path : field->path);
    if (check_writable(spec, field, error) != 0 ||
        parse_text(spec, field, text, &added, error) != 0)
        return -1;
    struct value whole = value_copy(spec_value(spec, field));
    if (whole.kind != VALUE_LIST)
        replace(&whole, value_of_list());
    bool once = field->choices != NULL;
    for (size_t i = 0; added.kind == VALUE_LIST && i < added.count; i++)
        if (!once || !holds(&whole, &added.items[i]))
            value_insert(&whole, whole.count, value_copy(&added.items[i]));
    int result = 0;
    if (added.kind == VALUE_NOT_APPLICABLE)
        result = error_set(error, ERROR_INPUT, "%s: N/A stands alone; %s=N/A says it", field->path,
                           field->path);
    else
        spec_set_value(spec, field, &whole, 0);
    value_done(&added);
    value_done(&whole);
    return result;
}

int answer_clear(struct spec *spec, const struct address *address, struct error *error)
{
    if (check_address(spec, address, error) != 0)
        return -1;
    if (!address->has_row || address->column != NULL)
        return put(spec, address, (struct value){0}, error);
    struct value whole = value_copy(spec_value(spec, address->field));
    value_remove(&whole, address->row);
    value_tidy(&whole);
    spec_set_value(spec, address->field, &whole, 0);
    value_done(&whole);
    return 0;
}
