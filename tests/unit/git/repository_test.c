#include "fixture.h"

/* libgit2 1.5 loses memory in libpcre2 when it refuses an extension. */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libpcre2\n";
}

static void assert_refused(const char *folder, enum error_kind kind, const char *text)
{
    struct repository *repository = NULL;
    struct error error = {0};
    assert_int_equal(door->repository_open(folder, &repository, &error), -1);
    assert_null(repository);
    assert_contains(error.text, text);
    assert_int_equal(error.kind, kind);
}

static void assert_worktree(const char *folder, const char *expected)
{
    struct repository *repository = open_repository(folder);
    char *full = memory_format("%s/%s", scratch, expected);
    assert_string_equal(door->repository_worktree(repository), full);
    free(full);
    door->repository_close(repository);
}

static void finds_the_working_copy_upwards(void **state)
{
    (void)state;
    shell("git init -q r; mkdir -p r/a/b r/empty/.git; ln -s r/a link");
    assert_worktree("r", "r");
    assert_worktree("r/a/b", "r");
    assert_worktree("link/b", "r");
    assert_worktree("r/empty", "r");
    struct repository *repository = open_repository("r");
    char *full = memory_format("%s/r/.git", scratch);
    assert_string_equal(door->repository_git_directory(repository), full);
    free(full);
    door->repository_close(repository);
}

static void finds_none_outside(void **state)
{
    (void)state;
    shell("mkdir plain");
    assert_refused("plain", ERROR_NOT_FOUND, "not in a Git working copy");
    assert_refused("missing", ERROR_NOT_FOUND, "missing");
}

/* The configuration of a bare repository that somebody committed would become ours. */
static void never_takes_a_bare_repository(void **state)
{
    (void)state;
    shell("git init -q r; git init -q --bare r/inside; git init -q --bare bare; "
          "git init -q core; git -C core config core.bare true");
    assert_worktree("r/inside", "r");
    assert_refused("bare", ERROR_NOT_FOUND, "not in a Git working copy");
    assert_refused("core", ERROR_ENVIRONMENT, "bare");
}

static void opens_linked_working_copies_and_submodules(void **state)
{
    (void)state;
    shell("git init -q r; cd r; echo 1 >x; git add x; git commit -q -m m; "
          "git worktree add -q ../linked; cd ..; git init -q outer; cd outer; "
          "git -c protocol.file.allow=always submodule --quiet add ../r sub");
    assert_worktree("linked", "linked");
    assert_worktree("outer/sub", "outer/sub");
}

static void refuses_a_working_copy_elsewhere(void **state)
{
    (void)state;
    shell("git init -q r; mkdir other; git -C r config core.worktree ../../other");
    assert_refused("r", ERROR_ENVIRONMENT, "core.worktree");
    shell("git -C r config --unset core.worktree; git -C r config core.repositoryFormatVersion 1; "
          "git -C r config extensions.worktreeConfig true");
    assert_worktree("r", "r");
    shell("git -C r config --worktree core.worktree ..");
    assert_worktree("r", "r");
    shell("git -C r config --worktree core.worktree ../../other");
    assert_refused("r", ERROR_ENVIRONMENT, "config.worktree");
}

/* What one working copy says for itself counts, but is no more trusted than the repository. */
static void reads_the_settings_of_a_working_copy(void **state)
{
    (void)state;
    shell("git init -q r; cd r; git commit -q --allow-empty -m m; git worktree add -q ../linked; "
          "git config user.name Repository; git config core.repositoryFormatVersion 1; "
          "git config extensions.worktreeConfig true; cd ../linked; "
          "git config --worktree user.name Linked; git config --worktree gpg.program evil");
    struct repository *repository = open_repository("linked");
    char *name = door->repository_setting(repository, "user.name");
    assert_string_equal(name, "Linked");
    assert_null(door->program_setting(repository, "gpg.program", false));
    char *program = door->program_setting(repository, "gpg.program", true);
    assert_string_equal(program, "evil");
    free(program);
    free(name);
    door->repository_close(repository);
    repository = open_repository("r");
    name = door->repository_setting(repository, "user.name");
    assert_string_equal(name, "Repository");
    free(name);
    door->repository_close(repository);
}

