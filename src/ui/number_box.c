/* A number with its unit behind it. */
#include "text_box_internal.h"

#include "base/memory.h"

static void number_draw(struct widget *widget, struct canvas canvas, bool focused)
{
    const struct text_box *self = (const struct text_box *)widget;
    text_box_draw(widget, canvas, focused);
    if (self->box.place.field->unit != NULL)
        text_box_draw_remark(self, canvas, self->box.place.field->unit);
}

static void number_blur(struct widget *widget)
{
    text_box_write_canonically((struct text_box *)widget);
    text_box_blur(widget);
}

static void number_explain(const struct widget *widget, struct buffer *out)
{
    const struct field *field = ((const struct text_box *)widget)->box.place.field;
    const char *kind = field->integer ? "A whole number" : "A number";
    const char *unit = field->unit != NULL ? field->unit : "";
    if (field->has_minimum && field->has_maximum)
        buffer_append_format(out, "%s from %.15g to %.15g", kind, field->minimum, field->maximum);
    else if (field->has_minimum)
        buffer_append_format(out, "%s, at least %.15g", kind, field->minimum);
    else if (field->has_maximum)
        buffer_append_format(out, "%s, at most %.15g", kind, field->maximum);
    else
        buffer_append_string(out, kind);
    buffer_append_format(out, "%s%s.", unit[0] != '\0' ? " " : "", unit);
}

static const struct widget_class number_class = {
    .name = "number",
    .height = text_box_height,
    .cursor_row = text_box_cursor_row,
    .draw = number_draw,
    .obey = text_box_obey,
    .insert = text_box_insert,
    .contexts = text_box_contexts,
    .focus = text_box_focus,
    .blur = number_blur,
    .reload = text_box_reload,
    .explain = number_explain,
    .free = text_box_free,
};

struct widget *number_box_new(const struct place *place)
{
    struct text_box *self = memory_allocate(sizeof *self);
    text_box_init(self, &number_class, place);
    return &self->box.widget;
}
