/* A link: its title and its URL, two entries of one field. A pasted URL, or a link as Markdown and
 * mail programs write it, finds its place by itself. */
#include "box_internal.h"

#include "base/memory.h"
#include "base/show.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

enum { TITLE, URL, PART_COUNT };
enum { LABEL_WIDTH = 7 };

struct link_box {
    struct box box;
    int part;
    bool deleting;
    struct field_text texts[PART_COUNT];
};

static struct link_box *self_of(struct widget *widget)
{
    return (struct link_box *)widget;
}

static const struct link_box *const_self_of(const struct widget *widget)
{
    return (const struct link_box *)widget;
}

static struct place part_place(const struct link_box *self, int part)
{
    const struct field *field = self->box.place.field;
    const struct field *column = field->column_count > (size_t)part ? &field->columns[part] : field;
    return place_child(&self->box.place, (size_t)part, column);
}

static const char *part_text(const struct link_box *self, int part)
{
    return field_text_string(&self->texts[part]);
}

static bool is_empty(const struct link_box *self)
{
    return part_text(self, TITLE)[0] == '\0' && part_text(self, URL)[0] == '\0';
}

static void link_reload(struct widget *widget)
{
    struct link_box *self = self_of(widget);
    for (int i = 0; i < PART_COUNT; i++) {
        struct place part = part_place(self, i);
        const char *now = place_text(&part);
        if (strcmp(part_text(self, i), now) != 0)
            edit_text_set(&self->texts[i].text, now);
    }
}

static void enter(struct link_box *self, int part)
{
    self->part = part;
    field_text_enter(&self->texts[part], true);
    place_begin_step(&self->box.place);
}

static void link_focus(struct widget *widget, bool from_behind)
{
    link_reload(widget);
    enter(self_of(widget), from_behind ? URL : TITLE);
}

static void link_blur(struct widget *widget)
{
    place_begin_step(&self_of(widget)->box.place);
}

static void link_free(struct widget *widget)
{
    struct link_box *self = self_of(widget);
    for (int i = 0; i < PART_COUNT; i++)
        field_text_done(&self->texts[i]);
    free(self);
}

/* ── drawing ── */

static int columns_of(const struct link_box *self, int part)
{
    const char *text = part_text(self, part);
    return (int)show_width(text, strlen(text), self->texts[part].flags);
}

static bool fits_in_one_row(const struct link_box *self, int width)
{
    int title = columns_of(self, TITLE);
    int url = columns_of(self, URL);
    return title == 0 || url == 0 || title + 2 + url <= width;
}

static int part_rows(const struct link_box *self, int part, int width)
{
    return field_text_rows(&self->texts[part], width - LABEL_WIDTH);
}

static int link_height(const struct widget *widget, int width, bool focused)
{
    const struct link_box *self = const_self_of(widget);
    if (focused)
        return part_rows(self, TITLE, width) + part_rows(self, URL, width);
    return fits_in_one_row(self, width) ? 1 : 2;
}

static int link_cursor_row(const struct widget *widget, int width)
{
    const struct link_box *self = const_self_of(widget);
    int row = field_text_cursor_row(&self->texts[self->part], width - LABEL_WIDTH);
    return row + (self->part == URL ? part_rows(self, TITLE, width) : 0);
}

static void draw_part(struct link_box *self, struct canvas canvas, int row, int part)
{
    bool current = part == self->part;
    int rows = part_rows(self, part, canvas.width);
    struct canvas text = canvas_part(canvas, row, LABEL_WIDTH, rows, canvas.width - LABEL_WIDTH);
    canvas_string(canvas, row, 0, current ? STYLE_STRONG : STYLE_LABEL,
                  part == TITLE ? "Title" : "URL");
    if (part == URL && part_text(self, URL)[0] == '\0')
        box_draw_example(&self->box.place, text, 0, 0, current);
    else if (current)
        field_text_draw(&self->texts[part], text);
    else
        text_rows_draw(text, 0, 0, text.width, 0, STYLE_TEXT, part_text(self, part),
                       self->texts[part].flags);
    if (current && part_text(self, part)[0] == '\0')
        canvas_set_cursor(text, 0, 0);
}

