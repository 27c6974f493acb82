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
};

struct catalogue {
    struct catalogue_entry *entries;
    size_t count;
    size_t capacity;
};

/* Read all specs (no Git). */
int catalogue_read(struct workspace *workspace, struct catalogue *catalogue, struct error *error)
    ATTRIBUTE_MUST_CHECK;
void catalogue_done(struct catalogue *catalogue);

/* Fill in what Git knows: states, last changes. Loads Git. */
int catalogue_read_git(struct workspace *workspace, struct catalogue *catalogue,
                       struct error *error) ATTRIBUTE_MUST_CHECK;

const char *catalogue_state_name(enum catalogue_state state); /* "modified", … for JSON */

#endif
