/* A spec that changed since it was approved says so. */
#include "unit/workspace/fixture.h"

#include "workspace/review.h"

#define PATH "interfaces/APP/APP-A-B-C-V1.yaml"

static void assert_remark(struct sheet *sheet, const char *part)
{
    struct findings findings = {0};
    const char *message = NULL;
    sheet_check(sheet, &findings);
    for (size_t i = 0; i < findings.count; i++)
        if (strcmp(findings.items[i].rule, "approval") == 0)
            message = findings.items[i].message;
    if (part == NULL && message != NULL)
        fail_msg("said: %s", message);
    if (part != NULL && (message == NULL || strstr(message, part) == NULL))
        fail_msg("\"%s\" does not hold \"%s\"", message != NULL ? message : "nothing", part);
    findings_done(&findings);
}

static void find_approved(struct sheet *sheet)
{
    while (sheet_find_approved(sheet, 1))
        ;
}

static struct sheet *open_sheet(const struct fixture *fixture)
{
    struct sheet *sheet = NULL;
    assert_done(sheet_open(fixture->workspace, PATH, &sheet, &error));
    return sheet;
}

static void approve(const struct fixture *fixture)
{
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    struct sheet *sheet = open_sheet(fixture);
    const struct review review = {.decision = "approved"};
    find_approved(sheet);
    assert_int_equal(sheet_count_since_approval(sheet), -1);
    assert_done(review_add(sheet, &review, &error));
    assert_done(sheet_save(sheet, &error));
    sheet_close(sheet);
    commit_all(fixture->workspace, "approved");
}

static void counts_the_fields_that_changed(void **state)
{
    const struct fixture *fixture = *state;
    approve(fixture);
    struct sheet *sheet = open_sheet(fixture);
    assert_remark(sheet, NULL);
    sheet_close(sheet);
    change_spec(fixture->workspace, PATH, "overview.data_volume", "Low");
    commit_all(fixture->workspace, "volume");
    sheet = open_sheet(fixture);
    assert_remark(sheet, "by Anna Example; `ifspec diff --since approved`");
    find_approved(sheet);
    assert_int_equal(sheet_count_since_approval(sheet), 1);
    assert_remark(sheet, "1 field (Data Volume)");
    set(sheet, "description.title", "Another");
    assert_remark(sheet, "2 fields (Title, Data Volume)");
    set(sheet, "overview.data_volume", "");
    set(sheet, "description.title", "APP-A-B-C-V1");
    assert_int_equal(sheet_count_since_approval(sheet), 0);
    assert_remark(sheet, NULL);
    sheet_close(sheet);
}

static void counts_from_what_is_approved_now(void **state)
{
    const struct fixture *fixture = *state;
    approve(fixture);
    struct sheet *sheet = open_sheet(fixture);
    find_approved(sheet);
    assert_int_equal(sheet_count_since_approval(sheet), 0);
    set(sheet, "overview.data_volume", "Low");
    assert_int_equal(sheet_count_since_approval(sheet), 1);
    sheet_close(sheet);
}

static void says_so_without_a_number_when_the_version_is_gone(void **state)
{
    const struct fixture *fixture = *state;
    approve(fixture);
    change_spec(fixture->workspace, PATH, "reviews[0].fingerprint", "sha256:0");
    struct sheet *sheet = open_sheet(fixture);
    find_approved(sheet);
    assert_int_equal(sheet_count_since_approval(sheet), -1);
    assert_remark(sheet, "Changed since the approval");
    sheet_close(sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(counts_the_fields_that_changed),
        test(counts_from_what_is_approved_now),
        test(says_so_without_a_number_when_the_version_is_gone),
    };
    return cmocka_run_group_tests_name("approval", tests, NULL, NULL);
}
