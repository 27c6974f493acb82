/* State of an open list: `items` is everything there is to pick; `rows` what the filter leaves of it,
 * with headings between groups and, where other values are allowed, what was typed as the last row. */
#ifndef IFSPEC_UI_PICK_LIST_STATE_INTERNAL_H
#define IFSPEC_UI_PICK_LIST_STATE_INTERNAL_H

#include "pick_list_internal.h"

struct pick_item {
    char *value;
    char *help;    /* NULL: none */
    char *group;   /* NULL: none */
    char *caution; /* NULL: none */
    char **folded; /* value and aliases, for the filter; behind them what it is vaguely called */
    size_t folded_count;
    size_t vague_count; /* of them */
    bool marked;
};

enum pick_row_kind {
    PICK_ITEM,
    PICK_HEADING, /* the group of the item */
    PICK_TYPED,
};

struct pick_row {
    enum pick_row_kind kind;
    size_t item;
};

struct pick_list {
    struct pick_options options;
    struct pick_item *items;
    size_t count;
    size_t capacity;
    struct pick_row *rows;
    size_t row_count;
    size_t row_capacity;
    struct list_view view;
    struct list_rows list_rows;
    struct text_line filter;
    int value_width; /* of the widest value in view */
    bool touched;
    bool moved; /* a row was chosen by hand since the filter was typed */
};

/* ── rows (pick_list_rows.c) ── */

/* What was typed has changed: the best match is selected. */
void pick_list_update_rows(struct pick_list *list);
/* Whether what is typed is what some of the values are vaguely called. */
bool pick_list_is_vague(const struct pick_list *list);
/* NULL: nothing is selected. */
const struct pick_row *pick_list_selected_row(const struct pick_list *list);

/* ── drawing (pick_list_draw.c) ── */

void pick_list_draw_row(void *context, size_t index, struct canvas canvas, bool selected);
bool pick_list_is_heading(const void *context, size_t index);

#endif
