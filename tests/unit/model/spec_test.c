#include "model/check.h"
#include "small_form.h"

static struct form *form;
static struct spec *spec;

static int make(void **state)
{
    (void)state;
    form = small_form();
    spec = spec_new(form);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    spec_free(spec);
    form_free(form);
    return 0;
}

static const struct field *field_at(const char *path)
{
    return small_field(form, path);
}

/* ── states and counts ── */

static void is_empty_when_new(void **state)
{
    (void)state;
    assert_string_equal(spec_id(spec), "");
    assert_int_equal(spec_status(spec), -1);
    assert_false(spec_is_modified(spec));
    assert_int_equal(spec_completeness(spec), 0);
}

static void answers_with_the_defaults_in_one_step(void **state)
{
    (void)state;
    setenv("SOURCE_DATE_EPOCH", "1746100800", 1); /* 2025-05-01 12:00 UTC */
    spec_set_defaults(spec);
    small_assert_text(spec, "lifecycle.status", "Draft");
    small_assert_text(spec, "lifecycle.created", "2025-05-01");
    assert_true(spec_undo(spec, NULL));
    small_assert_text(spec, "lifecycle.created", "");
    assert_false(spec_undo(spec, NULL));
    unsetenv("SOURCE_DATE_EPOCH");
}

static void an_answer_stays_when_defaults_are_set(void **state)
{
    (void)state;
    small_set(spec, "lifecycle.status", "Approved");
    spec_set_defaults(spec);
    assert_int_equal(spec_status(spec), APPROVED);
}

static void the_status_is_read_by_alias_too(void **state)
{
    (void)state;
    small_load(spec, "lifecycle.status", "live");
    assert_int_equal(spec_status(spec), ACTIVE);
    small_load(spec, "lifecycle.status", "Unheard of");
    assert_int_equal(spec_status(spec), -1);
}

static void not_applicable_is_an_answer_but_not_of_identity_and_status(void **state)
{
    (void)state;
    static const char *const PATHS[] = {"overview.smart_id", "lifecycle.status", "details.sla"};
    const struct value none = {.kind = VALUE_NOT_APPLICABLE};
    for (size_t i = 0; i < 3; i++) {
        spec_set_value(spec, field_at(PATHS[i]), &none, 0);
        assert_int_equal(spec_is_answered(spec, field_at(PATHS[i])), i == 2);
    }
}

static void template_text_and_blanks_are_no_answer(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {"  ", "\n\n", "TBD", "Link to the runbook"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        small_load(spec, "overview.summary", TEXTS[i]);
        assert_false(spec_is_answered(spec, field_at("overview.summary")));
    }
    small_load(spec, "overview.data_volume", "TBD"); /* never looked for in choices */
    assert_true(spec_is_answered(spec, field_at("overview.data_volume")));
}

static void fields_are_required_from_their_status_on(void **state)
{
    (void)state;
    const struct field *summary = field_at("overview.summary");
    assert_true(spec_is_required(spec, field_at("overview.title")));
    assert_false(spec_is_required(spec, summary));
    small_set(spec, "lifecycle.status", "In Review");
    assert_false(spec_is_required(spec, summary));
    small_set(spec, "lifecycle.status", "Approved");
    assert_true(spec_is_required(spec, summary));
    small_set(spec, "lifecycle.status", "Active");
    assert_true(spec_is_required(spec, summary));
    assert_false(spec_is_required(spec, field_at("details.sla")));
}

static void hidden_fields_are_kept_but_neither_required_nor_counted(void **state)
{
    (void)state;
    const struct section *section = form_find_section(form, "overview");
    small_set(spec, "lifecycle.status", "Approved");
    small_set(spec, "overview.data_volume", "High");
    small_set(spec, "overview.detail", "two million");
    struct spec_count shown = spec_count_section(spec, section);
    struct spec_count needed = spec_count_needed(spec);
    assert_true(spec_is_required(spec, field_at("overview.detail")));
    small_set(spec, "overview.data_volume", "Low");
    assert_false(spec_is_visible(spec, field_at("overview.detail")));
    assert_false(spec_is_required(spec, field_at("overview.detail")));
    small_assert_text(spec, "overview.detail", "two million");
    assert_int_equal(spec_count_section(spec, section).visible, shown.visible - 1);
    assert_int_equal(spec_count_section(spec, section).answered, shown.answered - 1);
    assert_int_equal(spec_count_needed(spec).visible, needed.visible - 1);
}

