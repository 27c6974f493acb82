/* The index read with libgit2, and what to say when it cannot. It is never written here. */
#ifndef IFSPEC_GIT_INDEX_INTERNAL_H
#define IFSPEC_GIT_INDEX_INTERNAL_H

#include "repository_internal.h"

/* The index as it is on disk now; free with git_index_free(). */
int index_read(struct repository *repository, git_index **out, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* What is staged: the blob of a file (1, 0 if there is none, -1), and every file below a folder,
 * sorted, until a non-zero result. Of a conflict, what HEAD's side has. */
int index_find(struct repository *repository, const char *path, git_oid *blob, struct error *error)
    ATTRIBUTE_MUST_CHECK;
int index_walk(struct repository *repository, const char *folder,
               int (*visit)(void *context, const char *path, const char *blob), void *context,
               struct error *error) ATTRIBUTE_MUST_CHECK;

/* Translate libgit2's last failure to read an index; returns -1. */
int index_fail(struct repository *repository, struct error *error);

#endif
