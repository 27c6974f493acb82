/* From ids to pointers: a hash table that only grows. Ids are hashes already. */
#ifndef IFSPEC_GIT_OID_MAP_INTERNAL_H
#define IFSPEC_GIT_OID_MAP_INTERNAL_H

#include "base/attributes.h"

#include <stddef.h>

#include <git2.h>

struct oid_map_slot {
    git_oid id;
    void *value; /* NULL: a free slot */
};

/* `= {0}` is an empty map. */
struct oid_map {
    struct oid_map_slot *slots;
    size_t capacity; /* a power of two */
    size_t count;
};

/* The place for the value of an id; *place is NULL if the id is new, and must then be set before
 * the next call. */
void **oid_map_place(struct oid_map *map, const git_oid *id) ATTRIBUTE_RETURNS_NONNULL;

/* The value of an id; NULL: it is new. */
void *oid_map_find(const struct oid_map *map, const git_oid *id);

/* Frees the table, and each value with `free_value` if that is not NULL. */
void oid_map_done(struct oid_map *map, void (*free_value)(void *value));

#endif
