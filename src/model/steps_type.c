#include "field_type_internal.h"

static void steps_check(const struct field *field, const struct value *value, size_t row,
                        struct findings *findings)
{
    field_check_count(field, value, findings);
    field_check_length(field, value, row, findings);
}

/* A step may take several lines: it is prose with a number. */
static int steps_canonical(const struct field *field, const char *text, char **canonical,
                           struct error *error)
{
    return paragraph_type.canonical(field, text, canonical, error);
}

const struct field_type steps_type = {
    .name = "steps",
    .shape = SHAPE_LIST,
    .free_text = true,
    .canonical = steps_canonical,
    .check = steps_check,
};