static void completeness_is_rounded_down(void **state)
{
    (void)state;
    /* status, smart_id, title, summary, data_volume, runbook; detail is hidden */
    assert_int_equal(spec_count_needed(spec).visible, 6);
    small_set(spec, "overview.title", "Customers");
    assert_int_equal(spec_completeness(spec), 16);
    small_set(spec, "lifecycle.status", "Draft");
    small_set(spec, "overview.summary", "N/A");
    small_set(spec, "details.runbook", "https://wiki/x");
    small_set(spec, "overview.smart_id", "APP-S4-SF-CUSTOMER-V1");
    assert_int_equal(spec_completeness(spec), 83);
    small_set(spec, "overview.data_volume", "Low");
    assert_int_equal(spec_completeness(spec), 100);
}

static void a_form_that_needs_nothing_is_complete(void **state)
{
    (void)state;
    for (size_t i = 0; i < form->field_count; i++)
        form->fields[i].required_from = -1;
    assert_int_equal(spec_completeness(spec), 100);
}

/* ── loaded and saved ── */

static void loading_is_no_modification(void **state)
{
    (void)state;
    spec_load_value(spec, field_at("overview.title"), value_of_text("Customers"));
    spec_load_other(spec, "overview.old", "x", 12);
    spec_load_read_only(spec, field_at("details.sla"), "an alias");
    assert_false(spec_is_modified(spec));
    assert_string_equal(spec_title(spec), "Customers");
    assert_string_equal(spec_read_only_reason(spec, field_at("details.sla")), "an alias");
    small_set(spec, "overview.title", "Orders");
    assert_true(spec_field_is_modified(spec, field_at("overview.title")));
    assert_string_equal(value_text(spec_saved_value(spec, field_at("overview.title"))),
                        "Customers");
    small_set(spec, "overview.title", "Customers");
    assert_false(spec_is_modified(spec));
}

static void a_copy_has_values_and_others_but_no_steps(void **state)
{
    (void)state;
    spec_load_other(spec, "overview.old", "x", 12);
    small_set(spec, "overview.title", "Orders");
    struct spec *copy = spec_copy(spec);
    small_set(spec, "overview.title", "Customers");
    size_t count = 0;
    assert_string_equal(spec_others(copy, &count)[0].path, "overview.old");
    assert_int_equal(count, 1);
    assert_string_equal(spec_title(copy), "Orders");
    assert_true(spec_is_modified(copy));
    assert_false(spec_undo(copy, NULL));
    spec_free(copy);
}

static void empty_entries_are_kept_but_modify_nothing(void **state)
{
    (void)state;
    const struct field *field = field_at("overview.legacy_ids");
    struct value list = value_of_list();
    value_insert(&list, 0, value_of_text("A"));
    spec_load_value(spec, field, value_copy(&list));
    value_insert(&list, 1, value_of_text(""));
    spec_set_value(spec, field, &list, 0);
    assert_int_equal(spec_value(spec, field)->count, 2);
    assert_false(spec_is_modified(spec));
    value_done(&list);
}

/* ── identity of entries ── */

static struct value numbered_list(const char *letters, const uint32_t *origins)
{
    struct value list = value_of_list();
    for (size_t i = 0; letters[i] != '\0'; i++) {
        value_insert(&list, i, value_of_text((char[]){letters[i], '\0'}));
        list.items[i].origin = origins[i];
    }
    return list;
}

static void assert_list(const struct value *list, const char *letters, const uint32_t *origins)
{
    assert_int_equal(list->count, strlen(letters));
    for (size_t i = 0; i < list->count; i++) {
        assert_int_equal(value_text(&list->items[i])[0], letters[i]);
        assert_int_equal(list->items[i].origin, origins[i]);
    }
}

static void set_list(const struct field *field, const char *letters, const uint32_t *origins)
{
    struct value list = numbered_list(letters, origins);
    spec_set_value(spec, field, &list, 0);
    value_done(&list);
}

static void a_copied_entry_is_a_new_one(void **state)
{
    (void)state;
    const struct field *field = field_at("details.steps");
    set_list(field, "AAB", (uint32_t[]){1, 1, 2});
    assert_list(spec_value(spec, field), "AAB", (uint32_t[]){1, 0, 2});
}

