/* The commit screen's own state, for commit_*.c. */
#ifndef IFSPEC_SCREENS_COMMIT_INTERNAL_H
#define IFSPEC_SCREENS_COMMIT_INTERNAL_H

#include "base/buffer.h"
#include "model/change.h"
#include "model/check.h"
#include "ui/list_view.h"
#include "ui/text_area.h"
#include "workspace/commit.h"

#include "screen_internal.h"

struct commit_file {
    char *path;
    bool picked;
    bool expanded; /* the answers of a new file are shown one by one */
    bool read;     /* what follows is known */
    enum commit_state state;
    bool offers;   /* a row that says what changed could be added */
    struct changes changes;
    struct findings findings;
    size_t secrets; /* among the findings: those that HEAD has not */
    size_t errors, warnings;
};

enum commit_row_kind {
    COMMIT_ROW_FILE,
    COMMIT_ROW_NEW,    /* stands for the changes of a new file */
    COMMIT_ROW_CHANGE, /* `item` is the change */
    COMMIT_ROW_SECRET, /* `item` is the finding */
    COMMIT_ROW_COUNTS, /* of other findings */
    COMMIT_ROW_OFFER,  /* adds a row to the spec */
};

struct commit_row {
    enum commit_row_kind kind;
    size_t file;
    size_t item;
};

/* What the user was asked already, on the way to a commit. */
struct commit_answers {
    bool untrusted_allowed; /* without what the repository brings */
    bool detached_allowed;
    bool secrets_allowed;
};

struct commit_screen {
    struct screen screen;
    struct commit_file *files;
    size_t file_count;
    size_t own_count; /* the first ones, which the screen was opened for */
    struct commit_renames renames; /* a renamed spec is one file, at its new path */
    bool others_known;
    struct commit_row *items;
    size_t count;
    size_t capacity;
    struct text_area message;
    char *proposed;    /* the message as it was proposed last; NULL: it was not */
    char *kept;        /* the message as it is on disk, or need not be */
    long long unkept_since; /* by app_clock(); 0: it is as kept */
    bool edited;       /* lines of comment in the message go */
    bool in_list;      /* the focus; else it is in the message */
    char *identity;    /* the name that was asked for, until the address is known too */
    char *branch;      /* that a commit goes to; NULL until it is known */
    char *obstacle;    /* why these files cannot be committed here, or NULL */
    struct buffer said; /* what hooks and programs said of the commit that was tried last */
    char *refusal;      /* why that was not made, if they said something; else NULL */
    long long begun;       /* when that was, by app_clock() */
    size_t offered;    /* the file whose row is being asked about */
    struct commit_answers answers;
    struct list_view view;
    struct list_rows rows;
};

/* ── files ── */

void commit_files_open(struct commit_screen *self, const char *const *paths, size_t count);
void commit_files_done(struct commit_screen *self);
/* Other changed specs of the repository, behind the first ones, not picked. */
void commit_files_add_others(struct commit_screen *self);
void commit_file_toggle(struct commit_screen *self, size_t index);
/* Show the answers of a new file, or hide them. */
void commit_file_unfold(struct commit_screen *self, size_t index);
/* It changed on disk. */
void commit_file_read_again(struct commit_screen *self, size_t index);
/* Paths of the picked files; the array is owned, the strings are not. */
const char **commit_files_picked(const struct commit_screen *self, size_t *count);
size_t commit_files_secrets(const struct commit_screen *self);

/* ── message ── */

void commit_message_begin(struct commit_screen *self);
/* Another proposal for other files, unless somebody wrote in it; and whether they can be committed. */
void commit_message_propose(struct commit_screen *self);
void commit_message_keep(struct commit_screen *self, bool keep);
void commit_message_edit(struct commit_screen *self);
/* What was typed is kept a second later: how long until then, -1 for never; and doing it. */
int commit_message_wait(const struct commit_screen *self);
void commit_message_tick(struct commit_screen *self);

/* ── committing ── */

/* Commit, asking first what has to be known or allowed. */
void commit_advance(struct commit_screen *self);
/* Ask for the note of the row that is offered for this file. */
void commit_offer(struct commit_screen *self, size_t file);

/* All that hooks and programs said, to be read. */
void commit_show_said(struct commit_screen *self, const char *title);

void commit_draw(struct screen *screen, struct canvas canvas);
void commit_draw_row(void *context, size_t index, struct canvas row, bool selected);

#endif
