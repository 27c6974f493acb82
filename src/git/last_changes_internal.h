/* The newest commit of every path below a folder, in one walk. */
#ifndef IFSPEC_GIT_LAST_CHANGES_INTERNAL_H
#define IFSPEC_GIT_LAST_CHANGES_INTERNAL_H

#include "git/door.h"

int last_changes(struct repository *repository, const char *folder,
                 int (*visit)(void *context, const char *path, struct instant when,
                              const char *author),
                 bool (*is_over)(void *context), void *context, struct error *error);

#endif
