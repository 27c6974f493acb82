#include "field_type_internal.h"

/* Whether the specification is there is a rule of check.h: only the world knows. */
const struct field_type reference_type = {
    .name = "reference",
    .shape = SHAPE_LINE,
    .canonical = field_take_line,
    .check = field_check_line,
};
