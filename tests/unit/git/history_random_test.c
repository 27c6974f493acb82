/* Histories that nobody would make: any commits as parents, crooked dates, files that come and go.
 * The list is git's, with every kind of commit graph, in one go and in small steps. */
#include "fixture.h"

enum { COMMITS = 150, FILES = 4 };

static unsigned long seed;

static size_t random_below(size_t limit)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (size_t)(seed >> 33) % limit;
}

/* One of `many` commits changes files that are looked at. */
static void write_changes(FILE *out, size_t many)
{
    static const char *const paths[FILES] = {"a", "d/b", "d/e/c", "f"};
    size_t changes = random_below(many) == 0 ? 1 + random_below(FILES) : 0;
    fprintf(out, "M 100644 inline other\ndata 6\n%06zu\n", random_below(1000000));
    for (size_t i = 0; i < changes; i++) {
        size_t file = random_below(FILES);
        if (random_below(5) == 0)
            fprintf(out, "D %s\n", paths[file]);
        else /* few contents, so that the same come again; of each its own: nothing is renamed */
            fprintf(out, "M 100644 inline %s\ndata 21\n%020zu\n\n", paths[file],
                    1111111111 * (1 + 3 * file + random_below(3)));
    }
}

/* `branching` of 100 commits begin elsewhere than at the last one, or join others; `crooked` of 100
 * have a date before or behind all others. */
static void write_history(FILE *out, size_t branching, size_t crooked)
{
    for (size_t i = 1; i <= COMMITS; i++) {
        size_t date = random_below(100) < crooked ? random_below(2) * 3 * COMMITS : COMMITS + i;
        fprintf(out,
                "commit refs/heads/main\nmark :%zu\ncommitter T <t@example.com> %zu +0000\n"
                "data 1\nm\n",
                i, date);
        size_t parent = i - 1;
        if (i > 2 && random_below(100) < branching)
            parent = 1 + random_below(i - 1);
        if (i > 1)
            fprintf(out, "from :%zu\n", parent);
        size_t others = i > 4 && random_below(100) < branching ? 1 + random_below(2) : 0;
        for (size_t j = 0; j < others; j++) {
            size_t other = 1 + random_below(i - 1);
            if (other != parent)
                fprintf(out, "merge :%zu\n", other);
        }
        write_changes(out, others > 0 ? 2 : 8);
    }
}

static int append_id(void *context, const struct path_commit *commit)
{
    if (!commit->is_again)
        buffer_append_format(context, "%s\n", commit->id);
    return 0;
}

/* In steps of so many commits; 0: in one go. */
static char *list(struct repository *repository, const char *path, size_t step)
{
    struct buffer out = {0};
    struct error error = {0};
    struct path_walk *walk = NULL;
    int more = 1;
    if (step == 0)
        more = door->path_history(repository, path, append_id, &out, &error);
    else if (door->path_walk_open(repository, path, &walk, &error) < 0)
        more = -1;
    while (step > 0 && more > 0)
        more = door->path_walk_step(walk, step, append_id, &out, &error);
    if (more < 0)
        fail_msg("%s: %s", path, error.text);
    if (walk != NULL)
        door->path_walk_close(walk);
    return buffer_take(&out);
}

static void compare_with_git(const char *path)
{
    static const size_t steps[] = {0, 1, 7};
    char *theirs = shell_output("cd r; git log --format=%%H -- %s", path);
    struct repository *repository = open_repository("r");
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        char *ours = list(repository, path, steps[i]);
        if (strcmp(ours, theirs) != 0)
            fail_msg("%s, in steps of %zu: ours\n%stheirs\n%s", path, steps[i], ours, theirs);
        free(ours);
    }
    door->repository_close(repository);
    free(theirs);
}

static void compare_all(unsigned long number, size_t branching, size_t crooked)
{
    static const char *const graphs[] = {
        "git repack -adq",
        "git commit-graph write --reachable",
        "git commit-graph write --reachable --changed-paths",
    };
    static const char *const paths[] = {"a", "d/b", "d/e/c", "f", "d", "d/e"};
    seed = number;
    shell("rm -rf r; git init -q -b main r");
    FILE *out = popen("cd r && git fast-import --quiet --force", "w");
    assert_non_null(out);
    write_history(out, branching, crooked);
    assert_int_equal(pclose(out), 0);
    for (size_t i = 0; i < sizeof graphs / sizeof *graphs; i++) {
        shell("cd r; %s", graphs[i]);
        for (size_t j = 0; j < sizeof paths / sizeof *paths; j++)
            compare_with_git(paths[j]);
    }
}

static void agrees_on_histories_of_one_line(void **state)
{
    (void)state;
    compare_all(1, 0, 0);
    compare_all(2, 0, 40);
}

static void agrees_on_histories_with_branches(void **state)
{
    (void)state;
    for (unsigned long number = 10; number < 14; number++)
        compare_all(number, 8, 0);
    compare_all(20, 40, 0);
}

static void agrees_on_histories_with_crooked_dates(void **state)
{
    (void)state;
    for (unsigned long number = 30; number < 42; number++)
        compare_all(number, 6, 30);
    compare_all(50, 40, 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(agrees_on_histories_of_one_line),
        git_test(agrees_on_histories_with_branches),
        git_test(agrees_on_histories_with_crooked_dates),
    };
    return cmocka_run_group_tests_name("git/history_random", tests, NULL, NULL);
}
