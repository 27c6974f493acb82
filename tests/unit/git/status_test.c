#include "fixture.h"

#include "../../../src/git/index_file_internal.h"

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

/* It is no new one: HEAD has it. */
static void compares_what_is_staged_anew_with_the_last_commit(void **state)
{
    (void)state;
    shell("git init -q r; cd r; echo 1 >x; echo 1 >y; : >z; git add -A; git commit -q -m one; "
          "git rm -q --cached x y z; git add -N x y z; echo 2 >y; echo 2 >z");
    assert_state("x", "unchanged");
    assert_state("y", "modified");
    char *text = states("");
    assert_string_equal(text, "modified y\nmodified z\n");
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

/* What `git status` says of everything below a folder, in our words. */
static char *states_of_git(const char *folder)
{
    return shell_output(
        "cd r; git -c status.renames=false status --porcelain -uall --ignored=traditional "
        "--ignore-submodules=all -- %s | sed 's,/$,,' | while IFS= read -r line; do "
        "xy=\"${line%%%%\"${line#??}\"}\"; path=\"${line#???}\"; case $xy in "
        "[?][?] | A* | ' A') s=new ;; '!!') s=ignored ;; *U* | AA | DD) s=conflicted ;; "
        "*D*) s=deleted ;; *) s=modified ;; esac; echo \"$s $path\"; done | LC_ALL=C sort -k2",
        folder);
}

static void compare_with_git(const char *what)
{
    char *ours = states("d");
    char *theirs = states_of_git("d");
    if (strcmp(ours, theirs) != 0)
        fail_msg("%s: ours\n%stheirs\n%s", what, ours, theirs);
    free(ours);
    free(theirs);
}

/* `more`: what is there besides, and never changes. */
static void agree_with_git(const char *more)
{
    static const char *const steps[] = {
        "true",
        "touch d/a d/e/1",
        "echo x >d/a; touch -r d/b d/a",
        "cp -p d/b d/copy; echo 'aaa' >d/a; echo 'bbb' >d/a",
        "chmod +x d/e/1; git config core.fileMode false",
        "chmod -x d/e/1; git config core.fileMode true",
        "chmod +x d/e/2",
        "git add d/e/2",
        "git commit -qm x",
        "git config core.sparseCheckout true; git update-index --skip-worktree d/e/8 d/e/9; "
        "echo back >d/e/8; rm d/e/9",
        "git update-index --no-skip-worktree d/e/8 d/e/9; git config core.sparseCheckout false; "
        "git checkout d/e",
        "rm d/link; ln -s other d/link",
        "git add -A; git update-index --index-version 4; echo 4 >d/e/3; echo 4 >d/e/new",
        "git update-index --assume-unchanged d/b; echo z >>d/b; rm d/e/4",
        "rm d/b",
        "git update-index --no-assume-unchanged d/b; git checkout d/b; echo z >>d/b",
        "rm d/e/5; mkdir d/e/5; echo 1 >d/e/5/inside",
        "git commit -qam more; git update-index --index-version 2",
        "mv d/f d/g; ln -s g d/f",
        "rm d/f; mv d/g d/f; git checkout -q -- d/f",
        "git config core.checkStat minimal; touch d/e/6; echo 66 >d/e/6",
        "git config --unset core.checkStat; git config core.trustctime false; chmod 600 d/e/7",
        "git add -A; echo '*.log' >.gitignore; mkdir -p d/logs; echo 1 >d/logs/x.log; echo 1 "
        ">d/y.log",
        "git checkout -qb other HEAD~1; echo o >d/a; git commit -qam o; git checkout -q main; "
        "git stash -q; echo m >d/a; git commit -qam m; git merge other || :",
        "git merge --abort",
        "rm -r d/e",
    };
    shell("git init -q r; cd r; mkdir -p d/e d/f; for i in 1 2 3 4 5 6 7 8 9; do echo $i >d/e/$i; "
          "echo $i >d/f/$i; done; echo aaaa >d/a; echo bbbb >d/b; ln -s a d/link; %s; "
          "git add -A; git commit -q -m one",
          more);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        shell("cd r; { %s; } >/dev/null 2>&1", steps[i]);
        compare_with_git(steps[i]);
    }
}

static void agrees_with_git_whatever_happened(void **state)
{
    (void)state;
    agree_with_git("true");
}

