#include "model/check.h"
#include "model/smart_id.h"
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

static void every_type_has_a_name_and_all_its_functions(void **state)
{
    (void)state;
    size_t count = 0;
    const struct field_type *const *types = field_type_all(&count);
    assert_int_equal(count, 14);
    for (size_t i = 0; i < count; i++) {
        assert_non_null(types[i]->name);
        assert_non_null(types[i]->canonical);
        assert_non_null(types[i]->check);
        assert_ptr_equal(field_type_find(types[i]->name), types[i]);
    }
    assert_null(field_type_find("txt"));
}

static void the_small_form_has_every_type(void **state)
{
    (void)state;
    size_t count = 0;
    const struct field_type *const *types = field_type_all(&count);
    for (size_t i = 0; i < count; i++) {
        bool found = false;
        for (size_t f = 0; f < form->field_count; f++)
            found = found || form->fields[f].type == types[i];
        assert_true(found);
    }
}

static void assert_reads(const char *path, const char *text, const char *formatted)
{
    const struct field *field = small_field(form, path);
    struct value value = {0};
    struct error error = {0};
    struct buffer out = {0};
    if (field_parse(field, text, &value, &error) != 0)
        fail_msg("%s: %s", path, error.text);
    field_format(field, &value, &out);
    assert_string_equal(buffer_string(&out), formatted);
    buffer_done(&out);
    value_done(&value);
}

static void assert_refuses(const char *path, const char *text, const char *reason)
{
    struct value value = {0};
    struct error error = {0};
    assert_int_equal(field_parse(small_field(form, path), text, &value, &error), -1);
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_string_equal(error.text, reason);
    assert_int_equal(value.kind, VALUE_ABSENT);
}

static void reads_text_as_people_type_it(void **state)
{
    (void)state;
    assert_reads("overview.title", "Customer → Salesforce", "Customer → Salesforce");
    assert_reads("overview.title", "", "");
    assert_reads("overview.title", "N/A", "N/A");
    assert_reads("overview.summary", "one\r\n\r\ntwo\rthree", "one · two · three");
    assert_reads("overview.protocols", "Carrier pigeon", "Carrier pigeon");
    assert_reads("overview.legacy_ids", "0815", "0815");
    assert_reads("details.monitored", "Yes", "true");
    assert_reads("details.monitored", "off", "false");
    assert_reads("details.replaces", "APP-S4-SF-CUSTOMER-V1", "APP-S4-SF-CUSTOMER-V1");
}

static void reads_numbers_in_canonical_form(void **state)
{
    (void)state;
    assert_reads("details.retries", "+007", "7");
    assert_reads("details.retries", "-0", "-0");
    assert_reads("details.retries", "12", "12"); /* bounds are a finding, not a refusal */
    assert_refuses("details.retries", "2.5", "Retries: “2.5” is not a whole number");
    assert_refuses("details.retries", "1,000",
                   "Retries: “1,000” is not a number; write it as 1000 or 0.5");
    assert_refuses("details.retries", "3x",
                   "Retries: “3x” is not a number; write it as 1000 or 0.5");
    small_field(form, "details.retries")->integer = false;
    assert_reads("details.retries", "0.50", "0.50");
    assert_reads("details.retries", "1E3", "1e+3");
    assert_refuses("details.retries", "1.",
                   "Retries: “1.” is not a number; write it as 1000 or 0.5");
    small_field(form, "details.retries")->integer = true;
}

static void refuses_dates_that_are_none_and_asks_back(void **state)
{
    (void)state;
    assert_reads("lifecycle.created", "2024-02-29", "2024-02-29");
    assert_refuses("lifecycle.created", "2025-02-29",
                   "Created: “2025-02-29” is not a date; write it as 2025-05-01");
    assert_refuses("lifecycle.created", "1.5.2025",
                   "Created: “1.5.2025” is not written as a date; did you mean 2025-05-01?");
}

static void refuses_unknown_values_of_a_closed_choice(void **state)
{
    (void)state;
    assert_reads("overview.data_volume", "Median", "Median");
    assert_refuses("overview.data_volume", "Medium",
                   "Data Volume: “Medium” is not one of the values; did you mean “Median”?");
    assert_refuses("overview.data_volume", "enormous",
                   "Data Volume: “enormous” is not one of the values");
}

