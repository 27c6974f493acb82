/* How the form looks: what is dim, marked, wrapped, named. */
#include "unit/ui/fixture.h"

static void hidden_fields_are_named_at_the_end_of_their_section(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.data_volume");
    ui_size(&ui, 80, 80);
    ui_draw(&ui);
    ui_assert_shown(&ui, "Hidden: Volume detail");
    ui_type(&ui, "high");
    ui_keys(&ui, "Enter");
    ui_assert_not_shown(&ui, "Hidden:");
    ui_type(&ui, "5 a day");
    ui_keys(&ui, "S-Tab");
    ui_type(&ui, "low");
    ui_keys(&ui, "Enter");
    ui_assert_shown(&ui, "Hidden: Volume detail (its value is kept)");
    ui_assert_value(&ui, "overview.detail", "5 a day");
    ui_close(&ui);
}

static void an_example_is_dim_and_goes_with_the_first_key(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.summary");
    assert_int_equal(ui_style_of(&ui, "This integration"), STYLE_EXAMPLE);
    ui_assert_value(&ui, "overview.summary", "");
    ui_type(&ui, "x");
    ui_assert_not_shown(&ui, "This integration");
    ui_assert_value(&ui, "overview.summary", "x");
    ui_keys(&ui, "Backspace");
    ui_assert_shown(&ui, "This integration");
    assert_int_equal(spec_value(ui.spec, small_field(ui.form, "overview.summary"))->kind,
                     VALUE_ABSENT);
    ui_close(&ui);
}

static void focus_is_told_without_colour(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.title");
    ui_assert_shown(&ui, "▸ Title");
    assert_int_equal(ui_style_of(&ui, "Title"), STYLE_STRONG);
    assert_int_equal(ui_style_of(&ui, "Legacy IDs"), STYLE_LABEL);
    ui_assert_cursor_in(&ui, "Title");
    ui_close(&ui);
}

static void a_group_is_named_where_it_begins(void **state)
{
    (void)state;
    struct ui ui;
    ui_open(&ui);
    small_field(ui.form, "lifecycle.changes")->group_by = 0;
    ui_show(&ui, "lifecycle.changes");
    ui_keys(&ui, "Enter");
    ui_paste(&ui, "2025-05-01\tone\n2025-05-01\ttwo\n2025-05-02\tthree\n");
    ui_keys(&ui, "Down Down Esc Tab");
    char *one = ui_row(&ui, ui_find_row(&ui, "one"));
    char *two = ui_row(&ui, ui_find_row(&ui, "two"));
    char *three = ui_row(&ui, ui_find_row(&ui, "three"));
    assert_non_null(strstr(one, "2025-05-01"));
    assert_null(strstr(two, "2025-05-01"));
    assert_non_null(strstr(three, "2025-05-02"));
    free(one);
    free(two);
    free(three);
    ui_close(&ui);
}

static void a_complaint_does_not_come_up_while_one_types(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.version");
    ui_type(&ui, "1");
    ui_assert_not_shown(&ui, "V and a number");
    ui_keys(&ui, "Tab");
    ui_assert_shown(&ui, "! V and a number");
    ui_keys(&ui, "S-Tab");
    ui_assert_shown(&ui, "! V and a number");
    ui_keys(&ui, "Home");
    ui_type(&ui, "V");
    ui_assert_not_shown(&ui, "V and a number");
    ui_close(&ui);
}

static void an_open_question_stands_below_its_field(void **state)
{
    (void)state;
    struct ui ui;
    ui_open(&ui);
    small_set(ui.spec, "questions", "details.sla | Inbound or Outbound?");
    ui_show(&ui, "overview.title");
    ui_size(&ui, 60, 80);
    ui_draw(&ui);
    ui_assert_shown(&ui, "? SLA");
    ui_assert_shown(&ui, "? Inbound or Outbound?");
    ui_undo(&ui);
    ui_assert_not_shown(&ui, "Inbound");
    ui_close(&ui);
}

static void a_small_screen_gives_an_open_list_all_its_room(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.protocols");
    ui_size(&ui, 6, 40);
    ui_keys(&ui, "Enter");
    char *first = ui_row(&ui, 0);
    assert_non_null(strstr(first, "▸ Protocol"));
    free(first);
    ui_assert_shown(&ui, "REST");
    ui_assert_shown(&ui, "OData V2");
    ui_close(&ui);
}

static void soft_wrap_flows_back(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.summary");
    ui_size(&ui, 30, 60);
    ui_type(&ui, "Alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu");
    int next = ui_find_row(&ui, "Data Volume");
    for (int i = 0; i < 9; i++)
        ui_keys(&ui, "C-w");
    assert_true(ui_find_row(&ui, "Data Volume") < next);
    ui_assert_value(&ui, "overview.summary", "Alpha beta gamma ");
    ui_close(&ui);
}

static void a_table_too_wide_for_a_grid_is_a_form_of_one_row(void **state)
{
    (void)state;
    struct ui ui;
    ui_open(&ui);
    small_set(ui.spec, "details.known_errors", "Timeout of the proxy | No route | Wait | x");
    ui_show(&ui, "details.known_errors");
    ui_size(&ui, 15, 36);
    ui_keys(&ui, "Enter");
    ui_assert_shown(&ui, "Row 1 of 1");
    ui_keys(&ui, "Down Enter");
    ui_type(&ui, "!");
    ui_keys(&ui, "Enter");
    ui_assert_shown(&ui, "No route!");
    ui_size(&ui, 30, 100);
    ui_draw(&ui);
    ui_assert_not_shown(&ui, "Row 1 of 1");
    ui_keys(&ui, "M-f");
    ui_assert_shown(&ui, "Row 1 of 1");
    ui_close(&ui);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(hidden_fields_are_named_at_the_end_of_their_section),
        cmocka_unit_test(an_example_is_dim_and_goes_with_the_first_key),
        cmocka_unit_test(focus_is_told_without_colour),
        cmocka_unit_test(a_group_is_named_where_it_begins),
        cmocka_unit_test(a_complaint_does_not_come_up_while_one_types),
        cmocka_unit_test(an_open_question_stands_below_its_field),
        cmocka_unit_test(a_small_screen_gives_an_open_list_all_its_room),
        cmocka_unit_test(soft_wrap_flows_back),
        cmocka_unit_test(a_table_too_wide_for_a_grid_is_a_form_of_one_row),
    };
    return cmocka_run_group_tests_name("form_draw", tests, NULL, NULL);
}
