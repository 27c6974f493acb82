#include "fixture.h"

static void opens_from_any_folder_inside(void **state)
{
    struct fixture *fixture = *state;
    struct workspace *workspace = NULL;
    assert_int_equal(mkdir("interfaces/deep", 0777), 0);
    assert_done(workspace_open("interfaces/deep", &workspace, &error));
    assert_string_equal(workspace_root(workspace), workspace_root(fixture->workspace));
    assert_string_equal(workspace_specs_folder(workspace), "interfaces");
    workspace_close(workspace);
}

static void opens_a_linked_working_copy(void **state)
{
    struct workspace *workspace = NULL;
    (void)state;
    assert_int_equal(mkdir("linked", 0777), 0);
    write_file("linked/.git", "gitdir: ../.git\n");
    assert_done(workspace_open("linked", &workspace, &error));
    assert_non_null(strstr(workspace_root(workspace), "/linked"));
    workspace_close(workspace);
}

static void names_init_outside_of_a_working_copy(void **state)
{
    struct workspace *workspace = NULL;
    (void)state;
    assert_fails(workspace_open("/", &workspace, &error), ERROR_ENVIRONMENT, "ifspec init");
    assert_null(workspace);
    assert_fails(workspace_open("no-such-folder", &workspace, &error), ERROR_ENVIRONMENT,
                 "no-such-folder");
}

static void assert_found(struct workspace *workspace, const char *name, const char *path)
{
    char *found = NULL;
    assert_done(workspace_find(workspace, name, &found, &error));
    assert_string_equal(found, path);
    free(found);
}

static void finds_by_file_name_without_reading_a_file(void **state)
{
    struct fixture *fixture = *state;
    write_file("interfaces/BROKEN.yaml", "a: [");
    assert_found(fixture->workspace, "broken", "interfaces/BROKEN.yaml");
}

static void prefers_whole_names_to_beginnings(void **state)
{
    struct fixture *fixture = *state;
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    add_spec(fixture->workspace, "APP-A-B-C-V10");
    change_spec(fixture->workspace, "interfaces/APP/APP-A-B-C-V10.yaml", "overview.legacy_ids",
                "OLD");
    assert_found(fixture->workspace, "app-a-b-c-v1", "interfaces/APP/APP-A-B-C-V1.yaml");
    assert_found(fixture->workspace, "old", "interfaces/APP/APP-A-B-C-V10.yaml");
    assert_found(fixture->workspace, "OL", "interfaces/APP/APP-A-B-C-V10.yaml");
}

static void finds_an_id_that_the_file_name_does_not_show(void **state)
{
    struct fixture *fixture = *state;
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    assert_int_equal(rename("interfaces/APP/APP-A-B-C-V1.yaml", "interfaces/other.yaml"), 0);
    workspace_forget_ids(fixture->workspace);
    assert_found(fixture->workspace, "APP-A-B-C-V1", "interfaces/other.yaml");
    assert_found(fixture->workspace, "other", "interfaces/other.yaml");
}

static void lists_candidates_and_suggests(void **state)
{
    struct fixture *fixture = *state;
    char *path = NULL;
    assert_fails(workspace_find(fixture->workspace, "APP", &path, &error), ERROR_NOT_FOUND,
                 "has none yet");
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    add_spec(fixture->workspace, "APP-A-B-D-V1");
    assert_fails(workspace_find(fixture->workspace, "APP", &path, &error), ERROR_AMBIGUOUS,
                 "\n    APP-A-B-D-V1  interfaces/APP/APP-A-B-D-V1.yaml");
    assert_fails(workspace_find(fixture->workspace, "APP-A-B-CC-V1", &path, &error),
                 ERROR_NOT_FOUND, "did you mean APP-A-B-C-V1?");
    assert_fails(workspace_find(fixture->workspace, "zzz", &path, &error), ERROR_NOT_FOUND,
                 "ifspec list");
    assert_fails(workspace_find(fixture->workspace, "", &path, &error), ERROR_NOT_FOUND, "");
}

