/* Several values of a vocabulary, ticked in a list. */
#include "picker_internal.h"

#include "model/field_type.h"

#include <string.h>

static struct pick_options check_options(const struct picker *self)
{
    return (struct pick_options){
        .multiple = true,
        .open = self->box.place.field->open,
        .show_flags = self->box.place.host->show_flags,
    };
}

static void check_fill(const struct picker *self, struct pick_list *list)
{
    picker_add_choices(self, list);
    const struct value *now = place_value(&self->box.place);
    for (size_t i = 0; now->kind == VALUE_LIST && i < now->count; i++)
        if (!value_is_empty(&now->items[i]))
            pick_list_mark(list, value_text(&now->items[i]));
}

static bool is_ticked(const struct pick_list *list, const char *value)
{
    for (size_t i = 0; i < pick_list_count(list); i++) {
        bool ticked = false;
        if (strcmp(pick_list_value(list, i, &ticked), value) == 0)
            return ticked;
    }
    return false;
}

static bool holds(const struct value *list, const char *text)
{
    for (size_t i = 0; list->kind == VALUE_LIST && i < list->count; i++)
        if (strcmp(value_text(&list->items[i]), text) == 0)
            return true;
    return false;
}

/* What stays keeps its order and its place in the file; what is new comes behind. */
static void check_take(const struct picker *self, const struct pick_list *list)
{
    struct value result = value_of_list();
    const struct value *now = place_value(&self->box.place);
    for (size_t i = 0; now->kind == VALUE_LIST && i < now->count; i++)
        if (is_ticked(list, value_text(&now->items[i])))
            value_insert(&result, result.count, value_copy(&now->items[i]));
    for (size_t i = 0; i < pick_list_count(list); i++) {
        bool ticked = false;
        const char *value = pick_list_value(list, i, &ticked);
        if (!ticked || holds(&result, value))
            continue;
        value_insert(&result, result.count, value_of_text(value));
        picker_say_caution(self, list, value);
    }
    place_set(&self->box.place, result);
}

static void check_format(const struct picker *self, struct buffer *out)
{
    const struct value *now = place_value(&self->box.place);
    if (!value_is_empty(now))
        field_format(self->box.place.field, now, out);
}

struct widget *check_box_new(const struct place *place)
{
    static const struct picker_traits traits = {
        .class = PICKER_CLASS("choices"),
        .options = check_options,
        .fill = check_fill,
        .take = check_take,
        .format = check_format,
    };
    return picker_new(&traits, place);
}
