#include "model/field_type.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "field_type_internal.h"
#include "findings_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct field_type *const TYPES[] = {
    &text_type,    &paragraph_type, &number_type, &date_type,  &yes_no_type,
    &choice_type,  &choices_type,   &list_type,   &steps_type, &table_type,
    &link_type,    &links_type,     &reference_type, &smart_id_type,
};

const struct field_type *field_type_find(const char *name)
{
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
        if (strcmp(TYPES[i]->name, name) == 0)
            return TYPES[i];
    return NULL;
}

const struct field_type *const *field_type_all(size_t *count)
{
    *count = sizeof TYPES / sizeof *TYPES;
    return TYPES;
}

int field_refuse(const struct field *field, struct error *error, const char *format, ...)
{
    char reason[ERROR_TEXT_SIZE] = "";
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    return error_set(error, ERROR_INPUT, "%s: %s", field->label, reason);
}

void field_report(struct findings *findings, enum severity severity, const char *rule,
                  const struct field *question, size_t row, const char *format, ...)
{
    bool is_column = question->table != NULL;
    va_list arguments;
    va_start(arguments, format);
    findings_add_list(findings, severity, rule, is_column ? question->table : question, row,
                      is_column ? question : NULL, format, arguments);
    va_end(arguments);
}

int field_take_line(const struct field *field, const char *text, char **canonical,
                    struct error *error)
{
    if (strpbrk(text, "\r\n") != NULL)
        return field_refuse(field, error, "holds one line only");
    *canonical = memory_copy_string(text);
    return 0;
}

void field_check_line(const struct field *field, const struct value *value, size_t row,
                      struct findings *findings)
{
    if (value->kind != VALUE_TEXT)
        return;
    const char *text = value_text(value);
    const char *end = strchr(text, '\n');
    if (end != NULL && end[1] != '\0')
        field_report(findings, SEVERITY_WARNING, "type", field, row,
                     "This should be one line, and has several");
    field_check_length(field, value, row, findings);
}

void field_check_length(const struct field *field, const struct value *value, size_t row,
                        struct findings *findings)
{
    if (field->max_length == 0 || value->kind != VALUE_TEXT)
        return;
    const char *text = value_text(value);
    size_t count = utf8_count(text, strlen(text));
    if (count > field->max_length)
        field_report(findings, SEVERITY_ERROR, "type", field, row,
                     "Too long: %zu characters of at most %zu", count, field->max_length);
}

void field_check_count(const struct field *field, const struct value *value,
                       struct findings *findings)
{
    if (value->kind != VALUE_LIST)
        return;
    size_t count = 0;
    for (size_t i = 0; i < value->count; i++)
        if (!value_is_empty(&value->items[i]))
            count++;
    if (field->min_items > 0 && count < field->min_items)
        field_report(findings, SEVERITY_ERROR, "type", field, FINDING_NO_ROW,
                     "Too few entries: %zu of at least %zu", count, field->min_items);
    if (field->max_items > 0 && count > field->max_items)
        field_report(findings, SEVERITY_ERROR, "type", field, FINDING_NO_ROW,
                     "Too many entries: %zu of at most %zu", count, field->max_items);
}

/* ── text into value ── */

static int parse_scalar(const struct field *field, const char *text, struct value *value,
                        struct error *error)
{
    char *canonical = NULL;
    if (field->type->canonical(field, text, &canonical, error) != 0)
        return -1;
    *value = (struct value){.kind = VALUE_TEXT, .text = canonical};
    return 0;
}

static int parse_entry(const struct field *field, const char *text, struct value *entry,
                       struct error *error)
{
    switch (field->type->shape) {
    case SHAPE_LINE:
    case SHAPE_PARAGRAPH:
    case SHAPE_LIST:
        return parse_scalar(field, text, entry, error);
    case SHAPE_TABLE:
        return table_parse_row(field, text, entry, error);
    case SHAPE_LINK:
    case SHAPE_LINKS:
        return link_parse(field, text, entry, error);
    }
    return -1;
}

static bool is_list(const struct field *field)
{
    enum field_shape shape = field->type->shape;
    return shape == SHAPE_LIST || shape == SHAPE_TABLE || shape == SHAPE_LINKS;
}

int field_parse(const struct field *field, const char *text, struct value *value,
                struct error *error)
{
    *value = (struct value){0};
    if (utf8_find_invalid(text, strlen(text)) != strlen(text))
        return field_refuse(field, error, "the text is not valid UTF-8");
    if (text[0] == '\0')
        return 0;
    if (strcmp(text, VALUE_NOT_APPLICABLE_TEXT) == 0) {
        value->kind = VALUE_NOT_APPLICABLE;
        return 0;
    }
    struct value entry = {0};
    if (parse_entry(field, text, &entry, error) != 0)
        return -1;
    if (!is_list(field)) {
        *value = entry;
        return 0;
    }
    *value = value_of_list();
    value_insert(value, 0, entry);
    return 0;
}

/* ── value into text ── */

/* Lines that hold something, joined. */
static void format_text(const char *text, struct buffer *out)
{
    bool first = true;
    while (*text != '\0') {
        size_t length = strcspn(text, "\r\n");
        if (length > 0) {
            if (!first)
                buffer_append_string(out, " · ");
            buffer_append(out, text, length);
            first = false;
        }
        text += length;
        text += *text != '\0' ? 1 : 0;
    }
}

static void format_link(const struct value *row, struct buffer *out)
{
    const char *title = row->count > 0 ? value_text(&row->items[0]) : "";
    const char *url = row->count > 1 ? value_text(&row->items[1]) : "";
    format_text(title, out);
    if (url[0] == '\0')
        return;
    buffer_append_string(out, title[0] != '\0' ? " <" : "");
    format_text(url, out);
    buffer_append_string(out, title[0] != '\0' ? ">" : "");
}

static void format_row(const struct field *table, const struct value *row, struct buffer *out)
{
    bool first = true;
    for (size_t i = 0; i < row->count && i < table->column_count; i++) {
        if (value_is_empty(&row->items[i]))
            continue;
        if (!first)
            buffer_append_string(out, " | ");
        field_format(&table->columns[i], &row->items[i], out);
        first = false;
    }
}

static void format_list(const struct field *field, const struct value *list, struct buffer *out)
{
    bool is_prose = field->type == &table_type || field->type == &steps_type;
    bool first = true;
    for (size_t i = 0; i < list->count; i++) {
        if (value_is_empty(&list->items[i]))
            continue;
        if (!first)
            buffer_append_string(out, is_prose ? " · " : ", ");
        field_format(field, &list->items[i], out);
        first = false;
    }
}

void field_format(const struct field *field, const struct value *value, struct buffer *out)
{
    switch (value->kind) {
    case VALUE_ABSENT:
        return;
    case VALUE_NOT_APPLICABLE:
    case VALUE_TEXT:
    case VALUE_RAW:
        format_text(value_text(value), out);
        return;
    case VALUE_LIST:
        format_list(field, value, out);
        return;
    case VALUE_ROW:
        if (field->type->shape == SHAPE_TABLE)
            format_row(field, value, out);
        else
            format_link(value, out);
        return;
    }
}

bool field_allows_not_applicable(const struct form *form, const struct field *field)
{
    return field != form->id && field != form->status;
}
