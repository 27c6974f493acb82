/* Revisions by name or date, and what is in them. */
#ifndef IFSPEC_GIT_REVISION_INTERNAL_H
#define IFSPEC_GIT_REVISION_INTERNAL_H

#include "repository_internal.h"

int revision_read(struct repository *repository, const char *revision, const char *path,
                  struct buffer *out, struct error *error);
int blob_read(struct repository *repository, const char *blob, struct buffer *out,
              struct error *error);
int revision_resolve(struct repository *repository, const char *revision, char id[GIT_HEX_SIZE],
                     struct error *error);
int revision_walk(struct repository *repository, const char *revision, const char *folder,
                  int (*visit)(void *context, const char *path, const char *blob), void *context,
                  struct error *error);

/* The last commit of HEAD that was made not after this second: `git rev-list -1 --before`.
 * Returns 1, 0 if all are newer, -1. */
int revision_find_before(struct repository *repository, int64_t last_second, git_oid *id,
                         struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
