/* The commits that changed one path: `git log -- path` with renames followed. */
#ifndef IFSPEC_GIT_HISTORY_INTERNAL_H
#define IFSPEC_GIT_HISTORY_INTERNAL_H

#include "git/door.h"

int path_history(struct repository *repository, const char *path, path_commit_visit *visit,
                 void *context, struct error *error);

#endif
