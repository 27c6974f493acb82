#include "fixture.h"

#define MAKE_REPOSITORY                                                                            \
    "rm -rf r; git init -q r; cd r; mkdir d; echo 1 >d/x; echo 1 >y; git add -A; "                 \
    "git commit -q -m one; echo 2 >d/x; "

/* Both the question and the commit refuse, and the commit leaves everything as it was. */
static void assert_refused_path(const char *path, enum error_kind kind, const char *text)
{
    struct repository *repository = open_repository("r");
    struct error error = {0};
    struct commit_request request = {.paths = &path, .path_count = 1, .message = "m"};
    char id[GIT_HEX_SIZE] = "";
    shell("rm -rf before; cp -a r before");
    assert_int_equal(door->commit_check(repository, path, &error), -1);
    assert_contains(error.text, text);
    assert_int_equal(error.kind, kind);
    error_clear(&error);
    assert_int_equal(door->commit_create(repository, &request, id, &error), -1);
    assert_contains(error.text, text);
    door->repository_close(repository);
    shell("diff -r --no-dereference before r");
}

static void assert_refused(const char *text)
{
    assert_refused_path("d/x", ERROR_ENVIRONMENT, text);
}

static void assert_allowed(const char *path)
{
    struct repository *repository = open_repository("r");
    struct error error = {0};
    if (door->commit_check(repository, path, &error) < 0)
        fail_msg("%s: %s", path, error.text);
    door->repository_close(repository);
}

static void allows_plain_commits(void **state)
{
    (void)state;
    shell(MAKE_REPOSITORY "echo '*.md text' >.gitattributes; echo '* -filter' >>.gitattributes; "
                          "echo ignored >.gitignore; touch .git/hooks/pre-commit; "
                          "git config commit.gpgSign false");
    assert_allowed("d/x");
    assert_allowed("y");
    assert_allowed("d/new");
}

/* Without trust nothing that the repository brings runs, and nothing changes. */
static void assert_untrusted(const char *text)
{
    struct repository *repository = open_repository("r");
    struct error error = {0};
    const char *path = "d/x";
    struct commit_request request = {.paths = &path, .path_count = 1, .message = "m"};
    char id[GIT_HEX_SIZE] = "";
    shell("rm -rf before; cp -a r before");
    assert_int_equal(door->commit_create(repository, &request, id, &error), -1);
    assert_int_equal(error.kind, ERROR_ENVIRONMENT);
    assert_contains(error.text, text);
    assert_contains(error.text, "ifspec trust");
    assert_contains(error.text, "--no-verify");
    shell("diff -r --no-dereference before r");
    request.no_verify = true;
    if (door->commit_create(repository, &request, id, &error) < 0)
        fail_msg("%s", error.text);
    door->repository_close(repository);
    shell("test ! -e ran");
}

static void runs_nothing_of_a_repository_without_trust(void **state)
{
    (void)state;
    static const char *const hooks[] = {"pre-commit", "prepare-commit-msg", "commit-msg",
                                        "post-commit", "post-index-change"};
    for (size_t i = 0; i < sizeof hooks / sizeof *hooks; i++) {
        shell(MAKE_REPOSITORY "printf '#!/bin/sh\\ntouch %s/ran\\n' >.git/hooks/%s; "
                              "chmod +x .git/hooks/%s",
              scratch, hooks[i], hooks[i]);
        assert_untrusted(hooks[i]);
    }
    shell(MAKE_REPOSITORY "mkdir .hooks; touch .hooks/commit-msg; chmod +x .hooks/commit-msg; "
                          "git config core.hooksPath .hooks");
    assert_untrusted(".hooks/commit-msg");
    shell("cd r; git config --unset core.hooksPath; git config --global core.hooksPath .hooks; "
          "echo 5 >d/x");
    assert_untrusted(".hooks/commit-msg");
}

static void finds_hooks_of_a_linked_working_copy(void **state)
{
    (void)state;
    shell(MAKE_REPOSITORY "mv .git/hooks ../old-hooks; cd ..; mv r main; "
                          "git -C main worktree add -q ../r; mkdir main/.git/hooks; "
                          "printf 'touch %s/ran' >main/.git/hooks/pre-commit; "
                          "chmod +x main/.git/hooks/pre-commit; echo 3 >r/d/x",
          scratch);
    assert_untrusted("main/.git/hooks/pre-commit");
}

static void refuses_filtered_paths(void **state)
{
    (void)state;
    shell(MAKE_REPOSITORY "echo 'd/* filter=lfs' >.gitattributes");
    assert_refused("the filter \"lfs\"");
    assert_allowed("y");
    shell("cd r; echo 'd/x ident' >.gitattributes");
    assert_refused("ident");
    shell("cd r; echo 'x working-tree-encoding=UTF-16LE' >.gitattributes");
    assert_refused("working-tree-encoding=UTF-16LE");
    shell("cd r; echo '*.x filter=lfs' >.gitattributes; echo 'd/x filter=crypt' "
          ">.git/info/attributes");
    assert_refused("the filter \"crypt\"");
}

