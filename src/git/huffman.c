/* Codes are numbered from the highest bit on, but come with it as their lowest: they are counted
 * up with their bits reversed. The table is made for codes of one bit, and doubled for each bit
 * more: what stands in it counts whatever bit follows. */
#include "huffman_internal.h"

#include <string.h>

enum { TABLE_SIZE = 1U << HUFFMAN_TABLE_BITS };

/* The symbols that occur: few, and together. */
static size_t collect(uint16_t *symbols, const unsigned char *lengths, size_t count)
{
    size_t found = 0;
    for (size_t i = 0; i < count;) {
        uint64_t eight = 0;
        if (count - i >= sizeof eight)
            memcpy(&eight, lengths + i, sizeof eight);
        if (count - i >= sizeof eight && eight == 0) {
            i += sizeof eight;
            continue;
        }
        size_t end = count - i >= sizeof eight ? i + sizeof eight : count;
        for (; i < end; i++) {
            symbols[found] = (uint16_t)i;
            found += lengths[i] > 0;
        }
    }
    return found;
}

/* Sort the symbols that occur by their lengths. Returns whether the lengths are those of codes. */
static bool sort_symbols(struct huffman *huffman, const unsigned char *lengths, size_t count,
                         bool may_be_single)
{
    uint16_t occurring[HUFFMAN_SYMBOLS + 1];
    uint16_t places[HUFFMAN_LONGEST + 1] = {0};
    unsigned used = 0; /* of all codes, in units of the longest */
    count = collect(occurring, lengths, count);
    memset(huffman->counts, 0, sizeof huffman->counts);
    for (size_t i = 0; i < count; i++)
        huffman->counts[lengths[occurring[i]]]++;
    for (unsigned length = 1; length <= HUFFMAN_LONGEST; length++) {
        places[length] = (uint16_t)(places[length - 1] + huffman->counts[length - 1]);
        used += (unsigned)huffman->counts[length] << (HUFFMAN_LONGEST - length);
    }
    for (size_t i = 0; i < count; i++)
        huffman->symbols[places[lengths[occurring[i]]]++] = occurring[i];
    return used == 1U << HUFFMAN_LONGEST || used == 0 ||
           (may_be_single && count == 1 && huffman->counts[1] == 1);
}

/* The next code of so many bits; 0 after the last. */
static unsigned next_code(unsigned code, unsigned length)
{
    unsigned bit = 1U << (length - 1);
    while ((code & bit) != 0)
        bit >>= 1;
    return bit != 0 ? (code & (bit - 1)) | bit : 0;
}

static void fill_table(struct huffman *huffman)
{
    size_t size = 1;
    unsigned code = 0;
    const uint16_t *symbol = huffman->symbols;
    huffman->table[0] = 0;
    for (unsigned length = 1; length <= HUFFMAN_TABLE_BITS; length++) {
        memcpy(&huffman->table[size], huffman->table, size * sizeof *huffman->table);
        size *= 2;
        for (unsigned i = 0; i < huffman->counts[length]; i++) {
            huffman->table[code] = (uint16_t)((unsigned)*symbol++ << 4 | length);
            code = next_code(code, length);
        }
    }
}

bool huffman_make(struct huffman *huffman, const unsigned char *lengths, size_t count,
                  bool may_be_single)
{
    if (!sort_symbols(huffman, lengths, count, may_be_single))
        return false;
    fill_table(huffman);
    return true;
}

unsigned huffman_search(const struct huffman *huffman, uint64_t bits)
{
    unsigned code = 0;
    unsigned first = 0; /* code of this length */
    const uint16_t *symbols = huffman->symbols;
    for (unsigned length = 1; length <= HUFFMAN_LONGEST; length++, bits >>= 1) {
        unsigned count = huffman->counts[length];
        code |= (unsigned)(bits & 1);
        if (code < first + count)
            return (unsigned)symbols[code - first] << 4 | length;
        symbols += count;
        first = (first + count) << 1;
        code <<= 1;
    }
    return HUFFMAN_SYMBOLS << 4;
}
