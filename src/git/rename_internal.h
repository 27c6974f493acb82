/* Where a file came from that a commit brought: what it was called in the parent. */
#ifndef IFSPEC_GIT_RENAME_INTERNAL_H
#define IFSPEC_GIT_RENAME_INTERNAL_H

#include "object_internal.h"

/* The file that the step from tree `old` to tree `new` renamed to `path` (whose blob is `blob`):
 * among the files that went, the identical one, else the most similar one as git counts it. Sets
 * *old_path (owned), or leaves it NULL if there is none. */
int rename_find(struct repository *repository, const git_oid *old, const git_oid *new,
                const char *path, const git_oid *blob, char **old_path, struct error *error)
    ATTRIBUTE_MUST_CHECK;

#endif
