#include "walk.h"

static void follows_renames(void **state)
{
    (void)state;
    shell(SHELL_START "mkdir -p a b; seq 100 >a/x; seq 200 300 >a/other; commit 1 create; "
                      "echo more >>a/x; commit 2 edit; git mv a/x b/y; commit 3 move; "
                      "echo again >>b/y; commit 4 edit2; git mv b/y b/z; sed -i 1s/^/q/ b/z; "
                      "commit 5 rename-and-edit");
    char *text = history("b/z", append_all);
    assert_string_equal(text, "rename-and-edit|b/z|b/y|blob|blob\n"
                              "edit2|b/y|b/y|blob|blob\n"
                              "move|b/y|a/x|blob|blob\n"
                              "edit|a/x|a/x|blob|blob\n"
                              "create|a/x||blob|\n");
    free(text);
    char *ours = history("b/z", append_id);
    char *theirs = shell_output("cd r; git log --follow --format=%%H -- b/z");
    assert_string_equal(ours, theirs);
    free(ours);
    free(theirs);
    ours = history("a/other", append_id);
    theirs = shell_output("cd r; git log --format=%%H -- a/other");
    assert_string_equal(ours, theirs);
    free(ours);
    free(theirs);
}

static void takes_a_copy_for_a_new_file(void **state)
{
    (void)state;
    shell(SHELL_START "seq 100 >x; commit 1 create; cp x y; commit 2 copy");
    char *text = history("y", append_all);
    assert_string_equal(text, "copy|y||blob|\n");
    free(text);
}

static void finds_edits_under_the_old_name_on_a_branch(void **state)
{
    (void)state;
    shell(SHELL_START "seq 100 >x; commit 1 create; git checkout -q -b side; sed -i 1s/^/s/ x; "
                      "commit 2 side-edit; git checkout -q main; git mv x y; commit 3 rename; "
                      "at 4; git merge -q -m merge side");
    char *text = history("y", append_all);
    assert_string_equal(text, "merge|y|y|blob|blob\nrename|y|x|blob|blob\n"
                              "side-edit|x|x|blob|blob\ncreate|x||blob|\n");
    free(text);
}

static int append_names(void *context, const struct path_commit *commit)
{
    buffer_append_format(context, "%s %s%s%s%s\n", commit->subject, commit->old_path,
                         commit->old_path[0] != '\0' ? " → " : "",
                         commit->blob[0] != '\0' ? commit->path : "gone",
                         commit->is_again ? ", again" : "");
    return 0;
}

/* x became y, which was lost on one side and became x again on the other: one side asks what became
 * of y, the other of x, and both come to the commit that made one of the other. */
static void visits_a_commit_under_every_name_that_leads_there(void **state)
{
    (void)state;
    shell(SHELL_START
          "seq 99 >x; commit 1 one; git mv x y; commit 2 rename; git checkout -q -b side; "
          "git rm -q y; commit 4 lost; git checkout -q main; echo a >>y; commit 3 edit; "
          "git mv y x; commit 5 back; at 6; git merge -q -s ours --no-commit side; "
          "echo b >>x; git add x; git commit -q -m merge");
    char *text = history("x", append_names);
    assert_string_equal(text, "merge x → x\nback y → x\nedit y → y\nrename x → y\n"
                              "rename x → gone, again\none x\n");
    free(text);
    struct repository *repository = open_repository("r");
    struct path_walk *walk = NULL;
    assert_int_equal(door->path_walk_open(repository, "x", &walk, NULL), 0);
    assert_int_equal(door->path_walk_step(walk, 100, ignore_commit, NULL, NULL), 0);
    assert_int_equal(door->path_walk_origin(walk, 2, 0), 3);
    assert_int_equal(door->path_walk_origin(walk, 3, 0), 5);
    door->path_walk_close(walk);
    door->repository_close(repository);
}

/* Each file goes and comes again under another name, changed so far that it is just another or just
 * the same: lines replaced, their indentation, their ends, a file without lines, bytes. */
static void takes_for_renamed_what_git_takes_for_it(void **state)
{
    (void)state;
    static const struct {
        const char *before;
        const char *after;
    } pairs[] = {
        {"seq 1000 1099", "seq 1000 1048; seq 2000 2050"},
        {"seq 1000 1099", "seq 1000 1049; seq 2000 2049"},
        {"seq 1000 1099", "seq 1000 1050; seq 2000 2048"},
        {"seq 1000 1099", "seq 1000 1199"},
        {"seq 1000 1099", "seq 1000 1200"},
        {"seq 1000 1099", "seq 1000 1099 | sed s/^/\" \"/"},
        {"seq 1000 1099", "seq 1000 1099 | sed s/$/\" \"/"},
        {"seq 1000 1099", "seq 1000 1099 | sed s/$/\\\\r/"},
        {"seq 1000 1099 | tr -d \\\\n", "{ printf x; seq 1000 1099; } | tr -d \\\\n"},
        {"seq 1000 1099 | tr -d \\\\n", "{ seq 1000 1099; printf x; } | tr -d \\\\n"},
        {"seq 1000 1099 | tr 0 \\\\0", "seq 1000 1099 | tr 0 \\\\0 | sed s/$/\\\\r/"},
        {"yes a | head -100", "yes a | head -50; yes b | head -50"},
        {"printf x", "printf y"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        shell("rm -rf r; " SHELL_START "(%s) >a; commit 1 one; git rm -q a; (%s) >b; "
              "commit 2 two",
              pairs[i].before, pairs[i].after);
        char *ours = history("b", append_id);
        char *theirs = shell_output("cd r; git log --follow --format=%%H -- b");
        if (strcmp(ours, theirs) != 0)
            fail_msg("%s became %s: ours\n%stheirs\n%s", pairs[i].before, pairs[i].after, ours,
                     theirs);
        free(ours);
        free(theirs);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(follows_renames),
        git_test(takes_a_copy_for_a_new_file),
        git_test(finds_edits_under_the_old_name_on_a_branch),
        git_test(visits_a_commit_under_every_name_that_leads_there),
        git_test(takes_for_renamed_what_git_takes_for_it),
    };
    return cmocka_run_group_tests_name("rename", tests, NULL, NULL);
}
