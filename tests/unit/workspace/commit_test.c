/* Which files are one spec under another name, and what a commit of it takes along. */
#include "fixture.h"

#include "workspace/history.h"

static const char old_path[] = "interfaces/APP/APP-A-B-C-V1.yaml";
static const char new_path[] = "interfaces/APP/APP-A-B-C-V2.yaml";

static void run_shell(const char *command)
{
    if (system(command) != 0)
        fail_msg("failed: %s", command);
}

static void rename_spec(struct workspace *workspace, const char *path, const char *id)
{
    struct sheet *sheet = NULL;
    assert_done(sheet_open(workspace, path, &sheet, &error));
    assert_done(sheet_rename(sheet, id, &error));
    sheet_close(sheet);
}

/* Commit this one path with the proposed message. */
static void commit_path(struct workspace *workspace, const char *path, const char *message)
{
    char id[COMMIT_ID_SIZE] = "";
    char *proposed = NULL;
    assert_done(commit_propose(workspace, &path, 1, &proposed, &error));
    assert_string_equal(proposed, message);
    const struct commit_order order = {.paths = &path, .count = 1, .message = proposed};
    assert_done(commit_specs(workspace, &order, id, &error));
    free(proposed);
}

static void assert_clean(void)
{
    run_shell("test -z \"$(git status --porcelain -uno)\"");
}

static void begin(struct workspace *workspace)
{
    add_spec(workspace, "APP-A-B-C-V1");
    change_spec(workspace, old_path, "overview.data_volume", "Low");
    commit_all(workspace, "One");
}

static void a_rename_is_committed_whole(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture->workspace);
    rename_spec(fixture->workspace, old_path, "APP-A-B-C-V2");
    commit_path(fixture->workspace, new_path, "APP-A-B-C-V2: renamed from APP-A-B-C-V1, version");
    assert_clean();
    run_shell("git show --format= --name-status -M HEAD | grep -q ^R");
}

static void either_half_names_it(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture->workspace);
    rename_spec(fixture->workspace, old_path, "APP-A-B-C-V2");
    run_shell("git add interfaces/APP");
    commit_path(fixture->workspace, old_path, "APP-A-B-C-V2: renamed from APP-A-B-C-V1, version");
    assert_clean();
}

static void both_halves_are_one_spec(void **state)
{
    struct fixture *fixture = *state;
    const char *const paths[] = {old_path, new_path, "interfaces/APP/APP-A-B-D-V1.yaml"};
    char *message = NULL;
    begin(fixture->workspace);
    rename_spec(fixture->workspace, old_path, "APP-A-B-C-V2");
    add_spec(fixture->workspace, "APP-A-B-D-V1");
    assert_done(commit_propose(fixture->workspace, paths, 3, &message, &error));
    assert_string_equal(message, "2 specifications: APP-A-B-C-V2, APP-A-B-D-V1\n\n"
                                 "APP-A-B-C-V2: renamed from APP-A-B-C-V1, version\n"
                                 "APP-A-B-D-V1: new specification");
    free(message);
}

static void many_specs_are_told_by_what_they_share(void **state)
{
    struct fixture *fixture = *state;
    const char *const paths[] = {
        "interfaces/APP/APP-ALPHA-BETA-CUSTOMER-V1.yaml",
        "interfaces/APP/APP-ALPHA-BETA-ORDER-V1.yaml",
        "interfaces/APP/APP-ALPHA-BETA-PRICE-V1.yaml",
    };
    char *message = NULL;
    begin(fixture->workspace);
    add_spec(fixture->workspace, "APP-ALPHA-BETA-CUSTOMER-V1");
    add_spec(fixture->workspace, "APP-ALPHA-BETA-ORDER-V1");
    add_spec(fixture->workspace, "APP-ALPHA-BETA-PRICE-V1");
    assert_done(commit_propose(fixture->workspace, paths, 3, &message, &error));
    assert_string_equal(message, "3 new specifications\n\n"
                                 "APP-ALPHA-BETA-CUSTOMER-V1: new specification\n"
                                 "APP-ALPHA-BETA-ORDER-V1: new specification\n"
                                 "APP-ALPHA-BETA-PRICE-V1: new specification");
    free(message);
    /* Two names fit, and say more. */
    assert_done(commit_propose(fixture->workspace, paths + 1, 2, &message, &error));
    assert_non_null(strstr(message, "2 specifications: APP-ALPHA-BETA-ORDER-V1, APP-ALPHA-"));
    free(message);
    run_shell("git add -A && git commit -q -m three");
    change_spec(fixture->workspace, paths[0], "overview.data_volume", "High");
    change_spec(fixture->workspace, paths[1], "overview.data_volume", "Low");
    change_spec(fixture->workspace, paths[2], "overview.data_volume", "Low");
    assert_done(commit_propose(fixture->workspace, paths, 3, &message, &error));
    assert_non_null(strstr(message, "3 specifications: data volume\n\n"));
    free(message);
    change_spec(fixture->workspace, paths[2], "description.title", "Another");
    assert_done(commit_propose(fixture->workspace, paths, 3, &message, &error));
    assert_non_null(strstr(message, "3 specifications: APP-ALPHA-BETA-CUSTOMER-V1, …\n\n"));
    free(message);
}

