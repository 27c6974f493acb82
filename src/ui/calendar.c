/* Six weeks are always drawn, so that nothing jumps from month to month; where the screen has not
 * so many rows, those around the chosen day. */
#include "calendar_internal.h"

#include "base/show.h"
#include "popup_internal.h"

#include <stdio.h>
#include <string.h>

enum {
    WEEK = 7,
    WEEKS = 6,
    CELL = 4, /* a mark, two digits, a mark */
    INSIDE_COLUMN = 1,
    INSIDE_WIDTH = WEEK * CELL,
    FRAME = 2,
    WEEKDAY_ROWS = 1,
    NOTE_ROWS = 2,
    LEAST_ROWS = FRAME + WEEKDAY_ROWS + WEEKS,
    YEAR_MONTHS = 12,
    LAST_YEAR = 9999,
};

static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};
static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};

const char *calendar_weekday(struct date date)
{
    return weekdays[date_weekday(date)];
}

struct calendar calendar_begin(struct date present)
{
    struct calendar calendar = {.today = date_today(), .present = present};
    calendar.chosen = present.year > 0 ? present : calendar.today;
    return calendar;
}

/* ── choosing ── */

static void choose(struct calendar *calendar, struct date date)
{
    calendar->chosen = date;
    calendar->touched = true;
}

/* The same day of another month, or its last one. */
static void move_months(struct calendar *calendar, int months_on)
{
    struct date date = calendar->chosen;
    int month = date.year * YEAR_MONTHS + date.month - 1 + months_on;
    if (month < YEAR_MONTHS || month >= (LAST_YEAR + 1) * YEAR_MONTHS)
        return;
    date.year = month / YEAR_MONTHS;
    date.month = month % YEAR_MONTHS + 1;
    int days = date_days_in_month(date.year, date.month);
    date.day = date.day < days ? date.day : days;
    choose(calendar, date);
}

static void move_days(struct calendar *calendar, int days)
{
    choose(calendar, date_add_days(calendar->chosen, days));
}

enum widget_answer calendar_obey(struct calendar *calendar, enum command command)
{
    struct date date = calendar->chosen;
    switch (command) {
    case COMMAND_OPEN:
        return WIDGET_ACCEPTED;
    case COMMAND_CLOSE:
        return WIDGET_CLOSED;
    case COMMAND_LEFT:
    case COMMAND_RIGHT:
        move_days(calendar, command == COMMAND_RIGHT ? 1 : -1);
        return WIDGET_DONE;
    case COMMAND_UP:
    case COMMAND_DOWN:
        move_days(calendar, command == COMMAND_DOWN ? WEEK : -WEEK);
        return WIDGET_DONE;
    case COMMAND_PAGE_UP:
    case COMMAND_PAGE_DOWN:
        move_months(calendar, command == COMMAND_PAGE_DOWN ? 1 : -1);
        return WIDGET_DONE;
    case COMMAND_FIRST:
        move_days(calendar, 1 - date.day);
        return WIDGET_DONE;
    case COMMAND_LAST:
        move_days(calendar, date_days_in_month(date.year, date.month) - date.day);
        return WIDGET_DONE;
    default:
        return WIDGET_IGNORED;
    }
}

void calendar_insert(struct calendar *calendar, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] == 't' || text[i] == 'T')
            choose(calendar, calendar->today);
        else if (text[i] == '<' || text[i] == '>')
            move_months(calendar, text[i] == '<' ? -YEAR_MONTHS : YEAR_MONTHS);
    }
}

/* ── geometry ── */

static bool has_bounds(const struct calendar *calendar)
{
    return calendar->first.date.year > 0 || calendar->last.date.year > 0;
}

int calendar_rows(const struct calendar *calendar)
{
    return LEAST_ROWS + NOTE_ROWS + (has_bounds(calendar) ? 1 : 0);
}

/* Where the days stand, and which of the weeks is the first of them. */
struct month_area {
    struct canvas box;
    struct canvas days; /* the weeks only */
    struct date monday; /* in the first row */
    int notes;          /* rows for them below the weeks */
};

static struct month_area find_area(const struct calendar *calendar, const struct over *over,
                                   int height)
{
    struct month_area area = {0};
    struct date date = calendar->chosen;
    struct date first = {date.year, date.month, 1};
    int before = date_weekday(first); /* days of the month before in the first week */
    area.box = popup_find_room(over, height,
                               (struct popup_size){
                                   .rows = calendar_rows(calendar),
                                   .columns = INSIDE_WIDTH + FRAME + 2 * INSIDE_COLUMN,
                                   .least = LEAST_ROWS,
                               });
    int room = area.box.height - FRAME - WEEKDAY_ROWS;
    int weeks = room < WEEKS ? room : WEEKS;
    int here = (before + date.day - 1) / WEEK;
    int top = here < weeks ? 0 : here - weeks + 1;
    area.notes = room - weeks;
    area.monday = date_add_days(first, top * WEEK - before);
    area.days = canvas_part(area.box, 1 + WEEKDAY_ROWS, 1 + INSIDE_COLUMN, weeks, INSIDE_WIDTH);
    return area;
}

/* ── drawing ── */

static bool is_day(struct date a, struct date b)
{
    return date_compare(a, b) == 0;
}

