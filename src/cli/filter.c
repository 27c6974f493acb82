#include "filter_internal.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "model/field_type.h"
#include "workspace/answer.h"

#include <stdlib.h>
#include <string.h>

int filter_parse(const char *text, struct filter *filter, struct error *error)
{
    size_t length = strcspn(text, "=!~");
    size_t operator_length = 1;
    *filter = (struct filter){.kind = FILTER_IS};
    if (text[length] == '~')
        filter->kind = FILTER_CONTAINS;
    if (text[length] == '!') {
        filter->kind = FILTER_IS_NOT;
        operator_length = 2;
    }
    if (length == 0 || text[length] == '\0' || (text[length] == '!' && text[length + 1] != '='))
        return error_set(error, ERROR_INPUT,
                         "%s: a condition is written FIELD=TEXT, FIELD!=TEXT or FIELD~TEXT", text);
    filter->field = memory_copy_bytes(text, length);
    text += length + operator_length;
    filter->text =
        filter->kind == FILTER_CONTAINS ? utf8_fold(text, true) : memory_copy_string(text);
    return 0;
}

void filter_init_missing(struct filter *filter, const char *field)
{
    *filter = (struct filter){.kind = FILTER_MISSING};
    filter->field = memory_copy_string(field);
    filter->text = memory_copy_string("");
}

void filter_done(struct filter *filter)
{
    free(filter->field);
    free(filter->text);
}

static bool text_matches(const struct filter *filter, const char *text)
{
    if (filter->kind != FILTER_CONTAINS)
        return utf8_equal_caseless(text, filter->text);
    char *folded = utf8_fold(text, true);
    bool found = strstr(folded, filter->text) != NULL;
    free(folded);
    return found;
}

/* The value, one of its entries, one of the cells. */
static bool value_matches(const struct filter *filter, const struct field *field,
                          const struct value *value)
{
    if (value->kind != VALUE_LIST && value->kind != VALUE_ROW)
        return text_matches(filter, value_text(value));
    for (size_t i = 0; i < value->count; i++) {
        bool is_cell = value->kind == VALUE_ROW && i < field->column_count;
        if (value_matches(filter, is_cell ? &field->columns[i] : field, &value->items[i]))
            return true;
    }
    return false;
}

static bool column_matches(const struct filter *filter, const struct field *column,
                           const struct value *list)
{
    for (size_t i = 0; list->kind == VALUE_LIST && i < list->count; i++) {
        const struct value *row = &list->items[i];
        if (row->kind == VALUE_ROW && column->index < row->count &&
            value_matches(filter, column, &row->items[column->index]))
            return true;
    }
    return false;
}

bool filter_matches(struct filter *filter, const struct spec *spec)
{
    struct address address = {0};
    if (address_parse(spec_form(spec), filter->field, &address, NULL) != 0)
        return filter->kind == FILTER_IS_NOT;
    filter->is_known = true;
    if (filter->kind == FILTER_MISSING)
        return spec_is_visible(spec, address.field) && !spec_is_answered(spec, address.field);
    bool matches = false;
    if (address.column != NULL && !address.has_row)
        matches = column_matches(filter, address.column, spec_value(spec, address.field));
    else
        matches = value_matches(filter, address.field, answer_find(spec, &address));
    return matches == (filter->kind != FILTER_IS_NOT);
}

/* ── all of a command ── */

int filters_read(struct filters *filters, const struct arguments *arguments, struct error *error)
{
    const char *text = NULL;
    filters->items = memory_allocate((arguments->value_count + 1) * sizeof *filters->items);
    for (size_t i = 0; (text = arguments_item(arguments, "where", i)) != NULL; i++)
        if (filter_parse(text, &filters->items[filters->count++], error) != 0)
            return -1;
    for (size_t i = 0; (text = arguments_item(arguments, "missing", i)) != NULL; i++)
        filter_init_missing(&filters->items[filters->count++], text);
    return 0;
}

void filters_done(struct filters *filters)
{
    for (size_t i = 0; i < filters->count; i++)
        filter_done(&filters->items[i]);
    free(filters->items);
    *filters = (struct filters){0};
}

bool filters_match(struct filters *filters, const struct spec *spec)
{
    bool matches = true;
    for (size_t i = 0; i < filters->count; i++)
        if (!filter_matches(&filters->items[i], spec))
            matches = false;
    return matches;
}

int filters_check(const struct filters *filters, const struct form *form, struct error *error)
{
    struct address address = {0};
    for (size_t i = 0; i < filters->count; i++)
        if (!filters->items[i].is_known &&
            address_parse(form, filters->items[i].field, &address, error) != 0)
            return -1;
    return 0;
}