static void a_file_that_moves_stays_the_spec_it_was(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture->workspace);
    run_shell("mkdir interfaces/NEW; git mv interfaces/APP/APP-A-B-C-V1.yaml interfaces/NEW");
    commit_path(fixture->workspace, "interfaces/NEW/APP-A-B-C-V1.yaml", "APP-A-B-C-V1: file moved");
    assert_clean();
    run_shell("git mv interfaces/NEW/APP-A-B-C-V1.yaml interfaces/APP");
    change_spec(fixture->workspace, old_path, "description.title", "Another one altogether");
    change_spec(fixture->workspace, old_path, "overview.data_volume", "High");
    commit_path(fixture->workspace, old_path, "APP-A-B-C-V1: title, data volume");
    assert_clean();
}

static void an_alias_says_what_it_was(void **state)
{
    struct fixture *fixture = *state;
    struct commit_renames renames = {0};
    const char *const paths[] = {"interfaces/APP/APP-X-Y-Z-V1.yaml"};
    begin(fixture->workspace);
    assert_int_equal(unlink(old_path), 0);
    add_spec(fixture->workspace, "APP-X-Y-Z-V1");
    assert_done(commit_renames_find(fixture->workspace, paths, 1, &renames, &error));
    assert_int_equal(renames.count, 0);
    commit_renames_done(&renames);
    change_spec(fixture->workspace, paths[0], "overview.legacy_ids", "app-a-b-c-v1");
    assert_done(commit_renames_find(fixture->workspace, paths, 1, &renames, &error));
    assert_string_equal(commit_renamed_from(&renames, paths[0]), old_path);
    assert_string_equal(commit_renamed_to(&renames, old_path), paths[0]);
    commit_renames_done(&renames);
}

static void another_spec_that_comes_leaves_the_one_that_went(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture->workspace);
    assert_int_equal(unlink(old_path), 0);
    add_spec(fixture->workspace, "APP-X-Y-Z-V1");
    commit_path(fixture->workspace, "interfaces/APP/APP-X-Y-Z-V1.yaml",
                "APP-X-Y-Z-V1: new specification");
    run_shell("test \"$(git status --porcelain -uno)\" = ' D interfaces/APP/APP-A-B-C-V1.yaml'");
    commit_path(fixture->workspace, old_path, "APP-A-B-C-V1: removed");
    assert_clean();
}

static void a_copy_leaves_what_it_was_made_from(void **state)
{
    struct fixture *fixture = *state;
    struct commit_renames renames = {0};
    const char *const paths[] = {new_path};
    begin(fixture->workspace);
    run_shell("sed s/C-V1/C-V2/ interfaces/APP/APP-A-B-C-V1.yaml >interfaces/APP/APP-A-B-C-V2.yaml");
    assert_done(commit_renames_find(fixture->workspace, paths, 1, &renames, &error));
    assert_int_equal(renames.count, 0);
    commit_renames_done(&renames);
}

static void unreadable_files_are_known_by_their_bytes(void **state)
{
    struct fixture *fixture = *state;
    begin(fixture->workspace);
    write_file(old_path, "a: [\n");
    commit_path(fixture->workspace, old_path, "APP-A-B-C-V1: text of the file");
    run_shell("git mv interfaces/APP/APP-A-B-C-V1.yaml interfaces/APP/APP-A-B-C-V2.yaml");
    commit_path(fixture->workspace, new_path, "APP-A-B-C-V2: file moved");
    assert_clean();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(a_rename_is_committed_whole),
        test(either_half_names_it),
        test(both_halves_are_one_spec),
        test(many_specs_are_told_by_what_they_share),
        test(a_file_that_moves_stays_the_spec_it_was),
        test(an_alias_says_what_it_was),
        test(another_spec_that_comes_leaves_the_one_that_went),
        test(a_copy_leaves_what_it_was_made_from),
        test(unreadable_files_are_known_by_their_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
