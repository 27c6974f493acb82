#include "list_box_internal.h"

#include "base/memory.h"
#include "model/field_type.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is shown of a list that is not being edited. */
enum { ENTRIES_AT_REST = 8, ROWS_AT_REST = 2 };

static struct list_box *self_of(struct widget *widget)
{
    return (struct list_box *)widget;
}

static const struct list_box *const_self_of(const struct widget *widget)
{
    return (const struct list_box *)widget;
}

/* ── entries ── */

static size_t shown_count(const struct list_box *self)
{
    return place_count(&self->box.place) + (self->pending ? 1 : 0);
}

static const char *shown_text(const struct list_box *self, size_t index)
{
    const struct value *list = place_value(&self->box.place);
    if (self->pending && index == self->entry)
        return "";
    return value_text(&list->items[self->pending && index > self->entry ? index - 1 : index]);
}

static struct place entry_place(const struct list_box *self)
{
    return place_child(&self->box.place, self->entry, self->box.place.field);
}

/* Edit this entry; behind the last one a new one begins. */
static void enter(struct list_box *self, size_t index, bool at_end)
{
    self->entry = index;
    self->pending = index >= place_count(&self->box.place);
    edit_text_set(&self->text.text, shown_text(self, index));
    field_text_enter(&self->text, at_end);
    place_begin_step(&self->box.place);
}

static void begin_new(struct list_box *self, size_t index)
{
    self->entry = index;
    self->pending = true;
    edit_text_set(&self->text.text, "");
    place_begin_step(&self->box.place);
}

static bool is_empty(const struct list_box *self)
{
    return field_text_string(&self->text)[0] == '\0';
}

/* An empty entry does not survive being left. True if the entries behind it moved up. */
static bool leave(struct list_box *self)
{
    if (!is_empty(self))
        return false;
    if (!self->pending && self->entry < place_count(&self->box.place))
        place_remove(&self->box.place, self->entry);
    self->pending = false;
    return true;
}

static void store(void *box)
{
    struct list_box *self = box;
    struct place entry = entry_place(self);
    const char *text = field_text_string(&self->text);
    if (self->pending && text[0] != '\0') {
        place_insert(&self->box.place, self->entry, value_of_text(text));
        self->pending = false;
    } else if (!self->pending) {
        place_set_text(&entry, text);
    }
}

static struct typing typing_of(struct list_box *self)
{
    return (struct typing){&self->box.place, &self->text, &self->deleting, self, store};
}

/* ── focus ── */

static void list_focus(struct widget *widget, bool from_behind)
{
    struct list_box *self = self_of(widget);
    size_t count = place_count(&self->box.place);
    self->focused = true;
    enter(self, from_behind && count > 0 ? count - 1 : 0, true);
}

static void list_enter(struct widget *widget, size_t row)
{
    struct list_box *self = self_of(widget);
    if (row < place_count(&self->box.place))
        enter(self, row, true);
}

static void list_blur(struct widget *widget)
{
    struct list_box *self = self_of(widget);
    (void)leave(self);
    self->focused = false;
    place_begin_step(&self->box.place);
}

static void list_reload(struct widget *widget)
{
    struct list_box *self = self_of(widget);
    size_t count = place_count(&self->box.place);
    self->pending = false;
    if (self->entry >= count)
        self->entry = count > 0 ? count - 1 : 0;
    if (self->focused)
        enter(self, self->entry, true);
}

static void list_free(struct widget *widget)
{
    field_text_done(&self_of(widget)->text);
    free(widget);
}

/* ── drawing ── */

static bool is_numbered(const struct list_box *self)
{
    return strcmp(self->box.place.field->type->name, "steps") == 0;
}

static int prefix_width(const struct list_box *self)
{
    if (!is_numbered(self))
        return 2;
    return shown_count(self) > 9 ? 4 : 3;
}

static void draw_prefix(const struct list_box *self, struct canvas canvas, int row, size_t index,
                        enum style style)
{
    if (!is_numbered(self)) {
        canvas_symbol(canvas, row, 0, style, SYMBOL_BULLET);
        return;
    }
    char number[24];
    (void)snprintf(number, sizeof number, "%*zu.", prefix_width(self) - 2, index + 1);
    canvas_string(canvas, row, 0, style, number);
}

