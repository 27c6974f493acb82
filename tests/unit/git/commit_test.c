#include "beside_git.h"

static void leaves_staged_and_modified_files_alone(void **state)
{
    (void)state;
    shell(MAKE_OURS "echo staged >a/y; git add a/y; echo modified >c/z; echo new >new; "
                    "echo staged-new >sn; git add sn; echo 2 >a/b/x");
    compare_with_git("a/b/x");
}

static void takes_the_working_copy_not_the_staged_version(void **state)
{
    (void)state;
    shell(MAKE_OURS "echo staged >a/y; git add a/y; echo later >a/y");
    compare_with_git("a/y");
}

static void commits_new_deleted_and_executable_files(void **state)
{
    (void)state;
    shell(MAKE_OURS "mkdir -p n/e/w; echo n >n/e/w/file; git add -N n; rm a/b/x; chmod +x top; "
                    "ln -s top link; git add link; git reset -q link; git add -N link");
    compare_with_git("n/e/w/file a/b/x top link");
}

static void turns_a_file_into_a_folder_and_back(void **state)
{
    (void)state;
    shell(MAKE_OURS "rm top; mkdir top; echo 1 >top/file; git add -N top");
    char id[GIT_HEX_SIZE] = "";
    struct error error = {0};
    assert_int_equal(commit("ours", "m", "top/file", id, &error), 0);
    char *tree = shell_output("cd ours; git ls-tree -r --name-only HEAD; git fsck --strict --no-dangling 2>&1; "
                              "git status --porcelain");
    assert_string_equal(tree, "a/b/x\na/y\nc/z\ntop/file\n");
    free(tree);
    shell("cd ours; rm -r top; echo again >top");
    if (commit("ours", "m", "top", id, &error) < 0)
        fail_msg("%s", error.text);
    tree = shell_output("cd ours; git ls-tree -r --name-only HEAD; git fsck --strict --no-dangling 2>&1; "
                        "git status --porcelain");
    assert_string_equal(tree, "a/b/x\na/y\nc/z\ntop\n");
    free(tree);
}

static void makes_the_first_commit(void **state)
{
    (void)state;
    shell("git init -q ours; cd ours; mkdir d; echo 1 >d/x; echo 2 >y; git add d/x y");
    compare_with_git("d/x");
}

static void commits_on_a_detached_head(void **state)
{
    (void)state;
    shell(MAKE_OURS "git checkout -q --detach; echo 2 >top");
    compare_with_git("top");
}

static void moves_packed_and_deeply_named_branches(void **state)
{
    (void)state;
    shell(MAKE_OURS "git checkout -q -b feature/deep/x; git pack-refs --all --prune; "
                    "test ! -e .git/refs/heads/feature; echo 2 >top");
    compare_with_git("top");
    shell("cd ours; git checkout -q --orphan other/root; rm -rf .git/logs; "
          "git config core.logAllRefUpdates false");
    compare_with_git("top");
    shell("cd ours; git config core.logAllRefUpdates always; echo 3 >top");
    compare_with_git("top");
}

static void commits_in_a_linked_working_copy(void **state)
{
    (void)state;
    shell("git init -q main; cd main; echo 1 >top; git add top; " DATES "git commit -q -m first; "
          "git worktree add -q ../linked -b side; cd ../linked; echo 2 >top");
    char id[GIT_HEX_SIZE] = "";
    struct error error = {0};
    if (commit("linked", "from the side", "top", id, &error) < 0)
        fail_msg("%s", error.text);
    char *text = shell_output("cd linked; git log --format=%%s; git status --porcelain; "
                              "git reflog --format=%%gs; git -C ../main log --format=%%s; "
                              "git -C ../main status --porcelain; git fsck --strict --no-dangling 2>&1");
    assert_string_equal(text, "from the side\nfirst\ncommit: from the side\n"
                              "reset: moving to HEAD\n\nfirst\n");
    free(text);
}

