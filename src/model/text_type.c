#include "field_type_internal.h"

const struct field_type text_type = {
    .name = "text",
    .shape = SHAPE_LINE,
    .free_text = true,
    .canonical = field_take_line,
    .check = field_check_line,
};
