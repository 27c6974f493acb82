/* The working copy against HEAD. Reads the index, never writes it. */
#ifndef IFSPEC_GIT_STATUS_INTERNAL_H
#define IFSPEC_GIT_STATUS_INTERNAL_H

#include "git/door.h"

int path_state(struct repository *repository, const char *path, enum path_state *state,
               struct error *error);
struct head_entry;
void head_entry_free(struct head_entry *entry);
int path_states(struct repository *repository, const char *folder,
                void (*visit)(void *context, const char *path, enum path_state state),
                void *context, struct error *error);

#endif
