/* Numbers in Git's files: the highest byte first. */
#ifndef IFSPEC_GIT_BIG_ENDIAN_INTERNAL_H
#define IFSPEC_GIT_BIG_ENDIAN_INTERNAL_H

#include <stdint.h>

static inline uint32_t read_32(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static inline uint64_t read_64(const unsigned char *bytes)
{
    return (uint64_t)read_32(bytes) << 32 | read_32(bytes + 4);
}

#endif
