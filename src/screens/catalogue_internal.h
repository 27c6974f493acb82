/* The catalogue's state, shared by its commands (catalogue_screen.c, _open, _marks, _change), what is
 * read behind (_behind), which rows there are in which order (_rows), where its columns are (_columns)
 * and how it looks (_draw). */
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

/* Where one of the specs to be changed is named. */
struct catalogue_naming {
    char *path; /* of the spec that names it */
    char *id;   /* which it names */
    char *text; /* for people */
};

/* A change that is asked about: of which specs, into what. */
struct catalogue_change {
    char **paths;
    size_t count;
    char *id;   /* of the first */
    char *text; /* the new ID, the new value */
    const struct field *field;
    const struct field **fields; /* to choose from */
    size_t field_count;
    size_t field_capacity;
    struct catalogue_naming *namings;
    size_t naming_count;
    size_t naming_capacity;
};

/* Groups by a field that is no column (catalogue_group.c). */
#define GROUPED_BY_FIELD SIZE_MAX
struct catalogue_grouping {
    char *label;
    struct catalogue values;         /* its one column is the field */
    struct catalogue_reader *reader; /* NULL: they are read */
    bool changed;                    /* since the rows were arranged */
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
    size_t grouped_by;             /* 0: not; GROUPED_BY_FIELD; else 1 + a column of the catalogue */
    struct catalogue_grouping grouping;
    size_t marked_count;

    struct catalogue_row *shown;
    size_t shown_count;            /* rows */
    size_t found_count;            /* specs among them */
    struct list_view view;
    struct list_rows rows;
    int id_need;                   /* columns that the widest takes; that most do with: */
    int id_usual, title_usual;
    int cell_needs[CATALOGUE_CELLS_SHOWN];

    char *branch;
    int ahead, behind;
    struct catalogue_unsaved unsaved;
    struct sheet *opened;    /* borrowed from the editor above */
    struct sheet *previewed;
    char *wanted;            /* path to stand at once it is read */
    char **forms;            /* that a new specification may have */
    size_t form_count;
    const char *new_form;    /* one of them; NULL: the usual one */
    struct catalogue_change change;
};

/* ── rows ── */

/* The selected entry, or NULL; its path, owned. */
struct catalogue_entry *catalogue_selected(const struct catalogue_screen *self);
char *catalogue_place(const struct catalogue_screen *self);
/* Select the spec at a path, if it is shown, where the selection is on the screen. NULL: do nothing. */
void catalogue_stand_at(struct catalogue_screen *self, const char *path);

/* The entries are others, the order or the groups: make everything anew, and stand at this path
 * (catalogue_place() of before); where we stand. */
void catalogue_arrange(struct catalogue_screen *self, const char *path);
void catalogue_arrange_again(struct catalogue_screen *self);
/* The filter is another. */
void catalogue_filter_rows(struct catalogue_screen *self);
bool catalogue_is_heading(const void *context, size_t index);
/* Name of what is sorted by, as the headings have it. */
const char *catalogue_order_name(const struct catalogue_screen *self, size_t order);
size_t catalogue_order_count(const struct catalogue_screen *self);

/* ── groups ── */

void catalogue_group_by_next(struct catalogue_screen *self);
void catalogue_ask_group(struct catalogue_screen *self);
/* What an entry is grouped by; borrowed. */
const char *catalogue_group_text(const struct catalogue_screen *self, size_t entry);
/* The values of a field are read behind: a step of that; whether the rows wait for them; specs may have
 * others now. */
void catalogue_take_groups(struct catalogue_screen *self);
bool catalogue_is_grouping(const struct catalogue_screen *self);
void catalogue_read_groups_again(struct catalogue_screen *self);
void catalogue_forget_grouping(struct catalogue_screen *self);

/* ── drawing ── */

void catalogue_measure(struct catalogue_screen *self);
struct catalogue_columns catalogue_lay_out(const struct catalogue_screen *self, int width);

/* There is not one specification. */
bool catalogue_is_empty(const struct catalogue_screen *self);

/* ── read behind ── */

void catalogue_start_reading(struct catalogue_screen *self);
/* A step of idle work; false if nothing is left. */
bool catalogue_fill_in(struct screen *screen);

/* ── new, copy, open ── */

void catalogue_open_selected(struct catalogue_screen *self);
void catalogue_ask_new(struct catalogue_screen *self);
void catalogue_forget_forms(struct catalogue_screen *self);
void catalogue_ask_copy(struct catalogue_screen *self);
void catalogue_preview(struct catalogue_screen *self);
/* The editor or the preview is left: stand at what it had. */
void catalogue_come_back(struct catalogue_screen *self);

/* ── marks, and what is done to what is marked ── */

void catalogue_mark_selected(struct catalogue_screen *self);
void catalogue_mark_all(struct catalogue_screen *self);
void catalogue_clear_marks(struct catalogue_screen *self);
/* Paths of what is marked, else of what is selected; borrowed strings in an owned array. */
const char **catalogue_chosen_paths(const struct catalogue_screen *self, size_t *count);
void catalogue_commit(struct catalogue_screen *self);
void catalogue_problems(struct catalogue_screen *self);

/* What is chosen becomes self->change; false if that is nothing. */
bool catalogue_begin_change(struct catalogue_screen *self);
void catalogue_forget_change(struct catalogue_screen *self);
void catalogue_ask_set(struct catalogue_screen *self);
void catalogue_ask_rename(struct catalogue_screen *self);
void catalogue_ask_delete(struct catalogue_screen *self);

/* ── unsaved work ── */

void catalogue_read_unsaved(struct catalogue_screen *self);
void catalogue_forget_unsaved(struct catalogue_unsaved *unsaved);
bool catalogue_is_unsaved(const struct catalogue_unsaved *unsaved, const char *path);
/* Ask once about a specification that was never saved; false if there is nothing to ask. */
bool catalogue_offer_new(struct catalogue_screen *self);

void catalogue_draw(struct screen *screen, struct canvas canvas);
void catalogue_draw_row(void *context, size_t index, struct canvas row, bool selected);

#endif
