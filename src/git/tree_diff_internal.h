/* What two trees differ in, file by file; equal subtrees are not read. */
#ifndef IFSPEC_GIT_TREE_DIFF_INTERNAL_H
#define IFSPEC_GIT_TREE_DIFF_INTERNAL_H

#include "object_internal.h"

/* One file, link or submodule that differs; `old` or `new` is NULL where it is not there. The path
 * is borrowed. Return non-zero to stop. */
typedef int tree_diff_visit(void *context, const char *path, const struct tree_entry *old,
                            const struct tree_entry *new);

/* Visit what differs between two trees (NULL: the empty tree), each path with `folder` in front,
 * in Git's order. Returns what `visit` returned, 0 at the end, or -1 with `error` filled. */
int tree_diff(struct repository *repository, const git_oid *old, const git_oid *new,
              const char *folder, tree_diff_visit *visit, void *context, struct error *error)
    ATTRIBUTE_MUST_CHECK;

#endif
