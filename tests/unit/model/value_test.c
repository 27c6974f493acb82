#include "model/value.h"

#include "unit/unit.h"

static struct value list_of(size_t count, const char *const *texts)
{
    struct value list = value_of_list();
    for (size_t i = 0; i < count; i++)
        value_insert(&list, i, value_of_text(texts[i]));
    return list;
}

static void an_empty_entry_is_not_there_when_values_are_compared(void **state)
{
    (void)state;
    struct value a = list_of(3, (const char *const[]){"x", "", "y"});
    struct value b = list_of(4, (const char *const[]){"", "x", "y", ""});
    struct value c = list_of(2, (const char *const[]){"y", "x"});
    assert_true(value_equal(&a, &b));
    assert_false(value_equal(&a, &c));
    value_done(&a);
    value_done(&b);
    value_done(&c);
}

static void an_empty_value_equals_an_absent_one(void **state)
{
    (void)state;
    struct value absent = {0};
    struct value text = value_of_text("");
    struct value list = value_of_list();
    struct value row = value_of_row(3);
    assert_true(value_equal(&absent, &text));
    assert_true(value_equal(&list, &row));
    value_done(&text);
    value_done(&list);
    value_done(&row);
}

static void the_text_of_not_applicable_is_not_applicable(void **state)
{
    (void)state;
    struct value none = {.kind = VALUE_NOT_APPLICABLE};
    struct value text = value_of_text("N/A");
    assert_true(value_equal(&none, &text));
    assert_false(value_is_empty(&none));
    value_done(&text);
}

static void rows_of_different_width_are_equal_when_the_rest_is_empty(void **state)
{
    (void)state;
    struct value narrow = value_of_row(1);
    struct value wide = value_of_row(3);
    value_set_text(&narrow.items[0], "a");
    value_set_text(&wide.items[0], "a");
    assert_true(value_equal(&narrow, &wide));
    value_set_text(&wide.items[2], "c");
    assert_false(value_equal(&narrow, &wide));
    value_done(&narrow);
    value_done(&wide);
}

static void moves_an_entry_in_both_directions(void **state)
{
    (void)state;
    struct value list = list_of(4, (const char *const[]){"a", "b", "c", "d"});
    value_move(&list, 0, 2);
    assert_string_equal(value_text(&list.items[2]), "a");
    assert_string_equal(value_text(&list.items[0]), "b");
    value_move(&list, 3, 0);
    assert_string_equal(value_text(&list.items[0]), "d");
    assert_string_equal(value_text(&list.items[3]), "a");
    value_move(&list, 1, 1);
    assert_string_equal(value_text(&list.items[1]), "b");
    value_done(&list);
}

static void tidying_drops_empty_entries_rows_and_lists(void **state)
{
    (void)state;
    struct value list = list_of(3, (const char *const[]){"", "x", ""});
    value_insert(&list, 1, value_of_row(2));
    value_tidy(&list);
    assert_int_equal(list.count, 1);
    value_set_text(&list.items[0], "");
    value_tidy(&list);
    assert_int_equal(list.kind, VALUE_ABSENT);
    value_done(&list);
}

static void a_text_can_be_set_to_a_part_of_itself(void **state)
{
    (void)state;
    struct value value = value_of_text("Data Volume");
    value.line = 7;
    value_set_text(&value, value.text + 5);
    assert_string_equal(value_text(&value), "Volume");
    assert_int_equal(value.line, 7);
    value_done(&value);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_entry_is_not_there_when_values_are_compared),
        cmocka_unit_test(an_empty_value_equals_an_absent_one),
        cmocka_unit_test(the_text_of_not_applicable_is_not_applicable),
        cmocka_unit_test(rows_of_different_width_are_equal_when_the_rest_is_empty),
        cmocka_unit_test(moves_an_entry_in_both_directions),
        cmocka_unit_test(tidying_drops_empty_entries_rows_and_lists),
        cmocka_unit_test(a_text_can_be_set_to_a_part_of_itself),
    };
    return cmocka_run_group_tests_name("value", tests, NULL, NULL);
}
