#include "ui/field_widget.h"

#include "box_internal.h"
#include "model/field_type.h"

#include <assert.h>
#include <string.h>

/* One row for each field type of the model. */
static const struct {
    const char *type;
    struct widget *(*make)(const struct place *place);
    bool wide;
} table[] = {
    {"text", text_box_new, false},           {"paragraph", paragraph_box_new, false},
    {"number", number_box_new, false},       {"date", date_box_new, false},
    {"yes_no", yes_no_box_new, false},       {"choice", choice_box_new, false},
    {"choices", check_box_new, false},       {"list", list_box_new, false},
    {"steps", list_box_new, false},          {"table", table_box_new, true},
    {"link", link_box_new, false},           {"links", table_box_new, true},
    {"reference", reference_box_new, false}, {"smart_id", smart_id_box_new, false},
};

static size_t find_row(const char *type_name)
{
    size_t row = 0;
    while (row < sizeof table / sizeof *table && strcmp(table[row].type, type_name) != 0)
        row++;
    return row;
}

bool field_widget_exists(const char *type_name)
{
    return find_row(type_name) < sizeof table / sizeof *table;
}

bool field_widget_is_wide(const struct field *field)
{
    return table[find_row(field->type->name)].wide;
}

struct widget *box_new(const struct place *place)
{
    assert(field_widget_exists(place->field->type->name));
    return table[find_row(place->field->type->name)].make(place);
}

struct widget *field_widget_new(struct spec *spec, const struct field *field,
                                struct field_host *host)
{
    struct place place = place_of_field(spec, field, host);
    return box_new(&place); /* cppcheck-suppress returnDanglingLifetime; a box copies its place */
}

void field_widget_free(struct widget *widget)
{
    if (widget != NULL)
        widget->class->free(widget);
}
