#include "fixture.h"

#define SHELL_START                                                                                \
    "git init -q r; cd r; "                                                                        \
    "at() { GIT_AUTHOR_DATE=\"@$((1700000000+$1)) +0100\"; "                                       \
    "GIT_COMMITTER_DATE=\"@$((1700000000+${2:-$1})) +0100\"; "                                     \
    "export GIT_AUTHOR_DATE GIT_COMMITTER_DATE; }; "                                               \
    "commit() { at $1; shift; git add -A; git commit -q --allow-empty -m \"$*\"; }; "

static int append_change(void *context, const char *path, struct instant when, const char *author)
{
    buffer_append_format(context, "%s %lld %s\n", path, (long long)when.seconds, author);
    return 0;
}

static char *sorted(const char *text)
{
    write_file("changes", text);
    return shell_output("LC_ALL=C sort changes");
}

static char *changes(const char *folder)
{
    struct repository *repository = open_repository("r");
    struct buffer out = {0};
    struct error error = {0};
    if (door->last_changes(repository, folder, append_change, NULL, &out, &error) < 0)
        fail_msg("%s", error.text);
    door->repository_close(repository);
    char *text = sorted(buffer_string(&out));
    buffer_done(&out);
    return text;
}

static void compare_with_git(const char *folder)
{
    char *ours = changes(folder);
    char *theirs =
        shell_output("cd r; git ls-tree -r --name-only HEAD -- ./%s | while read f; do "
                     "git log -1 --format=\"$f %%at %%an\" -- \"$f\"; done | LC_ALL=C sort",
                     folder);
    assert_string_equal(ours, theirs);
    free(ours);
    free(theirs);
}

static void agrees_with_git_on_a_straight_line(void **state)
{
    (void)state;
    shell(SHELL_START "mkdir -p s/a s/b t; for i in 1 2 3 4; do echo $i >s/a/$i; echo $i >s/b/$i; "
                      "echo $i >t/$i; done; commit 1 one; echo x >s/a/1; commit 2 two; "
                      "echo x >t/2; commit 3 three; git mv s/b/2 s/b/5; commit 4 four; rm s/a/3; "
                      "commit 5 five; chmod +x s/b/1; commit 6 six; echo 3 >s/a/3; commit 7 seven");
    compare_with_git("s/");
    compare_with_git("");
    char *text = changes("missing");
    assert_string_equal(text, "");
    free(text);
}

static void agrees_with_git_across_merges(void **state)
{
    (void)state;
    shell(SHELL_START
          "mkdir s; for i in 1 2 3 4 5 6 7 8 9; do seq 9 >s/$i; done; commit 1 root; "
          "git checkout -q -b side; echo s >s/1; commit 2 s1; echo s >s/2; commit 6 s2; "
          "git checkout -q main; echo m >s/3; commit 3 m3; echo m >s/2.x; commit 4 m2x; "
          "at 7; git merge -q -m merge side; git checkout -q -b p HEAD~1; echo p >s/4; "
          "echo p >s/5; commit 8 p; git checkout -q -b q main; echo p >s/4; commit 5 q; "
          "git checkout -q main; at 9; git merge -q -m m2 p 2>/dev/null; "
          "at 10; git merge -q -m m3 q; for b in o1 o2 o3; do git checkout -q -b $b main; "
          "echo $b >s/$b; commit 11 $b; done; git checkout -q main; at 12; "
          "git merge -q -m octopus o1 o2 o3; git checkout -q -b theirs main~1; echo t >s/6; "
          "commit 99 theirs; git checkout -q main; echo m >s/6; commit 14 mine; at 0; "
          "git merge -q -s ours -m ours theirs; at 1; git merge -q -s ours --no-ff -m x side "
          "2>&1 >/dev/null; git checkout -q -b evil main; echo e >s/7; commit 15 e; "
          "git checkout -q main; echo f >s/8; commit 16 f; git merge -q --no-commit evil; "
          "echo evil >s/9; at 17; git add -A; git commit -q -m evil");
    compare_with_git("s/");
    compare_with_git("");
}

static void ends_where_a_shallow_clone_ends(void **state)
{
    (void)state;
    shell("(" SHELL_START "for i in 1 2 3 4 5 6; do echo $i >x; echo $((i/3)) >y; commit $i c$i; "
          "done); mv r full; git clone -q --depth 2 file://$PWD/full r");
    compare_with_git("");
}

static int stop(void *context, const char *path, struct instant when, const char *author)
{
    (void)path, (void)when, (void)author;
    ++*(int *)context;
    return 5;
}

static void stops_when_told_and_is_empty_without_commits(void **state)
{
    (void)state;
    shell("git init -q r");
    char *text = changes("");
    assert_string_equal(text, "");
    free(text);
    shell("cd r; echo 1 >x; echo 2 >y; git add -A; git commit -q -m m");
    struct repository *repository = open_repository("r");
    int count = 0;
    assert_int_equal(door->last_changes(repository, "", stop, NULL, &count, NULL), 5);
    assert_int_equal(count, 1);
    door->repository_close(repository);
}

static bool is_third_commit(void *context)
{
    return ++*(int *)context == 3;
}

static int is_too_far(void *context, const char *path, struct instant when, const char *author)
{
    (void)context, (void)path, (void)when, (void)author;
    fail_msg("the walk went on to %s", path);
    return 0;
}

/* A file that never changed again is found at the very end: nobody waits for that. */
static void can_be_stopped_between_commits(void **state)
{
    (void)state;
    shell(SHELL_START "mkdir s; echo 1 >s/x; commit 1 one; for i in 2 3 4 5 6; do echo $i >y; "
                      "commit $i $i; done");
    struct repository *repository = open_repository("r");
    int count = 0;
    assert_int_equal(door->last_changes(repository, "s", is_too_far, is_third_commit, &count, NULL),
                     1);
    assert_int_equal(count, 3);
    door->repository_close(repository);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(agrees_with_git_on_a_straight_line),
        git_test(agrees_with_git_across_merges),
        git_test(ends_where_a_shallow_clone_ends),
        git_test(stops_when_told_and_is_empty_without_commits),
        git_test(can_be_stopped_between_commits),
    };
    return cmocka_run_group_tests_name("last_changes", tests, NULL, NULL);
}
