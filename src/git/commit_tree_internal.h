/* The tree of a commit of chosen paths: HEAD's tree with exactly these paths as they are in the
 * working copy. The same paths are set in the index that is given, no others. */
#ifndef IFSPEC_GIT_COMMIT_TREE_INTERNAL_H
#define IFSPEC_GIT_COMMIT_TREE_INTERNAL_H

#include "repository_internal.h"

/* One chosen path, and what becomes of it. */
struct commit_change {
    char *path; /* clean, owned */
    bool removed;
    git_oid blob;
    git_filemode_t mode;
};

/* Write the blobs, set `index`, write the tree. `head` is NULL before the first commit. Fills
 * blob, mode and removed of each change. */
int commit_tree_write(git_repository *handle, git_index *index, git_tree *head,
                      struct commit_change *changes, size_t count, git_oid *tree,
                      struct error *error) ATTRIBUTE_MUST_CHECK;

/* Read back from disk what was written: the tree must hold every change. */
int commit_tree_verify(struct repository *repository, const git_oid *tree,
                       const struct commit_change *changes, size_t count, struct error *error)
    ATTRIBUTE_MUST_CHECK;

#endif
