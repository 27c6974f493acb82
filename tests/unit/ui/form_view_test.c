#include "unit/ui/fixture.h"

static void there_is_a_widget_for_every_field_type(void **state)
{
    (void)state;
    size_t count = 0;
    const struct field_type *const *types = field_type_all(&count);
    for (size_t i = 0; i < count; i++)
        if (!field_widget_exists(types[i]->name))
            fail_msg("no widget for %s", types[i]->name);
}

static void tab_walks_through_all_sections_and_back(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "lifecycle.status");
    size_t steps = 0;
    const struct field *last = NULL;
    while (form_view_field(ui.view) != last) {
        last = form_view_field(ui.view);
        ui_keys(&ui, "Tab");
        /* A link has two stops, its title and its address. */
        if (form_view_field(ui.view) == last && last->type->shape == SHAPE_LINK)
            ui_keys(&ui, "Tab");
        steps++;
    }
    ui_assert_focus(&ui, "details.sla");
    assert_string_equal(ui.said, "This is the last field.");
    for (size_t i = 0; i < steps + 4; i++)
        ui_keys(&ui, "S-Tab");
    ui_assert_focus(&ui, "lifecycle.status");
    ui_close(&ui);
}

static void hidden_fields_are_not_in_the_walk(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.data_volume");
    ui_keys(&ui, "Tab");
    ui_assert_focus(&ui, "overview.protocols");
    ui_keys(&ui, "S-Tab");
    ui_type(&ui, "high");
    ui_keys(&ui, "Enter");
    ui_assert_focus(&ui, "overview.detail");
    ui_assert_shown(&ui, "Volume detail");
    ui_close(&ui);
}

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

static void pages_lead_from_section_to_section(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "lifecycle.created");
    ui_keys(&ui, "PgDn");
    ui_assert_focus(&ui, "overview.smart_id");
    ui_keys(&ui, "PgDn Tab PgUp");
    ui_assert_focus(&ui, "details.steps");
    ui_keys(&ui, "PgUp PgUp");
    ui_assert_focus(&ui, "lifecycle.status");
    ui_close(&ui);
}

static void missing_fields_are_found_one_after_the_other(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "lifecycle.status");
    assert_true(form_view_focus_missing(ui.view, &ui.findings));
    ui_assert_focus(&ui, "overview.smart_id");
    assert_true(form_view_focus_missing(ui.view, &ui.findings));
    ui_assert_focus(&ui, "overview.title");
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

static void typing_is_one_step_of_undo_and_a_paste_another(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "overview.title");
    ui_type(&ui, "Customer");
    ui_paste(&ui, " master data");
    ui_type(&ui, "!!");
    ui_keys(&ui, "Tab");
    ui_type(&ui, "OLD1");
    ui_undo(&ui);
    ui_assert_value(&ui, "overview.legacy_ids", "");
    ui_undo(&ui);
    ui_assert_value(&ui, "overview.title", "Customer master data");
    ui_assert_focus(&ui, "overview.title");
    ui_undo(&ui);
    ui_assert_value(&ui, "overview.title", "Customer");
    ui_undo(&ui);
    ui_assert_value(&ui, "overview.title", "");
    assert_false(spec_undo(ui.spec, NULL));
    ui_close(&ui);
}

static void undo_shows_what_it_brought_back(void **state)
{
    (void)state;
    struct ui ui;
    ui_open(&ui);
    small_set(ui.spec, "overview.title", "Customers");
    ui_show(&ui, "overview.title");
    ui_keys(&ui, "C-u");
    ui_assert_not_shown(&ui, "Customers");
    ui_undo(&ui);
    ui_assert_shown(&ui, "Customers");
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

static void not_applicable_is_said_and_taken_back(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "details.sla");
    ui_keys(&ui, "M-n");
    assert_int_equal(spec_value(ui.spec, small_field(ui.form, "details.sla"))->kind,
                     VALUE_NOT_APPLICABLE);
    ui_assert_cursor_in(&ui, "N/A");
    ui_type(&ui, "4 h");
    ui_assert_value(&ui, "details.sla", "4 h");
    ui_keys(&ui, "M-n M-n");
    ui_assert_value(&ui, "details.sla", "");
    assert_true(form_view_focus(ui.view, small_field(ui.form, "lifecycle.status")));
    ui_keys(&ui, "M-n");
    assert_string_equal(ui.said, "This field always needs a value.");
    ui_close(&ui);
}

static void clearing_a_field_removes_its_answer(void **state)
{
    (void)state;
    struct ui ui;
    ui_open(&ui);
    small_set(ui.spec, "details.steps", "one");
    ui_show(&ui, "details.steps");
    ui_keys(&ui, "M-k");
    assert_int_equal(spec_value(ui.spec, small_field(ui.form, "details.steps"))->kind,
                     VALUE_ABSENT);
    ui_undo(&ui);
    ui_assert_value(&ui, "details.steps", "one");
    ui_close(&ui);
}