static void converts_line_ends_as_git_does(void **state)
{
    (void)state;
    static const char *const attributes[] = {
        "",          "* text\\n",     "* text=auto\\n",          "* -text\\n",
        "* eol=lf\\n", "* eol=crlf\\n", "* text=auto eol=crlf\\n", "* text=auto eol=lf\\n",
        "* binary\\n", "* crlf\\n", "* crlf=input\\n", "*.dat text\\n*.txt -text\\n"};
    static const char *const settings[] = {"false", "true", "input"};
    struct error error = {0};
    char id[GIT_HEX_SIZE] = "";
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        for (size_t j = 0; j < sizeof settings / sizeof *settings; j++) {
            shell("rm -rf ours; git init -q ours; cd ours; printf 'a\\r\\nb\\r\\n' >was-crlf.txt; "
                  "printf 'a\\nb\\n' >was-lf.dat; git add -A; " DATES "git commit -q -m first; "
                  "git config core.autocrlf %s; git config core.safecrlf false; printf '%s' >.gitattributes; "
                  "for f in was-crlf.txt was-lf.dat new-crlf.txt; do "
                  "printf 'new\\r\\nb\\r\\n' >$f; done; printf 'x\\ny\\n' >lf.txt; "
                  "printf 'x\\r\\ny\\n' >mixed.dat; printf 'x\\ry\\r' >cr.txt; "
                  "printf 'x\\r\\n\\0y\\r\\n' >nul.dat; printf 'x\\r\\n\\032' >eof.txt; "
                  "printf 'x\\n\\032' >eof-lf.txt; : >empty.txt; "
                  "printf 'a\\r\\nb\\rc\\r\\n' >lone.txt",
                  settings[j], attributes[i]);
            const char *paths = "was-crlf.txt was-lf.dat new-crlf.txt lf.txt mixed.dat cr.txt "
                                "nul.dat eof.txt eof-lf.txt empty.txt lone.txt";
            char *theirs =
                shell_output("rm -rf theirs; cp -a ours theirs; cd theirs; git add -N . 2>&1; "
                             "git commit -q -m m -- %s 2>&1; for f in %s; do "
                             "echo $(git rev-parse HEAD:$f) $f; done",
                             paths, paths);
            if (commit("ours", "m", paths, id, &error) < 0)
                fail_msg("%s, %s: %s", attributes[i], settings[j], error.text);
            char *ours = shell_output(
                "cd ours; for f in %s; do echo $(git rev-parse HEAD:$f) $f; done", paths);
            if (strcmp(ours, theirs) != 0)
                fail_msg("%s, autocrlf %s: ours\n%s\ntheirs\n%s", attributes[i], settings[j], ours,
                         theirs);
            char *status = shell_output("cd ours; git status --porcelain -uno");
            assert_string_equal(status, "");
            free(status);
            free(ours);
            free(theirs);
        }
}

