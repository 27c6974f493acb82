/* Every spec of the working copy at a glance: what the catalogue shows and `list` prints. Comes from
 * the index where that is current, and keeps the index so. */
#ifndef IFSPEC_WORKSPACE_CATALOGUE_H
#define IFSPEC_WORKSPACE_CATALOGUE_H

#include "base/attributes.h"
#include "base/date.h"
#include "base/error.h"
#include "workspace/workspace.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum catalogue_state { /* of Git */
    CATALOGUE_UNKNOWN, /* not asked yet, or no Git */
    CATALOGUE_UNCHANGED,
    CATALOGUE_MODIFIED,
    CATALOGUE_NEW,
    CATALOGUE_DELETED,
    CATALOGUE_CONFLICTED,
};

/* What a search looks at, what one means first. */
enum catalogue_key {
    CATALOGUE_KEY_ID,
    CATALOGUE_KEY_ALIASES,
    CATALOGUE_KEY_TITLE,
    CATALOGUE_KEY_SYSTEMS,
    CATALOGUE_KEY_COUNT,
};

struct reading; /* a file as it was read since the index was written: catalogue_internal.h */

/* Borrowed from the catalogue until it changes. */
struct catalogue_entry {
    const char *path;    /* relative to the root */
    const char *id;      /* the file's stem if it has none */
    const char *form;
    const char *title;
    const char *status;
    const char *source;  /* form_side_field(), "" if none */
    const char *target;
    const char *aliases; /* one a line */
    const char *problem; /* why it cannot be read, or NULL */
    const char *keys[CATALOGUE_KEY_COUNT]; /* folded */
    /* One for each column of the catalogue: of the field, or of what means the same in the spec's own
     * form (its status, title, source, target); "" if there is none. */
    const char **cells;
    int completeness;   /* per cent */
    enum catalogue_state state;
    bool marked;        /* by whoever shows it */
    bool dated;         /* `changed` and `changed_by` are known */
    const char *changed_by;
    struct instant changed;
    struct reading *reading; /* NULL: from the index */
    uint32_t number;         /* in the index */
    uint32_t text_length;    /* every text, folded, and a NUL: */
    uint64_t text_offset;    /* in the index, if the reading has none */
};

struct index;
struct index_spill;

/* Entries are sorted by path. */
struct catalogue {
    struct catalogue_entry *entries;
    size_t count;
    size_t capacity;
    char **columns; /* paths of fields */
    char **titles;  /* their labels */
    unsigned char *meanings; /* of the columns, for specs of other forms */
    size_t column_count;
    struct index *index;  /* NULL: none */
    struct index_spill *spill; /* texts that the index lacks */
    const char **cells;   /* of the entries from the index */
    char **names;         /* of authors, sorted */
    size_t name_count;
    size_t name_capacity;
    char head[48];        /* the commit that the dates are of; "" if not known */
    bool is_page;         /* there are more in the index */
    bool outdated_index;  /* the index lacks what the catalogue has */
    bool has_no_texts;    /* it is not searched in */
};

/* ── read ── */

/* Read all specs (no Git), with the columns of workspace_columns(). To be ended by
 * catalogue_done() even if it fails. */
