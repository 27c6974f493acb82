/* Clicks and the wheel in the form. */
#include "unit/ui/fixture.h"

static void a_click_focuses_and_a_second_one_opens(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "lifecycle.status");
    assert_true(form_view_click(ui.view, ui_find_row(&ui, "Data Volume"), 0, false));
    ui_draw(&ui);
    ui_assert_focus(&ui, "overview.data_volume");
    assert_true(form_view_click(ui.view, ui_find_row(&ui, "Data Volume"), 0, true));
    ui_draw(&ui);
    ui_assert_shown(&ui, "Median");
    assert_false(form_view_click(ui.view, 1000, 0, false));
    ui_close(&ui);
}

static void a_click_in_an_open_list_selects_and_a_second_one_takes(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.data_volume");
    ui_keys(&ui, "Enter");
    int row = ui_find_row(&ui, "Median");
    assert_true(form_view_click(ui.view, row, 40, false));
    ui_draw(&ui);
    ui_assert_cursor_in(&ui, "Median");
    ui_assert_focus(&ui, "overview.data_volume");
    assert_true(form_view_click(ui.view, row, 40, true));
    ui_draw(&ui);
    ui_assert_value(&ui, "overview.data_volume", "Median");
    ui_assert_focus(&ui, "overview.protocols");
    ui_keys(&ui, "Enter");
    row = ui_find_row(&ui, "SFTP");
    assert_true(form_view_click(ui.view, row, 40, false));
    ui_draw(&ui);
    ui_assert_shown(&ui, "☑ SFTP");
    ui_keys(&ui, "Enter");
    ui_assert_value(&ui, "overview.protocols", "SFTP");
    ui_close(&ui);
}

static void a_click_beside_an_open_list_closes_it(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.data_volume");
    ui_keys(&ui, "Enter");
    ui_assert_shown(&ui, "Median");
    assert_true(form_view_click(ui.view, ui_find_row(&ui, "Data Volume"), 0, false));
    ui_draw(&ui);
    ui_assert_not_shown(&ui, "Median");
    ui_assert_focus(&ui, "overview.data_volume");
    ui_assert_value(&ui, "overview.data_volume", "");
    ui_close(&ui);
}

static void scrolling_by_hand_leaves_the_focus_where_it_is(void **state)
{
    (void)state;
    struct ui ui;
    int row = 0;
    int column = 0;
    ui_begin(&ui, "lifecycle.status");
    ui_size(&ui, 10, 80);
    form_view_scroll(ui.view, 1000);
    ui_draw(&ui);
    ui_assert_shown(&ui, "SLA");
    ui_assert_focus(&ui, "lifecycle.status");
    grid_cursor(ui.grid, &row, &column);
    assert_int_equal(row, -1);
    ui_keys(&ui, "Home");
    ui_assert_shown(&ui, "▸ Status");
    ui_close(&ui);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_click_focuses_and_a_second_one_opens),
        cmocka_unit_test(a_click_in_an_open_list_selects_and_a_second_one_takes),
        cmocka_unit_test(a_click_beside_an_open_list_closes_it),
        cmocka_unit_test(scrolling_by_hand_leaves_the_focus_where_it_is),
    };
    return cmocka_run_group_tests_name("mouse", tests, NULL, NULL);
}