static void says_when_there_is_nothing_to_commit(void **state)
{
    (void)state;
    shell(MAKE_OURS "cd ..; cp -a ours before");
    char id[GIT_HEX_SIZE] = "";
    struct error error = {0};
    assert_int_equal(commit("ours", "m", "top", id, &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    assert_contains(error.text, "nothing to commit: top is as in the last commit");
    assert_int_equal(commit("ours", "m", "missing", id, &error), -1);
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    assert_int_equal(commit("ours", " \n\n", "top", id, &error), -1);
    assert_contains(error.text, "message is empty");
    char *text = shell_output("diff -r ours before 2>&1 || :");
    assert_string_equal(text, "");
    free(text);
}

static void waits_for_locks_and_never_removes_them(void **state)
{
    (void)state;
    shell(MAKE_OURS "echo 2 >top; touch .git/index.lock");
    char id[GIT_HEX_SIZE] = "";
    struct error error = {0};
    assert_int_equal(commit("ours", "m", "top", id, &error), -1);
    assert_int_equal(error.kind, ERROR_ENVIRONMENT);
    assert_contains(error.text, "another program is using the repository");
    shell("cd ours; test -e .git/index.lock; rm .git/index.lock; "
          "touch .git/refs/heads/main.lock");
    assert_int_equal(commit("ours", "m", "top", id, &error), -1);
    assert_contains(error.text, "another program is using");
    shell("cd ours; rm .git/refs/heads/main.lock; test $(git rev-list --count HEAD) = 1; "
          "test ! -e .git/index.lock; test \"$(git status --porcelain)\" = ' M top'");
    assert_int_equal(commit("ours", "m", "top", id, &error), 0);
}

static void cleans_up_after_a_killed_commit(void **state)
{
    (void)state;
    /* Killed before the branch moved: the lock goes. */
    shell(MAKE_OURS "echo 2 >top; echo 0000000000000000000000000000000000000000 "
                    ">.git/ifspec-commit-4194304; ln .git/ifspec-commit-4194304 .git/index.lock; "
                    "cp .git/index .git/ifspec-index-4194304; touch "
                    ".git/ifspec-index-4194304.lock");
    char id[GIT_HEX_SIZE] = "";
    struct error error = {0};
    assert_int_equal(commit("ours", "m", "top", id, &error), 0);
    char *text = shell_output("cd ours; ls .git | grep -E 'ifspec|lock' || :; git status -s");
    assert_string_equal(text, "");
    free(text);
    /* Killed after the branch moved: the prepared index is put in place. */
    shell("cd ours; echo 3 >top; cp .git/index old; git commit -q -m git top; "
          "mv .git/index .git/ifspec-index-77777777; mv old .git/index; "
          "echo $(git rev-parse HEAD) refs/heads/main >.git/ifspec-commit-77777777; "
          "cp .git/refs/heads/main .git/ifspec-ref-77777777; "
          "ln .git/ifspec-ref-77777777 .git/refs/heads/main.lock; "
          "ln .git/ifspec-commit-77777777 .git/index.lock");
    door->repository_close(open_repository("ours"));
    text = shell_output("cd ours; find .git | grep -E 'ifspec|lock' || :; git status -s");
    assert_string_equal(text, "");
    free(text);
}

static void keeps_an_index_lock_that_is_not_its_own(void **state)
{
    (void)state;
    shell(MAKE_OURS "echo 2 >top; echo x >.git/ifspec-commit-4194304; touch .git/index.lock");
    door->repository_close(open_repository("ours"));
    shell("cd ours; test -e .git/index.lock; test ! -e .git/ifspec-commit-4194304");
}

static void keeps_flags_and_version_of_the_index(void **state)
{
    (void)state;
    shell(MAKE_OURS "git update-index --index-version 4; git update-index --assume-unchanged a/y; "
                    "git config core.fileMode false; chmod +x c/z; echo 2 >c/z; "
                    "git update-index --skip-worktree a/b/x");
    compare_with_git("c/z");
    char *text = shell_output("cd ours; od -An -tu1 -j7 -N1 .git/index | tr -d ' '");
    assert_string_equal(text, "4\n");
    free(text);
}

/* Changed within the second in which the index learnt of it, and still as long. */
static void sees_changes_of_the_same_second(void **state)
{
    (void)state;
    shell(MAKE_OURS "git config core.trustCtime false; touch -d '2025-01-01 10:00:00.1' top a/y; "
                    "git update-index --refresh -q; echo 2 >top; "
                    "touch -d '2025-01-01 10:00:00.3' top; touch -d '2025-01-01 10:00:00.5' "
                    ".git/index; echo 2 >c/z");
    compare_with_git("c/z");
    char *text = shell_output("git -C ours status --porcelain");
    assert_string_equal(text, " M top\n");
    free(text);
}

/* As `git sparse-checkout set` leaves it, which gives the working copy settings of its own. */
static void commits_in_a_sparse_checkout(void **state)
{
    (void)state;
    static const char *const patterns[] = {"--cone c", "--no-cone /c /top !/a",
                                           "--no-cone '/*' '!/a/'"};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        shell("rm -rf ours; " MAKE_OURS "git sparse-checkout set %s; test ! -e a/b/x; "
              "test \"$(git config extensions.worktreeConfig)\" = true; "
              "git config --worktree user.name 'Worktree Ada'; echo 2 >c/z; echo new >c/new; "
              "git add c/new; echo 2 >top",
              patterns[i]);
        compare_with_git("c/z");
        compare_with_git("c/new");
        char *text = shell_output("cd ours; git ls-files -v a; git log -1 --format=%%an; ls");
        assert_string_equal(text, "S a/b/x\nS a/y\nWorktree Ada\nc\ntop\n");
        free(text);
    }
}

/* git tells by whole seconds whether a file may have changed behind the index. */
static void sees_what_changed_in_the_second_of_the_index(void **state)
{
    (void)state;
    char id[GIT_HEX_SIZE] = "";
    struct error error = {0};
    shell("rm -rf ours; " MAKE_OURS "git config core.trustctime false; "
          "touch -d '2001-01-01 00:00:00.1' top; git update-index --refresh; "
          "touch -d '2001-01-01 00:00:00.2' .git/index; "
          "echo 2 >top; touch -d '2001-01-01 00:00:00.3' top; echo 2 >c/z");
    assert_int_equal(commit("ours", "A message\n", "c/z", id, &error), 0);
    char *text = shell_output("cd ours; git status --porcelain");
    assert_string_equal(text, " M top\n");
    free(text);
}

/* What an index has beside its entries is only there to be quicker. */
static void survives_the_extensions_of_an_index(void **state)
{
    (void)state;
    static const char *const extensions[] = {
        "git update-index --force-untracked-cache; git status >/dev/null",
        "printf '#!/bin/sh\\nprintf \"%%s\\\\0/\\\\0\" 1\\n' >.git/monitor; chmod +x .git/monitor; "
        "git config core.fsmonitor .git/monitor; git config core.fsmonitorHookVersion 2; "
        "git update-index --fsmonitor; git status >/dev/null",
        "git config feature.manyFiles true; git update-index --refresh >/dev/null; git status >/dev/null",
        "git config index.threads 4; git update-index --index-version 4",
    };
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++) {
        shell("rm -rf ours; " MAKE_OURS "%s; echo 2 >a/b/x; echo staged >a/y; git add a/y; "
              "echo modified >c/z; echo untracked >u",
              extensions[i]);
        compare_with_git("a/b/x");
    }
}

