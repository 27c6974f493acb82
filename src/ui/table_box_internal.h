/* A table, also of links: a grid that is entered, its cells edited by the boxes of their columns'
 * types; one row as a form where the columns do not fit. */
#ifndef IFSPEC_UI_TABLE_BOX_INTERNAL_H
#define IFSPEC_UI_TABLE_BOX_INTERNAL_H

#include "box_internal.h"

enum { TABLE_COLUMNS = 24 }; /* that can be seen at once */

/* The rows as they are shown, where that is not the order of the table (table_sort.c). */
struct table_order {
    size_t *rows;
    size_t count; /* 0: they are shown as they stand */
    size_t column;
    bool reverse;
};

/* The current cell is (row, column). As long as nothing is typed into a new row it is `pending`: it
 * is shown at `row`, but the spec does not have it. */
struct table_box {
    struct box box;
    bool inside;     /* the grid was entered */
    bool as_form;    /* the current row is to be shown as a form */
    bool form_shown; /* it was when drawn last: wanted, or because the columns do not fit */
    bool pending;
    size_t row;
    size_t column;
    struct table_order order;
    struct widget *editor; /* of the current cell; NULL: it is not being edited */
};

/* ── cells ── */

size_t table_column_count(const struct table_box *self);
const struct field *table_column(const struct table_box *self, size_t column);
size_t table_shown_rows(const struct table_box *self);
bool table_is_pending(const struct table_box *self, size_t row);
struct place table_cell_place(const struct table_box *self, size_t row, size_t column);
/* The text of a cell on one line. */
void table_format_cell(const struct table_box *self, size_t row, size_t column, struct buffer *out);

/* ── rows (table_rows.c) ── */

void table_enter_grid(struct table_box *self);
void table_leave_grid(struct table_box *self);
/* Edit the current cell; what was typed is kept when it ends. */
void table_begin_edit(struct table_box *self);
void table_end_edit(struct table_box *self);

bool table_row_is_empty(const struct table_box *self);
/* An empty row does not survive being left. True if the rows behind it moved up. */
bool table_leave_row(struct table_box *self);
void table_go_to_row(struct table_box *self, size_t row);
/* Show an empty row there: it is stored when something is typed. */
void table_add_row(struct table_box *self, size_t row);
void table_delete_row(struct table_box *self);
void table_copy_row(struct table_box *self);
void table_shift_row(struct table_box *self, bool down);

/* The current cell. */
void table_set_cell(struct table_box *self, struct value take);
void table_switch_not_applicable(struct table_box *self);

/* ── the order in which rows are shown (table_sort.c) ── */

/* Sort by the current column; sorted by it already: end that. With `reverse` the other way round. */
void table_sort(struct table_box *self, bool reverse);
void table_end_sort(struct table_box *self);
bool table_is_sorted(const struct table_box *self);
/* The row shown at a position, and back. */
size_t table_row_at(const struct table_box *self, size_t position);
size_t table_position_of(const struct table_box *self, size_t row);

enum widget_answer table_obey(struct widget *widget, enum command command);

/* ── the grid ── */

struct table_layout {
    size_t first; /* the first column in view */
    size_t count;
    int widths[TABLE_COLUMNS];
    bool all; /* every column fits */
};

struct table_layout table_lay_out(const struct table_box *self, int width);
/* Draw a cell's value, or the box that edits it. */
void table_draw_cell(struct table_box *self, struct canvas canvas, size_t row, size_t column,
                     int limit);
int table_cell_rows(const struct table_box *self, size_t row, size_t column, int width, int limit);

int table_grid_height(const struct table_box *self, int width, bool focused);
int table_grid_cursor_row(const struct table_box *self, int width);
void table_grid_draw(struct table_box *self, struct canvas canvas, bool focused);
/* Where the current cell stands: for an open list. */
void table_grid_find_cell(const struct table_box *self, int width, int *row, int *column,
                          int *cell_width);

/* ── one row as a form ── */

int table_form_height(const struct table_box *self, int width);
int table_form_cursor_row(const struct table_box *self, int width);
void table_form_draw(struct table_box *self, struct canvas canvas);
void table_form_find_cell(const struct table_box *self, int width, int *row, int *column,
                          int *cell_width);

/* ── paste ── */

/* Cells copied from a spreadsheet, or rows with bars between the cells. One line goes into the cells
 * from (row, column) on; several become rows: in place of the row if it is empty, else below it, *first
 * the first of them. False if the text is no such thing. */
bool table_paste_cells(const struct table_box *self, size_t row, size_t column, const char *text,
                       size_t length, size_t *first);

#endif
