#include "walk.h"

/* Our commits are those of `git log OPTIONS -- path`, in the same order, for every path that ever
 * was, and for every folder. */
static void compare_lists_with_git(const char *options)
{
    char *paths = shell_output("cd r; (git -c core.quotePath=false log --all --format= --name-only "
                               "-m --root; git -c core.quotePath=false log --all --format= "
                               "--name-only -m --root | sed -n 's,/[^/]*$,,p') | sort -u; "
                               "echo missing; echo .");
    for (char *path = strtok(paths, "\n"); path != NULL; path = strtok(NULL, "\n")) {
        char *ours = history(path, append_id);
        char *theirs = shell_output("cd r; git -c core.commitGraph=false log --format=%%H %s -- "
                                    "':(literal)%s'",
                                    options, path);
        if (strcmp(ours, theirs) != 0)
            fail_msg("%s: ours\n%stheirs\n%s", path, ours, theirs);
        free(ours);
        free(theirs);
    }
    free(paths);
}

/* With every kind of commit graph too. */
static void compare_all_with_git(const char *options)
{
    static const char *const graphs[] = {
        "true",
        "git commit-graph write --reachable",
        "git commit-graph write --reachable --changed-paths",
        "rm -f .git/objects/info/commit-graph; git rev-list --all | tail -3 | "
        "git commit-graph write --stdin-commits --split=no-merge --changed-paths; "
        "git commit-graph write --reachable --split=no-merge --changed-paths",
    };
    for (size_t i = 0; i < sizeof graphs / sizeof *graphs; i++) {
        shell("cd r; %s", graphs[i]);
        compare_lists_with_git(options);
    }
}

static void follows_a_straight_line(void **state)
{
    (void)state;
    shell(SHELL_START "mkdir -p a/b; echo 1 >a/b/x; echo 1 >y; commit 1 one; echo 2 >a/b/x; "
                      "commit 2 two; echo 2 >y; commit 3 three; echo 3 >a/b/x; commit 4 four; "
                      "commit 5 empty; chmod +x y; commit 6 mode");
    compare_all_with_git("");
    char *text = history("a/b/x", append_all);
    assert_string_equal(text, "four|a/b/x|a/b/x|blob|blob\n"
                              "two|a/b/x|a/b/x|blob|blob\n"
                              "one|a/b/x||blob|\n");
    free(text);
}

static void shows_deletions_and_what_came_again(void **state)
{
    (void)state;
    shell(SHELL_START "seq 100 >x; seq 9 >y; commit 1 one; rm x; commit 2 gone; echo 2 >z; "
                      "commit 3 other; seq 100 >x; commit 4 again; rm y; commit 5 last");
    compare_all_with_git("");
    char *text = history("x", append_all);
    assert_string_equal(text, "again|x||blob|\ngone|x|x||blob\none|x||blob|\n");
    free(text);
}

static void simplifies_merges_as_git_does(void **state)
{
    (void)state;
    shell(SHELL_START
          "seq 30 >x; seq 40 >y; mkdir d; seq 50 >d/z; commit 1 base; "
          "git checkout -q -b side; sed -i 1s/^/s/ x; commit 2 side-x; sed -i 1s/^/s/ y; "
          "commit 5 side-y; git checkout -q main; sed -i 30s/$/m/ x; commit 3 main-x; "
          "sed -i 1s/^/m/ d/z; commit 4 main-z; at 6; git merge -q -m merge side; "
          "git checkout -q -b same HEAD~1; cp y keep; sed -i 2s/^/q/ y; commit 7 change; "
          "mv keep y; commit 8 back; git checkout -q main; sed -i 2s/^/w/ d/z; commit 9 more; "
          "at 10; git merge -q -m merge2 same; "
          /* An octopus, and a merge that takes one side whole. */
          "for b in o1 o2 o3; do git checkout -q -b $b main; seq 5 >$b; echo $b >>d/z-$b; "
          "commit 11 $b; done; git checkout -q main; at 12; git merge -q -m octopus o1 o2 o3; "
          "git checkout -q -b theirs HEAD~1; echo t >x; commit 13 theirs; git checkout -q main; "
          "echo m >x; commit 14 mine; at 15; git merge -q -s ours -m ours theirs");
    compare_all_with_git("");
}

