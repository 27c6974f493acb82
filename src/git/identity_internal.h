/* Who commits, found as git finds it. */
#ifndef IFSPEC_GIT_IDENTITY_INTERNAL_H
#define IFSPEC_GIT_IDENTITY_INTERNAL_H

#include "repository_internal.h"

enum identity_role { IDENTITY_AUTHOR, IDENTITY_COMMITTER };

/* GIT_AUTHOR_* or GIT_COMMITTER_*, then author.* or committer.*, then user.*, then $EMAIL unless
 * user.useConfigOnly is set. The date is GIT_*_DATE, or now. `name` and `email` may be given
 * (else NULL). ERROR_NOT_FOUND says how to set them; free with git_signature_free(). */
int identity_find(struct repository *repository, enum identity_role role, const char *name,
                  const char *email, git_signature **out, struct error *error) ATTRIBUTE_MUST_CHECK;

int identity_read(struct repository *repository, char **name, char **email, struct error *error);

#endif