static void a_save_numbers_entries_anew_also_in_what_can_be_undone(void **state)
{
    (void)state;
    const struct field *field = field_at("details.steps");
    spec_load_value(spec, field, numbered_list("ABC", (uint32_t[]){1, 2, 3}));
    set_list(field, "CAB", (uint32_t[]){3, 1, 2});
    set_list(field, "CNA", (uint32_t[]){3, 0, 1});
    spec_mark_saved(spec);
    assert_false(spec_is_modified(spec));
    assert_list(spec_value(spec, field), "CNA", (uint32_t[]){1, 2, 3});
    assert_list(spec_saved_value(spec, field), "CNA", (uint32_t[]){1, 2, 3});
    assert_true(spec_undo(spec, NULL));
    assert_list(spec_value(spec, field), "CAB", (uint32_t[]){1, 3, 0});
    assert_true(spec_undo(spec, NULL));
    assert_list(spec_value(spec, field), "ABC", (uint32_t[]){3, 0, 1});
    assert_true(spec_is_modified(spec));
}

static void an_emptied_entry_leaves_its_place_to_the_next(void **state)
{
    (void)state;
    const struct field *field = field_at("details.steps");
    spec_load_value(spec, field, numbered_list("ABC", (uint32_t[]){1, 2, 3}));
    struct value list = numbered_list("AxC", (uint32_t[]){1, 2, 3});
    value_set_text(&list.items[1], "");
    spec_set_value(spec, field, &list, 0);
    value_done(&list);
    spec_mark_saved(spec);
    assert_list(spec_saved_value(spec, field), "AC", (uint32_t[]){1, 2});
    assert_int_equal(spec_value(spec, field)->items[1].origin, 0);
    assert_true(spec_undo(spec, NULL));
    assert_list(spec_value(spec, field), "ABC", (uint32_t[]){1, 0, 2});
}

static void a_cleared_list_is_new_when_it_comes_back(void **state)
{
    (void)state;
    const struct field *field = field_at("details.steps");
    const struct value absent = {0};
    spec_load_value(spec, field, numbered_list("AB", (uint32_t[]){1, 2}));
    spec_set_value(spec, field, &absent, 0);
    spec_mark_saved(spec);
    assert_true(spec_undo(spec, NULL));
    assert_list(spec_value(spec, field), "AB", (uint32_t[]){0, 0});
}

/* ── places ── */

static void assert_position(const char *path, size_t row, const char *column, size_t line,
                            size_t character)
{
    const struct field *field = field_at(path);
    const struct field *cell = column != NULL ? field_find_column(field, column) : NULL;
    size_t found_line = 0;
    size_t found_column = 0;
    spec_position(spec, field, row, cell, &found_line, &found_column);
    assert_int_equal(found_line, line);
    assert_int_equal(found_column, character);
}

static void says_where_things_stand_or_would_stand(void **state)
{
    (void)state;
    assert_position("overview.title", FINDING_NO_ROW, NULL, 1, 1);
    struct value title = value_of_text("Customers");
    title.line = 4;
    title.column = 10;
    spec_load_value(spec, field_at("overview.title"), title);
    struct value table = value_of_list();
    value_insert(&table, 0, value_of_row(4));
    value_set_text(&table.items[0].items[0], "LOCK");
    table.line = table.items[0].line = 9;
    table.items[0].origin = 1;
    table.items[0].column = 5;
    table.items[0].items[0].line = 10;
    table.items[0].items[0].column = 16;
    spec_load_value(spec, field_at("details.known_errors"), table);
    assert_position("overview.title", FINDING_NO_ROW, NULL, 4, 10);
    assert_position("overview.summary", FINDING_NO_ROW, NULL, 4, 10);
    assert_position("details.known_errors", FINDING_NO_ROW, NULL, 9, 1);
    assert_position("details.known_errors", 0, NULL, 9, 5);
    assert_position("details.known_errors", 0, "symptom", 10, 16);
    assert_position("details.known_errors", 0, "action", 9, 5);
    assert_position("details.known_errors", 7, "symptom", 9, 1);
    assert_position("questions", FINDING_NO_ROW, NULL, 1, 1);
    small_set(spec, "overview.title", "Orders");
    assert_position("overview.title", FINDING_NO_ROW, NULL, 4, 10);
    /* What is missing from a section that is there stands where the section does. */
    spec_load_value(spec, field_at("details.sla"), (struct value){.line = 8, .column = 3});
    assert_position("details.sla", FINDING_NO_ROW, NULL, 8, 3);
    assert_false(spec_field_is_modified(spec, field_at("details.sla")));
}

/* ── conditions ── */

static bool holds(enum condition_kind kind, const char *path, const char *text)
{
    char *values[] = {(char *)(uintptr_t)text};
    struct condition condition = {
        .kind = kind, .field = field_at(path), .values = values, .value_count = text != NULL};
    return condition_holds(&condition, spec);
}

