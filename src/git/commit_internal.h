/* A commit of chosen paths, durable and all or nothing. */
#ifndef IFSPEC_GIT_COMMIT_INTERNAL_H
#define IFSPEC_GIT_COMMIT_INTERNAL_H

#include "git/door.h"

int commit_create(struct repository *repository, const struct commit_request *request,
                  char id[GIT_HEX_SIZE], struct error *error);

int commit_subject(struct repository *repository, const char *id, struct buffer *out,
                   struct error *error);

#endif
