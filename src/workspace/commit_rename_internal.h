/* Which file was which in HEAD, among those that a commit is asked for. */
#ifndef IFSPEC_WORKSPACE_COMMIT_RENAME_INTERNAL_H
#define IFSPEC_WORKSPACE_COMMIT_RENAME_INTERNAL_H

#include "workspace/commit.h"

/* Whether a file of this name is a spec for Git's purposes. */
bool commit_is_spec_path(const char *path);

/* The paths and the other half of each rename, each path once; the array is owned, the strings are
 * those of `paths` and of `renames`. */
const char **commit_renames_complete(const struct commit_renames *renames, const char *const *paths,
                                     size_t count, size_t *whole);

#endif
