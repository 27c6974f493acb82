/* What is pasted: a step of its own, no key, no loss of what is there. */
#include "unit/ui/fixture.h"

static void a_pasted_newline_or_tab_presses_no_key(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.title");
    ui_paste(&ui, "one\n\ttwo\r\n");
    ui_assert_focus(&ui, "overview.title");
    assert_string_equal(value_text(spec_value(ui.spec, small_field(ui.form, "overview.title"))),
                        "one  two");
    assert_true(form_view_focus(ui.view, small_field(ui.form, "overview.summary")));
    ui_paste(&ui, "one\n\ttwo");
    ui_assert_focus(&ui, "overview.summary");
    assert_string_equal(value_text(spec_value(ui.spec, small_field(ui.form, "overview.summary"))),
                        "one\n\ttwo");
    ui_close(&ui);
}

static void pasted_lines_become_entries(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "details.steps");
    ui_paste(&ui, "- alpha\n- beta\n\n- gamma\n");
    ui_assert_value(&ui, "details.steps", "alpha · beta · gamma");
    ui_undo(&ui);
    ui_assert_value(&ui, "details.steps", "");
    ui_close(&ui);
}

static void pasted_cells_become_rows(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "lifecycle.changes");
    ui_keys(&ui, "Enter");
    ui_paste(&ui, "2025-05-01\tone\r\n2025-05-02\ttwo\r\n");
    ui_assert_value(&ui, "lifecycle.changes", "2025-05-01 | one · 2025-05-02 | two");
    ui_undo(&ui);
    ui_assert_value(&ui, "lifecycle.changes", "");
    ui_close(&ui);
}

static void cells_pasted_into_an_added_row_keep_the_rows_below(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "lifecycle.changes");
    ui_keys(&ui, "Enter");
    ui_paste(&ui, "2025-05-01\tone\n2025-05-02\ttwo\n");
    ui_keys(&ui, "Up Up Insert");
    ui_paste(&ui, "2025-05-03\tA\n2025-05-04\tB\n");
    ui_assert_value(&ui, "lifecycle.changes",
                    "2025-05-01 | one · 2025-05-03 | A · 2025-05-04 | B · 2025-05-02 | two");
    ui_undo(&ui);
    ui_assert_value(&ui, "lifecycle.changes", "2025-05-01 | one · 2025-05-02 | two");
    ui_close(&ui);
}

static void a_link_is_recognised_when_it_is_pasted(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "details.runbook");
    ui_paste(&ui, "[Runbook](https://wiki.acme.example/rb)");
    ui_assert_value(&ui, "details.runbook", "Runbook <https://wiki.acme.example/rb>");
    ui_close(&ui);
}

static void several_rows_pasted_into_a_filled_one_are_added_below(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "lifecycle.changes");
    ui_keys(&ui, "Enter");
    ui_paste(&ui, "2025-05-01\tone\n2025-05-02\ttwo\n");
    ui_keys(&ui, "Home");
    ui_paste(&ui, "2025-05-03\tA\n2025-05-04\tB\n");
    ui_assert_value(&ui, "lifecycle.changes",
                    "2025-05-01 | one · 2025-05-03 | A · 2025-05-04 | B · 2025-05-02 | two");
    assert_string_equal(ui.said, "2 rows added.");
    ui_assert_cursor_in(&ui, "2025-05-03");
    ui_undo(&ui);
    ui_assert_value(&ui, "lifecycle.changes", "2025-05-01 | one · 2025-05-02 | two");
    ui_close(&ui);
}

static void one_row_pasted_into_a_filled_one_takes_its_place(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "lifecycle.changes");
    ui_keys(&ui, "Enter");
    ui_paste(&ui, "2025-05-01\tone\n2025-05-02\ttwo\n");
    ui_keys(&ui, "Home");
    ui_paste(&ui, "2025-05-03\tA\n");
    ui_assert_value(&ui, "lifecycle.changes", "2025-05-03 | A · 2025-05-02 | two");
    ui_undo(&ui);
    ui_assert_value(&ui, "lifecycle.changes", "2025-05-01 | one · 2025-05-02 | two");
    ui_close(&ui);
}

static void control_characters_are_left_out_and_told(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.summary");
    ui_paste(&ui, "one\a\n\033two\177");
    assert_string_equal(value_text(spec_value(ui.spec, small_field(ui.form, "overview.summary"))),
                        "one\ntwo");
    assert_string_equal(ui.said, "Pasted without 3 control characters.");
    ui.said[0] = '\0';
    ui_paste(&ui, "\001");
    assert_string_equal(ui.said, "Pasted without 1 control character.");
    ui_undo(&ui);
    ui_assert_value(&ui, "overview.summary", "");
    ui_close(&ui);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pasted_newline_or_tab_presses_no_key),
        cmocka_unit_test(pasted_lines_become_entries),
        cmocka_unit_test(pasted_cells_become_rows),
        cmocka_unit_test(cells_pasted_into_an_added_row_keep_the_rows_below),
        cmocka_unit_test(a_link_is_recognised_when_it_is_pasted),
        cmocka_unit_test(several_rows_pasted_into_a_filled_one_are_added_below),
        cmocka_unit_test(one_row_pasted_into_a_filled_one_takes_its_place),
        cmocka_unit_test(control_characters_are_left_out_and_told),
    };
    return cmocka_run_group_tests_name("paste", tests, NULL, NULL);
}