static void what_may_not_be_edited_says_why(void **state)
{
    (void)state;
    struct ui ui;
    ui_open(&ui);
    small_set(ui.spec, "overview.title", "Customers");
    spec_load_read_only(ui.spec, small_field(ui.form, "overview.title"), "an alias (*a)");
    ui_show(&ui, "overview.title");
    ui_type(&ui, "x");
    ui_assert_value(&ui, "overview.title", "Customers");
    assert_string_equal(ui.said, "Not editable here: an alias (*a).");
    ui_assert_shown(&ui, "read-only: an alias");
    ui_keys(&ui, "M-k M-n Enter");
    ui_assert_value(&ui, "overview.title", "Customers");
    ui_assert_focus(&ui, "overview.legacy_ids");
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

static void what_was_only_looked_at_does_not_change(void **state)
{
    (void)state;
    struct ui ui;
    ui_open(&ui);
    small_load(ui.spec, "lifecycle.created", "1.5.2025");
    small_load(ui.spec, "details.retries", "007");
    spec_mark_saved(ui.spec);
    ui_show(&ui, "lifecycle.status");
    for (int i = 0; i < 25; i++)
        ui_keys(&ui, "Tab Home End");
    assert_false(spec_is_modified(ui.spec));
    ui_close(&ui);
}

static void a_reference_is_picked_from_the_ids_there_are(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "details.replaces");
    ui_keys(&ui, "Enter");
    ui_assert_shown(&ui, "Invoices");
    ui_type(&ui, "inv");
    ui_keys(&ui, "Enter");
    ui_assert_value(&ui, "details.replaces", "APP-S4-SF-INVOICE-V1");
    ui_close(&ui);
}

static void a_switch_answers_to_space_and_letters(void **state)
{
    (void)state;
    struct ui ui;
    ui_begin(&ui, "details.monitored");
    ui_keys(&ui, "Space");
    ui_assert_shown(&ui, "● Yes");
    ui_keys(&ui, "Space");
    ui_assert_shown(&ui, "● No");
    ui_type(&ui, "y");
    assert_string_equal(value_text(spec_value(ui.spec, small_field(ui.form, "details.monitored"))),
                        "true");
    ui_keys(&ui, "Enter");
    ui_assert_focus(&ui, "details.sla");
    ui_close(&ui);
}

static void wide_characters_are_deleted_and_placed_by_cluster(void **state)
{
    (void)state;
    struct ui ui;
    int row = 0;
    int before = 0;
    int after = 0;
    ui_begin(&ui, "overview.title");
    grid_cursor(ui.grid, &row, &before);
    ui_type(&ui, "日本é");
    grid_cursor(ui.grid, &row, &after);
    assert_int_equal(after - before, 5);
    ui_keys(&ui, "Backspace Backspace");
    ui_assert_value(&ui, "overview.title", "日");
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

/* Any commands and texts in any order, at any size: nothing breaks, and everything can be undone.
 */
static void survives_whatever_comes(void **state)
{
    (void)state;
    static const char *const texts[] = {"a", "日", " ",        "e\xCC\x81",  "2025-05-01",
                                        "t", "y",  "one\ntwo", "a\tb\nc\td", "https://x.example",
                                        "\n"};
    struct ui ui;
    uint32_t seed = 20250501;
    ui_begin(&ui, "lifecycle.status");
    for (int i = 0; i < 30000; i++) {
        seed = seed * 1664525u + 1013904223u;
        uint32_t number = seed >> 16;
        if (number % 50 == 0)
            ui_size(&ui, 1 + (int)(number / 50 % 40), 1 + (int)(number / 2000 % 130));
        if (number % 97 == 0 && spec_undo(ui.spec, NULL))
            form_view_reload(ui.view);
        if (number % 101 == 0 && spec_redo(ui.spec, NULL))
            form_view_reload(ui.view);
        if (number % 3 == 0) {
            const char *text = texts[number / 3 % (sizeof texts / sizeof *texts)];
            form_view_insert(ui.view, text, strlen(text), strchr(text, '\n') || strchr(text, '\t'));
        } else {
            (void)form_view_obey(ui.view, (enum command)(1 + number / 3 % (COMMAND_COUNT - 1)));
        }
        if (number % 5 == 0)
            ui_draw(&ui);
    }
    while (spec_undo(ui.spec, NULL))
        ;
    form_view_reload(ui.view);
    ui_draw(&ui);
    assert_false(spec_is_modified(ui.spec));
    ui_close(&ui);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(there_is_a_widget_for_every_field_type),
        cmocka_unit_test(tab_walks_through_all_sections_and_back),
        cmocka_unit_test(hidden_fields_are_not_in_the_walk),
        cmocka_unit_test(hidden_fields_are_named_at_the_end_of_their_section),
        cmocka_unit_test(pages_lead_from_section_to_section),
        cmocka_unit_test(missing_fields_are_found_one_after_the_other),
        cmocka_unit_test(an_example_is_dim_and_goes_with_the_first_key),
        cmocka_unit_test(focus_is_told_without_colour),
        cmocka_unit_test(typing_is_one_step_of_undo_and_a_paste_another),
        cmocka_unit_test(undo_shows_what_it_brought_back),
        cmocka_unit_test(a_group_is_named_where_it_begins),
        cmocka_unit_test(not_applicable_is_said_and_taken_back),
        cmocka_unit_test(clearing_a_field_removes_its_answer),
        cmocka_unit_test(what_may_not_be_edited_says_why),
        cmocka_unit_test(a_complaint_does_not_come_up_while_one_types),
        cmocka_unit_test(what_was_only_looked_at_does_not_change),
        cmocka_unit_test(a_reference_is_picked_from_the_ids_there_are),
        cmocka_unit_test(a_switch_answers_to_space_and_letters),
        cmocka_unit_test(wide_characters_are_deleted_and_placed_by_cluster),
        cmocka_unit_test(an_open_question_stands_below_its_field),
        cmocka_unit_test(a_click_focuses_and_a_second_one_opens),
        cmocka_unit_test(a_click_in_an_open_list_selects_and_a_second_one_takes),
        cmocka_unit_test(a_small_screen_gives_an_open_list_all_its_room),
        cmocka_unit_test(scrolling_by_hand_leaves_the_focus_where_it_is),
        cmocka_unit_test(soft_wrap_flows_back),
        cmocka_unit_test(a_table_too_wide_for_a_grid_is_a_form_of_one_row),
        cmocka_unit_test(survives_whatever_comes),
    };
    return cmocka_run_group_tests_name("form_view", tests, NULL, NULL);
}