static bool is_outside(const struct calendar *calendar, struct date date)
{
    const struct date_bound *first = &calendar->first;
    const struct date_bound *last = &calendar->last;
    return (first->date.year > 0 && date_compare(date, first->date) < 0) ||
           (last->date.year > 0 && date_compare(date, last->date) > 0);
}

static void draw_day(const struct calendar *calendar, struct canvas canvas, int row, int column,
                     struct date date)
{
    char text[CELL];
    bool chosen = is_day(date, calendar->chosen);
    bool present = calendar->present.year > 0 && is_day(date, calendar->present);
    enum style style = is_outside(calendar, date) ? STYLE_EXAMPLE
                       : present                  ? STYLE_STRONG
                                                  : STYLE_TEXT;
    (void)snprintf(text, sizeof text, "%2d", date.day);
    canvas_string(canvas, row, column + 1, style, text);
    if (present)
        canvas_symbol(canvas, row, column, STYLE_STRONG, SYMBOL_DOT);
    if (is_day(date, calendar->today))
        canvas_string(canvas, row, column + CELL - 1, STYLE_STRONG, "t");
    if (!chosen)
        return;
    canvas_restyle(canvas, row, column, CELL, STYLE_SELECTED);
    canvas_set_cursor(canvas, row, column + (date.day < 10 ? 2 : 1));
}

static void draw_days(const struct calendar *calendar, const struct month_area *area)
{
    for (int week = 0; week < area->days.height; week++)
        for (int day = 0; day < WEEK; day++) {
            struct date date = date_add_days(area->monday, week * WEEK + day);
            if (date.month == calendar->chosen.month && date.year == calendar->chosen.year)
                draw_day(calendar, area->days, week, day * CELL, date);
        }
}

static void append_bound(const struct date_bound *bound, const char *word, struct buffer *out)
{
    char text[DATE_TEXT_SIZE];
    if (bound->date.year == 0)
        return;
    date_format(bound->date, text);
    buffer_append_format(out, "%s%s %s", out->length > 0 ? ", " : "", word, text);
}

static void draw_notes(const struct calendar *calendar, const struct month_area *area)
{
    struct canvas notes = canvas_part(area->box, 1 + WEEKDAY_ROWS + WEEKS, 1 + INSIDE_COLUMN,
                                      area->notes, INSIDE_WIDTH + INSIDE_COLUMN);
    struct buffer bounds = {0};
    int row = 0;
    append_bound(&calendar->first, "from", &bounds);
    append_bound(&calendar->last, "to", &bounds);
    if (bounds.length > 0)
        canvas_text_cut(notes, row++, 0, notes.width, STYLE_INFO, bounds.bytes, bounds.length);
    int column = canvas_symbol(notes, row, 0, STYLE_STRONG, SYMBOL_DOT);
    canvas_string(notes, row, column, STYLE_EXAMPLE, " value   t today");
    canvas_string(notes, row + 1, 0, STYLE_EXAMPLE, "PgUp PgDn month   < > year");
    buffer_done(&bounds);
}

void calendar_draw(const struct calendar *calendar, const struct over *over, int height)
{
    static const char *const names[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
    struct month_area area = find_area(calendar, over, height);
    struct date date = calendar->chosen;
    char title[64];
    (void)snprintf(title, sizeof title, "%s %d %s %d", calendar_weekday(date), date.day,
                   months[date.month - 1], date.year);
    canvas_fill(area.box, 0, 0, area.box.height, area.box.width, STYLE_TEXT);
    canvas_frame(area.box, STYLE_FRAME, title);
    for (int day = 0; day < WEEK; day++)
        canvas_string(area.box, 1, 1 + INSIDE_COLUMN + day * CELL + 1, STYLE_LABEL, names[day]);
    draw_days(calendar, &area);
    draw_notes(calendar, &area);
}

void calendar_explain(const struct calendar *calendar, struct buffer *out)
{
    struct date date = calendar->chosen;
    buffer_append_format(out, "%s %d %s %d", calendar_weekday(date), date.day,
                         months[date.month - 1], date.year);
    if (is_day(date, calendar->today))
        buffer_append_string(out, ", today");
    if (calendar->first.date.year > 0 && date_compare(date, calendar->first.date) < 0)
        buffer_append_format(out, ": before %s", calendar->first.reason);
    if (calendar->last.date.year > 0 && date_compare(date, calendar->last.date) > 0)
        buffer_append_format(out, ": after %s", calendar->last.reason);
    buffer_append_string(out, ".");
}

/* ── the mouse ── */

bool calendar_click(struct calendar *calendar, const struct over *over, int height, int row,
                    int column, bool *on_day)
{
    struct month_area area = find_area(calendar, over, height);
    int at_row = over->canvas.row + row;
    int at_column = over->canvas.column + column;
    *on_day = false;
    if (!canvas_holds(area.box, at_row, at_column))
        return false;
    if (!canvas_holds(area.days, at_row, at_column))
        return true;
    int day = (at_row - area.days.row) * WEEK + (at_column - area.days.column) / CELL;
    struct date date = date_add_days(area.monday, day);
    *on_day = date.month == calendar->chosen.month && date.year == calendar->chosen.year;
    if (*on_day)
        choose(calendar, date);
    return true;
}
