/* What a repository brings along that would run: only in one that the user trusts. */
#ifndef IFSPEC_GIT_COMMIT_TRUST_INTERNAL_H
#define IFSPEC_GIT_COMMIT_TRUST_INTERNAL_H

#include "repository_internal.h"

size_t commit_programs(struct repository *repository, struct buffer *names);

/* ERROR_ENVIRONMENT for a request that needs trust and has none. */
int commit_check_trust(struct repository *repository, const struct commit_request *request,
                       struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