static void refuses_several_lines_where_one_fits(void **state)
{
    (void)state;
    assert_refuses("overview.title", "a\nb", "Title: holds one line only");
    assert_refuses("details.runbook", "a\nb <u>", "Runbook Location: holds one line only");
}

static void refuses_text_that_is_not_utf8(void **state)
{
    (void)state;
    assert_refuses("overview.title", "caf\xE9", "Title: the text is not valid UTF-8");
}

static void reads_links_in_three_notations(void **state)
{
    (void)state;
    assert_reads("details.runbook", "https://wiki/x", "https://wiki/x");
    assert_reads("details.runbook", "Runbook PDF <#>", "Runbook PDF <#>");
    assert_reads("details.runbook", "[Runbook (P1)](https://wiki/x)",
                 "Runbook (P1) <https://wiki/x>");
    assert_reads("details.runbook", "Why a < b <https://wiki/x> ", "Why a < b <https://wiki/x>");
    assert_reads("details.documents", "Design <file.pdf>", "Design <file.pdf>");
    assert_refuses("details.runbook", "ask Owen",
                   "Runbook Location: “ask Owen” is not a link; write an address, or a title and "
                   "<address>");
}

static void reads_rows_cell_by_cell(void **state)
{
    (void)state;
    assert_reads("details.known_errors", "Timeout | | wait", "Timeout | wait");
    assert_reads("details.known_errors", "a|b | c", "a|b | c");
    assert_reads("details.known_errors", "LOCK | a | b | Page <https://wiki/x> |",
                 "LOCK | a | b | Page <https://wiki/x>");
    assert_reads("lifecycle.changes", "2025-05-01 | linked to O2C", "2025-05-01 | linked to O2C");
    assert_refuses("lifecycle.changes", "yesterday | linked",
                   "Date: “yesterday” is not a date; write it as 2025-05-01");
    assert_refuses("lifecycle.changes", "2025-05-01 | a | b",
                   "Updated: a row has 2 cells, and “b” is one more");
}

static void formats_lists_on_one_line(void **state)
{
    (void)state;
    struct spec *spec = spec_new(form);
    small_set(spec, "overview.protocols", "REST");
    small_set(spec, "overview.protocols", "SFTP");
    small_set(spec, "details.steps", "Receive, check");
    small_set(spec, "details.steps", "Send");
    small_set(spec, "details.known_errors", "A | b");
    small_set(spec, "details.known_errors", "C | d");
    small_assert_text(spec, "overview.protocols", "REST, SFTP");
    small_assert_text(spec, "details.steps", "Receive, check · Send");
    small_assert_text(spec, "details.known_errors", "A | b · C | d");
    spec_free(spec);
}

/* ── smart IDs ── */

static void assert_parts(const char *text, bool complete, const char *joined)
{
    const struct field *field = form->id;
    struct smart_id_range ranges[5];
    assert_int_equal(smart_id_split(field, text, ranges), complete);
    struct buffer out = {0};
    for (size_t i = 0; i < 5; i++) {
        buffer_append(&out, text + ranges[i].offset, ranges[i].length);
        buffer_append_byte(&out, '|');
    }
    assert_string_equal(buffer_string(&out), joined);
    buffer_done(&out);
}

static void reads_a_smart_id_from_both_ends(void **state)
{
    (void)state;
    assert_parts("APP-S4-SF-CUSTOMER-V1", true, "APP|S4|SF|CUSTOMER|V1|");
    assert_parts("PROC-SRM7-11VMS-PURCHASE-ORDER-V1", true, "PROC|SRM7|11VMS|PURCHASE-ORDER|V1|");
    assert_parts("APP-S4-SF-V1", false, "APP|S4|SF|V1||");
    assert_parts("APP-S", false, "APP|S||||");
    assert_parts("", false, "|||||");
    assert_parts("APP--SF-X-V1", false, "APP||SF|X|V1|");
    assert_parts("APP-S4-SF-CUSTOMER-", false, "APP|S4|SF|CUSTOMER||");
    assert_parts("-----", false, "|||-||");
}

