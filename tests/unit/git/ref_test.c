#include "fixture.h"

#include "../../../src/git/ref_internal.h"

#define MAKE_REPOSITORY                                                                            \
    "git init -q r; cd r; echo 1 >x; git add x; git commit -q -m one; git tag one; "               \
    "git commit -q --allow-empty -m two; git tag two; git commit -q --allow-empty -m three; "

static git_oid id_of(const char *revision)
{
    git_oid id = {{0}};
    char *text = shell_output("git -C r rev-parse %s", revision);
    assert_int_equal(git_oid_fromstrn(&id, text, GIT_OID_HEXSZ), 0);
    free(text);
    return id;
}

static int move(const char *name, const char *from, const char *to, struct error *error)
{
    struct repository *repository = open_repository("r");
    git_signature *who = NULL;
    assert_int_equal(git_signature_new(&who, "Ada", "ada@example.com", 1700000000, -90), 0);
    git_oid from_id = from != NULL ? id_of(from) : (git_oid){{0}};
    git_oid to_id = id_of(to);
    char *draft = memory_format("%s/r/.git/draft", scratch);
    const struct ref_move request = {.name = name,
                                     .from = from != NULL ? &from_id : NULL,
                                     .to = &to_id,
                                     .who = who,
                                     .message = "commit:  a\n b ",
                                     .draft = draft};
    shell("git -C r rev-parse %s >%s", to, draft);
    int result = ref_move(repository, &request, error);
    (void)unlink(draft);
    free(draft);
    git_signature_free(who);
    door->repository_close(repository);
    return result;
}

static void moves_a_branch_that_is_where_it_was(void **state)
{
    (void)state;
    shell(MAKE_REPOSITORY);
    struct error error = {0};
    assert_int_equal(move("refs/heads/main", "HEAD", "one", &error), 0);
    char *text = shell_output("cd r; git rev-parse HEAD; git rev-parse one; tail -1 "
                              ".git/logs/refs/heads/main | cut -d' ' -f3-; find .git | "
                              "grep lock || :");
    assert_memory_equal(text, text + GIT_HEX_SIZE, GIT_HEX_SIZE);
    assert_string_equal(text + 2 * GIT_HEX_SIZE,
                        "Ada <ada@example.com> 1700000000 -0130\tcommit: a b\n");
    free(text);
}

static void refuses_a_branch_that_moved(void **state)
{
    (void)state;
    shell(MAKE_REPOSITORY "cp -a .git ../before");
    struct error error = {0};
    assert_int_equal(move("refs/heads/main", "two", "one", &error), -1);
    assert_contains(error.text, "the branch moved");
    assert_int_equal(move("refs/heads/main", NULL, "one", &error), -1);
    assert_int_equal(move("refs/heads/gone", "two", "one", &error), -1);
    shell("diff -r r/.git before");
    shell("cd r; git pack-refs --all");
    assert_int_equal(move("refs/heads/main", NULL, "one", &error), -1);
    assert_int_equal(move("refs/heads/main", "two", "one", &error), -1);
}

static void does_not_put_a_branch_below_another(void **state)
{
    (void)state;
    shell(MAKE_REPOSITORY "cp -a .git ../before");
    struct error error = {0};
    assert_int_equal(move("refs/heads/main/below", NULL, "one", &error), -1);
    shell("diff -r r/.git before; cd r; git branch a/b; git pack-refs --all --prune");
    assert_int_equal(move("refs/heads/main/below", NULL, "one", &error), -1);
    assert_contains(error.text, "cannot be a branch");
    assert_int_equal(move("refs/heads/a", NULL, "one", &error), -1);
    assert_int_equal(move("refs/heads/b", NULL, "one", &error), 0);
}

static void never_leaves_the_references(void **state)
{
    (void)state;
    static const char *const names[] = {"refs/heads/../../../escaped", "config", "refs/../config",
                                        "/tmp/escaped", "objects/x", "HEAD/../config", ""};
    shell(MAKE_REPOSITORY "cp -a .git ../before");
    struct error error = {0};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(move(names[i], NULL, "one", &error), -1);
        assert_contains(error.text, "names no branch");
    }
    shell("diff -r r/.git before; test ! -e escaped");
}

/* Nor does a commit in a repository whose HEAD or leftovers say so. */
static void commits_to_no_branch_elsewhere(void **state)
{
    (void)state;
    shell(MAKE_REPOSITORY "echo 2 >x; echo 'ref: refs/heads/../../../escaped' >.git/HEAD; "
                          "echo 1 >../victim.lock; ln ../victim.lock .git/ifspec-ref-7777777; "
                          "echo $(git rev-parse one) ../../victim >.git/ifspec-commit-7777777");
    const char *path = "x";
    struct commit_request request = {.paths = &path, .path_count = 1, .message = "m"};
    struct repository *repository = open_repository("r");
    struct error error = {0};
    char id[GIT_HEX_SIZE] = "";
    assert_int_equal(door->commit_create(repository, &request, id, &error), -1);
    door->repository_close(repository);
    shell("test ! -e escaped; test -e victim.lock; test ! -e r/.git/index.lock");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(moves_a_branch_that_is_where_it_was),
        git_test(refuses_a_branch_that_moved),
        git_test(never_leaves_the_references),
        git_test(commits_to_no_branch_elsewhere),
        git_test(does_not_put_a_branch_below_another),
    };
    return cmocka_run_group_tests_name("ref", tests, NULL, NULL);
}
