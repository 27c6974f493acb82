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

static void assert_fingerprint(const char *expected)
{
    char *fingerprint = spec_fingerprint(spec);
    assert_string_equal(fingerprint, expected);
    free(fingerprint);
}

static void an_empty_spec_is_an_empty_object(void **state)
{
    (void)state;
    assert_fingerprint("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
}

static void fill(void)
{
    small_set(spec, "lifecycle.status", "Active");
    small_set(spec, "lifecycle.changes", "2025-05-01 | linked to O2C");
    small_set(spec, "overview.title", "Büro \"A\" \\ B");
    small_set(spec, "overview.summary", "one\ntwo\t\x01");
    small_set(spec, "overview.protocols", "REST");
    small_set(spec, "overview.protocols", "SFTP");
    small_set(spec, "details.known_errors", "LOCK | | wait | Page <https://wiki/x>");
    small_set(spec, "details.runbook", "https://wiki/x");
    small_set(spec, "details.retries", "3");
    small_set(spec, "details.monitored", "true");
    small_set(spec, "details.sla", "N/A");
}

/* The digest of this document, computed elsewhere:
 * {"lifecycle":{"status":"Active","changes":[{"date":"2025-05-01","note":"linked to O2C"}]},
 * "overview":{"title":"Büro \"A\" \\ B","summary":"one\ntwo\t\u0001","protocols":["REST","SFTP"]},
 * "details":{"known_errors":[{"symptom":"LOCK","action":"wait","page":{"title":"Page",
 * "url":"https://wiki/x"}}],"runbook":{"url":"https://wiki/x"},"retries":3,"monitored":true,
 * "sla":"N/A"}} */
static const char FILLED[] =
    "sha256:2d17be6705169862b2f8768d3f85cc96ce48abe40072a596f082caf9afe1bc99";

static void is_the_digest_of_compact_json_in_form_order(void **state)
{
    (void)state;
    fill();
    assert_fingerprint(FILLED);
}

static void questions_reviews_and_unknown_keys_do_not_count(void **state)
{
    (void)state;
    fill();
    small_set(spec, "questions", "design.direction | Which?");
    small_set(spec, "reviews", "2025-05-03 | Board");
    spec_load_other(spec, "overview.old", "x", 3);
    assert_fingerprint(FILLED);
}

static void layout_composition_and_empty_entries_do_not_count(void **state)
{
    (void)state;
    fill();
    small_set(spec, "overview.title", "Bu\xCC\x88ro \"A\" \\ B");
    const struct field *field = small_field(form, "overview.protocols");
    struct value list = value_copy(spec_value(spec, field));
    value_insert(&list, 1, value_of_text(""));
    list.items[0].origin = 9;
    list.line = 77;
    spec_set_value(spec, field, &list, 0);
    value_done(&list);
    assert_fingerprint(FILLED);
}

static void every_value_counts(void **state)
{
    (void)state;
    fill();
    small_set(spec, "details.sla", "99 %");
    char *fingerprint = spec_fingerprint(spec);
    assert_string_not_equal(fingerprint, FILLED);
    free(fingerprint);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_empty_spec_is_an_empty_object, make, drop),
        cmocka_unit_test_setup_teardown(is_the_digest_of_compact_json_in_form_order, make, drop),
        cmocka_unit_test_setup_teardown(questions_reviews_and_unknown_keys_do_not_count, make,
                                        drop),
        cmocka_unit_test_setup_teardown(layout_composition_and_empty_entries_do_not_count, make,
                                        drop),
        cmocka_unit_test_setup_teardown(every_value_counts, make, drop),
    };
    return cmocka_run_group_tests_name("fingerprint", tests, NULL, NULL);
}
