/* Ids are found wherever they stand, however they are spread. */
#include "fixture.h"

#include "../../../src/git/oid_table_internal.h"

enum { MOST = 3000 };

static unsigned long seed = 1;

static size_t random_below(size_t limit)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (size_t)(seed >> 33) % limit;
}

static int compare(const void *a, const void *b)
{
    return memcmp(a, b, GIT_OID_RAWSZ);
}

/* Of a spread: as hashes are; all with one beginning; growing by one; with leaps. */
static void make_id(unsigned char *id, size_t number, size_t spread)
{
    for (size_t i = 0; i < GIT_OID_RAWSZ; i++)
        id[i] = (unsigned char)random_below(256);
    if (spread >= 1)
        memset(id, 0x7f, 4);
    if (spread == 2)
        memset(id, 0, 18);
    if (spread == 2) {
        id[18] = (unsigned char)(number >> 8);
        id[19] = (unsigned char)number;
    }
    if (spread == 3 && number % 2 == 0)
        memset(id, 0xff, 12);
}

static struct oid_table make_table(unsigned char *fanout, unsigned char *ids, size_t count,
                                   size_t spread)
{
    struct oid_table table = {0};
    for (size_t i = 0; i < count; i++)
        make_id(ids + i * GIT_OID_RAWSZ, i, spread);
    qsort(ids, count, GIT_OID_RAWSZ, compare);
    for (size_t byte = 0; byte < 256; byte++) {
        size_t up_to = 0;
        while (up_to < count && ids[up_to * GIT_OID_RAWSZ] <= byte)
            up_to++;
        fanout[byte * 4] = fanout[byte * 4 + 1] = 0;
        fanout[byte * 4 + 2] = (unsigned char)(up_to >> 8);
        fanout[byte * 4 + 3] = (unsigned char)up_to;
    }
    assert_true(oid_table_begin(&table, fanout));
    assert_int_equal(table.count, count);
    table.ids = ids;
    return table;
}

static void finds_what_is_there_and_nothing_else(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 2, 3, 20, 700, MOST};
    unsigned char *fanout = malloc(FANOUT_SIZE);
    unsigned char *ids = malloc((size_t)MOST * GIT_OID_RAWSZ);
    for (size_t i = 0; i < 4 * sizeof counts / sizeof *counts; i++) {
        size_t count = counts[i / 4];
        struct oid_table table = make_table(fanout, ids, count, i % 4);
        uint32_t position = 0;
        for (size_t at = 0; at < count; at++) {
            assert_true(oid_table_find(&table, ids + at * GIT_OID_RAWSZ, &position));
            assert_memory_equal(ids + position * GIT_OID_RAWSZ, ids + at * GIT_OID_RAWSZ,
                                GIT_OID_RAWSZ);
        }
        for (size_t round = 0; round < 500; round++) {
            unsigned char id[GIT_OID_RAWSZ] = {0};
            make_id(id, MOST + round, random_below(4));
            bool is_there = count > 0 && bsearch(id, ids, count, GIT_OID_RAWSZ, compare) != NULL;
            assert_int_equal(oid_table_find(&table, id, &position), is_there);
        }
    }
    free(fanout);
    free(ids);
}

static void refuses_counts_that_shrink(void **state)
{
    (void)state;
    unsigned char fanout[FANOUT_SIZE] = {0};
    struct oid_table table = {0};
    assert_true(oid_table_begin(&table, fanout));
    fanout[100 * 4 + 3] = 1;
    assert_false(oid_table_begin(&table, fanout));
}

/* A forged table is searched to its end, too. */
static void ends_in_a_table_that_is_not_sorted(void **state)
{
    (void)state;
    unsigned char *fanout = malloc(FANOUT_SIZE);
    unsigned char *ids = malloc((size_t)MOST * GIT_OID_RAWSZ);
    struct oid_table table = make_table(fanout, ids, MOST, 0);
    for (size_t i = 0; i < (size_t)MOST * GIT_OID_RAWSZ; i++)
        ids[i] = (unsigned char)random_below(256);
    for (size_t round = 0; round < 5000; round++) {
        unsigned char id[GIT_OID_RAWSZ] = {0};
        uint32_t position = 0;
        make_id(id, 0, 0);
        if (oid_table_find(&table, id, &position))
            assert_memory_equal(id, ids + (size_t)position * GIT_OID_RAWSZ, GIT_OID_RAWSZ);
    }
    free(fanout);
    free(ids);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_is_there_and_nothing_else),
        cmocka_unit_test(refuses_counts_that_shrink),
        cmocka_unit_test(ends_in_a_table_that_is_not_sorted),
    };
    return cmocka_run_group_tests_name("git/oid_table", tests, NULL, NULL);
}