/* Above a size of the index several threads look; some folders are large, most are small. */
static void agrees_with_git_where_there_is_much(void **state)
{
    (void)state;
    agree_with_git(
        "mkdir d/e/many d/f/many; seq -f 'd/e/many/the-file-number-%g' 900 | xargs touch; "
        "seq -f 'd/f/many/%g' 300 | xargs mkdir; seq -f 'd/f/many/%g/only' 300 | "
        "xargs touch; seq -f d/a-%g 300 | xargs touch");
}

/* Same size, same second, same everything: only the time at which the index was written warns. */
static void looks_into_what_changed_in_the_moment_of_the_index(void **state)
{
    (void)state;
    shell("git init -q r; cd r; git config core.trustctime false; mkdir d; echo aaaa >d/x; "
          "echo aaaa >d/same; touch -d 2020-01-01T10:00:00 d/x d/same; git add d; "
          "git commit -q -m one; touch -d 2020-01-01T10:00:00 .git/index; echo bbbb >d/x; "
          "touch -d 2020-01-01T10:00:00 d/x");
    char *text = states("d");
    assert_string_equal(text, "modified d/x\n");
    free(text);
    compare_with_git("in the same moment");
}

static unsigned long seed = 1;

static size_t random_below(size_t limit)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (size_t)(seed >> 33) % limit;
}

/* Under the sanitizers every step outside the file would show. */
static void survives_a_damaged_index(void **state)
{
    (void)state;
    enum { ROUNDS = 1000, MOST = 8192 };
    static const char *const versions[] = {"2", "4"};
    shell(
        "git init -q r; cd r; mkdir -p d/e; for i in 1 2 3 4 5 6 7 8 9; do echo $i >d/e/$i; "
        "echo $i >d/$i; done; git add -A; git commit -q -m one; git add -N d; cp .git/index ../2; "
        "git update-index --index-version 4; cp .git/index ../4");
    for (int round = 0; round < ROUNDS; round++) {
        unsigned char bytes[MOST];
        size_t sum = 0;
        struct index_file index = {0};
        FILE *file = fopen(versions[round % 2], "re");
        size_t length = fread(bytes, 1, sizeof bytes, file);
        (void)fclose(file);
        for (size_t count = round < 2 ? 0 : random_below(5) + 1; count > 0; count--)
            bytes[random_below(length)] ^= (unsigned char)(1 << random_below(8));
        if (round >= 2 && random_below(8) == 0)
            length = random_below(length);
        file = fopen("index", "we");
        assert_int_equal(fwrite(bytes, 1, length, file), length);
        (void)fclose(file);
        bool is_read = index_file_read(&index, "index", "d");
        assert_true(is_read || round >= 2);
        for (size_t i = 0; i < index.count; i++)
            sum += strlen(index.entries[i].path);
        assert_true(sum == 9 * (3 + 5) || round >= 2);
        index_file_done(&index);
    }
}

/* Of one file, without a look at any other. */
static void knows_one_file_by_permissions_kind_and_attributes(void **state)
{
    (void)state;
    shell("git init -q r; cd r; mkdir d; for f in staged-mode mode link crlf; do echo 1 >d/$f; done; "
          "printf 'a\\r\\nb\\r\\n' >d/auto; git add -A; echo '* text=auto' >.gitattributes; "
          "git add .gitattributes; git commit -q -m one; rm .gitattributes; "
          "chmod +x d/staged-mode d/mode; git add d/staged-mode; rm d/link; ln -s crlf d/link; "
          "printf '1\\r\\n' >d/crlf; touch d/auto; mv d e; ln -s e d");
    assert_state("d/mode", "deleted");
    shell("cd r; rm d; mv e d");
    assert_state("d/staged-mode", "modified");
    assert_state("d/mode", "modified");
    assert_state("d/link", "modified");
    assert_state("d/crlf", "unchanged");
    assert_state("d/auto", "unchanged");
    shell("cd r; git config core.fileMode false");
    assert_state("d/mode", "unchanged");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(tells_the_working_copy_from_the_last_commit),
        git_test(never_writes_the_index),
        git_test(shows_conflicts),
        git_test(misses_nothing_outside_a_sparse_checkout),
        git_test(compares_what_is_staged_anew_with_the_last_commit),
        git_test(knows_new_files_before_the_first_commit),
        git_test(does_not_enter_other_repositories),
        git_test(says_what_is_wrong_with_the_index),
        git_test(agrees_with_git_whatever_happened),
        git_test(agrees_with_git_where_there_is_much),
        git_test(looks_into_what_changed_in_the_moment_of_the_index),
        git_test(survives_a_damaged_index),
        git_test(knows_one_file_by_permissions_kind_and_attributes),
    };
    return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
