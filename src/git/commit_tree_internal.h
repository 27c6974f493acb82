/* The tree of a commit of chosen paths: HEAD's tree with exactly these paths as they are in the
 * working copy. */
#ifndef IFSPEC_GIT_COMMIT_TREE_INTERNAL_H
#define IFSPEC_GIT_COMMIT_TREE_INTERNAL_H

#include "index_file_internal.h"
#include "repository_internal.h"

/* One chosen path, and what becomes of it. */
struct commit_change {
    char *path; /* clean, owned */
    bool removed;
    git_oid blob;
    git_filemode_t mode;
    struct stat status; /* of the file, from before it was read */
};

/* Write the blobs and the tree. `head` is NULL before the first commit; the index is as it was
 * before. Fills blob, mode, removed and status of each change. */
int commit_tree_write(struct repository *repository, const struct index_file *index,
                      git_tree *head, struct commit_change *changes, size_t count, git_oid *tree,
                      struct error *error) ATTRIBUTE_MUST_CHECK;

/* Read back from disk what was written: the tree must hold every change. */
int commit_tree_verify(struct repository *repository, const git_oid *tree,
                       const struct commit_change *changes, size_t count, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* Take out what cannot stand beside a file of this path: a file where a folder of it is, files
 * below a folder where it is. libgit2 only looks at the neighbours and can leave both. */
int commit_tree_clear_way(git_index *index, const char *path) ATTRIBUTE_MUST_CHECK;

#endif