static void knows_the_part_under_the_cursor(void **state)
{
    (void)state;
    const char *id = "APP-S4-SF-PURCHASE-ORDER-V1";
    assert_int_equal(smart_id_part_at(form->id, id, 0), 0);
    assert_int_equal(smart_id_part_at(form->id, id, 3), 0);
    assert_int_equal(smart_id_part_at(form->id, id, 4), 1);
    assert_int_equal(smart_id_part_at(form->id, id, 20), 3);
    assert_int_equal(smart_id_part_at(form->id, id, strlen(id)), 4);
    assert_int_equal(smart_id_part_at(form->id, "APP-", 4), 1);
}

static void assert_same_key(const char *a, const char *b, bool same)
{
    static const size_t parts[] = {1, 2, 3}; /* source, target, object */
    char *left = smart_id_copy_key(form->id, a, parts, 3);
    char *right = smart_id_copy_key(form->id, b, parts, 3);
    assert_non_null(left);
    assert_non_null(right);
    assert_int_equal(strcmp(left, right) == 0, same);
    free(left);
    free(right);
}

static void ids_with_parts_in_common_have_the_same_key(void **state)
{
    (void)state;
    static const size_t parts[] = {1};
    assert_same_key("APP-S4-SF-CUSTOMER-V1", "FIN-s4-sf-Customer-V2", true);
    assert_same_key("APP-S4-SF-PURCHASE-ORDER-V1", "APP-S4-SF-PURCHASE-ORDER-V9", true);
    assert_same_key("APP-S4-SF-CUSTOMER-V1", "APP-SF-S4-CUSTOMER-V1", false);
    assert_same_key("A-B-CD-E-V1", "A-BC-D-E-V1", false);
    assert_null(smart_id_copy_key(form->id, "APP-S4-SF", parts, 1));
    assert_null(smart_id_copy_key(form->id, "", parts, 1));
}

static void finds_the_part_that_does_not_fit(void **state)
{
    (void)state;
    assert_int_equal(smart_id_find_fault(form->id, "APP-S4-SF-CUSTOMER-V1"), 6);
    assert_int_equal(smart_id_find_fault(form->id, "APP-S4-sf-CUSTOMER-V1"), 2);
    assert_int_equal(smart_id_find_fault(form->id, "APP-S4-SF-CUSTOMER-1"), 4);
    assert_int_equal(smart_id_find_fault(form->id, "APP-S4-V1"), 5);
}

static void copies_a_part_by_its_name(void **state)
{
    (void)state;
    char *domain = smart_id_copy_part(form->id, "APP-S4-SF-CUSTOMER-V1", "domain");
    assert_string_equal(domain, "APP");
    free(domain);
    assert_null(smart_id_copy_part(form->id, "APP-S4-SF-CUSTOMER-V1", "Colour"));
    assert_null(smart_id_copy_part(form->id, "APP", "Domain"));
    char *shape = smart_id_describe(form->id);
    assert_string_equal(shape, "<Domain>-<Source>-<Target>-<Object>-<Version>");
    free(shape);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_type_has_a_name_and_all_its_functions),
        cmocka_unit_test(the_small_form_has_every_type),
        cmocka_unit_test(reads_text_as_people_type_it),
        cmocka_unit_test(reads_numbers_in_canonical_form),
        cmocka_unit_test(refuses_dates_that_are_none_and_asks_back),
        cmocka_unit_test(refuses_unknown_values_of_a_closed_choice),
        cmocka_unit_test(refuses_several_lines_where_one_fits),
        cmocka_unit_test(refuses_text_that_is_not_utf8),
        cmocka_unit_test(reads_links_in_three_notations),
        cmocka_unit_test(reads_rows_cell_by_cell),
        cmocka_unit_test(formats_lists_on_one_line),
        cmocka_unit_test(reads_a_smart_id_from_both_ends),
        cmocka_unit_test(knows_the_part_under_the_cursor),
        cmocka_unit_test(ids_with_parts_in_common_have_the_same_key),
        cmocka_unit_test(finds_the_part_that_does_not_fit),
        cmocka_unit_test(copies_a_part_by_its_name),
    };
    return cmocka_run_group_tests_name("field_type", tests, make, drop);
}
