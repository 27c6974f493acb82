#include "check_fixture.h"

static void a_draft_with_what_it_needs_has_no_findings(void **state)
{
    (void)state;
    assert_findings("");
}

static void says_what_is_needed_from_when_on(void **state)
{
    (void)state;
    small_set(spec, "overview.title", "");
    assert_findings("error required title: Needed from Draft on\n");
    small_set(spec, "overview.title", "Customers");
    small_set(spec, "lifecycle.status", "Approved");
    small_set(spec, "overview.summary", "For example, what the template says");
    small_set(spec, "details.runbook", "Runbook PDF <#>");
    assert_findings(
        "error required summary: Needed from Approved on; so far it holds template text\n"
        "warning template-text summary: Left over from the template\n"
        "error required data_volume: Needed from Approved on\n"
        "error required runbook: Needed from Approved on; so far it holds template text\n"
        "warning template-text runbook: Left over from the template\n");
}

static void a_missing_status_counts_as_the_first(void **state)
{
    (void)state;
    small_set(spec, "lifecycle.status", "");
    small_set(spec, "overview.title", "");
    assert_findings("error required status: Needed from Draft on\n"
                    "error required title: Needed from Draft on\n");
}

static void hidden_fields_are_silent_but_for_secrets(void **state)
{
    (void)state;
    small_set(spec, "overview.detail", "TBD");
    assert_findings("");
    small_set(spec, "overview.detail", "password=hunter2");
    assert_findings("error secret detail: This looks like a password or key; write the name of the "
                    "secret instead\n");
}

static void not_applicable_answers_all_but_identity_and_status(void **state)
{
    (void)state;
    small_set(spec, "lifecycle.status", "Approved");
    small_set(spec, "overview.summary", "N/A");
    small_set(spec, "overview.data_volume", "N/A");
    small_set(spec, "details.runbook", "N/A");
    assert_findings("");
    small_set(spec, "overview.smart_id", "N/A");
    assert_findings("error type smart_id: N/A is no answer here\n");
    small_load(spec, "overview.smart_id", "N/A");
    assert_findings("error type smart_id: N/A is no answer here\n");
    assert_false(spec_is_answered(spec, form->id));
}

static void a_value_of_the_wrong_shape_is_one_finding(void **state)
{
    (void)state;
    struct value raw = {.kind = VALUE_RAW, .text = memory_copy_string("{a: b}")};
    spec_load_value(spec, small_field(form, "overview.title"), raw);
    assert_findings("error type title: This does not fit a field of type text\n");
}

static void types_know_their_bounds(void **state)
{
    (void)state;
    small_set(spec, "overview.title", "A title that is longer than forty characters");
    small_set(spec, "details.retries", "12");
    small_load(spec, "details.monitored", "maybe");
    small_load(spec, "lifecycle.created", "1.5.2025");
    small_field(form, "details.steps")->min_items = 2;
    small_set(spec, "details.steps", "Only one");
    small_load(spec, "details.sla", "two\nlines");
    assert_findings("warning type created: “1.5.2025”: did you mean 2025-05-01?\n"
                    "error type title: Too long: 44 characters of at most 40\n"
                    "error type steps: Too few entries: 1 of at least 2\n"
                    "error type retries: At most 10\n"
                    "error type monitored: “maybe” is neither true nor false\n"
                    "warning type sla: This should be one line, and has several\n");
}

static void too_many_entries_and_too_small_numbers_are_found(void **state)
{
    (void)state;
    small_field(form, "overview.legacy_ids")->max_items = 1;
    small_set(spec, "overview.legacy_ids", "A");
    small_set(spec, "overview.legacy_ids", "B");
    small_field(form, "details.retries")->unit = memory_copy_string("times");
    small_set(spec, "details.retries", "-1");
    small_load(spec, "lifecycle.created", "soon");
    small_load(spec, "details.monitored", "Yes");
    assert_findings("error type created: “soon” is not a date; write it as 2025-05-01\n"
                    "error type legacy_ids: Too many entries: 2 of at most 1\n"
                    "error type retries: At least 0 times\n"
                    "info type monitored: “Yes” is read as true\n");
}

static void patterns_speak_with_the_forms_message(void **state)
{
    (void)state;
    small_set(spec, "overview.version", "1.0");
    assert_findings("error pattern version: V and a number, for example V1\n");
    struct field *field = small_field(form, "overview.version");
    free(field->message);
    field->message = NULL;
    assert_findings("error pattern version: Does not fit the pattern ^V[0-9]+$\n");
}

static void a_smart_id_is_checked_part_by_part(void **state)
{
    (void)state;
    small_set(spec, "overview.smart_id", "APP-S4-sf-CUSTOMER-V1");
    assert_findings("error pattern smart_id: “sf” is no Target: that is [A-Z0-9]+\n");
    small_set(spec, "overview.smart_id", "APP-S4-V1");
    assert_findings("error pattern smart_id: A Smart ID is "
                    "<Domain>-<Source>-<Target>-<Object>-<Version>\n");
}

