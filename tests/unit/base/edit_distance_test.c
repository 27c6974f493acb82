#include "base/edit_distance.h"

#include "unit/unit.h"

static void counts_single_edits_without_regard_to_case(void **state)
{
    (void)state;
    assert_int_equal(edit_distance("", "", 3), 0);
    assert_int_equal(edit_distance("Volume", "volume", 3), 0);
    assert_int_equal(edit_distance("volum", "volume", 3), 1);
    assert_int_equal(edit_distance("volumes", "volume", 3), 1);
    assert_int_equal(edit_distance("vilume", "volume", 3), 1);
}

static void a_swap_of_neighbours_is_one_edit(void **state)
{
    (void)state;
    assert_int_equal(edit_distance("colmuns", "columns", 3), 1);
    assert_int_equal(edit_distance("ab", "ba", 3), 1);
}

static void stops_above_the_limit(void **state)
{
    (void)state;
    char longer[2 * EDIT_DISTANCE_LONGEST];
    memset(longer, 'x', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    assert_int_equal(edit_distance("status", "version", 2), 3);
    assert_int_equal(edit_distance("a", "abcdef", 2), 3);
    assert_int_equal(edit_distance(longer, longer, 5), 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_single_edits_without_regard_to_case),
        cmocka_unit_test(a_swap_of_neighbours_is_one_edit),
        cmocka_unit_test(stops_above_the_limit),
    };
    return cmocka_run_group_tests_name("edit_distance", tests, NULL, NULL);
}
