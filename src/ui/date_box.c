/* A date: typed, chosen in a calendar, or changed by a day with Up and Down once it is whole; `t`
 * in an empty one is today. Other notations that leave no doubt are rewritten when the field is
 * left. */
#include "text_box_internal.h"

#include "base/date.h"
#include "base/memory.h"
#include "calendar_internal.h"
#include "date_bounds_internal.h"

#include <stdlib.h>

struct date_box {
    struct text_box text;
    bool open; /* the calendar is */
    struct calendar calendar;
};

static struct date_box *self_of(struct widget *widget)
{
    return (struct date_box *)widget;
}

static const struct date_box *const_self_of(const struct widget *widget)
{
    return (const struct date_box *)widget;
}

static bool is_empty(const struct widget *widget)
{
    return text_box_string(&const_self_of(widget)->text)[0] == '\0';
}

static bool whole_date(const struct widget *widget, struct date *date)
{
    return date_parse(text_box_string(&const_self_of(widget)->text), date);
}

static void set_date(struct widget *widget, struct date date)
{
    char text[DATE_TEXT_SIZE] = "";
    date_format(date, text);
    text_box_replace(&self_of(widget)->text, text);
}

/* ── the calendar ── */

static void open_calendar(struct date_box *self)
{
    const struct place *place = &self->text.box.place;
    struct date date = {0};
    if (!date_parse_loosely(text_box_string(&self->text), &date))
        date = (struct date){0};
    self->calendar = calendar_begin(date);
    date_bounds_find(place->spec, place->field, &self->calendar.first, &self->calendar.last);
    self->open = true;
}

static enum widget_answer take(struct date_box *self)
{
    self->open = false;
    set_date(&self->text.box.widget, self->calendar.chosen);
    return WIDGET_NEXT;
}

static enum widget_answer obey_open(struct date_box *self, enum command command)
{
    if (command == COMMAND_NEXT_FIELD || command == COMMAND_PREVIOUS_FIELD) {
        /* Leaving takes the day that was chosen, and nothing if nothing was done. */
        if (self->calendar.touched)
            (void)take(self);
        self->open = false;
        return command == COMMAND_NEXT_FIELD ? WIDGET_NEXT : WIDGET_PREVIOUS;
    }
    switch (calendar_obey(&self->calendar, command)) {
    case WIDGET_ACCEPTED:
        return take(self);
    case WIDGET_IGNORED:
        /* What is not for the calendar, but for the form around it, closes it. */
        self->open = false;
        return WIDGET_IGNORED;
    case WIDGET_CLOSED:
        self->open = false;
        return WIDGET_DONE;
    default:
        return WIDGET_DONE;
    }
}

static void date_draw_over(struct widget *widget, const struct over *over)
{
    const struct date_box *self = self_of(widget);
    if (self->open)
        calendar_draw(&self->calendar, over, text_box_height(widget, over->width, true));
}

static enum widget_answer date_click_over(struct widget *widget, const struct over *over, int row,
                                          int column, bool twice)
{
    struct date_box *self = self_of(widget);
    int height = text_box_height(widget, over->width, true);
    bool on_day = false;
    if (!self->open || !calendar_click(&self->calendar, over, height, row, column, &on_day))
        return WIDGET_IGNORED;
    return on_day && twice ? take(self) : WIDGET_DONE;
}

static int date_room_below(const struct widget *widget)
{
    const struct date_box *self = const_self_of(widget);
    return self->open ? calendar_rows(&self->calendar) : 0;
}

/* ── the line ── */

static enum widget_answer date_obey(struct widget *widget, enum command command)
{
    struct date date = {0};
    if (self_of(widget)->open)
        return obey_open(self_of(widget), command);
    if (command == COMMAND_CALENDAR) {
        open_calendar(self_of(widget));
        return WIDGET_DONE;
    }
    if ((command != COMMAND_UP && command != COMMAND_DOWN) || !whole_date(widget, &date))
        return text_box_obey(widget, command);
    set_date(widget, date_add_days(date, command == COMMAND_UP ? 1 : -1));
    return WIDGET_DONE;
}

