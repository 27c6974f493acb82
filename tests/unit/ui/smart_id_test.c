/* A Smart ID: its parts, and what follows them. */
#include "unit/ui/fixture.h"

static void the_part_of_a_smart_id_under_the_cursor_is_named(void **state)
{
    (void)state;
    struct ui ui;
    struct buffer text = {0};
    ui_begin(&ui, "overview.smart_id");
    ui_type(&ui, "APP-S4");
    assert_int_equal(ui_style_of(&ui, "Source"), STYLE_STRONG);
    form_view_explain(ui.view, &text);
    assert_string_equal(buffer_string(&text), "Part 2 of 5: Source");
    buffer_done(&text);
    ui_close(&ui);
}

/* The form ties the version to the last part of the ID. */
static void begin_tied(struct ui *ui, const char *id, const char *version)
{
    ui_open(ui);
    struct form *form = ui->form;
    form->rules = memory_allocate(sizeof *form->rules);
    form->rule_count = 1;
    form->rules[0] = (struct form_rule){
        .id = memory_copy_string("version"),
        .kind = FORM_RULE_ID_PART,
        .severity = SEVERITY_ERROR,
        .fields = memory_allocate(2 * sizeof *form->rules[0].fields),
        .field_count = 2,
        .part = 4,
        .message = memory_copy_string("versions differ"),
    };
    form->rules[0].fields[0] = small_field(form, "overview.smart_id");
    form->rules[0].fields[1] = small_field(form, "overview.version");
    small_set(ui->spec, "overview.smart_id", id);
    small_set(ui->spec, "overview.version", version);
    ui_show(ui, "overview.smart_id");
}

static void the_version_follows_when_the_id_is_left(void **state)
{
    (void)state;
    struct ui ui;
    begin_tied(&ui, "APP-S4-SF-CUSTOMER-V1", "V1");
    ui_keys(&ui, "End Backspace");
    ui_type(&ui, "2");
    ui_assert_value(&ui, "overview.version", "V1");
    ui_keys(&ui, "Tab");
    ui_assert_value(&ui, "overview.version", "V2");
    assert_string_equal(ui.said, "Version follows: V2.");
    ui_undo(&ui);
    ui_assert_value(&ui, "overview.version", "V1");
    ui_assert_value(&ui, "overview.smart_id", "APP-S4-SF-CUSTOMER-V2");
    ui_close(&ui);
}

static void a_version_that_was_missing_is_answered(void **state)
{
    (void)state;
    struct ui ui;
    begin_tied(&ui, "", "");
    ui_type(&ui, "APP-S4-SF-CUSTOMER-V3");
    ui_keys(&ui, "Tab");
    ui_assert_value(&ui, "overview.version", "V3");
    ui_close(&ui);
}

static void a_version_of_its_own_stays(void **state)
{
    (void)state;
    struct ui ui;
    begin_tied(&ui, "APP-S4-SF-CUSTOMER-V1", "V7");
    ui_keys(&ui, "End Backspace");
    ui_type(&ui, "2");
    ui_keys(&ui, "Tab");
    ui_assert_value(&ui, "overview.version", "V7");
    ui_keys(&ui, "S-Tab End Backspace Tab");
    ui_assert_value(&ui, "overview.version", "V7");
    ui_close(&ui);
}

static void nothing_follows_a_malformed_id(void **state)
{
    (void)state;
    struct ui ui;
    begin_tied(&ui, "APP-S4-SF-CUSTOMER-V1", "V1");
    ui_keys(&ui, "End");
    ui_type(&ui, "x");
    ui_keys(&ui, "Tab");
    ui_assert_value(&ui, "overview.version", "V1");
    ui_close(&ui);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_part_of_a_smart_id_under_the_cursor_is_named),
        cmocka_unit_test(the_version_follows_when_the_id_is_left),
        cmocka_unit_test(a_version_that_was_missing_is_answered),
        cmocka_unit_test(a_version_of_its_own_stays),
        cmocka_unit_test(nothing_follows_a_malformed_id),
    };
    return cmocka_run_group_tests_name("smart_id", tests, NULL, NULL);
}
