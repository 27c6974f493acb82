/* What was copied from another spec is marked until it is touched. */
#include "unit/workspace/fixture.h"

#include "workspace/copied.h"
#include "workspace/recovery.h"

#define SOURCE "interfaces/APP/APP-A-B-C-V1.yaml"
#define COPY   "interfaces/APP/APP-A-B-COPY-V1.yaml"

static const struct field *field_of(struct sheet *sheet, const char *path)
{
    const struct field *field = form_find_field(spec_form(sheet_spec(sheet)), path);
    assert_non_null(field);
    return field;
}

static bool is_marked(struct sheet *sheet, const char *path)
{
    return copied_is_untouched(sheet, field_of(sheet, path));
}

static size_t count_remarks(struct sheet *sheet)
{
    struct findings findings = {0};
    size_t count = 0;
    sheet_check(sheet, &findings);
    for (size_t i = 0; i < findings.count; i++)
        if (strcmp(findings.items[i].rule, "copied") == 0) {
            assert_int_equal(findings.items[i].severity, SEVERITY_INFO);
            assert_non_null(strstr(findings.items[i].message, "APP-A-B-C-V1"));
            count++;
        }
    findings_done(&findings);
    return count;
}

static struct sheet *open_sheet(const struct fixture *fixture, const char *path)
{
    struct sheet *sheet = NULL;
    assert_done(sheet_open(fixture->workspace, path, &sheet, &error));
    return sheet;
}

/* A saved copy with two copied answers, the title and the data volume. */
static void copy(const struct fixture *fixture)
{
    struct sheet *sheet = NULL;
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    change_spec(fixture->workspace, SOURCE, "overview.data_volume", "Low");
    assert_done(sheet_new_from(fixture->workspace, SOURCE, "APP-A-B-COPY-V1", &sheet, &error));
    assert_true(is_marked(sheet, "description.title"));
    assert_false(is_marked(sheet, "overview.version"));
    assert_false(is_marked(sheet, "lifecycle.status"));
    assert_int_equal(count_remarks(sheet), 2);
    assert_done(sheet_save(sheet, &error));
    assert_int_equal(count_remarks(sheet), 2);
    sheet_close(sheet);
}

static void marks_survive_saving_and_go_with_a_change(void **state)
{
    const struct fixture *fixture = *state;
    copy(fixture);
    struct sheet *sheet = open_sheet(fixture, COPY);
    assert_int_equal(count_remarks(sheet), 2);
    set(sheet, "overview.data_volume", "High");
    assert_false(is_marked(sheet, "overview.data_volume"));
    assert_true(spec_undo(sheet_spec(sheet), NULL));
    assert_true(is_marked(sheet, "overview.data_volume"));
    assert_true(spec_redo(sheet_spec(sheet), NULL));
    assert_done(sheet_save(sheet, &error));
    sheet_close(sheet);
    sheet = open_sheet(fixture, COPY);
    assert_int_equal(count_remarks(sheet), 1);
    sheet_close(sheet);
}

static void a_change_behind_our_back_takes_the_mark_away(void **state)
{
    const struct fixture *fixture = *state;
    copy(fixture);
    change_spec(fixture->workspace, COPY, "overview.data_volume", "High");
    struct sheet *sheet = open_sheet(fixture, COPY);
    assert_int_equal(count_remarks(sheet), 1);
    sheet_close(sheet);
    sheet = open_sheet(fixture, SOURCE);
    assert_int_equal(count_remarks(sheet), 0);
    sheet_close(sheet);
}

static void what_is_right_as_it_is_can_be_accepted(void **state)
{
    const struct fixture *fixture = *state;
    copy(fixture);
    struct sheet *sheet = open_sheet(fixture, COPY);
    (void)count_remarks(sheet);
    copied_accept(sheet, field_of(sheet, "description.title"));
    assert_int_equal(copied_count(sheet), 1);
    sheet_close(sheet);
    sheet = open_sheet(fixture, COPY);
    assert_int_equal(count_remarks(sheet), 1);
    assert_true(is_marked(sheet, "overview.data_volume"));
    copied_accept(sheet, field_of(sheet, "overview.data_volume"));
    sheet_close(sheet);
    assert_int_not_equal(access(".local/state/ifspec/copied", F_OK), 0);
}

static void marks_follow_a_new_id_and_end_with_the_spec(void **state)
{
    const struct fixture *fixture = *state;
    copy(fixture);
    struct sheet *sheet = open_sheet(fixture, COPY);
    assert_done(sheet_rename(sheet, "APP-A-B-OTHER-V1", &error));
    sheet_close(sheet);
    sheet = open_sheet(fixture, "interfaces/APP/APP-A-B-OTHER-V1.yaml");
    assert_int_equal(count_remarks(sheet), 2);
    assert_done(sheet_delete(sheet, &error));
    sheet_close(sheet);
    assert_int_not_equal(access(".local/state/ifspec/copied", F_OK), 0);
}