int catalogue_read(struct workspace *workspace, struct catalogue *catalogue, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* The same with chosen columns, and only the specs that the filter wants (NULL: all). `spec` is
 * NULL for a file that cannot be read. */
typedef bool catalogue_filter(void *context, const char *path, const struct spec *spec,
                              const struct error *problem);
int catalogue_read_chosen(struct workspace *workspace, const char *const *columns, size_t count,
                          catalogue_filter *keep, void *context, struct catalogue *catalogue,
                          struct error *error) ATTRIBUTE_MUST_CHECK;
/* The same of a revision (a commit, a branch, a tag, a date); the working copy is not touched. */
int catalogue_read_at(struct workspace *workspace, const char *revision,
                      const char *const *columns, size_t count, catalogue_filter *keep,
                      void *context, struct catalogue *catalogue, struct error *error)
    ATTRIBUTE_MUST_CHECK;
void catalogue_done(struct catalogue *catalogue);

/* The entry of a path, or NULL. */
struct catalogue_entry *catalogue_find(const struct catalogue *catalogue, const char *path);

/* ── read behind, for a screen ── */

/* What the index says, at once: not verified, empty without one. */
void catalogue_open(struct workspace *workspace, struct catalogue *catalogue);

/* The same in two steps, so that the first paint waits for nothing that grows with the stock: a page
 * of specs, from the index or, without one, from their files; then the rest. */
void catalogue_open_page(struct workspace *workspace, struct catalogue *catalogue);
void catalogue_open_rest(struct workspace *workspace, struct catalogue *catalogue);

/* Nothing but these columns, and not from the index: an empty catalogue for a reader. */
void catalogue_open_columns(struct workspace *workspace, struct catalogue *catalogue,
                            const char *const *columns, size_t count);

/* Threads that look what the files are now. They use the workspace's files and forms only. */
struct catalogue_reader;
struct catalogue_reader *catalogue_reader_start(struct workspace *workspace,
                                                const struct catalogue *catalogue)
    ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
/* Take into the catalogue what was read; wait for something at most so many milliseconds. True as
 * long as there will be more. *changed tells whether the entries are others now. */
bool catalogue_reader_take(struct catalogue_reader *reader, struct catalogue *catalogue,
                           int milliseconds, bool *changed);
/* How many files were read, of how many that had to be. */
void catalogue_reader_progress(struct catalogue_reader *reader, size_t *done, size_t *all);
/* Stop and join. -1: the folder could not be read. */
int catalogue_reader_end(struct catalogue_reader *reader, struct error *error);

/* Write the index if it lacks something. A failure costs nothing but time. */
void catalogue_save(struct workspace *workspace, struct catalogue *catalogue);

/* ── Git ── */

/* Fill in what Git knows: the states, with an entry for each spec that is deleted but not committed
 * if `with_deleted`; when and by whom each was changed last; both. Loads Git. */
int catalogue_read_states(struct workspace *workspace, struct catalogue *catalogue,
                          bool with_deleted, struct error *error) ATTRIBUTE_MUST_CHECK;
int catalogue_read_changes(struct workspace *workspace, struct catalogue *catalogue,
                           struct error *error) ATTRIBUTE_MUST_CHECK;

/* The same behind, on a thread with a repository of its own. */
struct catalogue_git;
struct catalogue_git *catalogue_git_start(struct workspace *workspace,
                                          const struct catalogue *catalogue)
    ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
/* As catalogue_reader_take(). `branch` (owned; NULL: none) and the distances are set once they are
 * known. */
bool catalogue_git_take(struct catalogue_git *git, struct catalogue *catalogue, int milliseconds,
                        char **branch, int *ahead, int *behind, bool *changed);
int catalogue_git_end(struct catalogue_git *git, struct error *error);

const char *catalogue_state_name(enum catalogue_state state); /* "modified", … for JSON */

/* ── search ── */

/* Where the entry matches: the number of a rank, 0 is best; CATALOGUE_NO_MATCH. Several words must
 * all match; blanks and hyphens do not count, so that "11 VMS" finds "11VMS". */
enum { CATALOGUE_NO_MATCH = 255, CATALOGUE_RANKS = 16 };

struct catalogue_query;
struct catalogue_query *catalogue_query_new(const char *text) ATTRIBUTE_MALLOC
    ATTRIBUTE_RETURNS_NONNULL;
void catalogue_query_free(struct catalogue_query *query);
/* Whether everything that it finds an earlier one found too. */
bool catalogue_query_narrows(const struct catalogue_query *query,
                             const struct catalogue_query *earlier);
/* Rank entries: ranks[i] of entry i, where it is not CATALOGUE_NO_MATCH already. */
void catalogue_search(const struct catalogue *catalogue, const struct catalogue_query *query,
                      unsigned char *ranks);

#endif
