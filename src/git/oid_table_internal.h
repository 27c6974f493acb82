/* The table of ids in a pack's index and in a commit graph: sorted, and in front of it how many
 * begin with each byte or a lower one (gitformat-pack, "fanout"). */
#ifndef IFSPEC_GIT_OID_TABLE_INTERNAL_H
#define IFSPEC_GIT_OID_TABLE_INTERNAL_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stdint.h>

#include <git2.h>

enum { FANOUT_SIZE = 256 * 4 };

/* Borrowed from a mapped file. What stands beside the ids in another table is fetched from memory
 * while an id is searched. */
struct oid_table {
    const unsigned char *fanout;
    const unsigned char *ids;
    const unsigned char *beside; /* NULL: nothing */
    size_t beside_size;          /* of one */
    uint32_t count;
};

/* Set the fanout, and the count by it; false if it does not grow. The ids are the caller's to set,
 * where he knows that they are there. */
bool oid_table_begin(struct oid_table *table, const unsigned char *fanout) ATTRIBUTE_MUST_CHECK;

/* Where an id stands; false: nowhere. */
bool oid_table_find(const struct oid_table *table, const unsigned char *id, uint32_t *position);

#endif
