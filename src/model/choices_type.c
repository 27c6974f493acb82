#include "field_type_internal.h"

static void choices_check(const struct field *field, const struct value *value, size_t row,
                          struct findings *findings)
{
    field_check_count(field, value, findings);
    field_check_line(field, value, row, findings);
}

const struct field_type choices_type = {
    .name = "choices",
    .shape = SHAPE_LIST,
    .canonical = choice_canonical,
    .check = choices_check,
};
