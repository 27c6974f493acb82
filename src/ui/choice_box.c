/* One value from a vocabulary. */
#include "picker_internal.h"

static struct pick_options choice_options(const struct picker *self)
{
    return (struct pick_options){
        .open = self->box.place.field->open,
        .show_flags = self->box.place.host->show_flags,
    };
}

static void choice_fill(const struct picker *self, struct pick_list *list)
{
    picker_add_choices(self, list);
    const char *now = place_text(&self->box.place);
    if (now[0] != '\0')
        pick_list_mark(list, now);
}

static void choice_take(const struct picker *self, const struct pick_list *list)
{
    const char *value = pick_list_selected(list);
    place_set_text(&self->box.place, value);
    picker_say_caution(self, list, value);
}

static void choice_format(const struct picker *self, struct buffer *out)
{
    buffer_append_string(out, place_text(&self->box.place));
}

struct widget *choice_box_new(const struct place *place)
{
    static const struct picker_traits traits = {
        .class = PICKER_CLASS("choice"),
        .options = choice_options,
        .fill = choice_fill,
        .take = choice_take,
        .format = choice_format,
    };
    return picker_new(&traits, place);
}
