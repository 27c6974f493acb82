/* Folders outside of the working copy that are this user's alone: the state, the cache. */
#ifndef IFSPEC_STORE_OWN_FOLDER_INTERNAL_H
#define IFSPEC_STORE_OWN_FOLDER_INTERNAL_H

#include "base/attributes.h"

#include <stdbool.h>
#include <sys/types.h>

/* Owned absolute path: the value of an XDG variable, else `fallback` in the user's home; NULL if nobody
 * says where that is. */
char *own_folder_home(const char *variable, const char *fallback);

/* Make the missing folders of an absolute path. */
void own_folder_make_path(const char *path);

/* Whether the open folder belongs to this user and nobody else may write to it. */
bool own_folder_is_ours(int folder);

/* A folder that is missing: is an error, is made, is made but flushed by who flushes everything. */
enum own_folder_missing { OWN_FOLDER_FIND, OWN_FOLDER_MAKE, OWN_FOLDER_MAKE_UNFLUSHED };

/* Open the folder `name` in `parent`, which is closed. -1 and errno, also if it is not ours alone. */
int own_folder_descend(int parent, const char *name, enum own_folder_missing missing)
    ATTRIBUTE_MUST_CHECK;

/* openat() that no signal interrupts. */
int own_folder_open_entry(int folder, const char *name, int flags, mode_t mode) ATTRIBUTE_MUST_CHECK;

#endif