static void gives_absolute_paths_to_files_elsewhere(void **state)
{
    struct fixture *fixture = *state;
    struct sheet *sheet = NULL;
    char elsewhere[] = "/tmp/ifspec-elsewhere-XXXXXX";
    assert_non_null(mkdtemp(elsewhere));
    char *file = memory_format("%s/x.yaml", elsewhere);
    write_file(file, "form: integration-interface\n");
    assert_found(fixture->workspace, file, file);
    assert_done(sheet_open(fixture->workspace, file, &sheet, &error));
    set(sheet, "overview.data_volume", "Low");
    assert_fails(sheet_save(sheet, &error), ERROR_REFUSED, "outside");
    sheet_close(sheet);
    assert_int_equal(unlink(file), 0);
    assert_int_equal(rmdir(elsewhere), 0);
    free(file);
}

static void knows_ids_and_duplicates(void **state)
{
    struct fixture *fixture = *state;
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    change_spec(fixture->workspace, "interfaces/APP/APP-A-B-C-V1.yaml", "overview.legacy_ids",
                "OLD");
    struct check_world world = workspace_check_world(fixture->workspace, NULL);
    assert_true(world.knows_id(world.context, "app-a-b-c-v1"));
    assert_true(world.knows_id(world.context, "old"));
    assert_false(world.knows_id(world.context, "APP"));
    assert_string_equal(workspace_title(fixture->workspace, "old"), "APP-A-B-C-V1");
    assert_null(workspace_title(fixture->workspace, "APP"));
    assert_string_equal(world.duplicate_of(world.context, "APP-A-B-C-V1", "interfaces/x.yaml"),
                        "interfaces/APP/APP-A-B-C-V1.yaml");
    assert_null(
        world.duplicate_of(world.context, "APP-A-B-C-V1", "interfaces/APP/APP-A-B-C-V1.yaml"));
    assert_null(world.duplicate_of(world.context, "OLD", NULL));
}

static int count_specs(void *context, const char *path, const struct spec *spec,
                       const struct error *problem)
{
    int *counts = context;
    (void)path;
    counts[spec != NULL ? 0 : 1]++;
    if (spec == NULL)
        assert_int_equal(strncmp(problem->text, path, strlen(path)), 0);
    return 0;
}

static void walks_readable_and_other_files(void **state)
{
    struct fixture *fixture = *state;
    int counts[2] = {0, 0};
    add_spec(fixture->workspace, "APP-A-B-C-V1");
    write_file("interfaces/broken.yaml", "a: [\n");
    write_file("interfaces/strange.yaml", "form: no-such-form\n");
    write_file("interfaces/notes.txt", "no spec\n");
    assert_done(workspace_walk(fixture->workspace, count_specs, counts, &error));
    assert_int_equal(counts[0], 1);
    assert_int_equal(counts[1], 2);
}

static void reports_problems_of_a_form(void *context, const char *path, size_t line, size_t column,
                                       enum severity severity, const char *message)
{
    size_t *first_line = context;
    (void)path;
    (void)column;
    (void)severity;
    (void)message;
    *first_line = *first_line == 0 ? line : *first_line;
}

static void checks_forms_by_name_and_path(void **state)
{
    struct fixture *fixture = *state;
    const struct form *form = NULL;
    size_t line = 0;
    assert_done(workspace_check_form(fixture->workspace, "decision-record",
                                     reports_problems_of_a_form, &line, &form, &error));
    assert_string_equal(form->name, "decision-record");
    write_file("broken.yaml", "form: broken\ntitle: T\nsections: 7\n");
    assert_fails(workspace_check_form(fixture->workspace, "broken.yaml", reports_problems_of_a_form,
                                      &line, &form, &error),
                 ERROR_INPUT, "broken.yaml");
    assert_true(line > 0);
    assert_fails(workspace_check_form(fixture->workspace, "none.yaml", reports_problems_of_a_form,
                                      &line, &form, &error),
                 ERROR_NOT_FOUND, "none.yaml");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(opens_from_any_folder_inside),
        test(opens_a_linked_working_copy),
        test(names_init_outside_of_a_working_copy),
        test(finds_by_file_name_without_reading_a_file),
        test(prefers_whole_names_to_beginnings),
        test(finds_an_id_that_the_file_name_does_not_show),
        test(lists_candidates_and_suggests),
        test(gives_absolute_paths_to_files_elsewhere),
        test(knows_ids_and_duplicates),
        test(walks_readable_and_other_files),
        test(checks_forms_by_name_and_path),
    };
    return cmocka_run_group_tests_name("workspace", tests, NULL, NULL);
}
