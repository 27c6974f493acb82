#include "fixture.h"

static const char *const names[] = {"unchanged", "modified",   "new",
                                    "deleted",   "conflicted", "ignored"};

static void append_state(void *context, const char *path, enum path_state state)
{
    buffer_append_format(context, "%s %s\n", names[state], path);
}

static char *states(const char *folder)
{
    struct repository *repository = open_repository("r");
    struct buffer out = {0};
    struct error error = {0};
    if (door->path_states(repository, folder, append_state, &out, &error) < 0)
        fail_msg("%s", error.text);
    door->repository_close(repository);
    return buffer_take(&out);
}

static void assert_state(const char *path, const char *expected)
{
    struct repository *repository = open_repository("r");
    enum path_state state = PATH_UNCHANGED;
    struct error error = {0};
    if (door->path_state(repository, path, &state, &error) < 0)
        fail_msg("%s: %s", path, error.text);
    if (strcmp(names[state], expected) != 0)
        fail_msg("%s is %s, not %s", path, names[state], expected);
    door->repository_close(repository);
}

static void tells_the_working_copy_from_the_last_commit(void **state)
{
    (void)state;
    shell("git init -q r; cd r; mkdir -p d/e other; for f in same modified staged both back gone "
          "removed untracked-again changed-again 'with*star'; do echo 1 >\"d/$f\"; done; "
          "echo 1 >d/e/deep; echo 1 >other/x; echo '*.log' >.gitignore; git add -A; "
          "git commit -q -m one; echo 2 >other/x; "
          "echo 2 >d/modified; echo 2 >d/staged; git add d/staged; echo 2 >d/both; "
          "git add d/both; echo 3 >d/both; echo 2 >d/back; git add d/back; echo 1 >d/back; "
          "rm d/gone; git rm -q d/removed; git rm -q --cached d/untracked-again d/changed-again; "
          "echo 2 >d/changed-again; echo 1 >d/new; echo 1 >d/e/new; echo 1 >d/added; "
          "git add d/added; echo 1 >d/added-gone; git add d/added-gone; rm d/added-gone; "
          "echo 1 >d/x.log; echo 1 >d/withstar; git add -N d/e/new; chmod +x d/e/deep");
    char *text = states("d");
    assert_string_equal(text, "new d/added\n"
                              "modified d/both\n"
                              "modified d/changed-again\n"
                              "modified d/e/deep\n"
                              "new d/e/new\n"
                              "deleted d/gone\n"
                              "modified d/modified\n"
                              "new d/new\n"
                              "deleted d/removed\n"
                              "modified d/staged\n"
                              "new d/withstar\n"
                              "ignored d/x.log\n");
    free(text);
    assert_state("d/same", "unchanged");
    assert_state("d/with*star", "unchanged");
    assert_state("./d/both", "modified");
    assert_state("d/back", "unchanged");
    assert_state("d/untracked-again", "unchanged");
    assert_state("d/added-gone", "unchanged");
    assert_state("d/nowhere", "unchanged");
    assert_state("d/x.log", "ignored");
    assert_state("d/gone", "deleted");
    assert_state("d/new", "new");
}

static void never_writes_the_index(void **state)
{
    (void)state;
    shell("git init -q r; cd r; echo 1 >x; git add -A; git commit -q -m one; sleep 0.01; touch x; "
          "cp -p .git/index ../before");
    assert_state("x", "unchanged");
    free(states(""));
    shell("cmp before r/.git/index; test -z \"$(find r/.git/index -newer before)\"");
}

static void shows_conflicts(void **state)
{
    (void)state;
    shell("git init -q r; cd r; echo 1 >x; git add x; git commit -q -m one; git checkout -q -b b; "
          "echo 2 >x; git commit -q -a -m two; git checkout -q main; echo 3 >x; "
          "git commit -q -a -m three; git merge b >/dev/null || :");
    assert_state("x", "conflicted");
    char *text = states(".");
    assert_string_equal(text, "conflicted x\n");
    free(text);
}

static void misses_nothing_outside_a_sparse_checkout(void **state)
{
    (void)state;
    shell("git init -q r; cd r; mkdir a b; echo 1 >a/x; echo 1 >b/x; git add -A; "
          "git commit -q -m one; git update-index --skip-worktree b/x; rm b/x");
    assert_state("b/x", "unchanged");
    char *text = states("");
    assert_string_equal(text, "");
    free(text);
}

static void knows_new_files_before_the_first_commit(void **state)
{
    (void)state;
    shell("git init -q r; cd r; echo 1 >x; git add x; echo 1 >y");
    char *text = states("");
    assert_string_equal(text, "new x\nnew y\n");
    free(text);
}

static void does_not_enter_other_repositories(void **state)
{
    (void)state;
    shell("git init -q r; cd r; echo 1 >x; git add x; git commit -q -m one; git init -q inner; "
          "echo 1 >inner/y; cd inner; git add y; git commit -q -m inner; echo 2 >y; cd ..; "
          "git -c advice.addEmbeddedRepo=false add inner 2>/dev/null; git commit -q -m sub; "
          "git init -q loose; echo 1 >loose/z");
    char *text = states("");
    assert_string_equal(text, "");
    free(text);
}

static void says_what_is_wrong_with_the_index(void **state)
{
    (void)state;
    shell("git init -q r; cd r; for i in 1 2 3; do echo $i >$i; done; git add -A; "
          "git commit -q -m one; git update-index --split-index");
    struct repository *repository = open_repository("r");
    struct error error = {0};
    enum path_state path_state = PATH_UNCHANGED;
    assert_int_equal(door->path_state(repository, "1", &path_state, &error), -1);
    assert_contains(error.text, "git update-index --no-split-index");
    door->repository_close(repository);
    shell("cd r; git update-index --no-split-index; echo garbage >.git/index");
    repository = open_repository("r");
    assert_int_equal(door->path_state(repository, "1", &path_state, &error), -1);
    assert_contains(error.text, "git reset");
    door->repository_close(repository);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(tells_the_working_copy_from_the_last_commit),
        git_test(never_writes_the_index),
        git_test(shows_conflicts),
        git_test(misses_nothing_outside_a_sparse_checkout),
        git_test(knows_new_files_before_the_first_commit),
        git_test(does_not_enter_other_repositories),
        git_test(says_what_is_wrong_with_the_index),
    };
    return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
