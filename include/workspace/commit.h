/* Committing specs: exactly the chosen ones. */
#ifndef IFSPEC_WORKSPACE_COMMIT_H
#define IFSPEC_WORKSPACE_COMMIT_H

#include "base/attributes.h"
#include "base/error.h"
#include "workspace/workspace.h"

#include <stddef.h>

enum { COMMIT_ID_SIZE = 41 };

/* Whether these specs can be committed here: ERROR_ENVIRONMENT says what stands in the way. */
int commit_check(struct workspace *workspace, const char *const *paths, size_t count,
                 struct error *error) ATTRIBUTE_MUST_CHECK;

/* The message proposed for what changed in these specs; owned. ERROR_NOT_FOUND if nothing did. */
int commit_propose(struct workspace *workspace, const char *const *paths, size_t count,
                   char **message, struct error *error) ATTRIBUTE_MUST_CHECK;

/* The identity of Git's configuration; owned. ERROR_NOT_FOUND carries the two `git config` lines.
 * commit_set_identity() writes it to the repository's configuration. */
int commit_identity(struct workspace *workspace, char **name, char **email, struct error *error)
    ATTRIBUTE_MUST_CHECK;
int commit_set_identity(struct workspace *workspace, const char *name, const char *email,
                        struct error *error) ATTRIBUTE_MUST_CHECK;

/* Commit exactly these files as they are on disk. */
int commit_specs(struct workspace *workspace, const char *const *paths, size_t count,
                 const char *message, char id[COMMIT_ID_SIZE], struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* Paths of all specs that are new, modified or deleted against HEAD, sorted; owned strings in an
 * owned array. */
int commit_candidates(struct workspace *workspace, char ***paths, size_t *count,
                      struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
