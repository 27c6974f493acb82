#include "field_type_internal.h"

static void links_check(const struct field *field, const struct value *value, size_t row,
                        struct findings *findings)
{
    field_check_count(field, value, findings);
    link_check(field, value, row, findings);
}

const struct field_type links_type = {
    .name = "links",
    .shape = SHAPE_LINKS,
    .free_text = true,
    .canonical = link_canonical,
    .check = links_check,
};
