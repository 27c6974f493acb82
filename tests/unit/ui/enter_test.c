/* What Enter and the arrows do in each kind of field, a rule a test. */
#include "unit/ui/fixture.h"

static void enter_in_a_line_goes_to_the_next_field(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.title");
    ui_type(&ui, "Customers");
    ui_keys(&ui, "Enter");
    ui_assert_focus(&ui, "overview.legacy_ids");
    ui_assert_value(&ui, "overview.title", "Customers");
    ui_close(&ui);
}

static void enter_in_a_paragraph_begins_a_line(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.summary");
    ui_type(&ui, "one");
    ui_keys(&ui, "Enter");
    ui_type(&ui, "two");
    ui_assert_focus(&ui, "overview.summary");
    assert_string_equal(value_text(spec_value(ui.spec, small_field(ui.form, "overview.summary"))),
                        "one\ntwo");
    ui_keys(&ui, "Tab");
    ui_assert_focus(&ui, "overview.data_volume");
    ui_close(&ui);
}

static void enter_opens_a_choice_and_takes_its_value(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.data_volume");
    ui_keys(&ui, "Enter");
    ui_assert_focus(&ui, "overview.data_volume");
    ui_assert_shown(&ui, "Median");
    ui_keys(&ui, "Down");
    ui_assert_cursor_in(&ui, "Median");
    ui_keys(&ui, "Enter");
    ui_assert_value(&ui, "overview.data_volume", "Median");
    ui_assert_focus(&ui, "overview.protocols");
    ui_close(&ui);
}

static void escape_closes_a_choice_without_taking_anything(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.data_volume");
    ui_keys(&ui, "Enter Down Esc");
    ui_assert_value(&ui, "overview.data_volume", "");
    ui_assert_focus(&ui, "overview.data_volume");
    assert_false(ui_command(&ui, COMMAND_CLOSE));
    ui_close(&ui);
}

static void typing_in_a_choice_finds_values_and_aliases(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.data_volume");
    ui_type(&ui, "medi");
    ui_assert_cursor_in(&ui, "Median");
    ui_keys(&ui, "C-u");
    ui_type(&ui, "xyz");
    ui_assert_shown(&ui, "nothing fits");
    ui_keys(&ui, "Enter");
    ui_assert_focus(&ui, "overview.data_volume");
    ui_keys(&ui, "C-u");
    ui_type(&ui, "medium");
    ui_keys(&ui, "Enter");
    ui_assert_value(&ui, "overview.data_volume", "Median");
    ui_close(&ui);
}

static void space_ticks_choices_and_enter_takes_them(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.protocols");
    ui_keys(&ui, "Enter Space Down Down Space Enter");
    ui_assert_value(&ui, "overview.protocols", "REST, OData V4");
    ui_assert_focus(&ui, "overview.version");
    ui_keys(&ui, "S-Tab Enter Space Enter");
    ui_assert_value(&ui, "overview.protocols", "OData V4");
    ui_close(&ui);
}

static void a_value_that_is_not_in_an_open_list_may_be_typed(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.protocols");
    ui_type(&ui, "sf");
    ui_keys(&ui, "Enter S-Tab");
    ui_type(&ui, "My");
    ui_keys(&ui, "Space");
    ui_type(&ui, "own");
    ui_assert_shown(&ui, "not in the list");
    ui_keys(&ui, "Enter");
    ui_assert_value(&ui, "overview.protocols", "SFTP, My own");
    ui_close(&ui);
}

static void a_vague_word_finds_what_it_may_mean(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.protocols");
    ui_type(&ui, "OData");
    ui_assert_shown(&ui, "OData V2");
    ui_assert_shown(&ui, "OData V4");
    ui_assert_shown(&ui, "OData  vague: which of these?");
    ui_keys(&ui, "Enter");
    ui_assert_value(&ui, "overview.protocols", "OData V2");
    ui_close(&ui);
}

static void enter_in_a_list_begins_an_entry_below(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.legacy_ids");
    ui_type(&ui, "one");
    ui_keys(&ui, "Enter");
    ui_type(&ui, "three");
    ui_keys(&ui, "Up Enter");
    ui_type(&ui, "two");
    ui_assert_value(&ui, "overview.legacy_ids", "one, two, three");
    ui_close(&ui);
}

static void enter_on_an_empty_entry_goes_on_and_drops_it(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.legacy_ids");
    ui_type(&ui, "one");
    ui_keys(&ui, "Enter Enter");
    ui_assert_focus(&ui, "overview.summary");
    ui_assert_value(&ui, "overview.legacy_ids", "one");
    assert_int_equal(spec_value(ui.spec, small_field(ui.form, "overview.legacy_ids"))->count, 1);
    ui_keys(&ui, "S-Tab Enter S-Tab Tab");
    assert_int_equal(spec_value(ui.spec, small_field(ui.form, "overview.legacy_ids"))->count, 1);
    ui_close(&ui);
}

