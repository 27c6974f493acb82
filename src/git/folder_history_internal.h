/* The commits that changed anything below a folder: `git log -- folder`, file by file. */
#ifndef IFSPEC_GIT_FOLDER_HISTORY_INTERNAL_H
#define IFSPEC_GIT_FOLDER_HISTORY_INTERNAL_H

#include "git/door.h"

int folder_history(struct repository *repository, const char *folder, path_commit_visit *visit,
                   void *context, struct error *error);

#endif
