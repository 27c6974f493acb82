#include "../../../src/model/template_internal.h"
#include "model/check.h"
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

static void assert_all(const char *const *texts, size_t count, bool is_template)
{
    for (size_t i = 0; i < count; i++)
        if (check_is_template_text(texts[i]) != is_template)
            fail_msg("“%s” is %stemplate text", texts[i], is_template ? "" : "no ");
}

static void knows_how_template_text_begins(void **state)
{
    (void)state;
    static const char *const LEFT_OVER[] = {
        "Example: This integration synchronises",
        "For example, Real-time",
        "for example",
        "  Link to Mapping Spreadsheet",
        "List of Applicable Integration Styles",
        "Increment for significant logic changes",
        "\n\nExample:\n",
    };
    static const char *const WRITTEN[] = {
        "Examples: none",    "Linking to O2C",   "The list of customers",
        "Listof",            "For examples see", "An example: this",
        "Incremental loads", "",
    };
    assert_all(LEFT_OVER, sizeof LEFT_OVER / sizeof *LEFT_OVER, true);
    assert_all(WRITTEN, sizeof WRITTEN / sizeof *WRITTEN, false);
}

static void knows_what_template_text_holds(void **state)
{
    (void)state;
    static const char *const LEFT_OVER[] = {
        "TBD", "to be done (TBD)", "tbd", "owner: TODO", "[Runbook PDF](#)", "See [x](#) there",
    };
    static const char *const WRITTEN[] = {
        "TBDX", "MY_TODO", "todo o processo", "TODOS os clientes", "[x](#y)", "channel #1",
    };
    assert_all(LEFT_OVER, sizeof LEFT_OVER / sizeof *LEFT_OVER, true);
    assert_all(WRITTEN, sizeof WRITTEN / sizeof *WRITTEN, false);
}

static void knows_placeholders_from_comparisons_and_patterns(void **state)
{
    (void)state;
    static const char *const LEFT_OVER[] = {
        "<Flow Name>",
        "<Domain>-<Source>-<Target>",
        "Runs for <system> every night",
        "the team (<team>), by mail",
        "<…>",
        "<insert the SLA here>",
    };
    static const char *const WRITTEN[] = {
        "95 % < 500 ms",
        "a < b and c > d",
        "if x<5 then y>3",
        "<queue>.dmq, one for each queue",
        "sftp.acme.example:22/<bank>/out",
        "Jürgen Weiß <juergen.weiss@acme.example>",
        "see <https://wiki.acme.example/x>",
        "List<String>",
        "ACL: publish only sap/s4/ce/>",
        "key=<value>",
        "< not closed",
    };
    assert_all(LEFT_OVER, sizeof LEFT_OVER / sizeof *LEFT_OVER, true);
    assert_all(WRITTEN, sizeof WRITTEN / sizeof *WRITTEN, false);
}

static bool leaves_answer(const char *path, const char *text)
{
    const struct field *field = small_field(form, path);
    struct value value = {0};
    struct error error = {0};
    assert_int_equal(field_parse(field, text, &value, &error), 0);
    bool leaves = template_leaves_answer(field, &value);
    value_done(&value);
    return leaves;
}

static void links_to_nowhere_are_no_answer(void **state)
{
    (void)state;
    assert_false(leaves_answer("details.runbook", "Runbook PDF <#>"));
    assert_false(leaves_answer("details.runbook", "TBD"));
    assert_false(leaves_answer("details.runbook", "Runbook <TBD>"));
    assert_false(leaves_answer("details.runbook", "https://example.com/x"));
    assert_false(leaves_answer("details.runbook", "https://wiki.example.com/mapping.xlsx"));
    assert_false(leaves_answer("details.documents", "Link to Wiki Page <https://wiki/x>"));
    assert_true(leaves_answer("details.runbook", "https://wiki.acme.example/x"));
    assert_true(leaves_answer("details.runbook", "https://myexample.com/x"));
    assert_true(leaves_answer("details.runbook", "https://wiki/example.com"));
}