/* The only remark on what was copied, and the field it leads to. */
static const struct finding *find_only_remark(const struct findings *findings)
{
    const struct finding *found = NULL;
    for (size_t i = 0; i < findings->count; i++)
        if (strcmp(findings->items[i].rule, "copied") == 0) {
            assert_null(found);
            found = &findings->items[i];
        }
    return found;
}

static void expect_remark(struct sheet *sheet, const char *from, const char *to, const char *text)
{
    struct findings findings = {0};
    sheet_check(sheet, &findings);
    copied_sum_up(sheet, from != NULL ? field_of(sheet, from) : NULL, &findings);
    const struct finding *remark = find_only_remark(&findings);
    assert_non_null(remark);
    assert_string_equal(remark->field->path, to);
    assert_non_null(strstr(remark->message, text));
    findings_done(&findings);
}

static void a_list_has_one_remark_that_leads_on(void **state)
{
    const struct fixture *fixture = *state;
    copy(fixture);
    struct sheet *sheet = open_sheet(fixture, COPY);
    expect_remark(sheet, NULL, "description.title", "2 fields are as they were copied from APP-A");
    expect_remark(sheet, "description.title", "overview.data_volume", "2 fields");
    expect_remark(sheet, "overview.data_volume", "description.title", "2 fields");
    copied_accept(sheet, field_of(sheet, "description.title"));
    expect_remark(sheet, NULL, "overview.data_volume", "Copied from APP-A-B-C-V1");
    copied_accept(sheet, field_of(sheet, "overview.data_volume"));
    assert_null(copied_next(sheet, NULL));
    sheet_close(sheet);
}

static char *found_key;

static void find_new(void *context, const struct recovery_entry *entry)
{
    (void)context;
    free(found_key);
    found_key = memory_copy_string(entry->key);
}

/* What a session left that was killed behind its last record. */
static struct sheet *restore_new(const struct fixture *fixture)
{
    struct sheet *sheet = NULL;
    struct recovery_offer offer = {0};
    assert_int_equal(recovery_walk(fixture->workspace, find_new, NULL, NULL), 0);
    assert_non_null(found_key);
    assert_done(recovery_open_new(fixture->workspace, found_key, NULL, &sheet, &error));
    assert_true(recovery_find(sheet, NULL, &offer));
    assert_done(recovery_restore(sheet, &offer, &error));
    recovery_offer_done(&offer);
    free(found_key);
    found_key = NULL;
    return sheet;
}

static void marks_of_what_was_never_saved_survive_a_crash(void **state)
{
    const struct fixture *fixture = *state;
    struct sheet *sheet = NULL;
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    change_spec(fixture->workspace, SOURCE, "overview.data_volume", "Low");
    change_spec(fixture->workspace, SOURCE, "overview.frequency", "Weekly");
    assert_done(sheet_new_from(fixture->workspace, SOURCE, "APP-A-B-COPY-V1", &sheet, &error));
    recovery_begin(sheet);
    set(sheet, "overview.data_volume", "High");
    assert_done(recovery_record(sheet, &error));
    sheet_close(sheet);

    sheet = restore_new(fixture);
    assert_true(is_marked(sheet, "description.title"));
    assert_true(is_marked(sheet, "overview.frequency"));
    assert_false(is_marked(sheet, "overview.data_volume"));
    assert_int_equal(count_remarks(sheet), 2);
    copied_accept(sheet, field_of(sheet, "overview.frequency"));
    assert_done(recovery_record(sheet, &error));
    sheet_close(sheet);

    sheet = restore_new(fixture);
    assert_true(is_marked(sheet, "description.title"));
    assert_int_equal(count_remarks(sheet), 1);
    assert_done(sheet_save(sheet, &error));
    sheet_close(sheet);
    sheet = open_sheet(fixture, COPY);
    assert_int_equal(count_remarks(sheet), 1);
    sheet_close(sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(marks_survive_saving_and_go_with_a_change),
        test(a_change_behind_our_back_takes_the_mark_away),
        test(what_is_right_as_it_is_can_be_accepted),
        test(marks_follow_a_new_id_and_end_with_the_spec),
        test(a_list_has_one_remark_that_leads_on),
        test(marks_of_what_was_never_saved_survive_a_crash),
    };
    return cmocka_run_group_tests_name("copied", tests, NULL, NULL);
}
