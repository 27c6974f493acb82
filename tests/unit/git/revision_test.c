#include "fixture.h"

#define SHELL_START                                                                                \
    "git init -q r; cd r; commit() { GIT_AUTHOR_DATE=\"$1\"; GIT_COMMITTER_DATE=\"$1\"; "          \
    "export GIT_AUTHOR_DATE GIT_COMMITTER_DATE; shift; git add -A; git commit -q -m \"$*\"; }; "

static char *content(const char *revision, const char *path, struct error *error)
{
    struct repository *repository = open_repository("r");
    struct buffer out = {0};
    int result = door->revision_read(repository, revision, path, &out, error);
    door->repository_close(repository);
    if (result == 0)
        return buffer_take(&out);
    buffer_done(&out);
    return NULL;
}

static void assert_content(const char *revision, const char *path, const char *expected)
{
    struct error error = {0};
    char *text = content(revision, path, &error);
    if (text == NULL)
        fail_msg("%s:%s: %s", revision, path, error.text);
    assert_string_equal(text, expected);
    free(text);
}

static void assert_missing(const char *revision, const char *path, enum error_kind kind,
                           const char *expected)
{
    struct error error = {0};
    assert_null(content(revision, path, &error));
    assert_int_equal(error.kind, kind);
    assert_contains(error.text, expected);
}

static void reads_a_path_in_any_revision(void **state)
{
    (void)state;
    shell(SHELL_START "mkdir d; printf one >d/x; commit 2025-05-01T10:00:00Z one; git tag -a t -m t; "
                      "printf two >d/x; commit 2025-05-02T10:00:00Z two; git branch b; "
                      "printf three >d/x; ln -s x d/link; commit 2025-05-04T23:59:59Z three; "
                      "printf four >d/x; commit 2025-05-05T00:00:00Z four");
    assert_content("HEAD", "d/x", "four");
    assert_content("HEAD~1", "./d/x", "three");
    assert_content("b", "d/x", "two");
    assert_content("t", "d/x", "one");
    assert_content("2025-05-01", "d/x", "one");
    assert_content("2025-05-03", "d/x", "two");
    assert_content("2025-05-04", "d/x", "three");
    assert_content("2030-01-01", "d/x", "four");
    assert_missing("2025-04-30", "d/x", ERROR_NOT_FOUND, "no commit of 2025-04-30 or before");
    assert_missing("nothing", "d/x", ERROR_NOT_FOUND, "no revision \"nothing\"");
    assert_missing("HEAD", "d/y", ERROR_NOT_FOUND, "d/y is not in revision HEAD");
    assert_missing("HEAD", "d", ERROR_NOT_FOUND, "d is not a file");
    assert_missing("HEAD", "d/link", ERROR_NOT_FOUND, "not a file");
    assert_missing("HEAD^{tree}", "d/x", ERROR_NOT_FOUND, "not a commit");
}

static void takes_the_date_where_the_user_is(void **state)
{
    (void)state;
    shell(SHELL_START "printf one >x; commit 2025-05-01T21:00:00Z one; printf two >x; "
                      "commit 2025-05-01T22:30:00Z two");
    assert_content("2025-05-01", "x", "two");
    setenv("TZ", "CEST-2", 1);
    tzset();
    assert_content("2025-05-01", "x", "one");
    setenv("TZ", "UTC0", 1);
    tzset();
}

static void finds_the_commit_of_a_date_as_rev_list_does(void **state)
{
    (void)state;
    shell(SHELL_START "echo 1 >x; commit 2025-05-01T01:00:00Z 1; git checkout -q -b s; echo 2 >y; "
                      "commit 2025-05-03T01:00:00Z 2; echo 3 >y; commit 2025-05-09T01:00:00Z 3; "
                      "git checkout -q main; echo 4 >x; commit 2025-05-02T01:00:00Z 4; "
                      "GIT_COMMITTER_DATE=2025-05-07T01:00:00Z; git merge -q -m 5 s");
    struct repository *repository = open_repository("r");
    for (int day = 1; day <= 10; day++) {
        char date[DATE_TEXT_SIZE] = "";
        char id[GIT_HEX_SIZE] = "";
        struct error error = {0};
        date_format((struct date){2025, 5, day}, date);
        assert_int_equal(door->revision_resolve(repository, date, id, &error), 0);
        char *expected = shell_output("cd r; git rev-list -1 --before='%s 23:59:59' HEAD", date);
        assert_memory_equal(id, expected, GIT_HEX_SIZE - 1);
        free(expected);
    }
    door->repository_close(repository);
}

