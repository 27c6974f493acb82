/* The next bits wait in a word. It is filled at the head of every step with more than a step can
 * take: behind the end with zeros, which are counted, so that what was made of them is found out.
 */
#include "inflate_internal.h"

#include "big_endian_internal.h"

#include <string.h>

enum {
    LITERAL_SYMBOLS = 286,
    DISTANCE_SYMBOLS = 30,
    LENGTH_SYMBOLS = 19, /* of the codes in which the lengths of the other codes come */
    END_OF_BLOCK = 256,
    SYMBOLS_A_FILL = 3,
    MOST_LENGTHS = LITERAL_SYMBOLS + DISTANCE_SYMBOLS,
    ADLER_BLOCK = 32,
    ADLER_RUN = 5536, /* bytes before the sums can overflow; a multiple of the block */
};

enum outcome {
    OUTCOME_END,  /* of the block, or of the stream */
    OUTCOME_FULL, /* there is more than was asked for */
    OUTCOME_DAMAGED,
};

/* Small, and nobody keeps its address: in the loop over symbols it lies in registers. */
struct bits {
    uint64_t word;
    unsigned count;
    unsigned missing; /* bytes of zeros from behind the end */
    const unsigned char *at;
    const unsigned char *end;
};

struct stream {
    struct inflater *inflater;
    struct bits bits;
    unsigned char *begin;
    unsigned char *out;
    unsigned char *out_end;
};

/* ── Bits ──────────────────────────────────────────────────────────────────────────────────── */

