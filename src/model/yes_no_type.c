#include "field_type_internal.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <string.h>

/* What YAML 1.1 and people write for the two; NULL if it is neither. */
static const char *read_answer(const char *text)
{
    static const char *const YES[] = {"true", "yes", "y", "on"};
    static const char *const NO[] = {"false", "no", "n", "off"};
    for (size_t i = 0; i < sizeof YES / sizeof *YES; i++) {
        if (utf8_equal_caseless(text, YES[i]))
            return YES[0];
        if (utf8_equal_caseless(text, NO[i]))
            return NO[0];
    }
    return NULL;
}

static int yes_no_canonical(const struct field *field, const char *text, char **canonical,
                            struct error *error)
{
    const char *answer = read_answer(text);
    if (answer == NULL)
        return field_refuse(field, error, "“%s” is neither true nor false", text);
    *canonical = memory_copy_string(answer);
    return 0;
}

static void yes_no_check(const struct field *field, const struct value *value, size_t row,
                         struct findings *findings)
{
    if (value->kind != VALUE_TEXT)
        return;
    const char *answer = read_answer(value_text(value));
    if (answer == NULL)
        field_report(findings, SEVERITY_ERROR, "type", field, row,
                     "“%s” is neither true nor false", value_text(value));
    else if (strcmp(answer, value_text(value)) != 0)
        field_report(findings, SEVERITY_INFO, "type", field, row, "“%s” is read as %s",
                     value_text(value), answer);
}

const struct field_type yes_no_type = {
    .name = "yes_no",
    .shape = SHAPE_LINE,
    .plain = true,
    .canonical = yes_no_canonical,
    .check = yes_no_check,
};
