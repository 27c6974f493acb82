/* A date: typed, or changed by a day with Up and Down once it is whole; `t` in an empty one is
 * today. Other notations that leave no doubt are rewritten when the field is left. */
#include "text_box_internal.h"

#include "base/date.h"
#include "base/memory.h"

#include <stdlib.h>

static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};

static bool whole_date(const struct widget *widget, struct date *date)
{
    return date_parse(text_box_string((const struct text_box *)widget), date);
}

static void set_date(struct widget *widget, struct date date)
{
    char text[DATE_TEXT_SIZE] = "";
    date_format(date, text);
    text_box_replace((struct text_box *)widget, text);
}

static enum widget_answer date_obey(struct widget *widget, enum command command)
{
    struct date date = {0};
    if ((command != COMMAND_UP && command != COMMAND_DOWN) || !whole_date(widget, &date))
        return text_box_obey(widget, command);
    set_date(widget, date_add_days(date, command == COMMAND_UP ? 1 : -1));
    return WIDGET_DONE;
}

static enum widget_answer date_insert(struct widget *widget, const char *text, size_t length,
                                      bool pasted)
{
    bool empty = text_box_string((struct text_box *)widget)[0] == '\0';
    if (!empty || pasted || length != 1 || (text[0] != 't' && text[0] != 'T'))
        return text_box_insert(widget, text, length, pasted);
    set_date(widget, date_today());
    return WIDGET_DONE;
}

static void date_blur(struct widget *widget)
{
    struct text_box *self = (struct text_box *)widget;
    struct date date = {0};
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

static void date_draw(struct widget *widget, struct canvas canvas, bool focused)
{
    struct date date = {0};
    text_box_draw(widget, canvas, focused);
    if (whole_date(widget, &date))
        text_box_draw_remark((struct text_box *)widget, canvas, weekdays[date_weekday(date)]);
}

static void date_explain(const struct widget *widget, struct buffer *out)
{
    struct date date = {0};
    if (whole_date(widget, &date))
        buffer_append_string(out, "Up and Down change it by a day.");
    else if (text_box_string((const struct text_box *)widget)[0] == '\0')
        buffer_append_string(out, "Year-month-day; t is today.");
}

static const struct widget_class date_class = {
    .name = "date",
    .height = text_box_height,
    .cursor_row = text_box_cursor_row,
    .draw = date_draw,
    .obey = date_obey,
    .insert = date_insert,
    .contexts = text_box_contexts,
    .focus = text_box_focus,
    .blur = date_blur,
    .reload = text_box_reload,
    .explain = date_explain,
    .free = text_box_free,
};

struct widget *date_box_new(const struct place *place)
{
    struct text_box *self = memory_allocate(sizeof *self);
    text_box_init(self, &date_class, place);
    return &self->box.widget;
}
