#include "model/change.h"
#include "small_form.h"

static struct form *form;
static struct spec *before;
static struct spec *after;

static int make(void **state)
{
    (void)state;
    form = small_form();
    before = spec_new(form);
    after = spec_new(form);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    spec_free(before);
    spec_free(after);
    form_free(form);
    return 0;
}

/* All changes described, one a line. */
static void assert_changes(const char *expected)
{
    struct changes changes = {0};
    struct buffer out = {0};
    changes_find(before, after, &changes);
    for (size_t i = 0; i < changes.count; i++) {
        change_describe(&changes.items[i], &out);
        buffer_append_byte(&out, '\n');
    }
    assert_string_equal(buffer_string(&out), expected);
    buffer_done(&out);
    changes_done(&changes);
}

static void set_list(struct spec *spec, const char *path, const char *const *entries)
{
    const struct value absent = {0};
    spec_set_value(spec, small_field(form, path), &absent, 0);
    for (size_t i = 0; entries[i] != NULL; i++)
        small_set(spec, path, entries[i]);
}

static void describes_single_values(void **state)
{
    (void)state;
    small_set(before, "overview.data_volume", "Median");
    small_set(after, "overview.data_volume", "Low");
    small_set(before, "overview.title", "Orders");
    small_set(after, "details.sla", "99 %");
    small_set(after, "overview.summary", "N/A");
    assert_changes("Title: - Orders\n"
                   "Summary: + N/A\n"
                   "Data Volume: Median → Low\n"
                   "SLA: + 99 %\n");
}

static void a_check_list_changes_as_a_whole(void **state)
{
    (void)state;
    set_list(before, "overview.protocols", (const char *const[]){"REST", NULL});
    set_list(after, "overview.protocols", (const char *const[]){"REST", "SFTP", NULL});
    assert_changes("Protocol: REST → REST, SFTP\n");
}

static void entries_are_added_removed_and_changed(void **state)
{
    (void)state;
    set_list(before, "details.steps",
             (const char *const[]){"Receive the event", "Map", "Upsert in Salesforce", NULL});
    set_list(after, "details.steps",
             (const char *const[]){"Receive the event from the queue", "Upsert in Salesforce",
                                   "Confirm", NULL});
    assert_changes("Steps: - Map\n"
                   "Steps: Receive the event → Receive the event from the queue\n"
                   "Steps: + Confirm\n");
}

static void the_fewest_rows_move(void **state)
{
    (void)state;
    set_list(before, "details.steps", (const char *const[]){"aaa", "bbb", "ccc", "ddd", NULL});
    set_list(after, "details.steps", (const char *const[]){"ddd", "aaa", "bbb", "ccc", NULL});
    assert_changes("Steps: ddd moved from 4 to 1\n");
}

static void names_the_one_cell_that_changed(void **state)
{
    (void)state;
    set_list(before, "details.known_errors",
             (const char *const[]){"LOCK | update | wait", "LIMIT | quota | call", NULL});
    set_list(after, "details.known_errors",
             (const char *const[]){"LOCK | update | call", "LIMIT | quota spent | ask", NULL});
    assert_changes("Known errors [LOCK] Action: wait → call\n"
                   "Known errors: LIMIT | quota | call → LIMIT | quota spent | ask\n");
}

static void rows_with_a_key_are_the_same_whatever_else_changed(void **state)
{
    (void)state;
    struct field *table = small_field(form, "details.known_errors");
    table->key = memory_allocate(sizeof *table->key);
    table->key_count = 1;
    set_list(before, "details.known_errors",
             (const char *const[]){"A | one | two", "B | same | same", NULL});
    set_list(after, "details.known_errors",
             (const char *const[]){"B | other | thing", "C | same | same", NULL});
    assert_changes("Known errors: - A | one | two\n"
                   "Known errors: B | same | same → B | other | thing\n"
                   "Known errors: + C | same | same\n");
}

static void a_table_that_appears_adds_its_rows(void **state)
{
    (void)state;
    set_list(after, "lifecycle.changes", (const char *const[]){"2025-05-01 | linked", NULL});
    assert_changes("Updated: + 2025-05-01 | linked\n");
    small_set(before, "lifecycle.changes", "N/A");
    assert_changes("Updated: N/A → 2025-05-01 | linked\n");
}

static void a_spec_that_comes_or_goes_changes_every_value(void **state)
{
    (void)state;
    small_set(after, "overview.title", "Orders");
    struct changes changes = {0};
    changes_find(NULL, after, &changes);
    changes_find(after, NULL, &changes);
    changes_find(NULL, NULL, &changes);
    assert_int_equal(changes.count, 2);
    assert_int_equal(changes.items[0].kind, CHANGE_ADDED);
    assert_int_equal(changes.items[1].kind, CHANGE_CLEARED);
    assert_string_equal(change_kind_name(changes.items[1].kind), "cleared");
    changes_done(&changes);
}

