#include "twin.h"

static void write_hook(const char *name, const char *script)
{
    char *path = memory_format("g/.git/hooks/%s", name);
    write_file(path, script);
    assert_int_equal(chmod(path, 0755), 0);
    free(path);
}

/* Every hook writes down what it was called with. */
static void write_spies(void)
{
    static const char spy[] =
        "#!/bin/sh\n"
        "{ echo \"$(basename $0) $*\"; echo \"dir=$(pwd | sed 's,.*/,,')\"\n"
        "  echo \"index=$(echo $GIT_INDEX_FILE | sed 's,^/.*/,/…/,; s/[0-9]//g')\"\n"
        "  env | grep -E '^GIT_(AUTHOR|COMMITTER|PREFIX|EDITOR|DIR)' | sort\n"
        "  git diff --cached --name-status HEAD; git ls-files -v; cat <&0; } >>../$(basename $(pwd)).calls 2>&1\n";
    static const char *const names[] = {"post-index-change", "pre-commit", "prepare-commit-msg",
                                        "commit-msg", "reference-transaction", "post-commit"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        write_hook(names[i], spy);
}

/* Both after these commands. */
static void assert_same_calls(const char *commands)
{
    struct commit_request request = {.message = "two\n"};
    shell(MAKE_BOTH "%s; rm -f ../*.calls", commands);
    write_spies();
    setenv("GIT_AUTHOR_DATE", "2025-05-01T10:00:00+02:30", 1);
    setenv("GIT_COMMITTER_DATE", "2025-05-01T10:00:00-01:00", 1);
    shell("cp -a g r; cd g; git commit -q --only -m two -- d/x");
    assert_string_equal(try_commit(&request), "");
    shell("sed -i 's/next-index-.lock/PARTIAL/; s/dir=./dir=/' g.calls; "
          "sed -i 's/ifspec-partial-$/PARTIAL/; s/dir=./dir=/' r.calls; diff g.calls r.calls >&2; test -s r.calls");
    assert_alike();
}

static void calls_hooks_as_git_does(void **state)
{
    (void)state;
    assert_same_calls(":");
    assert_same_calls("git reset -q");
    assert_same_calls("git update-index --assume-unchanged z");
    assert_same_calls("git checkout -q --detach");
    assert_same_calls("git checkout -q --orphan other");
}

/* The folder that a hook sees, of a linked working copy and of a submodule. */
static void assert_same_call(const char *git_folder, const char *our_folder)
{
    struct error error = {0};
    static const char *const path = "d/x";
    struct commit_request request = {
        .paths = &path, .path_count = 1, .message = "two\n", .trusted = true};
    char id[GIT_HEX_SIZE] = "";
    shell("rm -f calls; cd %s/d; echo 2 >x; git commit -q --only -m two -- x; mv %s/calls %s/g.x",
          git_folder, scratch, scratch);
    shell("cd %s; echo 2 >d/x", our_folder);
    struct repository *repository = open_repository(our_folder);
    char *folder = memory_format("%s/d", our_folder);
    assert_int_equal(chdir(folder), 0);
    if (door->commit_create(repository, &request, id, &error) < 0)
        fail_msg("%s", error.text);
    assert_int_equal(chdir(scratch), 0);
    door->repository_close(repository);
    free(folder);
    shell("sed -i 's,\\(work\\|sub\\)-b,\\1-a,g' calls; diff g.x calls >&2; cd %s; "
          "git fsck --strict; test -z \"$(git status --porcelain -- d)\"",
          our_folder);
}

/* With --no-verify, too, and whatever it returns. */
static void tells_of_the_index_as_git_does(void **state)
{
    (void)state;
    struct commit_request request = {.message = "two\n", .no_verify = true};
    shell(MAKE_BOTH);
    write_hook("post-index-change", "#!/bin/sh\necho \"$*\" >>../$(basename $(pwd)).calls; "
                                    "test -e .git/index.lock; exit 1\n");
    shell("cp -a g r; cd g; git commit -q --only --no-verify -m two -- d/x");
    assert_string_equal(try_commit(&request), "");
    /* Before anybody asks for the status: git may write the index then, and tells the hook. */
    shell("diff g.calls r.calls >&2; grep -q '^1 0$' r.calls");
    assert_alike();
}

static void calls_hooks_in_linked_working_copies_and_submodules(void **state)
{
    (void)state;
    shell(MAKE_BOTH "git reset -q --hard; printf '#!/bin/sh\necho \"dir=$GIT_DIR "
                    "prefix=$GIT_PREFIX $(pwd) $(git rev-parse --show-toplevel)\" >>%s/calls\n' "
                    ">.git/hooks/pre-commit; chmod +x .git/hooks/pre-commit; "
                    "git worktree add -q ../work-a; git worktree add -q ../work-b",
          scratch);
    assert_same_call("work-a", "work-b");
    shell(
        "mkdir super; cd super; git init -q; "
        "for s in sub-a sub-b; do git -c protocol.file.allow=always submodule --quiet add ../g $s; "
        "cp ../g/.git/hooks/pre-commit .git/modules/$s/hooks; done; git commit -q -m super");
    assert_same_call("super/sub-a", "super/sub-b");
}

static void a_refusal_keeps_everything_and_shows_the_words(void **state)
{
    (void)state;
    static const char *const names[] = {"pre-commit", "prepare-commit-msg", "commit-msg"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct commit_request request = {.message = "two\n"};
        shell(MAKE_BOTH);
        write_hook(names[i], "#!/bin/sh\necho out; echo err >&2; exit 7\n");
        shell("cp -a g r; cp -a g before");
        const char *text = try_commit(&request);
        assert_contains(text, names[i]);
        assert_contains(text, "status 7");
        assert_string_equal(buffer_string(&said), "out\nerr\n");
        shell("rm -f r/.git/COMMIT_EDITMSG before/.git/COMMIT_EDITMSG; rm -rf before/.git/objects "
              "r/.git/objects; diff -r before r; rm -rf before");
    }
    struct commit_request request = {.message = "two\n", .no_verify = true};
    shell("cp -a g/.git/objects r/.git; mv r/.git/hooks/commit-msg r/.git/hooks/pre-commit");
    assert_string_equal(try_commit(&request), "");
}

static void a_refused_move_of_the_branch_is_told_so(void **state)
{
    (void)state;
    struct commit_request request = {.message = "two\n"};
    shell(MAKE_BOTH);
    write_hook("reference-transaction", "#!/bin/sh\necho $1; [ $1 != prepared ]\n");
    shell("cp -a g r; cp -a g before");
    assert_string_equal(try_commit(&request),
                        "the reference-transaction hook refused the commit (status 1)");
    assert_string_equal(buffer_string(&said), "prepared\naborted\n");
    shell("rm -f r/.git/COMMIT_EDITMSG before/.git/COMMIT_EDITMSG; rm -rf before/.git/objects "
          "r/.git/objects; diff -r before r; rm -rf before");
}

static bool is_running(void *context)
{
    (void)context;
    return access("hangs", F_OK) == 0;
}

static void a_hook_that_hangs_can_be_stopped(void **state)
{
    (void)state;
    static const char *const names[] = {"pre-commit", "prepare-commit-msg", "commit-msg",
                                        "reference-transaction"};
    is_cancelled = is_running;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct commit_request request = {.message = "two\n"};
        shell(MAKE_BOTH);
        write_hook(names[i], "#!/bin/sh\n[ ! -e ../no ] || exit 0; sleep 1000 & echo $! >>../hangs; "
                             "touch ../no; sleep 1000\n");
        shell("cp -a g r; cp -a g before");
        const char *text = try_commit(&request);
        assert_contains(text, names[i]);
        assert_contains(text, "was stopped; nothing was committed");
        shell("for i in 1 2 3 4 5 6 7 8 9; do kill -0 $(cat hangs) 2>/dev/null || break; sleep 0.1; "
              "done; ! kill -0 $(cat hangs) 2>/dev/null; rm -f hangs no; "
              "test \"$(cat r/.git/COMMIT_EDITMSG)\" = two || test %s = pre-commit; "
              "rm -f r/.git/COMMIT_EDITMSG before/.git/COMMIT_EDITMSG; rm -rf before/.git/objects "
              "r/.git/objects; diff -r before r; rm -rf before",
              names[i]);
    }
    is_cancelled = NULL;
}

