#include "check_fixture.h"

/* ── the world ── */

static bool knows_id(void *context, const char *id)
{
    return strcmp(id, context) == 0;
}

static const char *duplicate_of(void *context, const char *id, const char *path)
{
    (void)context;
    (void)id;
    return path != NULL ? "interfaces/other.yaml" : NULL;
}

static void asks_the_world_about_ids(void **state)
{
    (void)state;
    char known[] = "APP-S4-SF-ORDER-V1";
    world.context = known;
    world.knows_id = knows_id;
    world.duplicate_of = duplicate_of;
    small_set(spec, "details.replaces", "APP-S4-SF-ORDER-V1");
    assert_findings("");
    small_set(spec, "details.replaces", "APP-S4-SF-ORDER-V9");
    world.path = "interfaces/APP/APP-S4-SF-CUSTOMER-V2.yaml";
    assert_findings("error duplicate-id smart_id: interfaces/other.yaml has the same ID\n"
                    "error id-file-name smart_id: The file is called APP-S4-SF-CUSTOMER-V2; rename "
                    "it to APP-S4-SF-CUSTOMER-V1\n"
                    "warning reference replaces: There is no specification “APP-S4-SF-ORDER-V9” "
                    "here\n");
}

static void unknown_keys_come_last_with_their_line(void **state)
{
    (void)state;
    spec_load_other(spec, "overview.titel", "x", 12);
    spec_load_other(spec, "weather.report", "sunny", 40);
    spec_load_other(spec, "overview", "[1]", 41);
    assert_findings("warning unknown-key -: The form has no “overview.titel”; did you mean "
                    "“overview.title”?\n"
                    "warning unknown-key -: The form has no “weather.report”\n"
                    "warning unknown-key -: “overview” is a section: its fields stand below it, "
                    "each with its key\n");
    struct findings findings = {0};
    check_spec(spec, &world, &findings);
    assert_int_equal(findings.items[1].line, 40);
    findings_done(&findings);
}

/* ── texts ── */

static void characters_that_cannot_be_seen_are_found(void **state)
{
    (void)state;
    small_set(spec, "details.sla", "99\xE2\x80\x8B %");
    small_set(spec, "details.runbook",
              "Run\xE2\x80\xAE"
              "book <https://wiki/x>");
    assert_findings("warning invisible runbook: Character 4 cannot be seen (U+202E)\n"
                    "warning invisible sla: Character 3 cannot be seen (U+200B)\n");
}

static void joiners_in_emoji_and_other_scripts_are_meant(void **state)
{
    (void)state;
    small_set(spec, "overview.summary",
              "\U0001F468\u200D\U0001F469\u200D\U0001F467 می\u200Cخواهم "
              "\U0001F3F4\U000E0067\U000E0062\U000E007F");
    assert_findings("");
    small_set(spec, "overview.summary", "pass\u200Dword");
    assert_findings("warning invisible summary: Character 5 cannot be seen (U+200D)\n");
}

static void examples_that_were_only_repeated_are_doubted(void **state)
{
    (void)state;
    small_set(spec, "lifecycle.status", "Approved");
    small_set(spec, "overview.summary", "this integration  moves customers in real-time");
    small_set(spec, "overview.data_volume", "Low");
    small_set(spec, "details.runbook", "https://wiki/x");
    assert_findings("warning template-text summary: Only repeats what the template says\n");
}

static void questions_may_say_what_is_missing(void **state)
{
    (void)state;
    small_set(spec, "questions", "design.direction | TBD with Owen");
    assert_findings("");
}

/* ── the form's own rules ── */

static const struct field **fields_at(const char *first, const char *second)
{
    const struct field **fields = memory_allocate(2 * sizeof *fields);
    fields[0] = small_field(form, first);
    fields[1] = second != NULL ? small_field(form, second) : NULL;
    return fields;
}

static void rules_of_the_form_name_what_they_need(void **state)
{
    (void)state;
    struct condition *when = memory_allocate(sizeof *when);
    *when = (struct condition){.kind = CONDITION_FILLED,
                               .field = small_field(form, "details.monitored")};
    small_add_rule(form, (struct form_rule){.id = memory_copy_string("monitored-needs-sla"),
                                            .kind = FORM_RULE_NEEDS,
                                            .severity = SEVERITY_WARNING,
                                            .when = when,
                                            .fields = fields_at("details.sla", "overview.detail"),
                                            .field_count = 2,
                                            .message = memory_copy_string("Say what holds.")});
    assert_findings("");
    small_set(spec, "details.monitored", "yes");
    assert_findings("warning monitored-needs-sla sla: Say what holds.\n");
}

static void the_version_in_the_id_equals_the_version(void **state)
{
    (void)state;
    small_add_rule(form,
                   (struct form_rule){.id = memory_copy_string("version-in-smart-id"),
                                      .kind = FORM_RULE_ID_PART,
                                      .severity = SEVERITY_ERROR,
                                      .fields = fields_at("overview.smart_id", "overview.version"),
                                      .field_count = 2,
                                      .part = 4,
                                      .message = memory_copy_string("The versions differ.")});
    assert_findings("");
    small_set(spec, "overview.version", "V1");
    assert_findings("");
    small_set(spec, "overview.version", "V2");
    assert_findings("error version-in-smart-id version: The versions differ.\n");
}

static void dates_stand_in_order_in_every_row(void **state)
{
    (void)state;
    const struct field **fields = memory_allocate(2 * sizeof *fields);
    fields[0] = small_field(form, "lifecycle.created");
    fields[1] = &small_field(form, "lifecycle.changes")->columns[0];
    small_add_rule(form, (struct form_rule){.id = memory_copy_string("updated-after-created"),
                                            .kind = FORM_RULE_DATES,
                                            .severity = SEVERITY_ERROR,
                                            .fields = fields,
                                            .field_count = 2,
                                            .message = memory_copy_string("Too early.")});
    small_set(spec, "lifecycle.changes", "2025-05-01 | a");
    small_set(spec, "lifecycle.changes", "2024-12-31 | b");
    assert_findings("");
    small_set(spec, "lifecycle.created", "2025-01-01");
    assert_findings("error updated-after-created changes[1].date: Too early.\n");
}

static void a_review_date_must_not_be_past(void **state)
{
    (void)state;
    small_add_rule(form, (struct form_rule){.id = memory_copy_string("review-overdue"),
                                            .kind = FORM_RULE_NOT_PAST,
                                            .severity = SEVERITY_WARNING,
                                            .fields = fields_at("lifecycle.created", NULL),
                                            .field_count = 1,
                                            .message = memory_copy_string("Overdue.")});
    small_set(spec, "lifecycle.created", "2025-06-01");
    assert_findings("");
    small_set(spec, "lifecycle.created", "2025-05-31");
    assert_findings("warning review-overdue created: Overdue.\n");
    world.today = (struct date){0};
    assert_findings("");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHECK_TEST(asks_the_world_about_ids),
        CHECK_TEST(unknown_keys_come_last_with_their_line),
        CHECK_TEST(characters_that_cannot_be_seen_are_found),
        CHECK_TEST(joiners_in_emoji_and_other_scripts_are_meant),
        CHECK_TEST(examples_that_were_only_repeated_are_doubted),
        CHECK_TEST(questions_may_say_what_is_missing),
        CHECK_TEST(rules_of_the_form_name_what_they_need),
        CHECK_TEST(the_version_in_the_id_equals_the_version),
        CHECK_TEST(dates_stand_in_order_in_every_row),
        CHECK_TEST(a_review_date_must_not_be_past),
    };
    return cmocka_run_group_tests_name("check rules", tests, NULL, NULL);
}