static void says_which_rows_they_are(void **state)
{
    (void)state;
    set_list(before, "details.steps", (const char *const[]){"aaa", "bbb", NULL});
    set_list(after, "details.steps", (const char *const[]){"ccc", "bbb", NULL});
    struct changes changes = {0};
    changes_find(before, after, &changes);
    assert_int_equal(changes.count, 2);
    assert_int_equal(changes.items[0].kind, CHANGE_ROW_REMOVED);
    assert_int_equal(changes.items[0].old_row, 0);
    assert_int_equal(changes.items[0].new_row, CHANGE_NO_ROW);
    assert_string_equal(changes.items[0].row, "aaa");
    assert_int_equal(changes.items[1].new_row, 0);
    changes_done(&changes);
}

/* ── property: there are changes exactly when values differ, and they account for every row ── */

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void set_random_steps(struct spec *spec, uint32_t *seed)
{
    struct value list = value_of_list();
    size_t count = next_random(seed) % 6;
    for (size_t i = 0; i < count; i++) {
        char text[5] = "";
        size_t length = next_random(seed) % 5;
        for (size_t c = 0; c < length; c++)
            text[c] = (char)('a' + next_random(seed) % 2);
        value_insert(&list, i, value_of_text(text));
    }
    spec_set_value(spec, small_field(form, "details.steps"), &list, 0);
    value_done(&list);
}

static size_t count_entries(const struct spec *spec)
{
    const struct value *list = spec_value(spec, small_field(form, "details.steps"));
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        count += value_is_empty(&list->items[i]) ? 0 : 1;
    return count;
}

static void changes_account_for_every_row(void **state)
{
    (void)state;
    uint32_t seed = 42;
    for (int round = 0; round < 2000; round++) {
        set_random_steps(before, &seed);
        set_random_steps(after, &seed);
        struct changes changes = {0};
        changes_find(before, after, &changes);
        size_t added = 0;
        size_t removed = 0;
        for (size_t i = 0; i < changes.count; i++) {
            added += changes.items[i].kind == CHANGE_ROW_ADDED ? 1 : 0;
            removed += changes.items[i].kind == CHANGE_ROW_REMOVED ? 1 : 0;
        }
        const struct field *field = small_field(form, "details.steps");
        bool equal = value_equal(spec_value(before, field), spec_value(after, field));
        assert_int_equal(changes.count == 0, equal);
        assert_int_equal(count_entries(before) + added, count_entries(after) + removed);
        changes_done(&changes);
    }
}

static void a_thousand_rows_of_noise_do_not_take_long(void **state)
{
    (void)state;
    struct value old = value_of_list();
    struct value new = value_of_list();
    for (size_t i = 0; i < 5000; i++) {
        char text[24] = "";
        (void)snprintf(text, sizeof text, "old %zu", i);
        value_insert(&old, i, value_of_text(text));
        (void)snprintf(text, sizeof text, "%zu new", i);
        value_insert(&new, i, value_of_text(text));
    }
    spec_set_value(before, small_field(form, "details.steps"), &old, 0);
    spec_set_value(after, small_field(form, "details.steps"), &new, 0);
    struct changes changes = {0};
    changes_find(before, after, &changes);
    assert_int_equal(changes.count, 10000);
    changes_done(&changes);
    value_done(&old);
    value_done(&new);
}

/* ── the proposed message ── */

static void assert_summary(const char *id, const char *expected)
{
    struct changes changes = {0};
    changes_find(before, after, &changes);
    char *summary = changes_summarise(id, before, &changes);
    assert_string_equal(summary, expected);
    free(summary);
    changes_done(&changes);
}

static void proposes_a_message(void **state)
{
    (void)state;
    assert_summary("APP-S4-SF-CUSTOMER-V1", "APP-S4-SF-CUSTOMER-V1: comments and layout");
    small_set(after, "overview.data_volume", "Low");
    small_set(after, "details.sla", "99 %");
    set_list(after, "details.known_errors", (const char *const[]){"LOCK | a", "LIMIT | b", NULL});
    assert_summary("APP-S4-SF-CUSTOMER-V1",
                   "APP-S4-SF-CUSTOMER-V1: data volume, 2 known errors, SLA");
    assert_summary("", "data volume, 2 known errors, SLA");
}

