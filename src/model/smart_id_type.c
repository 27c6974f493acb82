#include "field_type_internal.h"

/* Whether its parts fit is the rule "pattern": an ID is typed part by part. */
const struct field_type smart_id_type = {
    .name = "smart_id",
    .shape = SHAPE_LINE,
    .canonical = field_take_line,
    .check = field_check_line,
};