static void explains_formats_it_cannot_read(void **state)
{
    (void)state;
    shell("git init -q --object-format=sha256 sha256; for x in "
          "refStorage preciousObjects; do git init -q $x; "
          "git -C $x config core.repositoryFormatVersion 1; "
          "git -C $x config extensions.$x true; done; git init -q future; "
          "git -C future config core.repositoryFormatVersion 9");
    assert_refused("sha256", ERROR_ENVIRONMENT, "SHA-256");
    assert_refused("refStorage", ERROR_ENVIRONMENT, "reftable");
    assert_refused("preciousObjects", ERROR_ENVIRONMENT, "format that ifspec cannot read");
    assert_refused("future", ERROR_ENVIRONMENT, "format that ifspec cannot read");
}

static void refuses_what_belongs_to_others_until_trusted(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip();
    shell("git init -q r; chown -R 65534 r");
    assert_refused("r", ERROR_ENVIRONMENT, "git config --global --add safe.directory");
    shell("git config --global safe.directory /elsewhere");
    assert_refused("r", ERROR_ENVIRONMENT, "git config --global --add safe.directory");
    shell("git config --global --add safe.directory $PWD/r");
    assert_worktree("r", "r");
    shell("git config --global --replace-all safe.directory '*'");
    assert_worktree("r", "r");
    shell("git config --global --add safe.directory ''");
    assert_refused("r", ERROR_ENVIRONMENT, "git config --global --add safe.directory");
    /* A repository does not vouch for itself. */
    shell("git config --global --unset-all safe.directory; "
          "git config -f r/.git/config safe.directory '*'");
    assert_refused("r", ERROR_ENVIRONMENT, "safe.directory");
}

static void makes_a_repository_that_git_accepts(void **state)
{
    (void)state;
    struct error error = {0};
    shell("git config --global init.defaultBranch trunk");
    assert_int_equal(door->repository_create("new/deep", &error), 0);
    assert_int_equal(door->repository_create("new/deep", &error), 0);
    assert_worktree("new/deep", "new/deep");
    char *text = shell_output("cd new/deep; git symbolic-ref HEAD; git status --porcelain");
    assert_string_equal(text, "refs/heads/trunk\n");
    free(text);
}

static void assert_branch(const char *expected, int expected_ahead, int expected_behind)
{
    struct repository *repository = open_repository("r");
    int ahead = 0;
    int behind = 0;
    char *text = door->repository_branch(repository, &ahead, &behind);
    assert_string_equal(text, expected);
    assert_int_equal(ahead, expected_ahead);
    assert_int_equal(behind, expected_behind);
    free(text);
    door->repository_close(repository);
}

static void describes_the_branch(void **state)
{
    (void)state;
    shell("git init -q up");
    shell("git init -q r");
    assert_branch("(no commits yet)", -1, -1);
    shell("cd up; echo 1 >x; git add x; git commit -q -m 1; cd ..; rm -rf r; git clone -q up r; "
          "cd up; for i in 2 3; do echo $i >x; git commit -q -a -m $i; done; cd ../r; "
          "git fetch -q; echo y >y; git add y; git commit -q -m y");
    assert_branch("main", 1, 2);
    shell("cd r; git checkout -q -b topic/ü");
    assert_branch("topic/ü", -1, -1);
    shell("cd r; git checkout -q -b local; git branch -q -u main; git commit -q --allow-empty "
          "-m local; git config --add remote.origin.fetch '^refs/heads/x'");
    assert_branch("local", 1, 0);
    shell("cd r; git checkout -q main");
    assert_branch("main", 1, 2);
    shell("cd r; git config branch.main.remote nowhere; git checkout -q main");
    assert_branch("main", -1, -1);
    shell("cd r; git checkout -q --detach");
    char *id = shell_output("cd r; git rev-parse HEAD");
    char *expected = memory_format("(detached %.7s)", id);
    assert_branch(expected, -1, -1);
    free(expected);
    free(id);
    shell("cd r; echo garbage >.git/HEAD");
    assert_branch("(unreadable HEAD)", -1, -1);
}