static void counts_rows_only_where_rows_were_added(void **state)
{
    (void)state;
    set_list(before, "details.known_errors", (const char *const[]){"LOCK | a", NULL});
    set_list(after, "details.known_errors", (const char *const[]){"LOCK | a", "LIMIT | b", NULL});
    set_list(before, "details.steps", (const char *const[]){"aaa", "bbb", NULL});
    set_list(after, "details.steps", (const char *const[]){"aaa", NULL});
    set_list(after, "overview.legacy_ids", (const char *const[]){"A", NULL});
    set_list(after, "lifecycle.changes", (const char *const[]){"2025-05-01 | x", NULL});
    assert_summary("X-V1", "X-V1: updated, 1 legacy ID, steps, 1 known error");
}

static void a_long_message_ends_in_and_more(void **state)
{
    (void)state;
    small_set(after, "overview.title", "x");
    small_set(after, "overview.summary", "x");
    small_set(after, "overview.data_volume", "Low");
    small_set(after, "details.runbook", "https://wiki/x");
    small_set(after, "details.monitored", "yes");
    small_set(after, "details.sla", "x");
    assert_summary("PROC-SRM7-11VMS-PURCHASE-ORDER-V1",
                   "PROC-SRM7-11VMS-PURCHASE-ORDER-V1: title, summary and 4 more");
    assert_summary("PROC-SRM7-11VMS-PURCHASE-ORDER-CHANGE-REQUEST-ACKNOWLEDGEMENT-V1",
                   "PROC-SRM7-11VMS-PURCHASE-ORDER-CHANGE-REQUEST-ACKNOWLEDGEMENT-V1");
    assert_summary("PROC-SRM7-11VMS-PURCHASE-ORDER-CHANGE-REQUEST-ACKNOWLEDGE-V1",
                   "PROC-SRM7-11VMS-PURCHASE-ORDER-CHANGE-REQUEST-ACKNOWLEDGE-V1: 6 fields");
}

static void another_id_is_a_rename(void **state)
{
    (void)state;
    small_set(before, "overview.smart_id", "X-V1");
    small_set(after, "overview.smart_id", "X-V2");
    assert_summary("X-V2", "X-V2: renamed from X-V1");
    small_set(after, "details.sla", "99 %");
    assert_summary("X-V2", "X-V2: renamed from X-V1, SLA");
    assert_summary("PROC-SRM7-11VMS-PURCHASE-ORDER-CHANGE-REQUEST-V1",
                   "PROC-SRM7-11VMS-PURCHASE-ORDER-CHANGE-REQUEST-V1: renamed from X-V1, SLA");
    assert_summary("PROC-SRM7-11VMS-PURCHASE-ORDER-CHANGE-REQUEST-CONFIRM-V1",
                   "PROC-SRM7-11VMS-PURCHASE-ORDER-CHANGE-REQUEST-CONFIRM-V1: renamed, SLA");
}

static void a_new_specification_is_called_so(void **state)
{
    (void)state;
    struct changes changes = {0};
    changes_find(NULL, after, &changes);
    char *summary = changes_summarise("APP-S4-SF-CUSTOMER-V1", NULL, &changes);
    assert_string_equal(summary, "APP-S4-SF-CUSTOMER-V1: new specification");
    free(summary);
    changes_done(&changes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(describes_single_values, make, drop),
        cmocka_unit_test_setup_teardown(a_check_list_changes_as_a_whole, make, drop),
        cmocka_unit_test_setup_teardown(entries_are_added_removed_and_changed, make, drop),
        cmocka_unit_test_setup_teardown(the_fewest_rows_move, make, drop),
        cmocka_unit_test_setup_teardown(names_the_one_cell_that_changed, make, drop),
        cmocka_unit_test_setup_teardown(rows_with_a_key_are_the_same_whatever_else_changed, make,
                                        drop),
        cmocka_unit_test_setup_teardown(a_table_that_appears_adds_its_rows, make, drop),
        cmocka_unit_test_setup_teardown(a_spec_that_comes_or_goes_changes_every_value, make, drop),
        cmocka_unit_test_setup_teardown(says_which_rows_they_are, make, drop),
        cmocka_unit_test_setup_teardown(changes_account_for_every_row, make, drop),
        cmocka_unit_test_setup_teardown(a_thousand_rows_of_noise_do_not_take_long, make, drop),
        cmocka_unit_test_setup_teardown(proposes_a_message, make, drop),
        cmocka_unit_test_setup_teardown(counts_rows_only_where_rows_were_added, make, drop),
        cmocka_unit_test_setup_teardown(a_long_message_ends_in_and_more, make, drop),
        cmocka_unit_test_setup_teardown(another_id_is_a_rename, make, drop),
        cmocka_unit_test_setup_teardown(a_new_specification_is_called_so, make, drop),
    };
    return cmocka_run_group_tests_name("change", tests, NULL, NULL);
}
