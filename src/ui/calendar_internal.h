/* A month to choose a day from, over the form: Monday first, today and the present value marked,
 * days outside of the bounds dim. It only chooses; what becomes of the day is its owner's. */
#ifndef IFSPEC_UI_CALENDAR_INTERNAL_H
#define IFSPEC_UI_CALENDAR_INTERNAL_H

#include "base/buffer.h"
#include "base/date.h"
#include "ui/widget.h"

#include <stdbool.h>

/* A date that rules of the form set: not before, or not after it. year 0: there is none. */
struct date_bound {
    struct date date;
    const char *reason; /* the label of the field it comes from, or "today"; borrowed */
};

struct calendar {
    struct date chosen;
    struct date today;
    struct date present; /* the value; year 0: none */
    struct date_bound first, last;
    bool touched; /* something was done with it */
};

/* At the present value, or at today. */
struct calendar calendar_begin(struct date present);

/* ACCEPTED, CLOSED, DONE, or IGNORED. */
enum widget_answer calendar_obey(struct calendar *calendar, enum command command);
/* `t` is today, `<` and `>` are a year. */
void calendar_insert(struct calendar *calendar, const char *text, size_t length);

/* Below the `height` rows of the widget there. */
void calendar_draw(const struct calendar *calendar, const struct over *over, int height);
int calendar_rows(const struct calendar *calendar);
/* A click chooses a day; false if the calendar does not lie there. *on_day: it hit one. */
bool calendar_click(struct calendar *calendar, const struct over *over, int height, int row,
                    int column, bool *on_day);
/* The chosen day in words, for the help pane. */
void calendar_explain(const struct calendar *calendar, struct buffer *out);

/* "Monday". */
const char *calendar_weekday(struct date date);

#endif