static void one_real_entry_answers_a_list(void **state)
{
    (void)state;
    struct spec *spec = spec_new(form);
    const struct field *steps = small_field(form, "details.steps");
    small_set(spec, "details.steps", "TODO");
    assert_false(template_leaves_answer(steps, spec_value(spec, steps)));
    small_set(spec, "details.steps", "Receive the event");
    assert_true(template_leaves_answer(steps, spec_value(spec, steps)));
    spec_free(spec);
}

static void a_row_with_template_text_is_no_answer(void **state)
{
    (void)state;
    assert_false(leaves_answer("details.known_errors", "<Symptom> | none | wait"));
    assert_false(leaves_answer("details.known_errors", "LOCK | none | wait | Page <#>"));
    assert_true(leaves_answer("details.known_errors", "LOCK | N/A | wait"));
}

static bool equals_example(const char *path, const char *text)
{
    const struct field *field = small_field(form, path);
    struct value value = {0};
    struct error error = {0};
    assert_int_equal(field_parse(field, text, &value, &error), 0);
    bool equal = template_equals_example(
        field, value.kind == VALUE_LIST ? &value.items[0] : &value);
    value_done(&value);
    return equal;
}

static void folds_case_blanks_and_a_final_full_stop(void **state)
{
    (void)state;
    small_add_string(&small_field(form, "details.sla")->examples, "99.9 % Verfügbarkeit im Büro.");
    assert_true(equals_example("details.sla", "99.9 % verfügbarkeit im BÜRO"));
    assert_true(equals_example("details.sla", " 99.9% Verfügbarkeit im Büro . "));
    assert_false(equals_example("details.sla", "99.9 % Verfügbarkeit im Haus."));
    assert_false(equals_example("details.sla", "99.9 % Verfügbarkeit im Büro.."));
}

static void short_texts_and_choices_may_equal_an_example(void **state)
{
    (void)state;
    small_add_string(&small_field(form, "details.sla")->examples, "99.9 % per month");
    assert_false(equals_example("details.sla", "99.9 % per month"));
    small_add_string(&small_field(form, "overview.protocols")->examples,
                     "Something of twenty characters");
    assert_false(equals_example("overview.protocols", "Something of twenty characters"));
}

static void the_tooltip_is_no_answer_either(void **state)
{
    (void)state;
    struct field *field = small_field(form, "details.sla");
    free(field->help);
    field->help = memory_copy_string("Go to LeanIX and look at Business Criticality.");
    assert_true(equals_example("details.sla", "Go to LeanIX and look at business criticality"));
}

static void rows_are_compared_with_their_cells_joined(void **state)
{
    (void)state;
    struct field *table = small_field(form, "details.known_errors");
    small_add_string(&table->examples, "Start On Schedule | Timer Start | |");
    assert_true(equals_example("details.known_errors", "start on schedule | Timer  Start"));
    assert_false(equals_example("details.known_errors", "start on schedule | Timer Stop"));
    struct field *changes = small_field(form, "lifecycle.changes");
    changes->columns[1].type = field_type_find("reference");
    small_add_string(&changes->examples, "2025-05-01 | APP-S4-SF-INVOICE-V1");
    assert_false(equals_example("lifecycle.changes", "2025-05-01 | APP-S4-SF-INVOICE-V1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, make, drop)
        TEST(knows_how_template_text_begins),
        TEST(knows_what_template_text_holds),
        TEST(knows_placeholders_from_comparisons_and_patterns),
        TEST(links_to_nowhere_are_no_answer),
        TEST(one_real_entry_answers_a_list),
        TEST(a_row_with_template_text_is_no_answer),
        TEST(folds_case_blanks_and_a_final_full_stop),
        TEST(short_texts_and_choices_may_equal_an_example),
        TEST(the_tooltip_is_no_answer_either),
        TEST(rows_are_compared_with_their_cells_joined),
    };
    return cmocka_run_group_tests_name("template_text", tests, NULL, NULL);
}
