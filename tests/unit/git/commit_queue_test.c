#include "unit/unit.h"

#include "../../../src/git/commit_queue_internal.h"

enum { COUNT = 200 };

/* Whatever the order in which they come: newest first, equals as they came. */
static void gives_the_newest_first(void **state)
{
    (void)state;
    struct commit_queue queue = {0};
    uint64_t dates[COUNT] = {0};
    for (size_t i = 0; i < COUNT; i++) {
        dates[i] = i * 73 % 50;
        commit_queue_add(&queue, dates[i], &dates[i]);
    }
    const uint64_t *before = commit_queue_take(&queue);
    for (size_t i = 1; i < COUNT; i++) {
        const uint64_t *date = commit_queue_take(&queue);
        assert_non_null(date);
        assert_true(*date < *before || (*date == *before && date > before));
        before = date;
    }
    assert_null(commit_queue_take(&queue));
    commit_queue_done(&queue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(gives_the_newest_first)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
