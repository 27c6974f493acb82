/* What must not be committed by ifspec, because git would do something that it does not. */
#ifndef IFSPEC_GIT_COMMIT_CHECK_INTERNAL_H
#define IFSPEC_GIT_COMMIT_CHECK_INTERNAL_H

#include "index_internal.h"

int commit_check(struct repository *repository, const char *path, struct error *error);

/* Its two halves: what concerns every commit here, and one (clean) path, for which the index is
 * lent. */
int commit_check_repository(struct repository *repository, const struct index_file *index,
                            struct error *error) ATTRIBUTE_MUST_CHECK;
int commit_check_path(struct repository *repository, const struct index_file *index,
                      const char *path, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Refuse with the way out behind the reason: "REASON: commit with git: git commit -- PATH". */
int commit_refuse(struct error *error, const char *path, const char *format, ...)
    ATTRIBUTE_FORMAT(3, 4);

#endif
