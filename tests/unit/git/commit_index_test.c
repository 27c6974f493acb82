#include "beside_git.h"

#include "../../../src/git/index_file_internal.h"

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
/* Git only commits what it knows already, ifspec what the index has not, too. */
static const char *const unknown = "mkdir -p ./D; echo new >P; test $R = ours || git add -N P; ";
enum { CHANGED = 2, GONE = 5, LEFT_OUT = 10 };

enum folder_kind { FOLDER_NEW, FOLDER_GOING, FOLDER_MIXED, FOLDER_KINDS = 6 };

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

static void choose(struct buffer *chosen, const char *path)
{
    buffer_append_format(chosen, "%s%s", chosen->length > 0 ? " " : "", path);
}

/* With nothing staged the whole cache tree is known. */
static bool is_calm;

static void change_tracked(struct buffer *script, struct buffer *chosen, unsigned number,
                           bool is_going)
{
    unsigned change = number == 0 || is_calm ? CHANGED : random_below(LEFT_OUT + 1);
    change = is_going ? GONE : change;
    bool wanted = change != LEFT_OUT && random_below(4) == 0;
    if (number > 0 && !is_going && random_below(2) == 0)
        return;
    append_change(script, changes[change], path_of(number));
    if (number == 0 || is_going || (wanted && changes[change][0] != '\0'))
        choose(chosen, path_of(number));
}

static void begin(struct buffer *script, struct buffer *chosen, unsigned number)
{
    unsigned beginning = is_calm ? random_below(2) : random_below(4);
    bool wanted = beginning > 0 && (is_calm || random_below(3) == 0);
    append_change(script, wanted && beginning == 1 ? unknown : beginnings[beginning],
                  path_of(number));
    if (wanted)
        choose(chosen, path_of(number));
}

/* A repository where much is under way, as a script; and some paths that a commit can take. */
static void make_up(struct buffer *script, struct buffer *chosen)
{
    bool tracked[PATHS] = {false};
    unsigned kinds[FOLDERS] = {FOLDER_MIXED};
    is_calm = random_below(2) == 0;
    for (unsigned i = 1; i < FOLDERS; i++)
        kinds[i] = random_below(FOLDER_KINDS);
    buffer_append_string(script, "rm -rf $R; git init -q $R; cd $R; ");
    for (unsigned i = 0; i < PATHS; i++) {
        tracked[i] = i == 0 || (kinds[i / NAMES] != FOLDER_NEW && random_below(3) > 0);
        if (tracked[i])
            append_change(script, "mkdir -p ./D; echo 1 >P; ", path_of(i));
    }
    /* Older than the index, so that git believes what it knows of them. */
    buffer_append_string(script, "find . -name .git -prune -o -type f -exec touch -d 2020-01-01 {} +; "
                                 "git add -A; " DATES "git commit -q -m first; ");
    if (random_below(4) == 0)
        buffer_append_string(script, "git read-tree HEAD; git update-index --refresh -q; ");
    if (random_below(2) == 0)
        buffer_append_string(script, "git update-index --index-version 4; ");
    if (random_below(5) == 0)
        buffer_append_string(script, "git config core.ignoreCase true; ");
    for (unsigned i = 0; i < PATHS; i++) {
        bool is_going = kinds[i / NAMES] == FOLDER_GOING;
        if (tracked[i])
            change_tracked(script, chosen, i, is_going);
        else if (!is_going)
            begin(script, chosen, i);
    }
    /* What is staged now has a cache tree, too. */
    if (random_below(2) == 0)
        buffer_append_string(script, "git write-tree >../staged; ");
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
    enum { ROUNDS = 12 };
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

/* Then nobody has to read trees to see that nothing is staged. */
static void knows_the_tree_that_it_committed(void **state)
{
    (void)state;
    struct index_file index = {0};
    char tree[GIT_HEX_SIZE] = "";
    shell(MAKE_OURS "echo 2 >a/b/x; echo new >a/new; rm c/z; echo more >c/more");
    shell("cp -a ours theirs; git -C theirs add -N .");
    commit_in_both("a/b/x a/new c/z c/more");
    assert_true(index_file_read(&index, "ours/.git/index", ""));
    assert_true(index.has_tree);
    git_oid_tostr(tree, sizeof tree, &index.tree);
    index_file_done(&index);
    shell("test $(git -C ours rev-parse HEAD^{tree}) = %s", tree);
}

/* One byte fell over: what is made of it would look sound. */
static void does_not_go_on_from_a_damaged_index(void **state)
{
    (void)state;
    struct error error = {0};
    char id[GIT_HEX_SIZE] = "";
    shell(MAKE_OURS "echo 2 >a/y; printf '\\377' | dd of=.git/index bs=1 seek=60 conv=notrunc "
                    "2>/dev/null; cp -a . ../before");
    assert_int_equal(commit("ours", "m", "a/y", id, &error), -1);
    assert_contains(error.text, "checksum is wrong");
    shell("diff -r ours before >&2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(leaves_the_index_as_git_would),
        git_test(knows_the_tree_that_it_committed),
        git_test(does_not_go_on_from_a_damaged_index),
    };
    return cmocka_run_group_tests_name("commit_index", tests, NULL, NULL);
}