static void conditions_look_at_texts_lists_and_answers(void **state)
{
    (void)state;
    small_load(spec, "lifecycle.status", "Live");
    small_set(spec, "overview.protocols", "REST");
    small_set(spec, "overview.protocols", "SFTP");
    small_set(spec, "overview.title", "Customer master");
    assert_true(holds(CONDITION_IS, "lifecycle.status", "Active"));
    assert_false(holds(CONDITION_IS, "lifecycle.status", "Draft"));
    assert_true(holds(CONDITION_IS, "overview.protocols", "SFTP"));
    assert_true(holds(CONDITION_CONTAINS, "overview.protocols", "SFTP"));
    assert_false(holds(CONDITION_CONTAINS, "overview.protocols", "TP"));
    assert_true(holds(CONDITION_CONTAINS, "overview.title", "master"));
    assert_false(holds(CONDITION_IS, "overview.title", "master"));
    assert_true(holds(CONDITION_FILLED, "overview.title", NULL));
    assert_false(holds(CONDITION_FILLED, "overview.summary", NULL));
    small_set(spec, "overview.summary", "N/A");
    assert_true(holds(CONDITION_IS, "overview.summary", "N/A"));
}

static void conditions_are_combined_and_described(void **state)
{
    (void)state;
    char *levels[] = {(char[]){"Low"}, (char[]){"High"}};
    struct condition parts[] = {
        {.kind = CONDITION_IS, .field = field_at("overview.data_volume"), .values = levels,
         .value_count = 2},
        {.kind = CONDITION_FILLED, .field = field_at("overview.title")},
    };
    struct condition all = {.kind = CONDITION_ALL, .parts = parts, .part_count = 2};
    struct condition any = {.kind = CONDITION_ANY, .parts = parts, .part_count = 2};
    struct condition none = {.kind = CONDITION_NOT, .parts = &any, .part_count = 1};
    assert_true(condition_holds(&none, spec));
    small_set(spec, "overview.data_volume", "High");
    assert_false(condition_holds(&all, spec));
    assert_true(condition_holds(&any, spec));
    small_set(spec, "overview.title", "x");
    assert_true(condition_holds(&all, spec));
    struct buffer out = {0};
    condition_describe(&none, &out);
    assert_string_equal(buffer_string(&out),
                        "not (Data Volume is Low or High or Title is answered)");
    buffer_done(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(is_empty_when_new, make, drop),
        cmocka_unit_test_setup_teardown(answers_with_the_defaults_in_one_step, make, drop),
        cmocka_unit_test_setup_teardown(an_answer_stays_when_defaults_are_set, make, drop),
        cmocka_unit_test_setup_teardown(the_status_is_read_by_alias_too, make, drop),
        cmocka_unit_test_setup_teardown(
            not_applicable_is_an_answer_but_not_of_identity_and_status, make, drop),
        cmocka_unit_test_setup_teardown(template_text_and_blanks_are_no_answer, make, drop),
        cmocka_unit_test_setup_teardown(fields_are_required_from_their_status_on, make, drop),
        cmocka_unit_test_setup_teardown(hidden_fields_are_kept_but_neither_required_nor_counted,
                                        make, drop),
        cmocka_unit_test_setup_teardown(completeness_is_rounded_down, make, drop),
        cmocka_unit_test_setup_teardown(a_form_that_needs_nothing_is_complete, make, drop),
        cmocka_unit_test_setup_teardown(loading_is_no_modification, make, drop),
        cmocka_unit_test_setup_teardown(a_copy_has_values_and_others_but_no_steps, make, drop),
        cmocka_unit_test_setup_teardown(empty_entries_are_kept_but_modify_nothing, make, drop),
        cmocka_unit_test_setup_teardown(a_copied_entry_is_a_new_one, make, drop),
        cmocka_unit_test_setup_teardown(a_save_numbers_entries_anew_also_in_what_can_be_undone,
                                        make, drop),
        cmocka_unit_test_setup_teardown(an_emptied_entry_leaves_its_place_to_the_next, make, drop),
        cmocka_unit_test_setup_teardown(a_cleared_list_is_new_when_it_comes_back, make, drop),
        cmocka_unit_test_setup_teardown(says_where_things_stand_or_would_stand, make, drop),
        cmocka_unit_test_setup_teardown(conditions_look_at_texts_lists_and_answers, make, drop),
        cmocka_unit_test_setup_teardown(conditions_are_combined_and_described, make, drop),
    };
    return cmocka_run_group_tests_name("spec", tests, NULL, NULL);
}