static inline uint64_t read_little_endian(const unsigned char *at)
{
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 | (uint64_t)at[3] << 24 |
           (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 | (uint64_t)at[6] << 48 |
           (uint64_t)at[7] << 56;
}

static struct bits fill_at_end(struct bits bits)
{
    for (; bits.count < 56; bits.count += 8) {
        if (bits.at < bits.end)
            bits.word |= (uint64_t)*bits.at++ << bits.count;
        else
            bits.missing++;
    }
    return bits;
}

/* At least 56 bits. Those of a byte that does not fit whole stand above, and come again. */
static inline void fill(struct bits *bits)
{
    if (bits->end - bits->at >= 8) {
        bits->word |= read_little_endian(bits->at) << bits->count;
        bits->at += (63 - bits->count) >> 3;
        bits->count |= 56;
    } else {
        *bits = fill_at_end(*bits);
    }
}

static inline unsigned take(struct bits *bits, unsigned count)
{
    unsigned value = (unsigned)bits->word & ((1U << count) - 1);
    bits->word >>= count;
    bits->count -= count;
    return value;
}

/* At most 15 bits. What is no code is a symbol that there is not. */
static inline unsigned take_symbol(struct bits *bits, const struct huffman *huffman)
{
    unsigned entry = huffman_find(huffman, bits->word);
    bits->word >>= entry & 15;
    bits->count -= entry & 15;
    return entry >> 4;
}

/* Give back the whole bytes that were not used. False: what was used is not there. */
static bool align(struct bits *bits)
{
    unsigned unused = bits->count / 8;
    if (bits->missing > unused)
        return false;
    *bits = (struct bits){.at = bits->at - (unused - bits->missing), .end = bits->end};
    return true;
}

/* ── Blocks ────────────────────────────────────────────────────────────────────────────────── */

static enum outcome copy_stored(struct stream *stream)
{
    struct bits *bits = &stream->bits;
    if (!align(bits) || bits->end - bits->at < 4)
        return OUTCOME_DAMAGED;
    size_t length = (size_t)bits->at[0] | (size_t)bits->at[1] << 8;
    size_t inverted = (size_t)bits->at[2] | (size_t)bits->at[3] << 8;
    bits->at += 4;
    if ((length ^ inverted) != 0xffff || (size_t)(bits->end - bits->at) < length)
        return OUTCOME_DAMAGED;
    size_t room = (size_t)(stream->out_end - stream->out);
    size_t copied = length < room ? length : room;
    memcpy(stream->out, bits->at, copied);
    stream->out += copied;
    bits->at += copied;
    return copied == length ? OUTCOME_END : OUTCOME_FULL;
}

/* Bytes that stood before, perhaps those that are being written: in pieces of eight, if they do not
 * overlap. Writes up to INFLATE_SLACK bytes more. */
static inline void repeat(unsigned char *out, size_t distance, size_t length)
{
    const unsigned char *from = out - distance;
    const unsigned char *end = out + length;
    if (distance >= 8) {
        for (; out < end; out += 8, from += 8)
            memcpy(out, from, 8);
    } else {
        while (out < end)
            *out++ = *from++;
    }
}

/* How long, and how far back: the least that a symbol says, and how many bits are added to it
 * (RFC 1951, 3.2.5). */
struct measure {
    uint16_t least;
    uint16_t bits;
};

static const struct measure lengths_of[LITERAL_SYMBOLS - END_OF_BLOCK - 1] = {
    {3, 0},  {4, 0},  {5, 0},  {6, 0},   {7, 0},   {8, 0},   {9, 0},   {10, 0},  {11, 1},  {13, 1},
    {15, 1}, {17, 1}, {19, 2}, {23, 2},  {27, 2},  {31, 2},  {35, 3},  {43, 3},  {51, 3},  {59, 3},
    {67, 4}, {83, 4}, {99, 4}, {115, 4}, {131, 5}, {163, 5}, {195, 5}, {227, 5}, {258, 0},
};

static const struct measure distances_of[DISTANCE_SYMBOLS] = {
    {1, 0},     {2, 0},     {3, 0},     {4, 0},      {5, 1},      {7, 1},
    {9, 2},     {13, 2},    {17, 3},    {25, 3},     {33, 4},     {49, 4},
    {65, 5},    {97, 5},    {129, 6},   {193, 6},    {257, 7},    {385, 7},
    {513, 8},   {769, 8},   {1025, 9},  {1537, 9},   {2049, 10},  {3073, 10},
    {4097, 11}, {6145, 11}, {8193, 12}, {12289, 12}, {16385, 13}, {24577, 13},
};

/* The symbols that stand for themselves, and the first that does not. */
static inline unsigned copy_literals(struct bits *bits, const struct huffman *literals,
                                     unsigned char **out, const unsigned char *end)
{
    for (;;) {
        fill(bits);
        for (unsigned more = SYMBOLS_A_FILL; more > 0; more--) {
            unsigned symbol = take_symbol(bits, literals);
            if (symbol >= END_OF_BLOCK || *out == end)
                return symbol;
            *(*out)++ = (unsigned char)symbol;
        }
    }
}

static enum outcome unpack_block(struct stream *stream, const struct huffman *literals,
                                 const struct huffman *distances)
{
    struct bits bits = stream->bits;
    unsigned char *out = stream->out;
    enum outcome outcome = OUTCOME_FULL;
    for (;;) {
        unsigned symbol = copy_literals(&bits, literals, &out, stream->out_end);
        outcome = symbol == END_OF_BLOCK ? OUTCOME_END : OUTCOME_FULL;
        if (symbol <= END_OF_BLOCK)
            break;
        outcome = OUTCOME_DAMAGED;
        if (symbol >= LITERAL_SYMBOLS)
            break;
        fill(&bits);
        const struct measure *measure = &lengths_of[symbol - END_OF_BLOCK - 1];
        size_t length = measure->least + take(&bits, measure->bits);
        symbol = take_symbol(&bits, distances);
        if (symbol >= DISTANCE_SYMBOLS)
            break;
        measure = &distances_of[symbol];
        size_t distance = measure->least + take(&bits, measure->bits);
        if (distance > (size_t)(out - stream->begin))
            break;
        size_t room = (size_t)(stream->out_end - out);
        size_t copied = length < room ? length : room;
        repeat(out, distance, copied);
        out += copied;
        outcome = OUTCOME_FULL;
        if (copied < length)
            break;
    }
    stream->bits = bits;
    stream->out = out;
    return outcome;
}

/* ── Codes ─────────────────────────────────────────────────────────────────────────────────── */

/* The lengths of the codes, in codes of their own: 0 to 15, or one that is repeated. */
static bool read_lengths(struct stream *stream, unsigned char *lengths, size_t count)
{
    const struct huffman *codes = &stream->inflater->distances;
    struct bits *bits = &stream->bits;
    for (size_t i = 0; i < count;) {
        fill(bits);
        unsigned symbol = take_symbol(bits, codes);
        if (symbol < 16) {
            lengths[i++] = (unsigned char)symbol;
            continue;
        }
        if (symbol == HUFFMAN_SYMBOLS || (symbol == 16 && i == 0))
            return false;
        unsigned char repeated = symbol == 16 ? lengths[i - 1] : 0;
        size_t times = symbol == 16   ? 3 + take(bits, 2)
                       : symbol == 17 ? 3 + take(bits, 3)
                                      : 11 + take(bits, 7);
        if (times > count - i)
            return false;
        memset(lengths + i, repeated, times);
        i += times;
    }
    return true;
}

static bool read_codes(struct stream *stream)
{
    static const unsigned char order[LENGTH_SYMBOLS] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                        11, 4,  12, 3, 13, 2, 14, 1, 15};
    struct inflater *inflater = stream->inflater;
    struct bits *bits = &stream->bits;
    unsigned char lengths[MOST_LENGTHS] = {0};
    fill(bits);
    size_t literals = 257 + take(bits, 5);
    size_t distances = 1 + take(bits, 5);
    size_t count = 4 + take(bits, 4);
    if (literals > LITERAL_SYMBOLS || distances > DISTANCE_SYMBOLS)
        return false;
    for (size_t i = 0; i < count; i++) {
        fill(bits);
        lengths[order[i]] = (unsigned char)take(bits, 3);
    }
    return huffman_make(&inflater->distances, lengths, LENGTH_SYMBOLS, false) &&
           read_lengths(stream, lengths, literals + distances) && lengths[END_OF_BLOCK] > 0 &&
           huffman_make(&inflater->literals, lengths, literals, true) &&
           huffman_make(&inflater->distances, lengths + literals, distances, true);
}

