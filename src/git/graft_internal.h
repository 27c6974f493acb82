/* Commits that are given other parents on this machine: .git/info/grafts, which git reads but does
 * not want any more (git-replace(1), --convert-graft-file). */
#ifndef IFSPEC_GIT_GRAFT_INTERNAL_H
#define IFSPEC_GIT_GRAFT_INTERNAL_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>

#include <git2.h>

struct graft {
    git_oid id;
    git_oid *parents;
    size_t parent_count;
    size_t line; /* of the file */
};

/* Sorted. `= {0}` before the first read. */
struct grafts {
    struct graft *items;
    size_t count;
    size_t capacity;
    bool is_read;
};

struct repository;

/* Read them once. A line that is none is passed over, as git does. */
void grafts_read(struct grafts *grafts, const struct repository *repository);
void grafts_done(struct grafts *grafts);

/* NULL if the commit keeps its own parents. */
const struct graft *grafts_find(const struct grafts *grafts, const git_oid *id);

#endif