static void draw_at_rest(const struct link_box *self, struct canvas canvas)
{
    const char *title = part_text(self, TITLE);
    const char *url = part_text(self, URL);
    int used = canvas_text_cut(canvas, 0, 0, -1, STYLE_TEXT, title, strlen(title));
    bool one_row = fits_in_one_row(self, canvas.width);
    int column = one_row && used > 0 ? used + 2 : 0;
    enum style style = used > 0 ? STYLE_EXAMPLE : STYLE_TEXT;
    canvas_text_cut(canvas, one_row ? 0 : 1, column, -1, style, url, strlen(url));
}

static void link_draw(struct widget *widget, struct canvas canvas, bool focused)
{
    struct link_box *self = self_of(widget);
    if (focused) {
        draw_part(self, canvas, 0, TITLE);
        draw_part(self, canvas, part_rows(self, TITLE, canvas.width), URL);
    } else if (is_empty(self)) {
        box_draw_example(&self->box.place, canvas, 0, 0, false);
    } else {
        draw_at_rest(self, canvas);
    }
}

/* ── obeying ── */

static void store(void *box)
{
    struct link_box *self = box;
    struct place part = part_place(self, self->part);
    place_set_text(&part, part_text(self, self->part));
}

static struct typing typing_of(struct link_box *self)
{
    return (struct typing){&self->box.place, &self->texts[self->part], &self->deleting, self,
                           store};
}

static enum widget_answer move(struct link_box *self, int to, enum widget_answer beyond)
{
    if (to < 0 || to >= PART_COUNT)
        return beyond;
    enter(self, to);
    return WIDGET_DONE;
}

static enum widget_answer obey_moves(struct link_box *self, enum command command)
{
    switch (command) {
    case COMMAND_OPEN:
        return move(self, self->part + 1, WIDGET_NEXT);
    case COMMAND_NEXT_FIELD:
    case COMMAND_DOWN:
        return move(self, self->part + 1, WIDGET_IGNORED);
    case COMMAND_PREVIOUS_FIELD:
    case COMMAND_UP:
        return move(self, self->part - 1, WIDGET_IGNORED);
    default:
        return WIDGET_IGNORED;
    }
}

static enum widget_answer link_obey(struct widget *widget, enum command command)
{
    struct link_box *self = self_of(widget);
    struct typing typing = typing_of(self);
    enum widget_answer answer = box_obey_typing(&typing, command);
    return answer == WIDGET_IGNORED ? obey_moves(self, command) : answer;
}

/* A whole link pasted into an empty field. */
static bool paste_link(struct link_box *self, const char *text, size_t length)
{
    struct value value = {0};
    char *copy = memory_copy_bytes(text, length);
    bool taken =
        is_empty(self) && memchr(text, '\n', length) == NULL && strstr(copy, "://") != NULL &&
        field_parse(self->box.place.field, copy, &value, NULL) == 0 && value.kind == VALUE_ROW;
    free(copy);
    if (!taken) {
        value_done(&value);
        return false;
    }
    place_begin_step(&self->box.place);
    place_set(&self->box.place, value);
    link_reload(&self->box.widget);
    enter(self, part_text(self, TITLE)[0] == '\0' ? TITLE : URL);
    return true;
}

static enum widget_answer link_insert(struct widget *widget, const char *text, size_t length,
                                      bool pasted)
{
    struct link_box *self = self_of(widget);
    struct typing typing = typing_of(self);
    if (pasted && paste_link(self, text, length))
        return WIDGET_DONE;
    box_insert_typing(&typing, text, length, pasted);
    return WIDGET_DONE;
}

static size_t link_contexts(const struct widget *widget, enum keymap_context contexts[4])
{
    (void)widget;
    contexts[0] = CONTEXT_TEXT;
    return 1;
}

struct widget *link_box_new(const struct place *place)
{
    static const struct widget_class class = {
        .name = "link",
        .height = link_height,
        .cursor_row = link_cursor_row,
        .draw = link_draw,
        .obey = link_obey,
        .insert = link_insert,
        .contexts = link_contexts,
        .focus = link_focus,
        .blur = link_blur,
        .reload = link_reload,
        .free = link_free,
    };
    struct link_box *self = memory_allocate(sizeof *self);
    self->box.widget.class = &class;
    self->box.place = *place;
    for (int i = 0; i < PART_COUNT; i++)
        field_text_init(&self->texts[i], "", false, place->host->show_flags);
    link_reload(&self->box.widget);
    return &self->box.widget;
}