static int append_file(void *context, const char *path, const char *blob)
{
    buffer_append_format(context, "%s\t%s\n", blob, path);
    return 0;
}

static int stop_at_once(void *context, const char *path, const char *blob)
{
    (void)path, (void)blob;
    ++*(int *)context;
    return 3;
}

static void walks_the_files_of_a_folder_sorted(void **state)
{
    (void)state;
    shell(SHELL_START "mkdir -p a/b a.c a-b 'a/ö ü'; for f in a/b/x a/b.x a.c/x a-b/x 'a/ö ü/z' a/b0 "
                      "top; do echo $f >\"$f\"; done; ln -s x a/link; commit 2025-05-01T10:00:00Z one");
    struct repository *repository = open_repository("r");
    struct error error = {0};
    const char *folders[] = {"a", "", "a/b", "a-b/"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        struct buffer out = {0};
        assert_int_equal(
            door->revision_walk(repository, "HEAD", folders[i], append_file, &out, &error), 0);
        char *expected = shell_output("cd r; git -c core.quotePath=false ls-tree -r --format="
                                      "'%%(objectname)%%x09%%(path)' HEAD -- ./%s | grep -v link",
                                      folders[i]);
        assert_string_equal(buffer_string(&out), expected);
        free(expected);
        buffer_done(&out);
    }
    int count = 0;
    assert_int_equal(door->revision_walk(repository, "HEAD", "", stop_at_once, &count, &error), 3);
    assert_int_equal(count, 1);
    assert_int_equal(
        door->revision_walk(repository, "HEAD", "missing", stop_at_once, &count, &error), 0);
    assert_int_equal(
        door->revision_walk(repository, "none", "", stop_at_once, &count, &error), -1);
    door->repository_close(repository);
}

static void reads_blobs_by_id(void **state)
{
    (void)state;
    shell(SHELL_START "printf 'a\\0b' >x; commit 2025-05-01T10:00:00Z one; "
                      "truncate -s 17M big; git add big");
    struct repository *repository = open_repository("r");
    struct buffer out = {0};
    struct error error = {0};
    char *id = shell_output("cd r; printf %%s $(git rev-parse HEAD:x)");
    assert_int_equal(door->blob_read(repository, id, &out, &error), 0);
    assert_int_equal(out.length, 3);
    assert_memory_equal(out.bytes, "a\0b", 3);
    free(id);
    id = shell_output("cd r; printf %%s $(git rev-parse :big)");
    assert_int_equal(door->blob_read(repository, id, &out, &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    free(id);
    assert_int_equal(door->blob_read(repository, "abc", &out, &error), -1);
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    assert_int_equal(door->blob_read(repository, "1234567890123456789012345678901234567890", &out,
                                     &error),
                     -1);
    assert_contains(error.text, "damaged or missing");
    buffer_done(&out);
    door->repository_close(repository);
}

static void says_that_there_are_no_commits_yet(void **state)
{
    (void)state;
    shell("git init -q r");
    assert_missing("HEAD", "x", ERROR_NOT_FOUND, "no commits yet");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(reads_a_path_in_any_revision),
        git_test(takes_the_date_where_the_user_is),
        git_test(finds_the_commit_of_a_date_as_rev_list_does),
        git_test(walks_the_files_of_a_folder_sorted),
        git_test(reads_blobs_by_id),
        git_test(says_that_there_are_no_commits_yet),
    };
    return cmocka_run_group_tests_name("revision", tests, NULL, NULL);
}
