/* For tests that let ifspec and git make the same commit. */
#ifndef IFSPEC_TESTS_GIT_BESIDE_GIT_H
#define IFSPEC_TESTS_GIT_BESIDE_GIT_H

#include "fixture.h"

/* Two copies of one repository: ifspec commits in "ours", git commits the same paths with
 * `git commit --only` in "theirs", and everything git says about them must be the same. */

#define DATES "GIT_AUTHOR_DATE='@1700000100 +0200' GIT_COMMITTER_DATE='@1700000100 +0200' "

static UNUSED int commit(const char *folder, const char *message, const char *paths, char *id,
                  struct error *error)
{
    char *list = memory_copy_string(paths);
    const char *items[64] = {NULL};
    size_t count = 0;
    for (char *path = strtok(list, " "); path != NULL; path = strtok(NULL, " ")) {
        assert_true(count < sizeof items / sizeof *items);
        items[count++] = path;
    }
    struct commit_request request = {.paths = items, .path_count = count, .message = message};
    struct repository *repository = open_repository(folder);
    setenv("GIT_AUTHOR_DATE", "@1700000100 +0200", 1);
    setenv("GIT_COMMITTER_DATE", "@1700000100 +0200", 1);
    int result = door->commit_create(repository, &request, id, error);
    door->repository_close(repository);
    free(list);
    return result;
}

/* What is compared: the commit itself (dates are fixed, so the id tells all), what is staged, what
 * is changed, the reflog's text, and that nothing is broken or left over. */
static UNUSED char *describe(const char *folder)
{
    return shell_output("cd %s; git log -1 --format='%%H %%T %%P %%s'; git ls-tree -r HEAD; "
                        "git status --porcelain; git diff --cached --raw; git diff --raw; "
                        "git ls-files -s -v; git reflog --format=%%gs; git symbolic-ref -q HEAD || :; "
                        "git fsck --strict --no-dangling 2>&1; find $(git rev-parse --git-dir) | "
                        "grep -E 'ifspec|lock' || :; "
                        "cat $(git rev-parse --git-dir)/logs/HEAD 2>&1 || :",
                        folder);
}

static UNUSED void commit_in_both(const char *paths)
{
    char id[GIT_HEX_SIZE] = "";
    struct error error = {0};
    if (commit("ours", "A message\n\n  with body  \n\n\n", paths, id, &error) < 0)
        fail_msg("%s: %s", paths, error.text);
    shell("cd theirs; " DATES "git commit -q --only -m 'A message\n\n  with body  \n\n\n' -- %s",
          paths);
    char *ours = describe("ours");
    char *theirs = describe("theirs");
    write_file("ours.txt", ours);
    write_file("theirs.txt", theirs);
    shell("diff ours.txt theirs.txt >&2 || { echo '%s' >&2; false; }", paths);
    char *head = shell_output("git -C ours rev-parse HEAD");
    assert_memory_equal(head, id, GIT_HEX_SIZE - 1);
    free(head);
    free(ours);
    free(theirs);
}

static UNUSED void compare_with_git(const char *paths)
{
    shell("rm -rf theirs; cp -a ours theirs");
    commit_in_both(paths);
}

#define MAKE_OURS                                                                                  \
    "git init -q ours; cd ours; mkdir -p a/b c; echo 1 >a/b/x; echo 1 >a/y; echo 1 >c/z; "         \
    "echo 1 >top; git add -A; " DATES "git commit -q -m first; "

#endif