/* The codes of blocks that bring none (RFC 1951, 3.2.6). */
static bool make_fixed(struct inflater *inflater)
{
    unsigned char lengths[HUFFMAN_SYMBOLS] = {0};
    if (inflater->has_fixed)
        return true;
    for (size_t i = 0; i < HUFFMAN_SYMBOLS; i++)
        lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
    inflater->has_fixed = huffman_make(&inflater->fixed_literals, lengths, HUFFMAN_SYMBOLS, false);
    memset(lengths, 5, 32);
    return inflater->has_fixed && huffman_make(&inflater->fixed_distances, lengths, 32, false);
}

/* ── Streams ───────────────────────────────────────────────────────────────────────────────── */

static enum outcome unpack_blocks(struct stream *stream)
{
    struct inflater *inflater = stream->inflater;
    enum outcome outcome = OUTCOME_END;
    for (bool last = false; !last && outcome == OUTCOME_END;) {
        fill(&stream->bits);
        last = take(&stream->bits, 1) != 0;
        switch (take(&stream->bits, 2)) {
        case 0:
            outcome = copy_stored(stream);
            break;
        case 1:
            outcome = make_fixed(inflater) ? unpack_block(stream, &inflater->fixed_literals,
                                                          &inflater->fixed_distances)
                                           : OUTCOME_DAMAGED;
            break;
        case 2:
            outcome = read_codes(stream)
                          ? unpack_block(stream, &inflater->literals, &inflater->distances)
                          : OUTCOME_DAMAGED;
            break;
        default:
            outcome = OUTCOME_DAMAGED;
        }
    }
    return outcome;
}

/* RFC 1950, 2.2; the sums of a block at once, so that the compiler adds many in one step. */
static uint32_t adler_32(const unsigned char *bytes, size_t size)
{
    uint32_t low = 1;
    uint32_t high = 0;
    while (size > 0) {
        size_t run = size < ADLER_RUN ? size : ADLER_RUN;
        size -= run;
        for (; run >= ADLER_BLOCK; run -= ADLER_BLOCK, bytes += ADLER_BLOCK) {
            uint32_t sum = 0;
            uint32_t weighted = 0;
            for (uint32_t i = 0; i < ADLER_BLOCK; i++) {
                sum += bytes[i];
                weighted += bytes[i] * (ADLER_BLOCK - i);
            }
            high += low * ADLER_BLOCK + weighted;
            low += sum;
        }
        for (; run > 0; run--) {
            low += *bytes++;
            high += low;
        }
        low %= 65521;
        high %= 65521;
    }
    return high << 16 | low;
}

/* Returns how it went; *size becomes how much was unpacked. */
static enum outcome unpack(struct inflater *inflater, const unsigned char *packed,
                           size_t packed_size, char *out, size_t *size)
{
    struct stream stream = {
        .inflater = inflater,
        .bits = {.at = packed + 2, .end = packed + packed_size},
        .begin = (unsigned char *)out,
        .out = (unsigned char *)out,
        .out_end = (unsigned char *)out + *size,
    };
    *size = 0;
    /* Deflate, a window of at most 32 KB, no dictionary, and a check of that. */
    if (packed_size < 2 || (packed[0] & 15) != 8 || packed[0] >> 4 > 7 || (packed[1] & 32) != 0 ||
        (packed[0] << 8 | packed[1]) % 31 != 0)
        return OUTCOME_DAMAGED;
    enum outcome outcome = unpack_blocks(&stream);
    *size = (size_t)(stream.out - stream.begin);
    if (outcome != OUTCOME_END)
        return outcome;
    if (!align(&stream.bits) || stream.bits.end - stream.bits.at < 4)
        return OUTCOME_DAMAGED;
    return read_32(stream.bits.at) == adler_32(stream.begin, *size) ? OUTCOME_END : OUTCOME_DAMAGED;
}

bool inflate_exactly(struct inflater *inflater, const unsigned char *packed, size_t packed_size,
                     char *out, size_t size)
{
    size_t unpacked = size;
    return unpack(inflater, packed, packed_size, out, &unpacked) == OUTCOME_END && unpacked == size;
}

size_t inflate_begin(struct inflater *inflater, const unsigned char *packed, size_t packed_size,
                     char *out, size_t size)
{
    size_t unpacked = size;
    return unpack(inflater, packed, packed_size, out, &unpacked) != OUTCOME_DAMAGED ? unpacked : 0;
}