static void keeps_the_order_of_equal_and_crooked_dates(void **state)
{
    (void)state;
    shell(SHELL_START
          "echo 0 >x; echo 0 >y; commit 5 root; for i in 1 2 3; do git checkout -q -b b$i main~0; "
          "echo $i >>f$i; echo $i >x; commit 5 b$i-1; echo $i >>y; commit 5 b$i-2; "
          "git checkout -q main; done; at 5; "
          "for i in 1 2 3; do git merge -q -s ours -m m$i b$i; echo m$i >x; commit 5 fix$i; done; "
          "git checkout -q -b skew main~2; echo k >x; commit 99 future; echo l >x; commit 1 past; "
          "git checkout -q main; echo n >y; commit 3 n; at 2; git merge -q -s ours -m ms skew; "
          "echo resolved >x; commit 0 end");
    compare_all_with_git("");
}

static void ends_where_a_shallow_clone_ends(void **state)
{
    (void)state;
    shell("(" SHELL_START "for i in 1 2 3 4 5 6; do echo $i >x; echo $((i/2)) >y; commit $i c$i; "
          "done); mv r full; git clone -q --depth 3 file://$PWD/full r");
    compare_all_with_git("");
}

static int stop_at_second(void *context, const struct path_commit *commit)
{
    (void)commit;
    int *count = context;
    return ++*count == 2 ? 7 : 0;
}

static void stops_when_told(void **state)
{
    (void)state;
    shell(SHELL_START "for i in 1 2 3 4; do echo $i >x; commit $i c$i; done");
    struct repository *repository = open_repository("r");
    int count = 0;
    assert_int_equal(door->path_history(repository, "x", stop_at_second, &count, NULL), 7);
    assert_int_equal(count, 2);
    door->repository_close(repository);
}

struct origins {
    struct path_walk *walk;
    struct buffer ids; /* of all commits, one after the other */
    size_t counts[8];  /* of their parents */
    size_t count;
};

static int note_parents(void *context, const struct path_commit *commit)
{
    struct origins *origins = context;
    buffer_append_string(&origins->ids, commit->subject);
    origins->counts[origins->count++] = commit->parent_count;
    return 0;
}

static void check_origins(void)
{
    struct repository *repository = open_repository("r");
    struct origins origins = {0};
    int more = door->path_walk_open(repository, "x", &origins.walk, NULL);
    assert_int_equal(more, 0);
    for (more = 1; more == 1;)
        more = door->path_walk_step(origins.walk, 1, note_parents, &origins, NULL);
    assert_int_equal(more, 0);
    assert_int_equal(origins.count, 4);
    assert_int_equal(buffer_string(&origins.ids)[0], 'm');
    assert_int_equal(origins.counts[0], 2);
    const char *ids = buffer_string(&origins.ids);
    assert_int_equal(ids[door->path_walk_origin(origins.walk, 0, 0)], 'c');
    assert_int_equal(ids[door->path_walk_origin(origins.walk, 0, 1)], 'b');
    assert_int_equal(ids[door->path_walk_origin(origins.walk, 1, 0)], 'a');
    door->path_walk_close(origins.walk);
    door->repository_close(repository);
    buffer_done(&origins.ids);
}

/* main changed the file and took the branch in, which changed it too; unrelated commits between. */
static void a_walk_in_steps_tells_where_each_parent_came_from(void **state)
{
    (void)state;
    shell(SHELL_START "seq 7 >x; commit 1 a; for i in 1 2 3; do echo $i >y; commit 1 $i; done; "
                      "git checkout -q -b side; sed -i 7s/$/b/ x; commit 2 b; "
                      "git checkout -q main; sed -i 1s/$/c/ x; commit 3 c; echo y >y; "
                      "commit 4 other; at 5; git merge -q -m m side; echo z >z; commit 6 after; "
                      "echo zz >z; commit 7 after");
    check_origins();
    shell("cd r; git commit-graph write --reachable --changed-paths");
    check_origins();
}

static void is_empty_before_the_first_commit(void **state)
{
    (void)state;
    shell("git init -q r; echo 1 >r/x");
    char *text = history("x", append_all);
    assert_string_equal(text, "");
    free(text);
}

static int append_author(void *context, const struct path_commit *commit)
{
    buffer_append_format(context, "%s|%s|%lld|%d|%s\n", commit->author.name, commit->author.email,
                         (long long)commit->author.when.seconds, commit->author.when.offset,
                         commit->subject);
    return 0;
}

