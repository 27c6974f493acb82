#include "beside_git.h"

/* The index that a commit leaves: entries of other paths stay as they were to the byte, and what
 * git makes of the whole is what git makes of its own. */

static unsigned seed;

static unsigned random_below(unsigned limit)
{
    seed = seed * 1103515245 + 12345;
    return (seed >> 16) % limit;
}

/* Names that stand before and behind a slash in the order of the index. */
static const char *const folders[] = {"", "a/", "a/b/", "a-b/", "a.b/", "a0/", "c/", "c/d/e/", "z/"};
static const char *const names[] = {"f", "f.yaml", "g-1", "ä", "a_rather_long_name_of_a_file"};

enum {
    FOLDERS = sizeof folders / sizeof *folders,
    NAMES = sizeof names / sizeof *names,
    PATHS = FOLDERS * NAMES,
};

static const char *path_of(unsigned number)
{
    static char path[64];
    (void)snprintf(path, sizeof path, "%s%s", folders[number / NAMES], names[number % NAMES]);
    return path;
}

/* What happens to a file of the last commit, and to one that it has not. */
static const char *const changes[] = {
    "",
    "",
    "echo changed >>P; ",
    "echo changed >>P; git add P; ",
    "echo staged >>P; git add P; echo later >>P; ",
    "rm P; ",
    "git rm -q --cached P; ",
    "git rm -q P; ",
    "chmod +x P; ",
    "git update-index --assume-unchanged P; ",
    "git update-index --skip-worktree P; ",
};
static const char *const beginnings[] = {
    "",
    "mkdir -p ./D; echo new >P; git add -N P; ",
    "mkdir -p ./D; echo new >P; git add P; ",
    "mkdir -p ./D; : >P; git add -N P; ",
};
enum { LEFT_OUT = 10 };

static void append_change(struct buffer *script, const char *change, const char *path)
{
    const char *slash = strrchr(path, '/');
    for (; change[0] != '\0'; change++)
        if (change[0] == 'P')
            buffer_append_string(script, path);
        else if (change[0] == 'D')
            buffer_append(script, path, slash != NULL ? (size_t)(slash - path) : 0);
        else
            buffer_append_byte(script, change[0]);
}

/* A repository where much is under way, as a script; and some paths that a commit can take. */
static void make_up(struct buffer *script, struct buffer *chosen)
{
    bool tracked[PATHS] = {false};
    buffer_append_string(script, "rm -rf $R; git init -q $R; cd $R; ");
    for (unsigned i = 0; i < PATHS; i++) {
        tracked[i] = i == 0 || random_below(3) > 0;
        if (tracked[i])
            append_change(script, "mkdir -p ./D; echo 1 >P; ", path_of(i));
    }
    /* Older than the index, so that git believes what it knows of them. */
    buffer_append_string(script, "find . -name .git -prune -o -type f -exec touch -d 2020-01-01 {} +; "
                                 "git add -A; " DATES "git commit -q -m first; ");
    if (random_below(3) == 0)
        buffer_append_string(script, "git read-tree HEAD; git update-index --refresh -q; ");
    for (unsigned i = 0; i < PATHS; i++) {
        unsigned change = i == 0 ? 2 : random_below(tracked[i] ? LEFT_OUT + 1 : 4);
        const char *text = tracked[i] ? changes[change] : beginnings[change];
        if (random_below(2) == 0 && i > 0)
            continue;
        append_change(script, text, path_of(i));
        bool wanted = text[0] != '\0' && (!tracked[i] || change != LEFT_OUT) && random_below(4) == 0;
        if (i == 0 || wanted)
            buffer_append_format(chosen, "%s%s", i > 0 ? " " : "", path_of(i));
    }
}

/* The entries of all other paths, with their flags and what they know of their files. */
static char *describe_others(const char *chosen)
{
    return shell_output("cd ours; git ls-files -s -v --debug -- . $(printf ':(exclude)%%s\n' %s)",
                        chosen);
}

static void leaves_the_index_as_git_would(void **state)
{
    (void)state;
    enum { ROUNDS = 8 };
    for (unsigned round = 0; round < ROUNDS; round++) {
        struct buffer script = {0};
        struct buffer chosen = {0};
        seed = round;
        make_up(&script, &chosen);
        shell("for R in ours theirs; do (%s); done", buffer_string(&script));
        char *before = describe_others(buffer_string(&chosen));
        commit_in_both(buffer_string(&chosen));
        char *after = describe_others(buffer_string(&chosen));
        write_file("before.txt", before);
        write_file("after.txt", after);
        shell("diff before.txt after.txt >&2 || { echo 'round %u: %s' >&2; false; }", round,
              buffer_string(&chosen));
        /* The cache tree is true: git verifies it, and makes the same tree with its own. */
        shell("test $(git -C ours write-tree) = $(git -C theirs write-tree); cd ours; "
              "GIT_TEST_CHECK_CACHE_TREE=1 git update-index --force-write-index");
        free(after);
        free(before);
        buffer_done(&chosen);
        buffer_done(&script);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(leaves_the_index_as_git_would),
    };
    return cmocka_run_group_tests_name("commit_index", tests, NULL, NULL);
}
