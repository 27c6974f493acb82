/* Where ifspec keeps what must outlive it but belongs to nobody's repository:
 * $XDG_STATE_HOME/ifspec (~/.local/state/ifspec); where that cannot be written, .git/ifspec of the
 * working copy. Folders are ours alone (0700, checked). */
#ifndef IFSPEC_STORE_STATE_FOLDER_H
#define IFSPEC_STORE_STATE_FOLDER_H

#include "base/attributes.h"
#include "base/error.h"

#include <stddef.h>

/* Open the folder KIND/KEY with all above it made; returns a descriptor or -1. `root` is the
 * working copy ("": none). ERROR_ENVIRONMENT: it can be made in neither place. */
int state_folder_open(const char *root, const char *kind, const char *key, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* The same for one of many: that it was made is on the disk only after file_flush_all(). */
int state_folder_open_unflushed(const char *root, const char *kind, const char *key,
                                struct error *error) ATTRIBUTE_MUST_CHECK;

/* Open the folder KIND/KEY if it is there, in either place; -1 if not. */
int state_folder_find(const char *root, const char *kind, const char *key) ATTRIBUTE_MUST_CHECK;

/* Remove the folder KIND/KEY, and those above it, as far as they are empty. */
void state_folder_remove(const char *root, const char *kind, const char *key);

/* Call `visit` with the key and an open descriptor of every folder in KIND, sorted by key.
 * ERROR_ENVIRONMENT: there is more, but it cannot be read, or is not this user's alone. */
int state_folder_walk(const char *root, const char *kind,
                      void (*visit)(void *context, const char *key, int folder), void *context,
                      struct error *error) ATTRIBUTE_MUST_CHECK;

/* Sorted names of what is in an open folder, without dot names: owned strings in an owned array. */
char **state_folder_names(int folder, size_t *count) ATTRIBUTE_MUST_CHECK;

#endif
