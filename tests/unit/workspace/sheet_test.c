#include "fixture.h"

#include "model/check.h"

static char *read_file(const char *path)
{
    struct buffer bytes = {0};
    assert_done(file_read(path, FILE_SIZE_LIMIT, &bytes, &error));
    return buffer_take(&bytes);
}

static void writes_nothing_before_the_first_save(void **state)
{
    struct fixture *fixture = *state;
    struct sheet *sheet = NULL;
    assert_done(sheet_new(fixture->workspace, NULL, "APP-A-B-C-V2", &sheet, &error));
    assert_true(sheet_is_new(sheet));
    assert_string_equal(sheet_path(sheet), "interfaces/APP/APP-A-B-C-V2.yaml");
    assert_int_equal(access("interfaces/APP", F_OK), -1);
    assert_answer(sheet, "overview.version", "V2");
    assert_answer(sheet, "lifecycle.status", "Draft");
    assert_done(sheet_save(sheet, &error));
    assert_false(sheet_is_new(sheet));
    assert_false(sheet_is_modified(sheet));
    assert_int_equal(access("interfaces/APP/APP-A-B-C-V2.yaml", F_OK), 0);
    sheet_close(sheet);
}

static void follows_the_id_until_the_first_save(void **state)
{
    struct fixture *fixture = *state;
    struct sheet *sheet = NULL;
    assert_done(sheet_new(fixture->workspace, NULL, NULL, &sheet, &error));
    assert_string_equal(sheet_path(sheet), "interfaces/unnamed-1.yaml");
    set(sheet, "overview.smart_id", "APP-A-B-C-V1");
    assert_string_equal(sheet_path(sheet), "interfaces/APP/APP-A-B-C-V1.yaml");
    set(sheet, "overview.smart_id", "");
    set(sheet, "overview.data_volume", "Low");
    assert_done(sheet_save(sheet, &error));
    assert_string_equal(sheet_path(sheet), "interfaces/unnamed-1.yaml");
    set(sheet, "overview.smart_id", "APP-A-B-C-V1");
    assert_done(sheet_save(sheet, &error));
    assert_string_equal(sheet_path(sheet), "interfaces/unnamed-1.yaml");
    sheet_close(sheet);
    assert_done(sheet_new(fixture->workspace, NULL, NULL, &sheet, &error));
    assert_string_equal(sheet_path(sheet), "interfaces/unnamed-2.yaml");
    sheet_close(sheet);
}

static void refuses_ids_that_cannot_be_or_are_there(void **state)
{
    struct fixture *fixture = *state;
    struct sheet *sheet = NULL;
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    assert_fails(sheet_new(fixture->workspace, NULL, "app-a-b-c-v1", &sheet, &error), ERROR_INPUT,
                 "");
    assert_fails(sheet_new(fixture->workspace, NULL, "APP-A-B-C-V1", &sheet, &error), ERROR_INPUT,
                 "interfaces/APP/APP-A-B-C-V1.yaml");
    assert_fails(sheet_new(fixture->workspace, NULL, "../x", &sheet, &error), ERROR_INPUT, "");
    assert_fails(sheet_new(fixture->workspace, "no-such-form", "X", &sheet, &error),
                 ERROR_NOT_FOUND, "no-such-form");
    assert_null(sheet);
}

static void never_overwrites_a_file_that_appeared(void **state)
{
    struct fixture *fixture = *state;
    struct sheet *sheet = NULL;
    assert_done(sheet_new(fixture->workspace, NULL, "APP-A-B-C-V1", &sheet, &error));
    assert_int_equal(mkdir("interfaces/APP", 0777), 0);
    write_file("interfaces/APP/app-a-b-c-v1.yaml", "mine: 1\n");
    assert_fails(sheet_save(sheet, &error), ERROR_REFUSED, "interfaces/APP/app-a-b-c-v1.yaml");
    assert_true(sheet_is_new(sheet));
    sheet_close(sheet);
}

static void leaves_a_colleagues_change_alone(void **state)
{
    struct fixture *fixture = *state;
    struct sheet *sheet = NULL;
    const char *path = "interfaces/APP/APP-A-B-C-V1.yaml";
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    assert_done(sheet_open(fixture->workspace, path, &sheet, &error));
    assert_true(sheet_is_current(sheet));
    change_spec(fixture->workspace, path, "overview.data_volume", "High");
    assert_false(sheet_is_current(sheet));
    char *theirs = read_file(path);
    set(sheet, "overview.data_volume", "Low");
    assert_fails(sheet_save(sheet, &error), ERROR_CHANGED, path);
    assert_true(sheet_is_modified(sheet));
    char *now = read_file(path);
    assert_string_equal(now, theirs);
    free(now);
    free(theirs);
    sheet_close(sheet);
}

static void saves_twice_in_a_row(void **state)
{
    struct fixture *fixture = *state;
    struct sheet *sheet = NULL;
    const char *path = "interfaces/APP/APP-A-B-C-V1.yaml";
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    char *before = read_file(path);
    assert_done(sheet_open(fixture->workspace, path, &sheet, &error));
    set(sheet, "overview.data_volume", "Low");
    assert_done(sheet_save(sheet, &error));
    set(sheet, "overview.data_volume", "");
    assert_true(sheet_is_modified(sheet));
    assert_done(sheet_save(sheet, &error));
    char *after = read_file(path);
    assert_string_equal(after, before);
    free(after);
    free(before);
    sheet_close(sheet);
}

static void begins_with_another_spec(void **state)
{
    struct fixture *fixture = *state;
    struct sheet *sheet = NULL;
    const char *path = "interfaces/APP/APP-A-B-C-V1.yaml";
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    change_spec(fixture->workspace, path, "overview.artefacts", "{\"type\":\"API Proxy\"}");
    change_spec(fixture->workspace, path, "lifecycle.status", "Active");
    change_spec(fixture->workspace, path, "overview.legacy_ids", "OLD");
    assert_done(sheet_new_from(fixture->workspace, path, "APP-A-B-C-V2", &sheet, &error));
    assert_answer(sheet, "overview.artefacts[0].type", "API Proxy");
    assert_answer(sheet, "lifecycle.status", "Draft");
    assert_answer(sheet, "overview.version", "V2");
    assert_answer(sheet, "overview.legacy_ids[0]", "");
    assert_done(sheet_save(sheet, &error));
    sheet_close(sheet);
}

static void checks_with_and_without_the_world(void **state)
{
    struct fixture *fixture = *state;
    struct sheet *sheet = NULL;
    struct findings alone = {0};
    struct findings all = {0};
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    char *text = read_file("interfaces/APP/APP-A-B-C-V1.yaml");
    write_file("interfaces/copy.yaml", text);
    free(text);
    workspace_forget_ids(fixture->workspace);
    assert_done(sheet_open(fixture->workspace, "interfaces/copy.yaml", &sheet, &error));
    sheet_check_alone(sheet, &alone);
    sheet_check(sheet, &all);
    assert_true(all.count > alone.count);
    findings_done(&alone);
    findings_done(&all);
    sheet_close(sheet);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(writes_nothing_before_the_first_save),
        test(follows_the_id_until_the_first_save),
        test(refuses_ids_that_cannot_be_or_are_there),
        test(never_overwrites_a_file_that_appeared),
        test(leaves_a_colleagues_change_alone),
        test(saves_twice_in_a_row),
        test(begins_with_another_spec),
        test(checks_with_and_without_the_world),
    };
    return cmocka_run_group_tests_name("sheet", tests, NULL, NULL);
}
