#include "picker_internal.h"

#include "base/memory.h"
#include "base/show.h"
#include "field_text_internal.h"

#include <stdlib.h>
#include <string.h>

enum {
    ROWS_AT_REST = 4,
    GLOSS_GAP = 2,   /* columns between a value and what it means */
    GLOSS_LEAST = 4, /* columns, below which it says nothing */
};

static struct picker *self_of(struct widget *widget)
{
    return (struct picker *)widget;
}

static const struct picker *const_self_of(const struct widget *widget)
{
    return (const struct picker *)widget;
}

struct widget *picker_new(const struct picker_traits *traits, const struct place *place)
{
    struct picker *self = memory_allocate(sizeof *self);
    self->box.widget.class = &traits->class;
    self->box.place = *place;
    self->traits = traits;
    return &self->box.widget;
}

static void close_list(struct picker *self)
{
    pick_list_free(self->list);
    self->list = NULL;
}

void picker_free(struct widget *widget)
{
    close_list(self_of(widget));
    free(widget);
}

void picker_blur(struct widget *widget)
{
    close_list(self_of(widget));
}

void picker_reload(struct widget *widget)
{
    close_list(self_of(widget));
}

void picker_add_choices(const struct picker *self, struct pick_list *list)
{
    const struct vocabulary *choices = self->box.place.field->choices;
    for (size_t i = 0; choices != NULL && i < choices->count; i++)
        pick_list_add(list, &choices->entries[i]);
}

void picker_say_caution(const struct picker *self, const struct pick_list *list, const char *value)
{
    const char *caution = pick_list_caution(list, value);
    if (caution == NULL)
        return;
    char *said = memory_format("%s: %s", value, caution);
    box_say(&self->box.place, said);
    free(said);
}

static void open_list(struct picker *self)
{
    self->list = pick_list_new(self->traits->options(self));
    self->traits->fill(self, self->list);
    pick_list_begin(self->list);
}

/* ── drawing ── */

int picker_height(const struct widget *widget, int width, bool focused)
{
    const struct picker *self = const_self_of(widget);
    struct buffer text = {0};
    self->traits->format(self, &text);
    int rows = text_rows(buffer_string(&text), width - 2, focused ? 0 : ROWS_AT_REST,
                         self->box.place.host->show_flags);
    buffer_done(&text);
    return rows;
}

/* Behind a value of one row. */
static void draw_gloss(const struct picker *self, struct canvas part, const char *text)
{
    const char *gloss = self->traits->gloss != NULL ? self->traits->gloss(self) : NULL;
    int column = (int)show_width(text, strlen(text), self->box.place.host->show_flags) + GLOSS_GAP;
    if (gloss != NULL && part.width - column >= GLOSS_LEAST)
        canvas_text_cut(part, 0, column, part.width - column, STYLE_EXAMPLE, gloss, strlen(gloss));
}

void picker_draw(struct widget *widget, struct canvas canvas, bool focused)
{
    struct picker *self = self_of(widget);
    int flags = self->box.place.host->show_flags;
    struct buffer text = {0};
    self->traits->format(self, &text);
    struct canvas part = canvas_part(canvas, 0, 0, canvas.height + canvas.scroll, canvas.width - 2);
    if (text.length == 0) {
        box_draw_example(&self->box.place, part, 0, 0, focused);
    } else {
        int rows = text_rows(buffer_string(&text), part.width, focused ? 0 : ROWS_AT_REST, flags);
        if (focused)
            canvas_fill(part, 0, 0, rows, part.width, STYLE_FIELD);
        text_rows_draw(part, 0, 0, part.width, focused ? 0 : ROWS_AT_REST,
                       focused ? STYLE_FIELD : STYLE_TEXT, buffer_string(&text), flags);
        if (rows == 1)
            draw_gloss(self, part, buffer_string(&text));
    }
    if (focused) {
        canvas_symbol(canvas, 0, canvas.width - 1, STYLE_TEXT, SYMBOL_OPEN);
        canvas_set_cursor(canvas, 0, 0);
    }
    buffer_done(&text);
}

