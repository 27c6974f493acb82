/* The index read with libgit2, and what to say when it cannot. It is never written here. */
#ifndef IFSPEC_GIT_INDEX_INTERNAL_H
#define IFSPEC_GIT_INDEX_INTERNAL_H

#include "repository_internal.h"

/* The index as it is on disk now; free with git_index_free(). */
int index_read(struct repository *repository, git_index **out, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* Translate libgit2's last failure to read an index; returns -1. */
int index_fail(struct repository *repository, struct error *error);

#endif
