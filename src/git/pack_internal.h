/* A pack with its index (gitformat-pack), mapped into memory; what is wrong in it is not there. */
#ifndef IFSPEC_GIT_PACK_INTERNAL_H
#define IFSPEC_GIT_PACK_INTERNAL_H

#include "inflate_internal.h"
#include "oid_table_internal.h"
#include "raw_object_internal.h"

#include <stdint.h>

struct mapping {
    const unsigned char *bytes; /* NULL: nothing is mapped */
    size_t size;
};

/* A whole file, read only; nothing if it is not there, or empty. */
struct mapping mapping_open(const char *path);
void mapping_close(struct mapping *mapping);

struct pack {
    struct mapping index;
    struct mapping data;
    struct oid_table objects;
};

/* Open the pack of an index file; false if they are of no known kind or do not belong together. */
bool pack_open(struct pack *pack, const char *index_path) ATTRIBUTE_MUST_CHECK;
void pack_close(struct pack *pack);

/* Something in a pack: whole, or the difference to another one. */
struct pack_entry {
    size_t offset;
    unsigned type; /* git_object_t, or one of the deltas */
    size_t size;   /* unpacked; of a delta, its own */
    size_t base;   /* of a delta: where its base stands */
    const unsigned char *packed;
    size_t packed_size; /* at most */
};

/* What reading needs beside the packs. */
struct unpacking {
    struct inflater inflater;
    struct object_cache *cache;
    size_t most;              /* bytes: what is larger is not read */
    struct pack_entry *chain; /* the deltas on the way down to an object that is whole, or known */
    size_t chain_capacity;
};

/* The object of an id, shared with the caller; NULL if it is not there. */
struct raw_object *pack_read(const struct pack *pack, const git_oid *id,
                             struct unpacking *unpacking);

/* Undo a difference (gitformat-pack, "Deltified representation"); NULL: damaged, or too large. */
struct raw_object *delta_apply(const struct raw_object *base, const unsigned char *delta,
                               size_t size, size_t most);

#endif