static void an_entry_that_was_emptied_is_not_stored(void **state)
{
    (void)state;
    struct ui ui;
    ui_open(&ui);
    small_set(ui.spec, "overview.legacy_ids", "one");
    small_set(ui.spec, "overview.legacy_ids", "two");
    ui_show(&ui, "overview.legacy_ids");
    ui_keys(&ui, "C-u Tab");
    ui_assert_value(&ui, "overview.legacy_ids", "two");
    ui_undo(&ui);
    ui_assert_value(&ui, "overview.legacy_ids", "one, two");
    ui_close(&ui);
}

static void steps_are_numbered_anew_when_one_moves(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "details.steps");
    ui_type(&ui, "alpha");
    ui_keys(&ui, "Enter");
    ui_type(&ui, "beta");
    ui_assert_shown(&ui, "2. beta");
    ui_keys(&ui, "M-Up");
    ui_assert_shown(&ui, "1. beta");
    ui_assert_shown(&ui, "2. alpha");
    ui_assert_cursor_in(&ui, "1. beta");
    ui_keys(&ui, "M-c M-Down");
    ui_assert_value(&ui, "details.steps", "beta · alpha · beta");
    ui_keys(&ui, "M-d");
    ui_assert_value(&ui, "details.steps", "beta · alpha");
    ui_close(&ui);
}

static void alt_enter_begins_a_line_in_an_entry(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "details.steps");
    ui_type(&ui, "a");
    ui_keys(&ui, "M-Enter");
    ui_type(&ui, "b");
    const struct value *steps = spec_value(ui.spec, small_field(ui.form, "details.steps"));
    assert_int_equal(steps->count, 1);
    assert_string_equal(value_text(&steps->items[0]), "a\nb");
    ui_close(&ui);
}

static void a_table_is_one_stop_until_it_is_entered(void **state)
{
    (void)state;
    struct ui ui;
    ui_open(&ui);
    small_set(ui.spec, "lifecycle.changes", "2025-05-01 | linked");
    ui_show(&ui, "lifecycle.created");
    ui_keys(&ui, "Tab");
    ui_assert_focus(&ui, "lifecycle.changes");
    ui_keys(&ui, "Tab");
    ui_assert_focus(&ui, "overview.smart_id");
    ui_keys(&ui, "S-Tab Enter Tab");
    ui_assert_focus(&ui, "lifecycle.changes");
    assert_string_equal(form_view_asked(ui.view)->label, "What changed");
    ui_keys(&ui, "Esc Tab");
    ui_assert_focus(&ui, "overview.smart_id");
    ui_close(&ui);
}

static void enter_edits_and_confirms_a_cell(void **state)
{
    (void)state;
    struct ui ui;
    ui_open(&ui);
    small_set(ui.spec, "lifecycle.changes", "2025-05-01 | linked");
    ui_show(&ui, "lifecycle.changes");
    ui_keys(&ui, "Enter Tab Enter");
    ui_type(&ui, " to O2C");
    ui_keys(&ui, "Enter");
    ui_assert_value(&ui, "lifecycle.changes", "2025-05-01 | linked to O2C");
    ui_keys(&ui, "Left");
    assert_string_equal(form_view_asked(ui.view)->label, "Date");
    ui_close(&ui);
}

static void tab_fills_a_table_row_by_row(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "lifecycle.changes");
    ui_type(&ui, "2025-05-01");
    ui_keys(&ui, "Tab");
    ui_type(&ui, "one");
    ui_keys(&ui, "Tab");
    ui_type(&ui, "2025-05-02");
    ui_keys(&ui, "Tab");
    ui_type(&ui, "two");
    ui_keys(&ui, "Tab Tab Tab");
    ui_assert_value(&ui, "lifecycle.changes", "2025-05-01 | one · 2025-05-02 | two");
    assert_int_equal(spec_value(ui.spec, small_field(ui.form, "lifecycle.changes"))->count, 2);
    ui_assert_focus(&ui, "overview.smart_id");
    ui_close(&ui);
}