static void names_what_is_under_way(void **state)
{
    (void)state;
    static const char *const steps[][2] = {
        {"git merge -q --no-commit --no-ff side", "a merge is under way"},
        {"git cherry-pick --no-commit side; git rev-parse side >.git/CHERRY_PICK_HEAD",
         "a cherry-pick is under way"},
        {"git revert --no-commit HEAD", "a revert is under way"},
        {"GIT_EDITOR=: git rebase -q -x false side", "a rebase is under way"},
        {"git format-patch -q -1 side; echo a >>s; git commit -q -a -m s; git am -q 0001-*",
         "patches are being applied"},
    };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        shell(MAKE_REPOSITORY "git checkout -q -- .; git checkout -q -b side; echo s >s; "
                              "git add s; git commit -q -m s; git checkout -q main; echo m >s; "
                              "git add s; git rm -q --cached s; mv s m; git add m; "
                              "git commit -q -m m; echo n >m; git commit -q -a -m n; "
                              "{ %s; } >/dev/null 2>&1 || :; echo 2 >d/x",
              steps[i][0]);
        assert_refused(steps[i][1]);
    }
}

static void commits_while_a_bisect_is_under_way(void **state)
{
    (void)state;
    shell(MAKE_REPOSITORY "git stash -q; for i in 1 2 3; do git commit -q --allow-empty -m $i; done; "
                          "{ git bisect start; git bisect bad; git bisect good HEAD~2; } "
                          ">/dev/null; echo 9 >d/x");
    assert_allowed("d/x");
    struct repository *repository = open_repository("r");
    assert_true(door->head_is_detached(repository));
    assert_true(door->bisect_is_under_way(repository));
    door->repository_close(repository);
    shell("git -C r checkout -q -- .; git -C r bisect reset >/dev/null 2>&1");
    repository = open_repository("r");
    assert_false(door->bisect_is_under_way(repository));
    door->repository_close(repository);
}

static void refuses_while_conflicts_wait(void **state)
{
    (void)state;
    shell(MAKE_REPOSITORY "echo stash >y; git stash -q; echo other >y; git commit -q -a -m o; "
                          "git stash pop >/dev/null 2>&1 || :; echo 3 >d/x");
    assert_refused("conflicts");
}

static void explains_indexes_it_cannot_read(void **state)
{
    (void)state;
    shell(MAKE_REPOSITORY "git update-index --split-index");
    assert_refused("split index");
    shell(MAKE_REPOSITORY "git add -A; git commit -q -m two; git sparse-checkout init --cone "
                          "--sparse-index; git config --unset extensions.worktreeConfig; "
                          "git config --unset core.repositoryFormatVersion");
    assert_refused("sparse index");
}

static void refuses_ignored_and_sparse_paths(void **state)
{
    (void)state;
    shell(MAKE_REPOSITORY "printf 'ign\\nd/x\\n' >.gitignore; mkdir ign; echo 1 >ign/z; "
                          "git update-index --skip-worktree y");
    assert_refused_path("ign/z", ERROR_ENVIRONMENT, "is ignored");
    assert_refused_path("y", ERROR_ENVIRONMENT, "sparse checkout");
    assert_allowed("d/x");
}

static void refuses_paths_that_are_not_files_of_this_working_copy(void **state)
{
    (void)state;
    shell(MAKE_REPOSITORY "ln -s d link; ln -s /etc out; git init -q nested; echo 1 >nested/z; "
                          "git -C nested add z; git -C nested commit -q -m z; "
                          "git -c advice.addEmbeddedRepo=false add nested 2>/dev/null; "
                          "git commit -q -m sub; git clone -q . ../clone; cd ..; mv r full; "
                          "cp -a full r; rm -rf r/nested/.git");
    assert_refused_path("link/x", ERROR_ENVIRONMENT, "symbolic link");
    assert_refused_path("out/passwd", ERROR_ENVIRONMENT, "symbolic link");
    assert_refused_path("nested/z", ERROR_ENVIRONMENT, "belongs to another repository");
    shell("rm -rf r; cp -a full r; cd r; git rm -q --cached nested");
    assert_refused_path("nested/z", ERROR_ENVIRONMENT, "belongs to another repository");
    assert_refused_path("d", ERROR_INPUT, "not a file");
    assert_refused_path("../y", ERROR_INPUT, "not a path");
    assert_refused_path("d/../y", ERROR_INPUT, "not a path");
    assert_refused_path("/etc/passwd", ERROR_INPUT, "not a path");
    assert_refused_path(".Git/config", ERROR_INPUT, "not a path");
    assert_refused_path("", ERROR_INPUT, "not a path");
}

static void refuses_a_pipe_without_opening_it(void **state)
{
    (void)state;
    shell(MAKE_REPOSITORY "mkfifo fifo");
    struct repository *repository = open_repository("r");
    struct error error = {0};
    assert_int_equal(door->commit_check(repository, "fifo", &error), -1);
    assert_contains(error.text, "not a file");
    door->repository_close(repository);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(allows_plain_commits),
        git_test(finds_hooks_of_a_linked_working_copy),
        git_test(runs_nothing_of_a_repository_without_trust),
        git_test(refuses_filtered_paths),
        git_test(names_what_is_under_way),
        git_test(commits_while_a_bisect_is_under_way),
        git_test(refuses_while_conflicts_wait),
        git_test(explains_indexes_it_cannot_read),
        git_test(refuses_ignored_and_sparse_paths),
        git_test(refuses_paths_that_are_not_files_of_this_working_copy),
        git_test(refuses_a_pipe_without_opening_it),
    };
    return cmocka_run_group_tests_name("commit_check", tests, NULL, NULL);
}
