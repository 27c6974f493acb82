/* A table in another order, to be looked at. */
#include "unit/ui/fixture.h"

#define TABLE "lifecycle.changes"
#define AS_PASTED "2025-05-02 | pear · 2025-05-01 | Apple · 2025-05-03 | fig"

static void begin(struct ui *ui)
{
    ui_begin(ui, TABLE);
    ui_keys(ui, "Enter");
    ui_paste(ui, "2025-05-02\tpear\n2025-05-01\tApple\n2025-05-03\tfig\n");
    ui_assert_value(ui, TABLE, AS_PASTED);
    ui_keys(ui, "Home");
}

static void assert_order(struct ui *ui, const char *first, const char *second, const char *third)
{
    int row = ui_find_row(ui, first);
    assert_true(row > 0);
    assert_int_equal(ui_find_row(ui, second), row + 1);
    assert_int_equal(ui_find_row(ui, third), row + 2);
}

static void sorts_by_the_current_column_and_back(void **state)
{
    (void)state;
    struct ui ui;
    begin(&ui);
    ui_keys(&ui, "M-s");
    ui_assert_shown(&ui, "Date ▴");
    assert_order(&ui, "Apple", "pear", "fig");
    ui_assert_value(&ui, TABLE, AS_PASTED);
    ui_keys(&ui, "Right M-s");
    ui_assert_shown(&ui, "What changed ▴");
    assert_order(&ui, "Apple", "fig", "pear");
    ui_keys(&ui, "M-z");
    assert_order(&ui, "pear", "fig", "Apple");
    ui_keys(&ui, "M-s");
    assert_order(&ui, "pear", "Apple", "fig");
    ui_assert_not_shown(&ui, "What changed ▴");
    ui_close(&ui);
}

static void the_arrows_follow_what_is_seen(void **state)
{
    (void)state;
    struct ui ui;
    begin(&ui);
    ui_keys(&ui, "M-s Up Up Right");
    ui_assert_cursor_in(&ui, "Apple");
    ui_keys(&ui, "Down");
    ui_assert_cursor_in(&ui, "pear");
    ui_keys(&ui, "Tab");
    ui_assert_cursor_in(&ui, "fig");
    ui_keys(&ui, "S-Tab S-Tab S-Tab");
    ui_assert_cursor_in(&ui, "Apple");
    ui_keys(&ui, "Enter");
    ui_type(&ui, "x");
    ui_keys(&ui, "Enter");
    ui_assert_value(&ui, TABLE, "2025-05-02 | pear · 2025-05-01 | Applex · 2025-05-03 | fig");
    ui_assert_cursor_in(&ui, "Applex");
    ui_close(&ui);
}

static void rows_that_come_go_or_move_end_it(void **state)
{
    (void)state;
    struct ui ui;
    begin(&ui);
    ui_keys(&ui, "M-s M-Down");
    assert_order(&ui, "pear", "Apple", "fig");
    ui_assert_value(&ui, TABLE, AS_PASTED);
    ui_keys(&ui, "M-s Up Up M-d");
    ui_assert_value(&ui, TABLE, "2025-05-02 | pear · 2025-05-03 | fig");
    ui_assert_not_shown(&ui, "▴");
    ui_keys(&ui, "M-s Insert");
    ui_type(&ui, "2025-01-01");
    ui_keys(&ui, "Tab Esc");
    ui_assert_not_shown(&ui, "▴");
    ui_undo(&ui);
    ui_close(&ui);
}

static void numbers_are_sorted_as_numbers(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, TABLE);
    ui_keys(&ui, "Enter");
    ui_paste(&ui, "2025-05-02\t10\n2025-05-01\t9\n2025-05-03\t\n");
    ui_keys(&ui, "End M-s");
    assert_order(&ui, "│ 9", "│ 10", "2025-05-03");
    ui_keys(&ui, "M-z");
    assert_order(&ui, "2025-05-03", "│ 10", "│ 9");
    ui_close(&ui);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorts_by_the_current_column_and_back),
        cmocka_unit_test(the_arrows_follow_what_is_seen),
        cmocka_unit_test(rows_that_come_go_or_move_end_it),
        cmocka_unit_test(numbers_are_sorted_as_numbers),
    };
    return cmocka_run_group_tests_name("table_sort", tests, NULL, NULL);
}
