#include "fixture.h"

/* The same repository twice: in "g" git commits, in "r" ifspec does. */
#define MAKE_BOTH                                                                                  \
    "rm -rf r g; git init -q g; cd g; mkdir d; echo 1 >d/x; echo 1 >y; echo 1 >z; git add -A; "    \
    "git commit -q -m one; echo 2 >d/x; echo 2 >y; git add y; echo 3 >z; "

static struct buffer said;
static char *edited_with; /* what the editor puts in front of the message; NULL: none runs */

static void show(void *context, const char *text, size_t length)
{
    (void)context;
    buffer_append(&said, text, length);
}

static int edit(void *context, const char *path, struct error *error)
{
    (void)context;
    (void)error;
    shell("printf '%s' | cat - %s >edited; cat edited >%s", edited_with, path, path);
    return 0;
}

/* ifspec's commit of d/x in "r"; the error's text, "" if there is none. */
static const char *try_commit(struct commit_request *request)
{
    static struct error error;
    static const char *const path = "d/x";
    struct git_host host = {.show = show, .edit = edited_with != NULL ? edit : NULL};
    struct repository *repository = open_repository("r");
    char id[GIT_HEX_SIZE] = "";
    error_clear(&error);
    buffer_clear(&said);
    if (request->paths == NULL)
        request->paths = &path;
    request->path_count = request->path_count == 0 ? 1 : request->path_count;
    request->host = &host;
    request->trusted = true;
    (void)door->commit_create(repository, request, id, &error);
    door->repository_close(repository);
    shell("git -C r fsck --strict >/dev/null 2>fsck.out");
    return error.text;
}

/* Both commits alike, and both working copies as they were left. */
static void assert_alike(void)
{
    shell("for f in g r; do (cd $f; git log --format='%%T %%P%%n%%B%%n%%an %%ae' >../$f.log; "
          "git status --porcelain >>../$f.log; git ls-files -s >>../$f.log); done; "
          "diff g.log r.log >&2");
}

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
        "  echo \"index=$(basename $GIT_INDEX_FILE | sed 's/[0-9]//g')\"\n"
        "  env | grep -E '^GIT_(AUTHOR|COMMITTER|PREFIX|EDITOR|DIR)' | sort\n"
        "  git diff --cached --name-status HEAD; cat <&0; } >>../$(basename $(pwd)).calls 2>&1\n";
    static const char *const names[] = {"pre-commit", "prepare-commit-msg", "commit-msg",
                                        "post-commit"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        write_hook(names[i], spy);
}

static void calls_hooks_as_git_does(void **state)
{
    (void)state;
    struct commit_request request = {.message = "two\n"};
    shell(MAKE_BOTH);
    write_spies();
    setenv("GIT_AUTHOR_DATE", "2025-05-01T10:00:00+02:30", 1);
    setenv("GIT_COMMITTER_DATE", "2025-05-01T10:00:00-01:00", 1);
    shell("cp -a g r; cd g; git commit -q --only -m two -- d/x");
    assert_string_equal(try_commit(&request), "");
    assert_alike();
    shell("sed -i 's/next-index-.lock/PARTIAL/; s/dir=./dir=/' g.calls; "
          "sed -i 's/ifspec-partial-$/PARTIAL/; s/dir=./dir=/; s,[^ ]*/.git/COMMIT,.git/COMMIT,' "
          "r.calls; diff g.calls r.calls");
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

/* ── Messages ── */

static void assert_message(const char *cleanup, bool with_editor, const char *given)
{
    struct commit_request request = {.message = given};
    static char first[] = "First\\n";
    shell(MAKE_BOTH "cp -a . ../r");
    shell("cd r; git config commit.cleanup %s; cd ../g; git config commit.cleanup %s", cleanup,
          cleanup);
    write_file("message", given);
    edited_with = with_editor ? first : NULL;
    if (with_editor)
        shell("cd g; GIT_EDITOR='f() { printf \"First\\n\" | cat - \"$1\" >../e; cat ../e >\"$1\"; "
              "}; f' git commit -q --no-status --only -e -F ../message -- d/x");
    else
        shell("cd g; git commit -q --only -F ../message -- d/x");
    assert_string_equal(try_commit(&request), "");
    edited_with = NULL;
    assert_alike();
}

static void cleans_messages_as_git_does(void **state)
{
    (void)state;
    static const char given[] = "\n\n  Subject  \n\n\n# comment\nbody\t\n"
                                "# ------------------------ >8 ------------------------\n"
                                "below\n\n\n";
    static const char *const modes[] = {"default", "strip", "whitespace", "verbatim", "scissors"};
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        assert_message(modes[i], false, given);
        assert_message(modes[i], true, given);
    }
}

static void signs_off_as_git_does(void **state)
{
    (void)state;
    static const char *const messages[] = {
        "Subject\n",
        "Subject\n\nBody.\n",
        "Subject\n\nBody.\n\nTicket: 7\n",
        "Subject\n\nSigned-off-by: Ada Lovelace <ada@example.com>\n",
        "Subject\n\nSigned-off-by: Ada Lovelace <ada@example.com>\nTicket: 7\n",
        "Ticket: 7\n",
    };
    for (size_t i = 0; i < sizeof messages / sizeof *messages; i++) {
        struct commit_request request = {.message = messages[i], .signoff = true};
        shell(MAKE_BOTH "cp -a . ../r");
        write_file("message", messages[i]);
        shell("cd g; git commit -q --only --signoff -F ../message -- d/x");
        assert_string_equal(try_commit(&request), "");
        assert_alike();
    }
}

static void writes_other_encodings(void **state)
{
    (void)state;
    struct commit_request request = {.message = "Größe\n"};
    shell(MAKE_BOTH "git config i18n.commitEncoding ISO-8859-1; git config user.name Zoë; "
                    "cp -a . ../r");
    assert_string_equal(try_commit(&request), "");
    char *text = shell_output("git -C r cat-file -p HEAD | grep -a ^enc; "
                              "git -C r log -1 --encoding=UTF-8 --format='%%s %%an'");
    assert_string_equal(text, "encoding ISO-8859-1\nGröße Zoë\n");
    free(text);
    struct commit_request impossible = {.message = "→\n"};
    shell("echo 9 >r/d/x");
    assert_contains(try_commit(&impossible), "ISO-8859-1");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(calls_hooks_as_git_does),
        git_test(calls_hooks_in_linked_working_copies_and_submodules),
        git_test(a_refusal_keeps_everything_and_shows_the_words),
        git_test(what_a_hook_changes_is_committed),
        git_test(hooks_of_the_user_need_no_trust),
        git_test(cleans_messages_as_git_does),
        git_test(signs_off_as_git_does),
        git_test(writes_other_encodings),
    };
    int result = cmocka_run_group_tests(tests, NULL, NULL);
    buffer_done(&said);
    return result;
}
