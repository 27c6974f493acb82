/* The commits that changed one path: `git log -- path` with renames followed. */
#ifndef IFSPEC_GIT_HISTORY_INTERNAL_H
#define IFSPEC_GIT_HISTORY_INTERNAL_H

#include "git/door.h"

int path_walk_open(struct repository *repository, const char *path, struct path_walk **out,
                   struct error *error);
void path_walk_close(struct path_walk *walk);
int path_walk_step(struct path_walk *walk, size_t most, path_commit_visit *visit, void *context,
                   struct error *error);
size_t path_walk_origin(struct path_walk *walk, size_t shown, size_t parent);

int path_history(struct repository *repository, const char *path, path_commit_visit *visit,
                 void *context, struct error *error);

#endif
