/* Commits that cannot be made: what is said, and that the repository is as it was. */
#include "unit/git/fixture.h"

static const char make_ours[] =
    "git init -q ours; cd ours; mkdir a; echo 1 >a/x; echo 1 >top; git add -A; "
    "git commit -q -m first; echo 2 >top; ";

static int commit(const struct commit_request *request, struct error *error)
{
    char id[GIT_HEX_SIZE] = "";
    struct repository *repository = open_repository("ours");
    error_clear(error);
    int result = door->commit_create(repository, request, id, error);
    door->repository_close(repository);
    return result;
}

/* Neither a commit nor anything left over, and what was changed is still there. */
static void assert_untouched(void)
{
    char *text = shell_output("cd ours; git rev-list --count HEAD; git status --porcelain top; "
                              "find .git | grep -E 'ifspec|lock' || :");
    assert_string_equal(text, "1\n M top\n");
    free(text);
}

static void refuse(const struct commit_request *request, const char *reason)
{
    struct error error = {0};
    assert_int_equal(commit(request, &error), -1);
    assert_contains(error.text, reason);
    assert_untouched();
}

static const char *const top[] = {"top"};
static const struct commit_request plain = {.paths = top, .path_count = 1, .message = "m"};

static void needs_files(void **state)
{
    (void)state;
    shell("%s", make_ours);
    struct commit_request request = plain;
    request.path_count = 0;
    refuse(&request, "no files to commit");
    const char *const twice[] = {"top", "./top", "top"};
    request = (struct commit_request){.paths = twice, .path_count = 3, .message = "m"};
    struct error error = {0};
    assert_int_equal(commit(&request, &error), 0);
}

static void needs_to_know_who_commits(void **state)
{
    (void)state;
    shell("%s git config --global --unset user.name; git config --global --unset user.email; "
          "git config --global user.useConfigOnly true",
          make_ours);
    refuse(&plain, "user.name");
    struct commit_request request = plain;
    request.author_name = "Grace";
    request.author_email = "grace@example.com";
    refuse(&request, "user.name");
}

static bool always(void *context)
{
    (void)context;
    return true;
}

static bool at_the_second_time(void *context)
{
    int *times = context;
    return ++*times >= 2;
}

static void is_given_up_between_its_steps(void **state)
{
    (void)state;
    shell("%s", make_ours);
    int times = 0;
    struct git_host host = {.is_cancelled = always};
    struct commit_request request = plain;
    request.host = &host;
    refuse(&request, "given up; nothing was committed");
    host = (struct git_host){.context = &times, .is_cancelled = at_the_second_time};
    refuse(&request, "given up; nothing was committed");
    assert_int_equal(times, 2);
}

static void needs_the_working_copy(void **state)
{
    (void)state;
    shell("%s", make_ours);
    char id[GIT_HEX_SIZE] = "";
    struct error error = {0};
    struct repository *repository = open_repository("ours");
    shell("mv ours away");
    assert_int_equal(door->commit_create(repository, &plain, id, &error), -1);
    assert_true(error.text[0] != '\0');
    shell("mv away ours");
    door->repository_close(repository);
    assert_untouched();
}

static void refuses_messages_that_are_no_text(void **state)
{
    (void)state;
    shell("%s printf '#!/bin/sh\\nprintf \"a\\\\000b\" >\"$1\"\\n' >.git/hooks/commit-msg; "
          "chmod +x .git/hooks/commit-msg",
          make_ours);
    struct commit_request request = plain;
    request.trusted = true;
    refuse(&request, "the commit message has a NUL byte in it");
}

static void quotes_the_path_that_git_shall_take(void **state)
{
    (void)state;
    shell("%s echo \"* ident\" >.gitattributes; echo 1 >\"it's new\"", make_ours);
    const char *const paths[] = {"it's new"};
    struct commit_request request = {.paths = paths, .path_count = 1, .message = "m"};
    struct error error = {0};
    assert_int_equal(commit(&request, &error), -1);
    assert_contains(error.text, "commit with git itself: git commit -- 'it'\\''s new'");
}

static void says_what_is_wrong_with_a_path(void **state)
{
    (void)state;
    shell("%s mkfifo pipe", make_ours);
    char *name = memory_format("%0300d", 1);
    const char *const pipe[] = {"pipe"};
    const char *const names[] = {name};
    struct commit_request request = {.paths = pipe, .path_count = 1, .message = "m"};
    refuse(&request, "pipe is not a file");
    request.paths = names;
    refuse(&request, "File name too long");
    free(name);
}

static void needs_a_whole_index(void **state)
{
    (void)state;
    shell("%s cp .git/index index; printf nonsense >.git/index", make_ours);
    struct error error = {0};
    assert_int_equal(commit(&plain, &error), -1);
    assert_contains(error.text, "index");
    shell("cd ours; mv index .git/index");
    assert_untouched();
    shell("cd ours; rm .git/index; mkdir .git/index");
    assert_int_equal(commit(&plain, &error), -1);
    assert_contains(error.text, "index");
    shell("cd ours; rmdir .git/index; git read-tree HEAD");
    assert_untouched();
}

/* What was only staged, and is gone, is nothing to commit beside the rest. */
static void leaves_out_what_never_was_committed(void **state)
{
    (void)state;
    shell("%s echo 1 >new; git add new; rm new; rm -r a; echo 1 >a", make_ours);
    const char *const paths[] = {"top", "new", "a", "a/x"};
    struct commit_request request = {.paths = paths, .path_count = 4, .message = "m"};
    struct error error = {0};
    if (commit(&request, &error) != 0)
        fail_msg("%s", error.text);
    char *text = shell_output("cd ours; git ls-tree -r --name-only HEAD; git status --porcelain; "
                              "git fsck --strict --no-dangling 2>&1");
    assert_string_equal(text, "a\ntop\n");
    free(text);
}

static void names_no_commit_by_a_word(void **state)
{
    (void)state;
    shell("%s", make_ours);
    struct buffer subject = {0};
    struct error error = {0};
    struct repository *repository = open_repository("ours");
    assert_int_equal(door->commit_subject(repository, "nonsense", &subject, &error), -1);
    assert_contains(error.text, "nonsense is no commit");
    buffer_done(&subject);
    door->repository_close(repository);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(needs_files),
        git_test(needs_to_know_who_commits),
        git_test(is_given_up_between_its_steps),
        git_test(needs_the_working_copy),
        git_test(refuses_messages_that_are_no_text),
        git_test(quotes_the_path_that_git_shall_take),
        git_test(says_what_is_wrong_with_a_path),
        git_test(needs_a_whole_index),
        git_test(leaves_out_what_never_was_committed),
        git_test(names_no_commit_by_a_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