static void reads_authors_and_subjects_of_any_kind(void **state)
{
    (void)state;
    shell("git init -q r; cd r; echo 1 >x; git add x; tree=$(git write-tree); "
          "hash() { git hash-object -t commit -w --stdin --literally; }; "
          "one=$({ echo tree $tree; echo 'author A <B> <a@b> 99999999999999999999 +0000'; "
          "echo 'committer C <c@d> 1700000000 +0000'; echo; echo hostile; } | hash); "
          "echo 2 >x; git add x; tree=$(git write-tree); "
          "two=$({ echo tree $tree; echo parent $one; echo 'author  <> 1700000000 -0330'; "
          "echo 'committer C <c@d> 1700000001 +0000'; echo; echo; echo '  blanks  '; } | hash); "
          "echo 3 >x; git add x; tree=$(git write-tree); "
          "three=$({ echo tree $tree; echo parent $two; "
          "printf 'author J\\374rgen <j@d> 1700000002 +9999\\n'; "
          "echo 'committer C <c@d> 1700000002 +0000'; echo encoding ISO-8859-1; echo; "
          "printf 'gr\\374n\\nmore\\n'; } | hash); "
          "echo 4 >x; git add x; tree=$(git write-tree); "
          "four=$({ echo tree $tree; echo parent $three; echo; echo nobody; } | hash); "
          "git update-ref refs/heads/main $four");
    char *text = history("x", append_author);
    assert_string_equal(text, "||0|0|nobody\n"
                              "Jürgen|j@d|0|0|grün\n"
                              "||1700000000|-210|blanks\n"
                              "A|B> <a@b|0|0|hostile\n");
    free(text);
}

static void names_a_damaged_list_of_a_shallow_clone(void **state)
{
    (void)state;
    shell(SHELL_START "echo 1 >x; commit 1 one; echo nonsense >.git/shallow");
    struct repository *repository = open_repository("r");
    struct buffer out = {0};
    struct error error = {0};
    assert_int_equal(door->path_history(repository, "x", append_id, &out, &error), -1);
    assert_contains(error.text, "shallow is damaged: \"nonsense\" is not a commit id");
    buffer_done(&out);
    door->repository_close(repository);
}

static void names_a_damaged_object(void **state)
{
    (void)state;
    shell(SHELL_START "echo 1 >x; commit 1 one; echo 2 >x; commit 2 two; "
                      "id=$(git rev-parse HEAD~1); f=.git/objects/$(echo $id | cut -c1-2)/"
                      "$(echo $id | cut -c3-); chmod +w $f; echo garbage >$f");
    struct repository *repository = open_repository("r");
    struct buffer out = {0};
    struct error error = {0};
    assert_int_equal(door->path_history(repository, "x", append_id, &out, &error), -1);
    assert_contains(error.text, "damaged or missing");
    buffer_done(&out);
    door->repository_close(repository);
}

static int append_change(void *context, const struct path_commit *commit)
{
    const char *old = commit->old_path[0] == '\0' ? "/dev/null" : commit->old_path;
    buffer_append_format(context, "%s %s %s\n", commit->id, old,
                         commit->blob[0] != '\0' ? commit->path : "/dev/null");
    return 0;
}

static char *folder_changes(const char *folder)
{
    struct repository *repository = open_repository("r");
    struct buffer out = {0};
    struct error error = {0};
    if (door->folder_history(repository, folder, append_change, &out, &error) < 0)
        fail_msg("%s: %s", folder, error.text);
    door->repository_close(repository);
    return buffer_take(&out);
}

/* What git tells about each commit that is no merge, in the order of `git log -- FOLDER`. */
static void walks_a_folder_commit_by_commit(void **state)
{
    (void)state;
    shell(SHELL_START
          "mkdir s t; seq 30 >s/a; seq 40 >s/b; seq 50 >t/c; commit 5 root; "
          "for i in 1 2 3; do git checkout -q -b b$i main~0; echo $i >s/f$i; echo $i >>s/a; "
          "commit 5 b$i-1; git mv s/b s/c$i; echo $i >>t/c; commit 5 b$i-2; git checkout -q main; "
          "done; echo z >t/z; commit 5 elsewhere; at 5; git merge -q -m m1 b1; "
          "git mv s/f1 s/g1; rm s/c1; commit 4 gone; chmod +x s/a; commit 9 mode");
    char *ours = folder_changes("s/");
    char *theirs = shell_output(
        "cd r; for c in $(git log --format=%%H -- s); do "
        "git diff-tree -r -M --root --no-commit-id --name-status $c -- s | LC_ALL=C sort -k2 | "
        "awk -v c=$c '$1==\"A\"{print c,\"/dev/null\",$2} $1==\"D\"{print c,$2,\"/dev/null\"} "
        "$1~/^R/{print c,$2,$3} $1==\"M\"{print c,$2,$2}'; done");
    assert_string_equal(ours, theirs);
    assert_non_null(strstr(ours, "s/b s/c1\n"));
    free(ours);
    free(theirs);
}