static void rows_are_added_copied_moved_and_deleted(void **state)
{
    (void)state;
    struct ui ui;
    ui_open(&ui);
    small_set(ui.spec, "lifecycle.changes", "2025-05-01 | one");
    ui_show(&ui, "lifecycle.changes");
    ui_keys(&ui, "Enter Insert");
    ui_type(&ui, "2025-05-02");
    ui_keys(&ui, "Tab");
    ui_type(&ui, "two");
    ui_keys(&ui, "Enter M-Up");
    ui_assert_value(&ui, "lifecycle.changes", "2025-05-02 | two · 2025-05-01 | one");
    ui_keys(&ui, "M-c M-Down");
    ui_assert_value(&ui, "lifecycle.changes",
                    "2025-05-02 | two · 2025-05-01 | one · 2025-05-02 | two");
    ui_keys(&ui, "M-d");
    ui_assert_value(&ui, "lifecycle.changes", "2025-05-02 | two · 2025-05-01 | one");
    ui_undo(&ui);
    ui_assert_value(&ui, "lifecycle.changes",
                    "2025-05-02 | two · 2025-05-01 | one · 2025-05-02 | two");
    ui_close(&ui);
}

static void a_row_in_which_nothing_is_typed_is_not_stored(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "lifecycle.changes");
    ui_keys(&ui, "Enter Enter Esc Esc Tab");
    assert_int_equal(spec_value(ui.spec, small_field(ui.form, "lifecycle.changes"))->kind,
                     VALUE_ABSENT);
    assert_false(spec_is_modified(ui.spec));
    ui_close(&ui);
}

static void enter_confirms_a_paragraph_in_a_cell(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "details.known_errors");
    ui_keys(&ui, "Enter Tab Tab");
    ui_type(&ui, "one");
    ui_keys(&ui, "M-Enter");
    ui_type(&ui, "two");
    ui_keys(&ui, "Enter");
    const struct value *table = spec_value(ui.spec, small_field(ui.form, "details.known_errors"));
    assert_string_equal(value_text(&table->items[0].items[2]), "one\ntwo");
    ui_assert_focus(&ui, "details.known_errors");
    ui_close(&ui);
}

static void a_link_has_two_entries(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "details.runbook");
    ui_type(&ui, "Wiki");
    ui_keys(&ui, "Enter");
    ui_type(&ui, "https://wiki.acme.example");
    ui_keys(&ui, "Enter");
    ui_assert_value(&ui, "details.runbook", "Wiki <https://wiki.acme.example>");
    ui_assert_focus(&ui, "details.documents");
    ui_close(&ui);
}

static void up_and_down_leave_a_value_at_its_edge(void **state)
{
    (void)state;
    struct ui ui;
    ui_open(&ui);
    small_set(ui.spec, "overview.legacy_ids", "one");
    small_set(ui.spec, "overview.legacy_ids", "two");
    ui_show(&ui, "overview.title");
    ui_keys(&ui, "Down");
    ui_assert_focus(&ui, "overview.legacy_ids");
    ui_assert_cursor_in(&ui, "one");
    ui_keys(&ui, "Down");
    ui_assert_cursor_in(&ui, "two");
    ui_keys(&ui, "Down");
    ui_assert_focus(&ui, "overview.summary");
    ui_keys(&ui, "Up");
    ui_assert_focus(&ui, "overview.legacy_ids");
    ui_assert_cursor_in(&ui, "two");
    ui_close(&ui);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(enter_in_a_line_goes_to_the_next_field),
        cmocka_unit_test(enter_in_a_paragraph_begins_a_line),
        cmocka_unit_test(enter_opens_a_choice_and_takes_its_value),
        cmocka_unit_test(escape_closes_a_choice_without_taking_anything),
        cmocka_unit_test(typing_in_a_choice_finds_values_and_aliases),
        cmocka_unit_test(space_ticks_choices_and_enter_takes_them),
        cmocka_unit_test(a_value_that_is_not_in_an_open_list_may_be_typed),
        cmocka_unit_test(a_vague_word_finds_what_it_may_mean),
        cmocka_unit_test(enter_in_a_list_begins_an_entry_below),
        cmocka_unit_test(enter_on_an_empty_entry_goes_on_and_drops_it),
        cmocka_unit_test(an_entry_that_was_emptied_is_not_stored),
        cmocka_unit_test(steps_are_numbered_anew_when_one_moves),
        cmocka_unit_test(alt_enter_begins_a_line_in_an_entry),
        cmocka_unit_test(a_table_is_one_stop_until_it_is_entered),
        cmocka_unit_test(enter_edits_and_confirms_a_cell),
        cmocka_unit_test(tab_fills_a_table_row_by_row),
        cmocka_unit_test(rows_are_added_copied_moved_and_deleted),
        cmocka_unit_test(a_row_in_which_nothing_is_typed_is_not_stored),
        cmocka_unit_test(enter_confirms_a_paragraph_in_a_cell),
        cmocka_unit_test(a_link_has_two_entries),
        cmocka_unit_test(up_and_down_leave_a_value_at_its_edge),
    };
    return cmocka_run_group_tests_name("enter", tests, NULL, NULL);
}
