/* The user's editor on a file. */
#ifndef IFSPEC_WORKSPACE_COMMIT_EDITOR_INTERNAL_H
#define IFSPEC_WORKSPACE_COMMIT_EDITOR_INTERNAL_H

#include "workspace/commit.h"

/* Run it on the terminal until it ends. `host` may be NULL. */
int commit_editor_run(struct workspace *workspace, const struct commit_host *host, const char *path,
                      struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
