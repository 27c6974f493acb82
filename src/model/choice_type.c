#include "field_type_internal.h"

int choice_canonical(const struct field *field, const char *text, char **canonical,
                     struct error *error)
{
    if (field->open || field->choices == NULL || vocabulary_find(field->choices, text) != NULL)
        return field_take_line(field, text, canonical, error);
    const struct vocabulary_entry *meant = vocabulary_suggest(field->choices, text);
    if (meant != NULL)
        return field_refuse(field, error, "“%s” is not one of the values; did you mean “%s”?",
                            text, meant->value);
    return field_refuse(field, error, "“%s” is not one of the values", text);
}

const struct field_type choice_type = {
    .name = "choice",
    .shape = SHAPE_LINE,
    .canonical = choice_canonical,
    .check = field_check_line,
};
