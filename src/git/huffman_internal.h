/* The codes of a DEFLATE block (RFC 1951, 3.2.2): each symbol has a code of so many bits, none if
 * it does not occur, and the lengths alone say what the codes are. */
#ifndef IFSPEC_GIT_HUFFMAN_INTERNAL_H
#define IFSPEC_GIT_HUFFMAN_INTERNAL_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HUFFMAN_LONGEST = 15, /* bits of a code */
    HUFFMAN_SYMBOLS = 288,
    HUFFMAN_TABLE_BITS = 9,
};

/* An entry is symbol << 4 | length of its code. */
struct huffman {
    uint16_t table[1U << HUFFMAN_TABLE_BITS]; /* by the next bits; 0: the code is longer, or none */
    uint16_t counts[HUFFMAN_LONGEST + 1];     /* codes of each length */
    uint16_t symbols[HUFFMAN_SYMBOLS];        /* by their codes */
};

/* Make the codes of lengths. False if they are no set of codes: too many, or some bits would mean
 * nothing; but none at all may be, and, if said so, a single one of one bit (as in zlib). */
bool huffman_make(struct huffman *huffman, const unsigned char *lengths, size_t count,
                  bool may_be_single) ATTRIBUTE_MUST_CHECK;

/* The entry of the code that `bits` begin with (the first bit is the lowest), for what the table
 * does not tell; of the symbol HUFFMAN_SYMBOLS if there is none. */
unsigned huffman_search(const struct huffman *huffman, uint64_t bits);

/* The same for any. */
static inline unsigned huffman_find(const struct huffman *huffman, uint64_t bits)
{
    unsigned entry = huffman->table[bits & ((1U << HUFFMAN_TABLE_BITS) - 1)];
    return entry != 0 ? entry : huffman_search(huffman, bits);
}

#endif
