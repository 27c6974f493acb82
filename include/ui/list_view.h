/* A scrolling list of rows with one selected: catalogue, problems, history, palette, pick lists.
 * Knows how many rows there are and which is selected; what a row is, its owner draws. */
#ifndef IFSPEC_UI_LIST_VIEW_H
#define IFSPEC_UI_LIST_VIEW_H

#include "term/canvas.h"
#include "ui/command.h"

#include <stdbool.h>
#include <stddef.h>

/* `= {0}` is an empty list. */
struct list_view {
    size_t count;
    size_t selected; /* meaningless if there is no row */
    size_t top;      /* the first row in view */
    size_t page;     /* rows in view when it was drawn last */
    bool quiet;      /* the focus is elsewhere: the selected row looks like the others */
};

/* Who owns the rows. */
struct list_rows {
    void *context;
    /* Draw row `index` into a canvas of one row. The list restyles the selected one afterwards and
     * sets the cursor at its first column before, so that a row may set it elsewhere. */
    void (*draw)(void *context, size_t index, struct canvas row, bool selected);
    /* Headings cannot be selected. NULL: there are none. */
    bool (*is_heading)(const void *context, size_t index);
};

/* There are now so many rows; the selection stays where it is as far as it can. */
void list_view_set_count(struct list_view *view, size_t count, const struct list_rows *rows);
/* Select a row (the next that is no heading). */
void list_view_select(struct list_view *view, size_t index, const struct list_rows *rows);

/* Up, down, page-up, page-down, first, last: true, the list has moved or stands at its end. */
bool list_view_obey(struct list_view *view, enum command command, const struct list_rows *rows);

/* Draw; with `focused` the terminal's cursor goes to the selected row. A bar at the right tells
 * where one is if there are more rows than fit. */
void list_view_draw(struct list_view *view, struct canvas canvas, const struct list_rows *rows,
                    bool focused);

/* The row drawn at this row of the canvas; false if there is none. */
bool list_view_row_at(const struct list_view *view, int row, size_t *index);

#endif
