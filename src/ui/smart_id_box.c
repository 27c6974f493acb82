/* A Smart ID: a line of text with the names of its parts below, that of the part under the cursor
 * standing out. What the form ties to a part (the version) follows when the field is left. */
#include "text_box_internal.h"

#include "base/memory.h"
#include "model/smart_id.h"

#include <stdlib.h>
#include <string.h>

struct smart_id_box {
    struct text_box text;
    char *before; /* the ID when the focus came; NULL: it is elsewhere */
};

static const struct text_box *self_of(const struct widget *widget)
{
    return (const struct text_box *)widget;
}

static int smart_id_height(const struct widget *widget, int width, bool focused)
{
    return text_box_height(widget, width, focused) + (focused ? 1 : 0);
}

static size_t part_under_cursor(const struct text_box *self)
{
    return smart_id_part_at(self->box.place.field, text_box_string(self), self->text.text.cursor);
}

static void draw_parts(const struct text_box *self, struct canvas canvas, int row)
{
    const struct field *field = self->box.place.field;
    size_t current = part_under_cursor(self);
    int column = 0;
    int end = 0;
    for (size_t i = 0; i <= current && i < field->part_count; i++)
        end += (int)strlen(field->parts[i].name) + (i > 0 ? (int)strlen(field->separator) : 0);
    if (end > canvas.width)
        column = canvas.width - end;
    for (size_t i = 0; i < field->part_count; i++) {
        enum style style = i == current ? STYLE_STRONG : STYLE_EXAMPLE;
        if (i > 0)
            column += canvas_string(canvas, row, column, STYLE_EXAMPLE, field->separator);
        column += canvas_string(canvas, row, column, style, field->parts[i].name);
    }
    if (end > canvas.width)
        canvas_symbol(canvas, row, 0, STYLE_EXAMPLE, SYMBOL_MORE);
}

static void smart_id_draw(struct widget *widget, struct canvas canvas, bool focused)
{
    text_box_draw(widget, canvas, focused);
    if (focused)
        draw_parts(self_of(widget), canvas, text_box_height(widget, canvas.width, true));
}

static void smart_id_explain(const struct widget *widget, struct buffer *out)
{
    const struct field *field = self_of(widget)->box.place.field;
    size_t current = part_under_cursor(self_of(widget));
    if (current < field->part_count)
        buffer_append_format(out, "Part %zu of %zu: %s", current + 1, field->part_count,
                             field->parts[current].name);
}

/* ── focus ── */

static void smart_id_focus(struct widget *widget, bool from_behind)
{
    struct smart_id_box *self = (struct smart_id_box *)widget;
    text_box_focus(widget, from_behind);
    free(self->before);
    self->before = memory_copy_string(text_box_string(&self->text));
}

static void smart_id_blur(struct widget *widget)
{
    struct smart_id_box *self = (struct smart_id_box *)widget;
    const struct place *place = &self->text.box.place;
    text_box_blur(widget);
    if (self->before != NULL && self->text.edited && place->depth == 0) {
        const struct field *carried = smart_id_carry(place->spec, place->field, self->before);
        char *said = carried != NULL
                         ? memory_format("%s follows: %s.", carried->label,
                                         value_text(spec_value(place->spec, carried)))
                         : NULL;
        if (said != NULL)
            box_say(place, said);
        free(said);
    }
    free(self->before);
    self->before = NULL;
}

static void smart_id_free(struct widget *widget)
{
    free(((struct smart_id_box *)widget)->before);
    text_box_free(widget);
}

static const struct widget_class smart_id_class = {
    .name = "smart_id",
    .height = smart_id_height,
    .cursor_row = text_box_cursor_row,
    .draw = smart_id_draw,
    .obey = text_box_obey,
    .insert = text_box_insert,
    .contexts = text_box_contexts,
    .focus = smart_id_focus,
    .blur = smart_id_blur,
    .reload = text_box_reload,
    .explain = smart_id_explain,
    .free = smart_id_free,
};

struct widget *smart_id_box_new(const struct place *place)
{
    struct smart_id_box *self = memory_allocate(sizeof *self);
    text_box_init(&self->text, &smart_id_class, place);
    return &self->text.box.widget;
}
