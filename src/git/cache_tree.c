#include "cache_tree_internal.h"

#include <string.h>

/* A number and the byte that ends it; -1 is written for a folder that changed. */
static bool take_number(const unsigned char **at, const unsigned char *end, unsigned char last,
                        long *number)
{
    const unsigned char *byte = *at;
    bool negative = byte < end && *byte == '-';
    byte += negative;
    *number = 0;
    for (; byte < end && *byte >= '0' && *byte <= '9'; byte++)
        if (*number < 100000000)
            *number = *number * 10 + (*byte - '0');
    if (byte == end || *byte != last)
        return false;
    *at = byte + 1;
    *number = negative ? -*number : *number;
    return true;
}

bool cache_tree_take(const unsigned char **at, const unsigned char *end,
                     struct cached_folder *folder)
{
    folder->name = (const char *)*at;
    const unsigned char *nul = memchr(*at, '\0', (size_t)(end - *at));
    if (nul == NULL)
        return false;
    *at = nul + 1;
    if (!take_number(at, end, ' ', &folder->entries) ||
        !take_number(at, end, '\n', &folder->folders))
        return false;
    if (folder->entries < 0)
        return true;
    if (end - *at < GIT_OID_RAWSZ)
        return false;
    memcpy(folder->id.id, *at, GIT_OID_RAWSZ);
    *at += GIT_OID_RAWSZ;
    return true;
}
