/* Text in the encodings of other times: commits of old repositories and of those that ask for one. */
#ifndef IFSPEC_BASE_ENCODING_H
#define IFSPEC_BASE_ENCODING_H

#include "base/attributes.h"
#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

/* Append `length` bytes of that encoding to `out` as UTF-8. False, and nothing appended, when the
 * encoding is unknown or the bytes are none of it. */
bool encoding_decode(struct buffer *out, const char *bytes, size_t length, const char *encoding)
    ATTRIBUTE_MUST_CHECK;

/* Append `length` bytes of UTF-8 to `out` in that encoding. False, and nothing appended, when the
 * encoding is unknown or has no such character. */
bool encoding_encode(struct buffer *out, const char *bytes, size_t length, const char *encoding)
    ATTRIBUTE_MUST_CHECK;

#endif
