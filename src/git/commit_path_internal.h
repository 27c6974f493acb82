/* Whether a path of a commit request names a file of this working copy, and no other's. */
#ifndef IFSPEC_GIT_COMMIT_PATH_INTERNAL_H
#define IFSPEC_GIT_COMMIT_PATH_INTERNAL_H

#include "index_file_internal.h"
#include "repository_internal.h"

/* A clean path: relative, no "..", no ".git"; no folder on the way is a symbolic link, another
 * repository or a submodule; the file is a regular one, a symbolic link, or not there. */
int commit_path_check(struct repository *repository, const struct index_file *index,
                      const char *path, struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