static void commits_in_a_partial_clone(void **state)
{
    (void)state;
    shell(MAKE_OURS "echo 2 >a/y; git commit -q -a -m two; "
                    "echo 3 >a/y; git commit -q -a -m three; git config uploadpack.allowFilter true; "
                    "cd ..; mv ours origin; git clone -q --filter=blob:none file://$PWD/origin ours; "
                    "cd ours; test -n \"$(git rev-list --objects --all --missing=print | grep '^?')\"; "
                    "echo 4 >a/y");
    compare_with_git("a/y");
}

static void takes_the_author_that_is_given(void **state)
{
    (void)state;
    shell(MAKE_OURS "echo 2 >top");
    struct repository *repository = open_repository("ours");
    const char *path = "./top";
    struct commit_request request = {.paths = &path,
                                     .path_count = 1,
                                     .message = "m",
                                     .author_name = "Charles Babbage",
                                     .author_email = "cb@example.com"};
    char id[GIT_HEX_SIZE] = "";
    struct error error = {0};
    assert_int_equal(door->commit_create(repository, &request, id, &error), 0);
    door->repository_close(repository);
    char *text = shell_output("cd ours; git log -1 --format='%%an %%ae %%cn %%ce'");
    assert_string_equal(text, "Charles Babbage cb@example.com Ada Lovelace ada@example.com\n");
    free(text);
}

static void cleans_messages_as_git_does(void **state)
{
    (void)state;
    static const char *const messages[] = {"a",          "a\n",         "\n\na\n\n\nb\n\n",
                                           "a  \n \t\nb", "# not a comment\nx", "ä\n\n\n\n ö"};
    static const char *const modes[] = {"whitespace", "strip", "scissors", "default"};
    struct error error = {0};
    char id[GIT_HEX_SIZE] = "";
    shell(MAKE_OURS);
    for (size_t mode = 0; mode < sizeof modes / sizeof *modes; mode++)
        for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
            shell("cd ours; git config commit.cleanup %s; echo $(cat top) 1 >top; rm -rf ../theirs; "
                  "cp -a . ../theirs",
                  modes[mode]);
            assert_int_equal(commit("ours", messages[i], "top", id, &error), 0);
            write_file("message", messages[i]);
            shell("cd theirs; " DATES "git commit -q -F ../message top");
            char *ours = shell_output("git -C ours cat-file commit HEAD");
            char *theirs = shell_output("git -C theirs cat-file commit HEAD");
            assert_string_equal(ours, theirs);
            free(ours);
            free(theirs);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(leaves_staged_and_modified_files_alone),
        git_test(takes_the_working_copy_not_the_staged_version),
        git_test(commits_new_deleted_and_executable_files),
        git_test(turns_a_file_into_a_folder_and_back),
        git_test(makes_the_first_commit),
        git_test(commits_on_a_detached_head),
        git_test(moves_packed_and_deeply_named_branches),
        git_test(commits_in_a_linked_working_copy),
        git_test(converts_line_ends_as_git_does),
        git_test(says_when_there_is_nothing_to_commit),
        git_test(waits_for_locks_and_never_removes_them),
        git_test(cleans_up_after_a_killed_commit),
        git_test(keeps_an_index_lock_that_is_not_its_own),
        git_test(keeps_flags_and_version_of_the_index),
        git_test(sees_changes_of_the_same_second),
        git_test(commits_in_a_sparse_checkout),
        git_test(sees_what_changed_in_the_second_of_the_index),
        git_test(survives_the_extensions_of_an_index),
        git_test(commits_in_a_partial_clone),
        git_test(takes_the_author_that_is_given),
        git_test(cleans_messages_as_git_does),
    };
    return cmocka_run_group_tests_name("commit", tests, NULL, NULL);
}