static void what_a_hook_changes_is_committed(void **state)
{
    (void)state;
    struct commit_request request = {.message = "two\n"};
    shell(MAKE_BOTH);
    write_hook("pre-commit", "echo formatted >d/x; git add d/x; echo new >n; git add n\n");
    write_hook("prepare-commit-msg", "#!/bin/sh\necho \"$2: $(cat $1)\" >$1\n");
    write_hook("commit-msg", "#!/bin/sh\necho >>$1; echo 'Ticket: 7' >>$1\n");
    shell("cp -a g r; cd g; git commit -q --only -m two -- d/x");
    assert_string_equal(try_commit(&request), "");
    assert_alike();
    char *message = shell_output("git -C r log -1 --format=%%B");
    assert_string_equal(message, "message: two\n\nTicket: 7\n\n");
    free(message);
}

static void hooks_of_the_user_need_no_trust(void **state)
{
    (void)state;
    struct buffer names = {0};
    shell(MAKE_BOTH "mkdir ~/hooks; echo 'exit 1' >~/hooks/pre-commit; chmod +x ~/hooks/*; "
                    "git config --global core.hooksPath '~/hooks'; cp -a . ../r");
    struct repository *repository = open_repository("r");
    assert_int_equal(door->commit_programs(repository, &names), 0);
    door->repository_close(repository);
    shell("cd r; git config core.hooksPath .git/hooks; echo >.git/hooks/pre-commit; "
          "chmod +x .git/hooks/pre-commit");
    repository = open_repository("r");
    assert_int_equal(door->commit_programs(repository, &names), 1);
    assert_contains(buffer_string(&names), "hook pre-commit");
    door->repository_close(repository);
    buffer_done(&names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(calls_hooks_as_git_does),
        git_test(tells_of_the_index_as_git_does),
        git_test(calls_hooks_in_linked_working_copies_and_submodules),
        git_test(a_refusal_keeps_everything_and_shows_the_words),
        git_test(a_refused_move_of_the_branch_is_told_so),
        git_test(a_hook_that_hangs_can_be_stopped),
        git_test(what_a_hook_changes_is_committed),
        git_test(hooks_of_the_user_need_no_trust),
    };
    int result = cmocka_run_group_tests(tests, NULL, NULL);
    buffer_done(&said);
    return result;
}