/* How many entries are shown: at rest, when there are too many, some and a line that says so. */
static size_t visible_count(const struct list_box *self, bool focused)
{
    size_t count = shown_count(self);
    return focused || count <= ENTRIES_AT_REST ? count : ENTRIES_AT_REST - 1;
}

static int entry_rows(const struct list_box *self, size_t index, int width, bool focused)
{
    int room = width - prefix_width(self);
    if (focused && index == self->entry)
        return field_text_rows(&self->text, room);
    return text_rows(shown_text(self, index), room, focused ? 0 : ROWS_AT_REST, self->text.flags);
}

static int list_height(const struct widget *widget, int width, bool focused)
{
    const struct list_box *self = const_self_of(widget);
    size_t count = visible_count(self, focused);
    int rows = count < shown_count(self) ? 1 : 0;
    for (size_t i = 0; i < count; i++)
        rows += entry_rows(self, i, width, focused);
    return rows > 0 ? rows : 1;
}

static int list_cursor_row(const struct widget *widget, int width)
{
    const struct list_box *self = const_self_of(widget);
    int row = field_text_cursor_row(&self->text, width - prefix_width(self));
    for (size_t i = 0; i < self->entry && i < shown_count(self); i++)
        row += entry_rows(self, i, width, true);
    return row;
}

static void draw_entry(struct list_box *self, struct canvas canvas, size_t index, bool focused)
{
    int prefix = prefix_width(self);
    struct canvas part =
        canvas_part(canvas, 0, prefix, canvas.height + canvas.scroll, canvas.width - prefix);
    bool current = focused && index == self->entry;
    draw_prefix(self, canvas, 0, index, current ? STYLE_STRONG : STYLE_EXAMPLE);
    if (!current) {
        text_rows_draw(part, 0, 0, part.width, focused ? 0 : ROWS_AT_REST, STYLE_TEXT,
                       shown_text(self, index), self->text.flags);
    } else if (is_empty(self) && shown_count(self) == 1) {
        box_draw_example(&self->box.place, part, 0, 0, true);
        canvas_set_cursor(part, 0, 0);
    } else {
        field_text_draw(&self->text, part);
    }
}

static void list_draw(struct widget *widget, struct canvas canvas, bool focused)
{
    struct list_box *self = self_of(widget);
    size_t count = visible_count(self, focused);
    int row = 0;
    if (shown_count(self) == 0) {
        box_draw_example(&self->box.place, canvas, 0, 0, false);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        int rows = entry_rows(self, i, canvas.width, focused);
        draw_entry(self, canvas_part(canvas, row, 0, rows, canvas.width), i, focused);
        row += rows;
    }
    if (count < shown_count(self)) {
        char more[48];
        (void)snprintf(more, sizeof more, "and %zu more", shown_count(self) - count);
        canvas_string(canvas, row, prefix_width(self), STYLE_EXAMPLE, more);
    }
}

/* ── obeying ── */

static enum widget_answer step(struct list_box *self, bool down)
{
    if (down ? self->entry + 1 >= shown_count(self) : self->entry == 0)
        return WIDGET_IGNORED;
    size_t target = down ? self->entry + 1 : self->entry - 1;
    bool moved_up = leave(self);
    enter(self, moved_up && down ? target - 1 : target, !down);
    return WIDGET_DONE;
}

/* Enter: a new entry below; on an empty one the list is done. */
static enum widget_answer go_on(struct list_box *self)
{
    if (is_empty(self))
        return WIDGET_NEXT;
    begin_new(self, self->entry + 1);
    return WIDGET_DONE;
}

static enum widget_answer delete_entry(struct list_box *self)
{
    place_begin_step(&self->box.place);
    if (!self->pending && self->entry < place_count(&self->box.place))
        place_remove(&self->box.place, self->entry);
    size_t count = place_count(&self->box.place);
    enter(self, self->entry >= count && count > 0 ? count - 1 : self->entry, true);
    return WIDGET_DONE;
}

static enum widget_answer copy_entry(struct list_box *self)
{
    if (is_empty(self))
        return WIDGET_DONE;
    struct place entry = entry_place(self);
    place_begin_step(&self->box.place);
    place_insert(&self->box.place, self->entry + 1, value_copy(place_value(&entry)));
    enter(self, self->entry + 1, true);
    return WIDGET_DONE;
}

