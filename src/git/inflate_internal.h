/* zlib, as Git's objects need it: one stream in memory, its size known. */
#ifndef IFSPEC_GIT_INFLATE_INTERNAL_H
#define IFSPEC_GIT_INFLATE_INTERNAL_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>

#include <zlib.h>

/* Room behind what is expected: zlib's fast loop needs it to the last byte. */
enum { INFLATE_SLACK = 272 };

/* Starting a stream costs as much as reading a commit: it is kept. `= {0}` before the first use. */
struct inflater {
    z_stream stream;
    bool started;
};

/* Unpack exactly `size` bytes into `out` (which has INFLATE_SLACK more). False: damaged. */
bool inflate_exactly(struct inflater *inflater, const unsigned char *packed, size_t packed_size,
                     char *out, size_t size) ATTRIBUTE_MUST_CHECK;

/* Unpack no more than the first `size` bytes; how many there were, 0 if it is damaged. */
size_t inflate_begin(struct inflater *inflater, const unsigned char *packed, size_t packed_size,
                     char *out, size_t size) ATTRIBUTE_MUST_CHECK;

void inflater_done(struct inflater *inflater);

#endif
