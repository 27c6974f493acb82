/* The history of a spec on the screen: its rows, and the versions that they open. */
#ifndef IFSPEC_SCREENS_HISTORY_INTERNAL_H
#define IFSPEC_SCREENS_HISTORY_INTERNAL_H

#include "base/date.h"
#include "model/change_text.h"
#include "ui/list_view.h"
#include "workspace/history.h"

#include "screen_internal.h"

enum { CLOCK_TEXT_SIZE = 6 }; /* "16:20" */

/* A commit that changed the spec. */
struct history_version {
    char *commit; /* NULL: what is not committed yet */
    char *path;   /* of the file in it */
    char date[DATE_TEXT_SIZE];
    char time[CLOCK_TEXT_SIZE]; /* where it was committed */
    char *author;
    char *subject;
    bool created;
    bool expanded; /* the answers of a first version are shown one by one */
    size_t field_count; /* that it changed */
};

/* Which value a change stands for: the one it brought, or the one it took away. */
enum history_moment {
    HISTORY_AFTER,
    HISTORY_BEFORE,
    HISTORY_OTHER, /* the one it brought; the one it took away if the form has that already */
};

/* What is to be taken back: a field of a version (NULL: all of it). */
struct history_choice {
    const struct history_version *version;
    const char *field; /* path */
    enum history_moment moment;
};

enum history_row_kind {
    ROW_COMMIT,
    ROW_CHANGE,
    ROW_NOTE,
    ROW_PROBLEM,   /* why the changes are not known */
    ROW_BEGINNING, /* stands for the changes of a first version */
};

/* One line. */
struct history_row {
    enum history_row_kind kind;
    size_t version;
    char *field; /* path of what changed; NULL: nothing */
    struct change_text change; /* ROW_CHANGE */
    char *text;                /* of other rows but commits */
    bool marked; /* to be taken back with the others that are */
};

struct history_rows {
    struct history_version *versions; /* the newest first */
    size_t version_count;
    size_t version_capacity;
    struct history_row *items;
    size_t count;
    size_t capacity;
    size_t author_width; /* of the widest author, in columns */
    size_t *shown; /* indices of the rows that are wanted */
    size_t shown_count;
    char *only_field; /* path; NULL: all fields */
};

void history_rows_done(struct history_rows *rows);
void history_rows_add(struct history_rows *rows, const char *id, const struct history_entry *entry);
/* What the file on disk changes, as the newest version; `existed`: HEAD has the spec. */
void history_rows_add_pending(struct history_rows *rows, const char *path,
                              const struct changes *changes, bool existed);
/* Mark a change, or take the mark away. A field is marked in one version only. */
void history_rows_mark(struct history_rows *rows, struct history_row *row);
/* What is marked; owned, its parts are borrowed from the rows. */
struct history_choice *history_rows_choices(const struct history_rows *rows, size_t *count);
/* Choose the rows to show. */
void history_rows_show(struct history_rows *rows);

struct history_screen {
    struct screen screen;
    char *path;
    char *title;
    char *field;        /* path of the field it was opened on, or NULL */
    struct sheet *sheet; /* of the editor below, or NULL; borrowed */
    struct history *history; /* NULL: not begun, or read to the end */
    struct history_rows rows;
    bool begun;
    bool read;
    size_t marked; /* 1 + the version to compare with; 0: none */
    char *problem;
    struct list_view view;
    struct list_rows list;
};

/* The row with the focus; NULL: there is none. */
struct history_row *history_selected_row(const struct history_screen *self);

void history_draw(struct screen *screen, struct canvas canvas);
void history_draw_row(void *context, size_t index, struct canvas row, bool selected);
void history_footer(const struct screen *screen, enum command *commands, size_t room);
const char *history_title(const struct screen *screen, enum command command);

/* The history with the sheet of the editor below, into which values can be taken back; `field` is
 * the path of the field whose own history is one key away. Both are borrowed and copied. */
struct screen *history_screen_of_sheet(struct app *app, struct sheet *sheet, const char *field);

/* A version in the form as it was, read-only. Changes against the version number `against` are
 * marked, against the one before if that is VERSION_BEFORE; `sheet` takes values back and may be
 * NULL. All borrowed from the history screen below. */
#define VERSION_BEFORE ((size_t)-1)
struct screen *version_screen_new(struct app *app, const struct history_rows *rows, size_t version,
                                  size_t against, const char *field, struct sheet *sheet);

/* Take them back into the sheet, as one step of undo, and say so. The choices are told which moment
 * HISTORY_OTHER was. */
void history_take_back(struct app *app, struct sheet *sheet, struct history_choice *choices,
                       size_t count);

#endif
