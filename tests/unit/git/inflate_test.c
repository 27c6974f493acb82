/* What is unpacked is what zlib unpacks; what zlib refuses is refused. */
#include "fixture.h"

#include "../../../src/git/inflate_internal.h"

#include <zlib.h>

enum { LARGEST = 70000, PACKED_ROOM = LARGEST + 1000 };

static unsigned long seed = 1;

static size_t random_below(size_t limit)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (size_t)(seed >> 33) % limit;
}

static struct inflater inflater;

/* Bytes of a kind: random ones, few different ones, words that come again, one byte only. */
static void make_bytes(char *bytes, size_t size, size_t kind)
{
    static const char *const words[] = {"tree ", "parent ", "interfaces/", "\n", "0a1b2c", "  - "};
    for (size_t i = 0; i < size; i++)
        bytes[i] = kind == 0   ? (char)random_below(256)
                   : kind == 1 ? (char)('a' + random_below(5))
                   : kind == 2 ? (char)(random_below(50) == 0 ? random_below(256) : 'e')
                               : 'x';
    for (size_t i = 0; kind == 4 && i + 12 < size;) {
        const char *word = words[random_below(sizeof words / sizeof *words)];
        memcpy(bytes + i, word, strlen(word));
        i += strlen(word);
    }
}

static size_t pack(const char *bytes, size_t size, int level, int strategy, unsigned char *packed)
{
    z_stream stream = {0};
    assert_int_equal(deflateInit2(&stream, level, Z_DEFLATED, 15, 8, strategy), Z_OK);
    stream.next_in = (unsigned char *)bytes;
    stream.avail_in = (unsigned)size;
    stream.next_out = packed;
    stream.avail_out = PACKED_ROOM;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(deflateEnd(&stream), Z_OK);
    return stream.total_out;
}

/* The stream ends where the memory ends: what is read behind it is found out. */
static bool unpack(const unsigned char *packed, size_t packed_size, char *out, size_t size)
{
    unsigned char *copy = malloc(packed_size > 0 ? packed_size : 1);
    memcpy(copy, packed, packed_size);
    bool done = inflate_exactly(&inflater, copy, packed_size, out, size);
    free(copy);
    return done;
}

static const size_t sizes[] = {0,  1,  2,   3,   7,    8,    9,     31,
                               32, 33, 240, 257, 5536, 5537, 33000, LARGEST};

static void unpacks_what_was_packed_in_any_way(void **state)
{
    (void)state;
    char *bytes = malloc(LARGEST + 1);
    char *out = malloc(LARGEST + INFLATE_SLACK);
    unsigned char *packed = malloc(PACKED_ROOM);
    for (size_t kind = 0; kind < 5; kind++) {
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            size_t size = sizes[i];
            make_bytes(bytes, size, kind);
            for (int way = 0; way < 8; way++) {
                static const int levels[] = {0, 1, 6, 9, 6, 6, 6, 6};
                static const int strategies[] = {0,     0,         0, 0, Z_FIXED, Z_HUFFMAN_ONLY,
                                                 Z_RLE, Z_FILTERED};
                size_t length = pack(bytes, size, levels[way], strategies[way], packed);
                assert_true(unpack(packed, length, out, size));
                assert_memory_equal(out, bytes, size);
                assert_false(unpack(packed, length, out, size + 1));
                assert_false(size > 0 && unpack(packed, length, out, size - 1));
                assert_false(unpack(packed, length - 1, out, size));
            }
        }
    }
    free(bytes);
    free(out);
    free(packed);
}

static void unpacks_a_beginning(void **state)
{
    (void)state;
    char bytes[1000] = "";
    char out[1000 + INFLATE_SLACK] = "";
    unsigned char packed[2000] = {0};
    for (size_t kind = 0; kind < 5; kind++) {
        make_bytes(bytes, sizeof bytes, kind);
        size_t length = pack(bytes, sizeof bytes, 6, kind == 1 ? Z_FIXED : 0, packed);
        for (size_t size = 1; size <= sizeof bytes; size++) {
            memset(out, 0, sizeof out);
            assert_int_equal(inflate_begin(&inflater, packed, length, out, size), size);
            assert_memory_equal(out, bytes, size);
        }
    }
    assert_int_equal(inflate_begin(&inflater, packed, 1, out, 10), 0);
    assert_int_equal(inflate_begin(&inflater, (const unsigned char *)"hello", 5, out, 10), 0);
}

static bool zlib_unpacks(const unsigned char *packed, size_t packed_size, char *out, size_t size)
{
    z_stream stream = {0};
    assert_int_equal(inflateInit(&stream), Z_OK);
    stream.next_in = (unsigned char *)packed;
    stream.avail_in = (unsigned)packed_size;
    stream.next_out = (unsigned char *)out;
    stream.avail_out = (unsigned)size + 1;
    int code = inflate(&stream, Z_FINISH);
    bool done = code == Z_STREAM_END && stream.total_out == size;
    (void)inflateEnd(&stream);
    return done;
}

/* Most damage is found by the sum at the end: it is made right again, as somebody would who wants
 * to be read. */
static void damage(unsigned char *packed, size_t length, size_t size, char *out)
{
    for (size_t times = 1 + random_below(3); times > 0; times--)
        packed[2 + random_below(length - 2)] ^= (unsigned char)(1U << random_below(8));
    z_stream stream = {0};
    assert_int_equal(inflateInit(&stream), Z_OK);
    stream.next_in = packed;
    stream.avail_in = (unsigned)length;
    stream.next_out = (unsigned char *)out;
    stream.avail_out = (unsigned)size + 1;
    (void)inflate(&stream, Z_FINISH);
    uLong sum = adler32(1, (unsigned char *)out, (unsigned)stream.total_out);
    (void)inflateEnd(&stream);
    for (size_t i = 0; i < 4; i++)
        packed[length - 1 - i] = (unsigned char)(sum >> 8 * i);
}

static void refuses_what_zlib_refuses(void **state)
{
    (void)state;
    enum { SIZE = 400 };
    char bytes[SIZE] = "";
    char expected[SIZE + 1] = "";
    char out[SIZE + INFLATE_SLACK] = "";
    unsigned char *packed = malloc(PACKED_ROOM);
    size_t agreed[2] = {0};
    for (size_t round = 0; round < 40000; round++) {
        size_t size = 1 + random_below(SIZE);
        make_bytes(bytes, size, random_below(5));
        size_t length = pack(bytes, size, 6, random_below(3) == 0 ? Z_FIXED : 0, packed);
        damage(packed, length, size, expected);
        bool expects = zlib_unpacks(packed, length, expected, size);
        bool unpacked = unpack(packed, length, out, size);
        if (unpacked != expects)
            fail_msg("round %zu: %d instead of %d", round, unpacked, expects);
        if (unpacked)
            assert_memory_equal(out, expected, size);
        agreed[unpacked]++;
    }
    assert_true(agreed[0] > 1000 && agreed[1] > 1000);
    free(packed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unpacks_what_was_packed_in_any_way),
        cmocka_unit_test(unpacks_a_beginning),
        cmocka_unit_test(refuses_what_zlib_refuses),
    };
    return cmocka_run_group_tests_name("git/inflate", tests, NULL, NULL);
}
