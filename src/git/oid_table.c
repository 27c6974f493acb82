/* Ids are evenly spread: where one stands among its neighbours is guessed from its value, which
 * touches two or three places of a large file where halving touches ten. Not so in a file that
 * somebody forged: after a few guesses the rest is halved. */
#include "oid_table_internal.h"

#include "big_endian_internal.h"

#include <string.h>

enum { GUESSES = 4 };

bool oid_table_begin(struct oid_table *table, const unsigned char *fanout)
{
    uint32_t before = 0;
    *table = (struct oid_table){.fanout = fanout};
    for (size_t i = 0; i < 256; i++) {
        table->count = read_32(fanout + i * 4);
        if (table->count < before)
            return false;
        before = table->count;
    }
    return true;
}

/* The ids of [low, high) lie between two values; so does `value`. */
struct range {
    uint32_t low, high;
    uint32_t low_value, high_value;
};

static uint32_t guess(const struct range *range, uint32_t value)
{
    uint64_t width = (uint64_t)range->high_value - range->low_value + 1;
    uint64_t part = (uint64_t)(value - range->low_value) * (range->high - range->low);
    return range->low + (uint32_t)(part / width);
}

/* Begin to fetch from memory what the rounds will look at: the first guess is some ids off. */
static void fetch_around(const struct oid_table *table, uint32_t position)
{
    enum { OFF = 6, LINE = 3 }; /* ids */
    uint32_t first = position > OFF ? position - OFF : 0;
    for (uint32_t at = first; at <= first + 2 * OFF && at < table->count; at += LINE)
        __builtin_prefetch(table->ids + (size_t)at * GIT_OID_RAWSZ);
    if (table->beside != NULL)
        __builtin_prefetch(table->beside + (size_t)position * table->beside_size);
}

bool oid_table_find(const struct oid_table *table, const unsigned char *id, uint32_t *position)
{
    /* All begin with the same byte: the next four tell them apart. */
    uint32_t value = read_32(id + 1);
    struct range range = {
        .low = id[0] == 0 ? 0 : read_32(table->fanout + (size_t)(id[0] - 1) * 4),
        .high = read_32(table->fanout + (size_t)id[0] * 4),
        .high_value = UINT32_MAX,
    };
    for (unsigned round = 0; range.low < range.high; round++) {
        bool between = value >= range.low_value && value <= range.high_value;
        uint32_t middle = round < GUESSES && between ? guess(&range, value)
                                                     : range.low + (range.high - range.low) / 2;
        const unsigned char *there = table->ids + (size_t)middle * GIT_OID_RAWSZ;
        if (round == 0)
            fetch_around(table, middle);
        int order = memcmp(id, there, GIT_OID_RAWSZ);
        if (order == 0) {
            *position = middle;
            return true;
        }
        if (order < 0) {
            range.high = middle;
            range.high_value = read_32(there + 1);
        } else {
            range.low = middle + 1;
            range.low_value = read_32(there + 1);
        }
    }
    return false;
}
