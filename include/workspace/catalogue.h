/* Every spec of the working copy at a glance: what the catalogue shows and `list` prints. */
#ifndef IFSPEC_WORKSPACE_CATALOGUE_H
#define IFSPEC_WORKSPACE_CATALOGUE_H

#include "base/attributes.h"
#include "base/date.h"
#include "base/error.h"
#include "workspace/workspace.h"

#include <stdbool.h>
#include <stddef.h>

enum catalogue_state { /* of Git */
    CATALOGUE_UNKNOWN, /* not asked yet, or no Git */
    CATALOGUE_UNCHANGED,
    CATALOGUE_MODIFIED,
    CATALOGUE_NEW,
    CATALOGUE_DELETED,
    CATALOGUE_CONFLICTED,
};

struct catalogue_entry {
    char *path;      /* relative to the root */
    char *id;
    char *form;
    char *title;
    char *status;
    char *source;    /* first catalogue column behind the status, "" if none */
    char *target;
    char *search;    /* folded: ID, aliases, title, columns, every text */
    int completeness; /* per cent */
    char *problem;   /* why it cannot be read, or NULL */
    enum catalogue_state state;
    bool dated;      /* `changed` and `changed_by` are known */
    struct instant changed;
    char *changed_by;
    char **cells; /* one for each column of the catalogue, "" if there is no such field */
};

/* Entries are sorted by path. */
struct catalogue {
    struct catalogue_entry *entries;
    size_t count;
    size_t capacity;
    char **columns; /* paths of fields */
    size_t column_count;
};

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
void catalogue_done(struct catalogue *catalogue);

/* Fill in what Git knows: the states, with an entry for each spec that is deleted but not committed
 * if `with_deleted`; when and by whom each was changed last; both. Loads Git. */
int catalogue_read_states(struct workspace *workspace, struct catalogue *catalogue,
                          bool with_deleted, struct error *error) ATTRIBUTE_MUST_CHECK;
int catalogue_read_changes(struct workspace *workspace, struct catalogue *catalogue,
                           struct error *error) ATTRIBUTE_MUST_CHECK;
int catalogue_read_git(struct workspace *workspace, struct catalogue *catalogue,
                       struct error *error) ATTRIBUTE_MUST_CHECK;

const char *catalogue_state_name(enum catalogue_state state); /* "modified", … for JSON */

#endif