/* Whether a single key was typed that means something else than text: `t` where nothing is typed,
 * a blank where no blank can follow. */
static bool obey_character(struct widget *widget, char character)
{
    struct date date = {0};
    bool empty = is_empty(widget);
    if (empty && (character == 't' || character == 'T'))
        set_date(widget, date_today());
    else if (character == ' ' && (empty || whole_date(widget, &date)))
        open_calendar(self_of(widget));
    else
        return false;
    return true;
}

/* Who comes to a whole date and types a digit begins another one. */
static bool begins_anew(const struct widget *widget, const char *text, size_t length)
{
    const struct text_box *self = &const_self_of(widget)->text;
    struct date date = {0};
    return length == 1 && text[0] >= '0' && text[0] <= '9' && !self->edited &&
           whole_date(widget, &date) && self->text.text.cursor == self->text.text.bytes.length;
}

static enum widget_answer date_insert(struct widget *widget, const char *text, size_t length,
                                      bool pasted)
{
    struct date_box *self = self_of(widget);
    if (self->open && !pasted) {
        calendar_insert(&self->calendar, text, length);
        return WIDGET_DONE;
    }
    self->open = false;
    if (!pasted && length == 1 && obey_character(widget, text[0]))
        return WIDGET_DONE;
    if (begins_anew(widget, text, length))
        text_box_replace(&self->text, "");
    return text_box_insert(widget, text, length, pasted);
}

static void date_blur(struct widget *widget)
{
    struct text_box *self = &self_of(widget)->text;
    struct date date = {0};
    self_of(widget)->open = false;
    if (self->edited && !whole_date(widget, &date) &&
        date_parse_loosely(text_box_string(self), &date)) {
        char *typed = memory_copy_string(text_box_string(self));
        set_date(widget, date);
        char *said = memory_format("Read “%s” as %s.", typed, text_box_string(self));
        box_say(&self->box.place, said);
        free(said);
        free(typed);
    }
    text_box_blur(widget);
}

static void date_reload(struct widget *widget)
{
    self_of(widget)->open = false;
    text_box_reload(widget);
}

static size_t date_contexts(const struct widget *widget, enum keymap_context contexts[4])
{
    if (const_self_of(widget)->open) {
        contexts[0] = CONTEXT_CALENDAR;
        return 1;
    }
    contexts[0] = CONTEXT_DATE;
    contexts[1] = CONTEXT_TEXT;
    return 2;
}

static void date_draw(struct widget *widget, struct canvas canvas, bool focused)
{
    struct date date = {0};
    text_box_draw(widget, canvas, focused);
    if (whole_date(widget, &date))
        text_box_draw_remark(&self_of(widget)->text, canvas, calendar_weekday(date));
}

static void date_explain(const struct widget *widget, struct buffer *out)
{
    struct date date = {0};
    if (const_self_of(widget)->open)
        calendar_explain(&const_self_of(widget)->calendar, out);
    else if (whole_date(widget, &date))
        buffer_append_string(out, "Up and Down change it by a day, Space opens a calendar.");
    else if (is_empty(widget))
        buffer_append_string(out, "Year-month-day; t is today, Space opens a calendar.");
}

static const struct widget_class date_class = {
    .name = "date",
    .height = text_box_height,
    .cursor_row = text_box_cursor_row,
    .draw = date_draw,
    .draw_over = date_draw_over,
    .click_over = date_click_over,
    .room_below = date_room_below,
    .obey = date_obey,
    .insert = date_insert,
    .contexts = date_contexts,
    .focus = text_box_focus,
    .blur = date_blur,
    .reload = date_reload,
    .explain = date_explain,
    .free = text_box_free,
};

struct widget *date_box_new(const struct place *place)
{
    struct date_box *self = memory_allocate(sizeof *self);
    text_box_init(&self->text, &date_class, place);
    return &self->text.box.widget;
}