static void reads_and_writes_settings(void **state)
{
    (void)state;
    shell("git init -q r");
    struct repository *repository = open_repository("r");
    struct error error = {0};
    char *value = door->repository_setting(repository, "user.name");
    assert_string_equal(value, "Ada Lovelace");
    free(value);
    assert_null(door->repository_setting(repository, "diff.ifspec.textconv"));
    assert_int_equal(door->repository_configure(repository, "diff.ifspec.textconv",
                                                "ifspec \"textconv\" # \\ ;", &error),
                     0);
    assert_int_equal(door->repository_configure(repository, "diff.ifspec.textconv", "x y", &error),
                     0);
    value = door->repository_setting(repository, "diff.ifspec.textConv");
    assert_string_equal(value, "x y");
    free(value);
    assert_int_equal(door->repository_configure(repository, "no key", "x", &error), -1);
    door->repository_close(repository);
    value = shell_output("git config --global --list; git -C r config diff.ifspec.textconv");
    assert_contains(value, "\nx y\n");
    free(value);
}

static void ignore_path(void *context, const char *path, enum path_state state)
{
    (void)context, (void)path, (void)state;
}

static int ignore_commit(void *context, const struct path_commit *commit)
{
    (void)context, (void)commit;
    return 0;
}

/* Promise 14: whatever the configuration of a repository names, none of it is run. */
static void runs_nothing_that_the_repository_names(void **state)
{
    (void)state;
    shell("git init -q r; cd r; printf '#!/bin/sh\\ntouch %s/sentinel\\ncat\\n' >../run; "
          "chmod +x ../run; echo 1 >x; echo '*.y filter=evil diff=evil merge=evil' >.gitattributes; "
          "echo 1 >a.y; git add -A; git commit -q -m m; echo 2 >x; echo 2 >a.y; run=%s/run; "
          "for k in core.fsmonitor core.pager core.editor core.sshCommand core.askPass "
          "filter.evil.clean filter.evil.smudge filter.evil.process diff.external "
          "diff.evil.command diff.evil.textconv merge.evil.driver gpg.program credential.helper "
          "sequence.editor uploadpack.packObjectsHook core.gitProxy core.alternateRefsCommand "
          "alias.status interactive.diffFilter; do git config $k $run; done; "
          "mkdir ../hooks; for h in pre-commit prepare-commit-msg commit-msg post-commit "
          "reference-transaction post-index-change post-checkout fsmonitor-watchman; do "
          "cp ../run ../hooks/$h; done; git config core.hooksPath ../hooks; "
          "git config filter.evil.required true; rm -f ../sentinel",
          scratch, scratch);
    struct repository *repository = open_repository("r");
    struct error error = {0};
    enum path_state path_state = PATH_UNCHANGED;
    struct buffer out = {0};
    char id[GIT_HEX_SIZE] = "";
    const char *path = "x";
    struct commit_request request = {.paths = &path, .path_count = 1, .message = "m"};
    free(door->repository_branch(repository, &(int){0}, &(int){0}));
    assert_int_equal(door->path_state(repository, "a.y", &path_state, &error), 0);
    assert_int_equal(door->path_states(repository, "", ignore_path, NULL, &error), 0);
    assert_int_equal(door->path_history(repository, "x", ignore_commit, NULL, &error), 0);
    assert_int_equal(door->revision_read(repository, "HEAD", "a.y", &out, &error), 0);
    assert_int_equal(door->commit_check(repository, "x", &error), 0);
    assert_int_equal(door->commit_create(repository, &request, id, &error), -1);
    shell("cd r; git config --unset core.hooksPath");
    assert_int_equal(door->commit_create(repository, &request, id, &error), 0);
    buffer_done(&out);
    door->repository_close(repository);
    shell("test ! -e sentinel");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(finds_the_working_copy_upwards),
        git_test(finds_none_outside),
        git_test(never_takes_a_bare_repository),
        git_test(opens_linked_working_copies_and_submodules),
        git_test(refuses_a_working_copy_elsewhere),
        git_test(reads_the_settings_of_a_working_copy),
        git_test(explains_formats_it_cannot_read),
        git_test(refuses_what_belongs_to_others_until_trusted),
        git_test(makes_a_repository_that_git_accepts),
        git_test(describes_the_branch),
        git_test(reads_and_writes_settings),
        git_test(runs_nothing_that_the_repository_names),
    };
    return cmocka_run_group_tests_name("repository", tests, NULL, NULL);
}
