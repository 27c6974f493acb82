#include "text_box_internal.h"

#include "base/memory.h"
#include "base/show.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

/* Rows of a long text that is not being edited. */
enum { ROWS_AT_REST = 4 };

static struct text_box *self_of(struct widget *widget)
{
    return (struct text_box *)widget;
}

static const struct text_box *const_self_of(const struct widget *widget)
{
    return (const struct text_box *)widget;
}

static bool is_paragraph(const struct text_box *self)
{
    return self->box.place.field->type->shape == SHAPE_PARAGRAPH;
}

void text_box_init(struct text_box *self, const struct widget_class *class,
                   const struct place *place)
{
    self->box.widget.class = class;
    self->box.place = *place;
    field_text_init(&self->text, place_typed_text(place), is_paragraph(self),
                    place->host->show_flags);
}

const char *text_box_string(const struct text_box *self)
{
    return field_text_string(&self->text);
}

void text_box_free(struct widget *widget)
{
    field_text_done(&self_of(widget)->text);
    free(widget);
}

void text_box_reload(struct widget *widget)
{
    struct text_box *self = self_of(widget);
    const char *now = place_typed_text(&self->box.place);
    if (strcmp(text_box_string(self), now) != 0)
        edit_text_set(&self->text.text, now);
}

void text_box_replace(struct text_box *self, const char *text)
{
    place_begin_step(&self->box.place);
    edit_text_set(&self->text.text, text);
    self->edited = true;
    place_set_text(&self->box.place, text_box_string(self));
    place_begin_step(&self->box.place);
}

void text_box_write_canonically(struct text_box *self)
{
    char *canonical = NULL;
    const struct field *field = self->box.place.field;
    const char *text = text_box_string(self);
    if (!self->edited || text[0] == '\0' ||
        field->type->canonical(field, text, &canonical, NULL) != 0)
        return;
    if (strcmp(canonical, text) != 0) {
        edit_text_set(&self->text.text, canonical);
        place_set_text(&self->box.place, canonical);
    }
    free(canonical);
}

/* ── focus ── */

void text_box_focus(struct widget *widget, bool from_behind)
{
    struct text_box *self = self_of(widget);
    text_box_reload(widget);
    place_begin_step(&self->box.place);
    self->edited = false;
    field_text_enter(&self->text, from_behind);
}

void text_box_blur(struct widget *widget)
{
    place_begin_step(&self_of(widget)->box.place);
}

/* ── drawing ── */

int text_box_height(const struct widget *widget, int width, bool focused)
{
    const struct text_box *self = const_self_of(widget);
    return focused ? field_text_rows(&self->text, width)
                   : text_rows(text_box_string(self), width, ROWS_AT_REST, self->text.flags);
}

int text_box_cursor_row(const struct widget *widget, int width)
{
    return field_text_cursor_row(&const_self_of(widget)->text, width);
}

void text_box_draw(struct widget *widget, struct canvas canvas, bool focused)
{
    struct text_box *self = self_of(widget);
    const char *text = text_box_string(self);
    if (text[0] == '\0') {
        box_draw_example(&self->box.place, canvas, 0, 0, focused);
        if (focused)
            canvas_set_cursor(canvas, 0, 0);
    } else if (focused) {
        field_text_draw(&self->text, canvas);
    } else {
        self->text.width = canvas.width;
        text_rows_draw(canvas, 0, 0, canvas.width, ROWS_AT_REST, STYLE_TEXT, text,
                       self->text.flags);
    }
}

void text_box_draw_remark(const struct text_box *self, struct canvas canvas, const char *remark)
{
    const char *text = text_box_string(self);
    int column = (int)show_width(text, strlen(text), self->text.flags) + 2;
    if (text[0] != '\0' && column + (int)strlen(remark) <= canvas.width)
        canvas_string(canvas, 0, column, STYLE_EXAMPLE, remark);
}

/* ── editing ── */

static void store(void *box)
{
    struct text_box *self = box;
    self->edited = true;
    place_set_text(&self->box.place, text_box_string(self));
}

static struct typing typing_of(struct text_box *self)
{
    return (struct typing){&self->box.place, &self->text, &self->deleting, self, store};
}

static enum widget_answer begin_line(struct text_box *self)
{
    if (!is_paragraph(self))
        return WIDGET_IGNORED;
    struct typing typing = typing_of(self);
    (void)edit_text_insert(&self->text.text, "\n", 1);
    place_begin_step(&self->box.place);
    box_store_typing(&typing, false);
    return WIDGET_DONE;
}

enum widget_answer text_box_obey(struct widget *widget, enum command command)
{
    struct text_box *self = self_of(widget);
    if (command == COMMAND_OPEN)
        return WIDGET_NEXT;
    if (command == COMMAND_NEW_LINE)
        return begin_line(self);
    struct typing typing = typing_of(self);
    return box_obey_typing(&typing, command);
}

enum widget_answer text_box_insert(struct widget *widget, const char *text, size_t length,
                                   bool pasted)
{
    struct typing typing = typing_of(self_of(widget));
    box_insert_typing(&typing, text, length, pasted);
    return WIDGET_DONE;
}

size_t text_box_contexts(const struct widget *widget, enum keymap_context contexts[4])
{
    const struct text_box *self = const_self_of(widget);
    contexts[0] = is_paragraph(self) && !self->confirms ? CONTEXT_PARAGRAPH : CONTEXT_TEXT;
    return 1;
}

static const struct widget_class text_class = {
    .name = "text",
    .height = text_box_height,
    .cursor_row = text_box_cursor_row,
    .draw = text_box_draw,
    .obey = text_box_obey,
    .insert = text_box_insert,
    .contexts = text_box_contexts,
    .focus = text_box_focus,
    .blur = text_box_blur,
    .reload = text_box_reload,
    .free = text_box_free,
};

struct widget *text_box_new(const struct place *place)
{
    struct text_box *self = memory_allocate(sizeof *self);
    text_box_init(self, &text_class, place);
    return &self->box.widget;
}

struct widget *paragraph_box_new(const struct place *place)
{
    struct widget *widget = text_box_new(place);
    /* In a cell Enter confirms. */
    self_of(widget)->confirms = place->depth > 0;
    return widget;
}
