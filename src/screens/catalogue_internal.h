/* The catalogue's state, shared by what it does (catalogue_screen.c), which rows there are in which
 * order (catalogue_rows.c), where its columns are (catalogue_columns.c) and how it looks
 * (catalogue_draw.c). */
#ifndef IFSPEC_SCREENS_CATALOGUE_INTERNAL_H
#define IFSPEC_SCREENS_CATALOGUE_INTERNAL_H

#include "ui/list_view.h"
#include "ui/text_line.h"
#include "workspace/catalogue.h"

#include "screen_internal.h"

#include <stdint.h>

/* What can be sorted by: these, then the columns of the catalogue. */
enum catalogue_order {
    ORDER_ID,
    ORDER_TITLE,
    ORDER_DONE,
    ORDER_CHANGED,
    ORDER_STATE,
    ORDER_CELLS,
};

struct catalogue_row {
    uint32_t entry; /* of a heading: the first of its group */
    uint32_t count; /* of a heading: how many there are; 0: a spec */
};

enum { CATALOGUE_CELLS_SHOWN = 8 };

/* Where each column begins and how wide it is; a width of 0 is a column that does not fit. */
struct catalogue_columns {
    int id, id_width;
    int cells[CATALOGUE_CELLS_SHOWN], cell_widths[CATALOGUE_CELLS_SHOWN];
    int title, title_width;
    int done, done_width;
    int date, date_width;
};

/* Work that was not saved (catalogue_unsaved.c). */
struct catalogue_unsaved {
    char **paths; /* of specifications that have some */
    size_t count;
    size_t capacity;
    char *key;  /* one that was never saved; NULL: none */
    char *form;
    char *id;
    bool asked; /* about that one */
};

struct catalogue_screen {
    struct screen screen;
    struct catalogue catalogue;
    struct catalogue_reader *reader; /* NULL: all is read */
    struct catalogue_git *git;       /* NULL: Git has said what it knows, or was not asked yet */
    bool read_again;                 /* once the present reading ends */
    bool git_asked;
    bool init_offered;

    struct text_line filter;
    struct catalogue_query *query; /* what `ranks` are of; NULL: nothing is filtered */
    unsigned char *ranks;          /* one for each entry */
    uint32_t *order;               /* entries as they are sorted */
    uint32_t *groups;              /* of each entry: the number of its group */
    size_t group_count;
    size_t sorted_by;              /* an enum catalogue_order */
    bool reversed;
    size_t grouped_by;             /* 0: not; else 1 + a column of the catalogue */
    size_t marked_count;

    struct catalogue_row *shown;
    size_t shown_count;            /* rows */
    size_t found_count;            /* specs among them */
    struct list_view view;
    struct list_rows rows;
    int id_need, title_need;       /* columns that the widest takes */
    int cell_needs[CATALOGUE_CELLS_SHOWN];

    char *branch;
    int ahead, behind;
    struct catalogue_unsaved unsaved;
};

/* The selected entry, or NULL. */
struct catalogue_entry *catalogue_selected(const struct catalogue_screen *self);

/* ── rows ── */

/* The entries are others, the order or the groups: make everything anew and stand where we stood. */
void catalogue_arrange(struct catalogue_screen *self);
/* The filter is another. */
void catalogue_filter_rows(struct catalogue_screen *self);
void catalogue_select_path(struct catalogue_screen *self, const char *path);
bool catalogue_is_heading(const void *context, size_t index);
/* Name of what is sorted by, as the headings have it. */
const char *catalogue_order_name(const struct catalogue_screen *self, size_t order);
size_t catalogue_order_count(const struct catalogue_screen *self);

/* ── drawing ── */

void catalogue_measure(struct catalogue_screen *self);
struct catalogue_columns catalogue_lay_out(const struct catalogue_screen *self, int width);
void catalogue_read_unsaved(struct catalogue_screen *self);
void catalogue_forget_unsaved(struct catalogue_unsaved *unsaved);
bool catalogue_is_unsaved(const struct catalogue_unsaved *unsaved, const char *path);
/* Ask once about a specification that was never saved; false if there is nothing to ask. */
bool catalogue_offer_new(struct catalogue_screen *self);

void catalogue_draw(struct screen *screen, struct canvas canvas);
void catalogue_draw_row(void *context, size_t index, struct canvas row, bool selected);

#endif
