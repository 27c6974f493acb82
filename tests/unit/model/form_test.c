#include "small_form.h"

static struct form *form;

static int make(void **state)
{
    (void)state;
    form = small_form();
    return 0;
}

static int drop(void **state)
{
    (void)state;
    form_free(form);
    return 0;
}

static void finds_fields_by_path(void **state)
{
    (void)state;
    assert_string_equal(form_find_field(form, "overview.title")->label, "Title");
    assert_ptr_equal(form_find_field(form, "questions"), form->questions);
    assert_null(form_find_field(form, "overview.nothing"));
    assert_null(form_find_field(form, "over.title"));
    assert_null(form_find_field(form, "overview"));
    assert_null(form_find_field(form, ""));
}

static void finds_columns_of_tables(void **state)
{
    (void)state;
    const struct field *table = form_find_field(form, "details.known_errors");
    assert_string_equal(field_find_column(table, "cause")->label, "Cause");
    assert_null(field_find_column(table, "title"));
}

static void suggests_the_field_that_was_meant(void **state)
{
    (void)state;
    static const char *const TYPED[][2] = {
        {"overview.titel", "overview.title"},      {"data_volum", "overview.data_volume"},
        {"Data volume", "overview.data_volume"},   {"lifecycle.title", "overview.title"},
        {"runbok location", "details.runbook"},
    };
    for (size_t i = 0; i < sizeof TYPED / sizeof *TYPED; i++) {
        const struct field *field = form_suggest_field(form, TYPED[i][0]);
        assert_non_null(field);
        assert_string_equal(field->path, TYPED[i][1]);
    }
    assert_null(form_suggest_field(form, "something else entirely"));
}

static void aliases_fold_case_accents_and_blanks(void **state)
{
    (void)state;
    struct vocabulary *systems = small_vocabulary(
        form, "systems",
        (const char *const[]){"11VMS=11 VMS", "SAP S/4HANA=S4", "Café Noir=Café", NULL});
    assert_string_equal(vocabulary_find_alias(systems, "11vms")->value, "11VMS");
    assert_string_equal(vocabulary_find_alias(systems, "s 4")->value, "SAP S/4HANA");
    assert_string_equal(vocabulary_find_alias(systems, "CAFE")->value, "Café Noir");
    assert_string_equal(vocabulary_find_alias(systems, "cafe\xCC\x81")->value, "Café Noir");
    assert_null(vocabulary_find_alias(systems, "S"));
    assert_null(vocabulary_find(systems, "11vms"));
}

static void near_values_differ_in_case_blanks_and_punctuation_only(void **state)
{
    (void)state;
    struct vocabulary *systems = small_vocabulary(
        form, "near", (const char *const[]){"SAP S/4HANA", "On-Premise=OnPrem", NULL});
    assert_string_equal(vocabulary_find_near(systems, "SAP S4 Hana")->value, "SAP S/4HANA");
    assert_string_equal(vocabulary_find_near(systems, "on prem.")->value, "On-Premise");
    assert_null(vocabulary_find_near(systems, "SAP S/4"));
    assert_null(vocabulary_find_near(systems, "-"));
}

static void suggests_the_value_that_was_meant(void **state)
{
    (void)state;
    const struct vocabulary *volume = form_find_field(form, "overview.data_volume")->choices;
    assert_string_equal(vocabulary_suggest(volume, "medium")->value, "Median");
    assert_string_equal(vocabulary_suggest(volume, "Hgih")->value, "High");
    assert_null(vocabulary_suggest(volume, "about one million"));
}

static void names_the_statuses(void **state)
{
    (void)state;
    assert_string_equal(form_status_name(form, APPROVED), "Approved");
    assert_null(form_status_name(form, -1));
    assert_null(form_status_name(form, 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_fields_by_path),
        cmocka_unit_test(finds_columns_of_tables),
        cmocka_unit_test(suggests_the_field_that_was_meant),
        cmocka_unit_test(aliases_fold_case_accents_and_blanks),
        cmocka_unit_test(near_values_differ_in_case_blanks_and_punctuation_only),
        cmocka_unit_test(suggests_the_value_that_was_meant),
        cmocka_unit_test(names_the_statuses),
    };
    return cmocka_run_group_tests_name("form", tests, make, drop);
}
