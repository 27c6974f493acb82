/* Objects read from packs and loose files without libgit2: without recomputing their SHA-1 (git
 * does not either, and it is four fifths of the work), and without its process-wide cache, locks
 * and switches. Nothing is reported: what cannot be read here is left to libgit2. */
#ifndef IFSPEC_GIT_OBJECT_STORE_INTERNAL_H
#define IFSPEC_GIT_OBJECT_STORE_INTERNAL_H

#include "raw_object_internal.h"

#include <stdbool.h>

struct object_store;

/* The objects below a (common) Git directory, with their alternates. Reads nothing yet. */
struct object_store *object_store_new(const char *git_directory) ATTRIBUTE_RETURNS_NONNULL;
void object_store_free(struct object_store *store);

/* To be released by the caller; NULL if it is not there, damaged, or larger than a file may be. */
struct raw_object *object_store_read(struct object_store *store, const git_oid *id);

/* Whether some of the objects are only on the server (git-clone(1), --filter). */
bool object_store_is_partial(const struct object_store *store);

#endif
