/* One object as it was read: counted, because those who unpack others from it keep it. */
#ifndef IFSPEC_GIT_RAW_OBJECT_INTERNAL_H
#define IFSPEC_GIT_RAW_OBJECT_INTERNAL_H

#include "base/attributes.h"

#include <stddef.h>

#include <git2.h>

struct raw_object {
    size_t users;
    git_object_t type;
    size_t size;
    char *bytes; /* a NUL behind them */
};

/* With room for `size` bytes (and INFLATE_SLACK); one user. */
struct raw_object *raw_object_new(git_object_t type, size_t size) ATTRIBUTE_RETURNS_NONNULL;
struct raw_object *raw_object_share(struct raw_object *object) ATTRIBUTE_RETURNS_NONNULL;
void raw_object_release(struct raw_object *object); /* NULL is fine */

/* The last objects that were unpacked, by where they stand: neighbours are differences to them. */
struct object_cache;
struct object_cache *object_cache_new(void) ATTRIBUTE_RETURNS_NONNULL;
void object_cache_free(struct object_cache *cache);

/* Shared with the caller; NULL if it is not there. */
struct raw_object *object_cache_find(struct object_cache *cache, const void *place);
void object_cache_put(struct object_cache *cache, const void *place, struct raw_object *object);

#endif