/* The merge is told for what it made itself, not for what it brought. */
static void tells_of_a_merge_what_no_parent_has(void **state)
{
    (void)state;
    shell(SHELL_START
          "mkdir s; seq 30 >s/a; seq 40 >s/b; seq 5 >s/d; commit 1 base; git checkout -q -b side; "
          "echo side >>s/a; seq 60 >s/new; rm s/d; commit 2 side; git checkout -q main; "
          "echo main >>s/b; commit 3 main; git merge -q --no-commit side; echo evil >>s/b; "
          "at 4; git add -A; git commit -q -m evil");
    char *ours = folder_changes("s");
    char *head = shell_output("cd r; git rev-parse HEAD | tr -d '\\n'");
    char *first = memory_format("%s s/b s/b\n", head);
    assert_int_equal(strncmp(ours, first, strlen(first)), 0);
    assert_null(strstr(ours + strlen(first), head));
    free(first);
    free(head);
    free(ours);
}

static void walks_a_folder_that_was_a_file(void **state)
{
    (void)state;
    shell(SHELL_START "echo file >s; commit 1 file; rm s; mkdir s; echo 1 >s/a; commit 2 folder; "
                      "git rm -rq s; echo again >s; commit 3 again");
    char *ours = folder_changes("s");
    char *count = shell_output("cd r; git rev-list --count HEAD -- s");
    assert_string_equal(count, "3\n");
    size_t lines = 0;
    for (const char *at = ours; (at = strchr(at, '\n')) != NULL; at++)
        lines++;
    assert_int_equal(lines, 2);
    free(count);
    free(ours);
}

/* The filters hash bytes as signed ones: it shows in names that are not ASCII. */
static void reads_filters_of_any_name(void **state)
{
    (void)state;
    shell(SHELL_START "mkdir -p Köln/東京; for i in 1 2 3; do for f in ä öü 'Straße 7' ab abc abcd "
                      "Köln/x Köln/東京/ÿ; do echo $i >\"$f\"; commit $i \"$f\"; done; done");
    compare_all_with_git("");
}

/* Changes beyond the graph, a setting against it, and what replaces commits. */
static void uses_a_graph_only_as_far_as_it_counts(void **state)
{
    (void)state;
    shell(SHELL_START "for i in 1 2 3 4 5 6; do echo $i >x; echo $i >y$i; commit $i c$i; done; "
                      "git commit-graph write --reachable --changed-paths; "
                      "for i in 7 8; do echo $i >x; commit $i c$i; done");
    compare_lists_with_git("");
    shell("cd r; git replace --graft HEAD~4 HEAD~7");
    compare_lists_with_git("");
    shell("cd r; git replace -d $(git replace -l) >/dev/null; git config core.commitGraph false; "
          "chmod u+w .git/objects/info/commit-graph; echo broken >.git/objects/info/commit-graph");
    compare_lists_with_git("");
}

/* info/grafts: comments, lines that are none, a second line for one commit, and no way round a
 * shallow end. */
static void gives_commits_the_parents_that_grafts_say(void **state)
{
    (void)state;
    static const char without_complaints[] = "2>/dev/null";
    shell("git config --global advice.graftFileDeprecated false; (" SHELL_START
          "for i in 1 2 3 4 5 6 7 8 9; do echo $i >x; echo $((i/3)) >y; "
          "commit $i c$i; done; git commit-graph write --reachable --changed-paths; "
          "id() { git rev-parse HEAD~$1; }; { printf '# none\n\nnonsense\n'; "
          "echo $(id 2) $(id 4) $(id 6); echo $(id 2) $(id 3); echo \"$(id 6)  $(id 8)\"; "
          "printf '%%s\\r\\n' $(id 7); } >grafts); mv r/grafts r/.git/info/");
    compare_lists_with_git(without_complaints);
    shell("mv r full; rm full/.git/info/grafts; git clone -q --depth 4 file://$PWD/full r; cd r; "
          "{ echo $(head -1 .git/shallow) $(git rev-parse HEAD); "
          "echo $(git rev-parse HEAD HEAD~2); } >grafts; mv grafts .git/info/");
    compare_lists_with_git(without_complaints);
}

