/* The ID of another spec, picked from all there are, or typed; its title stands dim behind it. That
 * nobody has it is a finding, told as all are. */
#include "picker_internal.h"

#include "base/memory.h"

#include <stdlib.h>

static struct pick_options reference_options(const struct picker *self)
{
    return (struct pick_options){.open = true, .show_flags = self->box.place.host->show_flags};
}

static void add_id(void *visitor, const char *id, const char *title)
{
    char *value = memory_copy_string(id);
    char *help = memory_copy_string(title);
    pick_list_add(visitor, &(struct vocabulary_entry){.value = value, .help = help});
    free(help);
    free(value);
}

static void reference_fill(const struct picker *self, struct pick_list *list)
{
    const struct field_host *host = self->box.place.host;
    const char *now = place_text(&self->box.place);
    if (host->each_id != NULL)
        host->each_id(host->context, add_id, list);
    if (now[0] != '\0')
        pick_list_mark(list, now);
}

static void reference_take(const struct picker *self, const struct pick_list *list)
{
    place_set_text(&self->box.place, pick_list_selected(list));
}

static void reference_format(const struct picker *self, struct buffer *out)
{
    buffer_append_string(out, place_text(&self->box.place));
}

static const char *reference_gloss(const struct picker *self)
{
    const struct field_host *host = self->box.place.host;
    return host->title_of != NULL ? host->title_of(host->context, place_text(&self->box.place))
                                  : NULL;
}

struct widget *reference_box_new(const struct place *place)
{
    static const struct picker_traits traits = {
        .class = PICKER_CLASS("reference"),
        .options = reference_options,
        .fill = reference_fill,
        .take = reference_take,
        .format = reference_format,
        .gloss = reference_gloss,
    };
    return picker_new(&traits, place);
}
