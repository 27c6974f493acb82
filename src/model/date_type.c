#include "field_type_internal.h"

#include "base/date.h"
#include "base/memory.h"

static int date_canonical(const struct field *field, const char *text, char **canonical,
                          struct error *error)
{
    struct date date = {0};
    if (date_parse(text, &date)) {
        *canonical = memory_copy_string(text);
        return 0;
    }
    if (!date_parse_loosely(text, &date))
        return field_refuse(field, error, "“%s” is not a date; write it as 2025-05-01", text);
    char meant[DATE_TEXT_SIZE] = "";
    date_format(date, meant);
    return field_refuse(field, error, "“%s” is not written as a date; did you mean %s?", text,
                        meant);
}

static void date_check(const struct field *field, const struct value *value, size_t row,
                       struct findings *findings)
{
    struct date date = {0};
    if (value->kind != VALUE_TEXT || date_parse(value_text(value), &date))
        return;
    if (!date_parse_loosely(value_text(value), &date)) {
        field_report(findings, SEVERITY_ERROR, "type", field, row,
                     "“%s” is not a date; write it as 2025-05-01", value_text(value));
        return;
    }
    char meant[DATE_TEXT_SIZE] = "";
    date_format(date, meant);
    field_report(findings, SEVERITY_WARNING, "type", field, row, "“%s”: did you mean %s?",
                 value_text(value), meant);
}

const struct field_type date_type = {
    .name = "date",
    .shape = SHAPE_LINE,
    .plain = true,
    .canonical = date_canonical,
    .check = date_check,
};
