/* SHA-256 of bytes, in hexadecimal. */
#ifndef IFSPEC_MODEL_DIGEST_H
#define IFSPEC_MODEL_DIGEST_H

#include <stddef.h>

enum { DIGEST_SIZE = 65 }; /* 64 digits and a NUL */

void digest_bytes(const char *bytes, size_t length, char digest[DIGEST_SIZE]);

#endif
