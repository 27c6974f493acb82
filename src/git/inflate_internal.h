/* Git's objects unpacked (RFC 1950 and 1951): one stream in memory, its size known. Half of a walk
 * is this, in streams of a few hundred bytes; zlib spends most of its time there on beginning. */
#ifndef IFSPEC_GIT_INFLATE_INTERNAL_H
#define IFSPEC_GIT_INFLATE_INTERNAL_H

#include "huffman_internal.h"

/* Room behind what is expected: what is repeated is copied in pieces. */
enum { INFLATE_SLACK = 8 };

/* The codes of the block under way, and those of blocks that bring none. `= {0}` before the first
 * use; nothing to free. */
struct inflater {
    struct huffman literals;
    struct huffman distances;
    struct huffman fixed_literals;
    struct huffman fixed_distances;
    bool has_fixed;
};

/* Unpack exactly `size` bytes into `out` (which has INFLATE_SLACK more). False: damaged. */
bool inflate_exactly(struct inflater *inflater, const unsigned char *packed, size_t packed_size,
                     char *out, size_t size) ATTRIBUTE_MUST_CHECK;

/* Unpack no more than the first `size` bytes (`out` has INFLATE_SLACK more); how many there were,
 * 0 if it is damaged. */
size_t inflate_begin(struct inflater *inflater, const unsigned char *packed, size_t packed_size,
                     char *out, size_t size) ATTRIBUTE_MUST_CHECK;

#endif