static void rows_need_their_columns_and_cells_are_checked(void **state)
{
    (void)state;
    small_set(spec, "lifecycle.changes", "2025-05-01 | linked to O2C");
    const struct field *table = small_field(form, "lifecycle.changes");
    struct value rows = value_copy(spec_value(spec, table));
    value_insert(&rows, 1, value_of_row(2));
    value_set_text(&rows.items[1].items[0], "tomorrow");
    spec_set_value(spec, table, &rows, 0);
    value_done(&rows);
    assert_findings("error type changes[1].date: “tomorrow” is not a date; write it as 2025-05-01\n"
                    "error required changes[1].note: What changed is needed in every row\n");
}

/* ── vocabularies ── */

static void open_choices_remark_what_is_unknown(void **state)
{
    (void)state;
    small_set(spec, "overview.protocols", "REST");
    small_set(spec, "overview.protocols", "rest/json");
    small_set(spec, "overview.protocols", "ODATA");
    small_set(spec, "overview.protocols", "odata-v4");
    small_set(spec, "overview.protocols", "Carrier pigeon");
    assert_findings("info alias protocols[1]: “rest/json” is called “REST” here\n"
                    "warning vague protocols[2]: “ODATA” is vague: which of OData V2, OData V4?\n"
                    "warning near-duplicate protocols[3]: “odata-v4” is nearly “OData V4”: is it "
                    "the same?\n"
                    "info choice protocols[4]: “Carrier pigeon” is not in the vocabulary\n");
}

static void closed_choices_refuse_what_is_unknown(void **state)
{
    (void)state;
    small_load(spec, "overview.data_volume", "low");
    assert_findings("error choice data_volume: “low” is not one of the values; did you mean "
                    "“Low”?\n");
    small_load(spec, "overview.data_volume", "gigantic");
    assert_findings("error choice data_volume: “gigantic” is not one of the values\n");
    small_load(spec, "overview.data_volume", "Medium");
    assert_findings("info alias data_volume: “Medium” is called “Median” here\n");
}

static void cautions_are_shown_with_their_value(void **state)
{
    (void)state;
    struct vocabulary *protocols = small_field(form, "overview.protocols")->choices;
    protocols->entries[0].caution = memory_copy_string("Weak; not for production.");
    small_set(spec, "overview.protocols", "REST");
    assert_findings("info choice protocols[0]: REST: Weak; not for production.\n");
}

static void a_vague_text_with_one_meaning_is_asked_back(void **state)
{
    (void)state;
    struct vocabulary *protocols = small_field(form, "overview.protocols")->choices;
    small_add_string(&protocols->entries[0].vague, "HTTP");
    small_set(spec, "overview.protocols", "http");
    assert_findings("warning vague protocols[0]: “http” is vague: is it REST?\n");
}

/* ── findings ── */

static void counts_findings_and_knows_the_gravest_of_a_field(void **state)
{
    (void)state;
    struct findings findings = {0};
    const struct field *title = form->title_field;
    findings_add(&findings, SEVERITY_INFO, "choice", title, FINDING_NO_ROW, NULL, "one");
    findings_add(&findings, SEVERITY_ERROR, "type", title, FINDING_NO_ROW, NULL, "%s", "two");
    findings_add(&findings, SEVERITY_ERROR, "type", form->id, FINDING_NO_ROW, NULL, "three");
    assert_int_equal(findings_count(&findings, SEVERITY_ERROR), 2);
    assert_int_equal(findings_count(&findings, SEVERITY_WARNING), 0);
    assert_string_equal(findings_of_field(&findings, title)->message, "two");
    assert_null(findings_of_field(&findings, form->status));
    findings_done(&findings);
}

static void a_message_never_quotes_a_whole_book(void **state)
{
    (void)state;
    char *text = calloc(10001, 1);
    for (size_t i = 0; i < 10000; i += 2)
        memcpy(text + i, "é", 2);
    small_load(spec, "overview.data_volume", text);
    struct findings findings = {0};
    check_spec(spec, &world, &findings);
    const char *message = findings.items[0].message;
    assert_int_equal(findings.count, 1);
    assert_true(strlen(message) < 400);
    assert_string_equal(message + strlen(message) - strlen("é…"), "é…");
    findings_done(&findings);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHECK_TEST(a_draft_with_what_it_needs_has_no_findings),
        CHECK_TEST(says_what_is_needed_from_when_on),
        CHECK_TEST(a_missing_status_counts_as_the_first),
        CHECK_TEST(hidden_fields_are_silent_but_for_secrets),
        CHECK_TEST(not_applicable_answers_all_but_identity_and_status),
        CHECK_TEST(a_value_of_the_wrong_shape_is_one_finding),
        CHECK_TEST(types_know_their_bounds),
        CHECK_TEST(too_many_entries_and_too_small_numbers_are_found),
        CHECK_TEST(patterns_speak_with_the_forms_message),
        CHECK_TEST(a_smart_id_is_checked_part_by_part),
        CHECK_TEST(rows_need_their_columns_and_cells_are_checked),
        CHECK_TEST(open_choices_remark_what_is_unknown),
        CHECK_TEST(closed_choices_refuse_what_is_unknown),
        CHECK_TEST(cautions_are_shown_with_their_value),
        CHECK_TEST(a_vague_text_with_one_meaning_is_asked_back),
        CHECK_TEST(counts_findings_and_knows_the_gravest_of_a_field),
        CHECK_TEST(a_message_never_quotes_a_whole_book),
    };
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