/* Commits that are replaced can be their own forebears. */
static void does_not_walk_in_a_circle(void **state)
{
    (void)state;
    shell(SHELL_START "for i in 1 2 3 4 5 6; do echo $((i/5)) >x; echo $i >y; commit $i c$i; done; "
                      "git replace --graft HEAD~4 HEAD~2");
    compare_lists_with_git("");
    struct repository *repository = open_repository("r");
    struct path_walk *walk = NULL;
    assert_int_equal(door->path_walk_open(repository, "x", &walk, NULL), 0);
    assert_int_equal(door->path_walk_step(walk, 100, ignore_commit, NULL, NULL), 0);
    assert_int_equal(door->path_walk_origin(walk, 0, 0), PATH_WALK_NONE);
    door->path_walk_close(walk);
    door->repository_close(repository);
}

static unsigned long seed = 1;

static size_t random_below(size_t limit)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (size_t)(seed >> 33) % limit;
}

/* Under the sanitizers every step outside the file would show; no circle holds the walk. */
static void survives_a_damaged_graph(void **state)
{
    (void)state;
    enum { ROUNDS = 600, MOST = 65536 };
    static unsigned char whole[MOST];
    static unsigned char bytes[MOST];
    shell(SHELL_START "for i in 1 2 3 4 5 6 7 8 9; do echo $i >x; commit $i c$i; done; "
                      "for b in a b c; do git checkout -q -b $b main; echo $b >$b; commit 10 $b; "
                      "done; git checkout -q main; at 11; git merge -q -m octopus a b c; "
                      "git commit-graph write --reachable --changed-paths; "
                      "cp .git/objects/info/commit-graph ../whole; "
                      "chmod u+w .git/objects/info/commit-graph");
    FILE *file = fopen("whole", "re");
    size_t length = fread(whole, 1, sizeof whole, file);
    assert_int_equal(fclose(file), 0);
    for (int round = 0; round < ROUNDS; round++) {
        struct buffer out = {0};
        size_t kept = random_below(8) == 0 ? random_below(length) : length;
        memcpy(bytes, whole, length);
        for (size_t count = random_below(6) + 1; count > 0; count--)
            bytes[random_below(length)] ^= (unsigned char)(1 << random_below(8));
        file = fopen("r/.git/objects/info/commit-graph", "we");
        assert_int_equal(fwrite(bytes, 1, kept, file), kept);
        assert_int_equal(fclose(file), 0);
        struct repository *repository = open_repository("r");
        (void)(door->path_history(repository, "x", append_id, &out, NULL) < 0);
        (void)(door->folder_history(repository, "", append_id, &out, NULL) < 0);
        door->repository_close(repository);
        buffer_done(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        git_test(follows_a_straight_line),
        git_test(shows_deletions_and_what_came_again),
        git_test(simplifies_merges_as_git_does),
        git_test(keeps_the_order_of_equal_and_crooked_dates),
        git_test(ends_where_a_shallow_clone_ends),
        git_test(stops_when_told),
        git_test(a_walk_in_steps_tells_where_each_parent_came_from),
        git_test(is_empty_before_the_first_commit),
        git_test(reads_authors_and_subjects_of_any_kind),
        git_test(gives_commits_the_parents_that_grafts_say),
        git_test(does_not_walk_in_a_circle),
        git_test(names_a_damaged_list_of_a_shallow_clone),
        git_test(names_a_damaged_object),
        git_test(walks_a_folder_commit_by_commit),
        git_test(tells_of_a_merge_what_no_parent_has),
        git_test(walks_a_folder_that_was_a_file),
        git_test(reads_filters_of_any_name),
        git_test(uses_a_graph_only_as_far_as_it_counts),
        git_test(survives_a_damaged_graph),
    };
    return cmocka_run_group_tests_name("history", tests, NULL, NULL);
}
