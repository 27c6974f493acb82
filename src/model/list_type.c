#include "field_type_internal.h"

static void list_check(const struct field *field, const struct value *value, size_t row,
                       struct findings *findings)
{
    field_check_count(field, value, findings);
    field_check_line(field, value, row, findings);
}

const struct field_type list_type = {
    .name = "list",
    .shape = SHAPE_LIST,
    .free_text = true,
    .canonical = field_take_line,
    .check = list_check,
};
