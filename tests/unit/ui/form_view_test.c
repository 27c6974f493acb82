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

static void the_title_stands_dim_behind_a_reference(void **state)
{
    (void)state;
    struct ui ui;
    ui_open(&ui);
    small_set(ui.spec, "details.replaces", "APP-S4-SF-ORDER-V1");
    ui_show(&ui, "overview.title");
    ui_assert_shown(&ui, "APP-S4-SF-ORDER-V1  Orders");
    assert_int_equal(ui_style_of(&ui, "APP-S4-SF-ORDER-V1  Orders"), STYLE_TEXT);
    assert_int_equal(ui_style_of(&ui, "Orders"), STYLE_EXAMPLE);
    assert_true(form_view_focus(ui.view, small_field(ui.form, "details.replaces")));
    ui_draw(&ui);
    ui_assert_shown(&ui, "APP-S4-SF-ORDER-V1  Orders");
    ui_size(&ui, 30, 26);
    ui_draw(&ui);
    ui_assert_not_shown(&ui, "Orders");
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
        cmocka_unit_test(pages_lead_from_section_to_section),
        cmocka_unit_test(missing_fields_are_found_one_after_the_other),
        cmocka_unit_test(typing_is_one_step_of_undo_and_a_paste_another),
        cmocka_unit_test(undo_shows_what_it_brought_back),
        cmocka_unit_test(not_applicable_is_said_and_taken_back),
        cmocka_unit_test(clearing_a_field_removes_its_answer),
        cmocka_unit_test(what_may_not_be_edited_says_why),
        cmocka_unit_test(what_was_only_looked_at_does_not_change),
        cmocka_unit_test(a_reference_is_picked_from_the_ids_there_are),
        cmocka_unit_test(the_title_stands_dim_behind_a_reference),
        cmocka_unit_test(a_switch_answers_to_space_and_letters),
        cmocka_unit_test(wide_characters_are_deleted_and_placed_by_cluster),
        cmocka_unit_test(survives_whatever_comes),
    };
    return cmocka_run_group_tests_name("form_view", tests, NULL, NULL);
}