static enum widget_answer move_entry(struct list_box *self, bool down)
{
    size_t count = place_count(&self->box.place);
    if (self->pending || (down ? self->entry + 1 >= count : self->entry == 0))
        return WIDGET_DONE;
    size_t target = down ? self->entry + 1 : self->entry - 1;
    place_begin_step(&self->box.place);
    place_move(&self->box.place, self->entry, target);
    place_begin_step(&self->box.place);
    self->entry = target;
    return WIDGET_DONE;
}

static enum widget_answer obey_rows(struct list_box *self, enum command command)
{
    struct typing typing = typing_of(self);
    switch (command) {
    case COMMAND_OPEN:
        return go_on(self);
    case COMMAND_ROW_ADD:
        if (!is_empty(self))
            begin_new(self, self->entry + 1);
        return WIDGET_DONE;
    case COMMAND_ROW_COPY:
        return copy_entry(self);
    case COMMAND_ROW_DELETE:
        return delete_entry(self);
    case COMMAND_ROW_UP:
    case COMMAND_ROW_DOWN:
        return move_entry(self, command == COMMAND_ROW_DOWN);
    case COMMAND_DELETE_BACK:
    case COMMAND_DELETE_FORWARD:
        if (!is_empty(self) || shown_count(self) < 2)
            return WIDGET_IGNORED;
        (void)leave(self);
        if (command == COMMAND_DELETE_BACK && self->entry > 0)
            self->entry--;
        enter(self, self->entry < place_count(&self->box.place) ? self->entry : self->entry - 1,
              true);
        return WIDGET_DONE;
    case COMMAND_NEW_LINE:
        box_insert_typing(&typing, "\n", 1, false);
        return WIDGET_DONE;
    default:
        return WIDGET_IGNORED;
    }
}

static enum widget_answer list_obey(struct widget *widget, enum command command)
{
    struct list_box *self = self_of(widget);
    enum widget_answer answer = obey_rows(self, command);
    if (answer != WIDGET_IGNORED)
        return answer;
    struct typing typing = typing_of(self);
    answer = box_obey_typing(&typing, command);
    bool at_edge = answer == WIDGET_IGNORED &&
                   (command == COMMAND_UP || command == COMMAND_DOWN);
    return at_edge ? step(self, command == COMMAND_DOWN) : answer;
}

static enum widget_answer paste_lines(struct list_box *self, const char *text, size_t length)
{
    size_t index = self->entry + (is_empty(self) ? 0 : 1);
    place_begin_step(&self->box.place);
    (void)leave(self);
    size_t inserted = list_paste_lines(&self->box.place, index, text, length);
    enter(self, index + (inserted > 0 ? inserted - 1 : 0), true);
    return WIDGET_DONE;
}

static enum widget_answer list_insert(struct widget *widget, const char *text, size_t length,
                                      bool pasted)
{
    struct list_box *self = self_of(widget);
    struct typing typing = typing_of(self);
    if (pasted && memchr(text, '\n', length) != NULL)
        return paste_lines(self, text, length);
    box_insert_typing(&typing, text, length, pasted);
    return WIDGET_DONE;
}

static size_t list_contexts(const struct widget *widget, enum keymap_context contexts[4])
{
    (void)widget;
    contexts[0] = CONTEXT_TEXT;
    contexts[1] = CONTEXT_LIST;
    return 2;
}

static void list_explain(const struct widget *widget, struct buffer *out)
{
    const struct list_box *self = const_self_of(widget);
    if (shown_count(self) > 1)
        buffer_append_format(out, "Entry %zu of %zu.", self->entry + 1, shown_count(self));
}

static bool list_copy(const struct widget *widget, struct buffer *out)
{
    buffer_append_string(out, field_text_string(&const_self_of(widget)->text));
    return true;
}

struct widget *list_box_new(const struct place *place)
{
    static const struct widget_class class = {
        .name = "list",
        .height = list_height,
        .cursor_row = list_cursor_row,
        .draw = list_draw,
        .obey = list_obey,
        .insert = list_insert,
        .contexts = list_contexts,
        .focus = list_focus,
        .enter = list_enter,
        .blur = list_blur,
        .reload = list_reload,
        .explain = list_explain,
        .copy = list_copy,
        .free = list_free,
    };
    struct list_box *self = memory_allocate(sizeof *self);
    self->box.widget.class = &class;
    self->box.place = *place;
    field_text_init(&self->text, "", true, place->host->show_flags);
    return &self->box.widget;
}