void picker_draw_over(struct widget *widget, const struct over *over)
{
    struct picker *self = self_of(widget);
    if (self->list != NULL)
        pick_list_draw(self->list, over, picker_height(widget, over->width, true));
}

int picker_room_below(const struct widget *widget)
{
    const struct picker *self = const_self_of(widget);
    return self->list != NULL ? pick_list_height(self->list) : 0;
}

void picker_explain(const struct widget *widget, struct buffer *out)
{
    const struct picker *self = const_self_of(widget);
    if (self->list != NULL)
        pick_list_explain(self->list, out);
}

/* ── obeying ── */

static enum widget_answer take(struct picker *self)
{
    place_begin_step(&self->box.place);
    self->traits->take(self, self->list);
    place_begin_step(&self->box.place);
    close_list(self);
    return WIDGET_NEXT;
}

/* Add what is typed to the vocabulary, and take it. */
static enum widget_answer add_value(struct picker *self)
{
    const struct field_host *host = self->box.place.host;
    if (host->add_value == NULL || self->box.place.field->choices == NULL)
        return WIDGET_IGNORED;
    if (pick_list_typed(self->list)[0] == '\0') {
        box_say(&self->box.place, "Type the new value first.");
        return WIDGET_DONE;
    }
    char *value = memory_copy_string(pick_list_typed(self->list));
    enum widget_answer answer = WIDGET_DONE;
    if (host->add_value(host->context, self->box.place.field, value)) {
        pick_list_learn(self->list, value);
        if (!self->traits->options(self).multiple)
            answer = take(self);
    }
    free(value);
    return answer;
}

static enum widget_answer obey_open(struct picker *self, enum command command)
{
    if (command == COMMAND_NEXT_FIELD || command == COMMAND_PREVIOUS_FIELD) {
        /* Leaving takes what was chosen, and nothing if nothing was done. */
        bool touched = pick_list_is_touched(self->list);
        if (touched && pick_list_obey(self->list, COMMAND_OPEN) == WIDGET_ACCEPTED)
            (void)take(self);
        else
            close_list(self);
        return command == COMMAND_NEXT_FIELD ? WIDGET_NEXT : WIDGET_PREVIOUS;
    }
    if (command == COMMAND_ADD_VALUE)
        return add_value(self);
    switch (pick_list_obey(self->list, command)) {
    case WIDGET_ACCEPTED:
        return take(self);
    case WIDGET_CLOSED:
        close_list(self);
        return WIDGET_DONE;
    case WIDGET_IGNORED:
        return WIDGET_IGNORED;
    default:
        return WIDGET_DONE;
    }
}

enum widget_answer picker_obey(struct widget *widget, enum command command)
{
    struct picker *self = self_of(widget);
    if (self->list != NULL)
        return obey_open(self, command);
    if (command != COMMAND_OPEN && command != COMMAND_TOGGLE)
        return WIDGET_IGNORED;
    open_list(self);
    return WIDGET_DONE;
}

enum widget_answer picker_insert(struct widget *widget, const char *text, size_t length,
                                 bool pasted)
{
    struct picker *self = self_of(widget);
    (void)pasted;
    bool opens = self->list == NULL;
    if (opens)
        open_list(self);
    if (!opens || length != 1 || text[0] != ' ')
        pick_list_insert(self->list, text, length);
    return WIDGET_DONE;
}

enum widget_answer picker_click_over(struct widget *widget, const struct over *over, int row,
                                     int column, bool twice)
{
    struct picker *self = self_of(widget);
    int height = picker_height(widget, over->width, true);
    if (self->list == NULL || !pick_list_click(self->list, over, height, row, column))
        return WIDGET_IGNORED;
    bool takes = twice && !self->traits->options(self).multiple;
    return takes ? picker_obey(widget, COMMAND_OPEN) : WIDGET_DONE;
}

size_t picker_contexts(const struct widget *widget, enum keymap_context contexts[4])
{
    if (const_self_of(widget)->list == NULL) {
        contexts[0] = CONTEXT_CHOICE;
        return 1;
    }
    contexts[0] = CONTEXT_PICK;
    contexts[1] = CONTEXT_TEXT;
    return 2;
}
