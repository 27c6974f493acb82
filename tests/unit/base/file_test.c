#include "base/file.h"

#include "unit/base/scratch.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>

static enum error_kind read_kind(const struct scratch *scratch, const char *path, size_t limit)
{
    struct buffer found = {0};
    struct error error = {0};
    int result = file_read_beneath(scratch->directory, path, limit, &found, &error);
    assert_int_equal(result, error.kind == ERROR_NONE ? 0 : -1);
    if (result != 0)
        assert_non_null(strstr(error.text, path));
    buffer_done(&found);
    return error.kind;
}

static void reads_a_whole_file(void **state)
{
    const struct scratch *scratch = *state;
    struct buffer found = {0};
    char path[128];
    put_file(scratch, "a", "one\ntwo");
    put_file(scratch, "empty", "");
    (void)snprintf(path, sizeof path, "%s/a", scratch->path);
    assert_int_equal(file_read(path, 7, &found, NULL), 0);
    assert_string_equal(buffer_string(&found), "one\ntwo");
    assert_int_equal(file_read_beneath(scratch->directory, "empty", 0, &found, NULL), 0);
    assert_int_equal(found.length, 0);
    assert_non_null(found.bytes);
    buffer_done(&found);
}

static void says_too_large_before_reading(void **state)
{
    const struct scratch *scratch = *state;
    put_file(scratch, "a", "12345678");
    assert_int_equal(read_kind(scratch, "a", 8), ERROR_NONE);
    assert_int_equal(read_kind(scratch, "a", 7), ERROR_REFUSED);
    put_file(scratch, "sparse", "");
    char path[128];
    (void)snprintf(path, sizeof path, "%s/sparse", scratch->path);
    assert_int_equal(truncate(path, 5LL << 30), 0);
    assert_int_equal(read_kind(scratch, "sparse", FILE_SIZE_LIMIT), ERROR_REFUSED);
}

static void refuses_what_is_no_regular_file_at_once(void **state)
{
    const struct scratch *scratch = *state;
    make_folder(scratch, "folder");
    assert_int_equal(mkfifoat(scratch->directory, "fifo", 0600), 0);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    (void)snprintf(address.sun_path, sizeof address.sun_path, "%s/socket", scratch->path);
    int server = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_int_equal(bind(server, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(read_kind(scratch, "folder", 9), ERROR_REFUSED);
    assert_int_equal(read_kind(scratch, "fifo", 9), ERROR_REFUSED);
    assert_int_equal(read_kind(scratch, "socket", 9), ERROR_REFUSED);
    assert_int_equal(close(server), 0);
    struct error error = {0};
    struct buffer found = {0};
    assert_int_equal(file_read("/dev/zero", FILE_SIZE_LIMIT, &found, &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    assert_int_equal(file_read("/proc/self/status", FILE_SIZE_LIMIT, &found, &error), -1);
    assert_int_equal(error.kind, ERROR_CHANGED);
    buffer_done(&found);
}

static void names_the_file_that_is_missing(void **state)
{
    const struct scratch *scratch = *state;
    struct error error = {0};
    struct buffer found = {0};
    assert_int_equal(file_read_beneath(scratch->directory, "no/such", 9, &found, &error), -1);
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    assert_string_equal(error.text, "cannot read no/such: there is no such file or folder");
    assert_int_equal(file_open_directory("/no/such", &error), -1);
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    put_file(scratch, "a", "");
    assert_int_equal(read_kind(scratch, "a/b", 9), ERROR_NOT_FOUND);
}

static void never_reads_outside_the_folder(void **state)
{
    const struct scratch *scratch = *state;
    make_folder(scratch, "in");
    put_file(scratch, "in/real", "text");
    make_link(scratch, "/etc/passwd", "absolute");
    make_link(scratch, "../../../../../../etc/passwd", "upward");
    make_link(scratch, "/etc", "outside");
    make_link(scratch, "loop", "loop");
    make_link(scratch, "nowhere", "dangling");
    make_link(scratch, "in", "inside");
    make_link(scratch, "../in/real", "in/again");
    assert_int_equal(read_kind(scratch, "absolute", 999999), ERROR_REFUSED);
    assert_int_equal(read_kind(scratch, "upward", 999999), ERROR_REFUSED);
    assert_int_equal(read_kind(scratch, "outside/passwd", 999999), ERROR_REFUSED);
    assert_int_equal(read_kind(scratch, "/etc/passwd", 999999), ERROR_REFUSED);
    assert_int_equal(read_kind(scratch, "../x", 999999), ERROR_REFUSED);
    assert_int_equal(read_kind(scratch, "loop", 9), ERROR_REFUSED);
    assert_int_equal(read_kind(scratch, "dangling", 9), ERROR_NOT_FOUND);
    assert_file(scratch, "inside/again", "text");
}

struct visited {
    struct buffer paths;
    int stop_after;
};

static int note_path(void *context, const char *path, struct error *error)
{
    (void)error;
    struct visited *visited = context;
    buffer_append_format(&visited->paths, "%s ", path);
    return --visited->stop_after == 0 ? 7 : 0;
}

static void walks_in_the_order_of_paths(void **state)
{
    const struct scratch *scratch = *state;
    static const char *const folders[] = {"s", "s/a", "s/b", "s/.git", "s/empty"};
    static const char *const files[] = {"s/a.yaml",    "s/a-b.yaml",    "s/a/z.yaml",
                                        "s/b/c.yaml",  "s/.git/x.yaml", "s/.hidden.yaml",
                                        "s/notes.txt", "s/a/yaml",      "s/Z.yaml"};
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        make_folder(scratch, folders[i]);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        put_file(scratch, files[i], "");
    make_link(scratch, "b", "s/link-to-folder");
    make_link(scratch, "b/c.yaml", "s/link.yaml");
    make_link(scratch, "/etc/passwd", "s/out.yaml");
    assert_int_equal(mkfifoat(scratch->directory, "s/fifo.yaml", 0600), 0);
    struct visited visited = {0};
    int result = file_walk_beneath(scratch->directory, "s", ".yaml", note_path, &visited, NULL);
    assert_int_equal(result, 0);
    assert_string_equal(buffer_string(&visited.paths),
                        "s/Z.yaml s/a-b.yaml s/a.yaml s/a/z.yaml s/b/c.yaml s/link.yaml ");
    buffer_clear(&visited.paths);
    visited.stop_after = 2;
    result = file_walk_beneath(scratch->directory, ".", ".yaml", note_path, &visited, NULL);
    assert_int_equal(result, 7);
    assert_string_equal(buffer_string(&visited.paths), "s/Z.yaml s/a-b.yaml ");
    buffer_clear(&visited.paths);
    result = file_walk_beneath(scratch->directory, "gone", ".yaml", note_path, &visited, NULL);
    assert_int_equal(result, 0);
    assert_int_equal(visited.paths.length, 0);
    struct error error = {0};
    result = file_walk_beneath(scratch->directory, "..", "", note_path, &visited, &error);
    assert_int_equal(result, -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    buffer_done(&visited.paths);
}

static void does_not_walk_without_end(void **state)
{
    const struct scratch *scratch = *state;
    char path[256] = "d";
    struct visited visited = {0};
    struct error error = {0};
    for (int i = 0; i < 70; i++) {
        make_folder(scratch, path);
        strcat(path, "/d");
    }
    assert_int_equal(file_walk_beneath(scratch->directory, "", "", note_path, &visited, &error),
                     -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    buffer_done(&visited.paths);
}

static void knows_which_names_are_taken(void **state)
{
    const struct scratch *scratch = *state;
    put_file(scratch, "a", "");
    make_link(scratch, "nowhere", "dangling");
    assert_true(file_exists_beneath(scratch->directory, "a"));
    assert_true(file_exists_beneath(scratch->directory, "dangling"));
    assert_false(file_exists_beneath(scratch->directory, "b"));
    assert_false(file_exists_beneath(scratch->directory, "b/c"));
    assert_false(file_exists_beneath(scratch->directory, "/etc/passwd"));
    assert_false(file_exists_beneath(scratch->directory, ""));
}

static void removes_a_name_not_what_it_points_to(void **state)
{
    const struct scratch *scratch = *state;
    struct error error = {0};
    put_file(scratch, "a", "text");
    make_link(scratch, "a", "link");
    make_folder(scratch, "folder");
    assert_int_equal(file_remove_beneath(scratch->directory, "link", &error), 0);
    assert_file(scratch, "a", "text");
    assert_int_equal(file_remove_beneath(scratch->directory, "a", &error), 0);
    assert_int_equal(file_remove_beneath(scratch->directory, "a", &error), -1);
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    assert_int_equal(file_remove_beneath(scratch->directory, "folder", &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    assert_int_equal(file_remove_beneath(scratch->directory, "none/a", &error), -1);
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
}

/* Root may write everything. */
static void look_as_nobody(const struct scratch *scratch)
{
    bool changed = geteuid() != 0 || seteuid(65534) == 0;
    const char *locked = file_write_protection(scratch->directory, "locked");
    bool is_said = locked != NULL && strcmp(locked, "it is write-protected") == 0;
    bool is_free = file_write_protection(scratch->directory, "free") == NULL &&
                   file_write_protection(scratch->directory, "none") == NULL;
    changed = (getuid() != 0 || seteuid(0) == 0) && changed;
    end_child(changed && is_said && is_free ? 0 : 1);
}

static void says_what_must_not_be_written(void **state)
{
    const struct scratch *scratch = *state;
    int status = -1;
    put_file(scratch, "locked", "");
    put_file(scratch, "free", "");
    assert_int_equal(fchmodat(scratch->directory, "locked", 0444, 0), 0);
    assert_int_equal(fchmodat(scratch->directory, "free", 0666, 0), 0);
    assert_int_equal(chmod(scratch->path, 0755), 0);
    pid_t child = fork();
    if (child == 0)
        look_as_nobody(scratch);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static int note_left_over(void *context, const char *left_over, const char *path,
                          struct error *error)
{
    struct buffer *out = context;
    (void)error;
    buffer_append_format(out, "%s is for %s\n", left_over, path);
    return 0;
}

static void finds_what_killed_saves_left(void **state)
{
    const struct scratch *scratch = *state;
    struct buffer found = {0};
    make_folder(scratch, "in");
    put_file(scratch, "in/.a.yaml.ifspec-tmp", "");
    put_file(scratch, "in/.a.yaml.ifspec-tmp2", "");
    put_file(scratch, "in/.b.ifspec-tmp9", "");
    put_file(scratch, "in/.c.ifspec-tmp1", ""); /* the first has no number */
    put_file(scratch, "in/d.ifspec-tmp", "");
    put_file(scratch, "in/.ifspec-tmp", "");
    make_link(scratch, ".b.ifspec-tmp9", "in/.e.ifspec-tmp");
    assert_int_equal(file_walk_left_overs(scratch->directory, "", note_left_over, &found, NULL), 0);
    assert_string_equal(buffer_string(&found), "in/.a.yaml.ifspec-tmp is for in/a.yaml\n"
                                               "in/.a.yaml.ifspec-tmp2 is for in/a.yaml\n"
                                               "in/.b.ifspec-tmp9 is for in/b\n");
    buffer_done(&found);
}

static void renames_without_replacing(void **state)
{
    const struct scratch *scratch = *state;
    int directory = scratch->directory;
    struct error error = {0};
    put_file(scratch, "a", "a");
    put_file(scratch, "b", "b");
    assert_int_equal(file_rename_beneath(directory, "a", "b", false, &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    assert_file(scratch, "b", "b");
    assert_int_equal(file_rename_beneath(directory, "a", "x/y/c", false, &error), -1);
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    assert_int_equal(file_rename_beneath(directory, "a", "x/y/c", true, &error), 0);
    assert_file(scratch, "x/y/c", "a");
    assert_int_equal(file_rename_beneath(directory, "none", "new/d", true, &error), -1);
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    assert_int_equal(file_rename_beneath(directory, "none/a", "new/d", true, &error), -1);
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    assert_false(file_exists_beneath(directory, "new"));
    assert_int_equal(file_rename_beneath(directory, "b", "../out", true, &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, scratch_begin, scratch_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reads_a_whole_file),
        TEST(says_too_large_before_reading),
        TEST(refuses_what_is_no_regular_file_at_once),
        TEST(names_the_file_that_is_missing),
        TEST(never_reads_outside_the_folder),
        TEST(walks_in_the_order_of_paths),
        TEST(does_not_walk_without_end),
        TEST(knows_which_names_are_taken),
        TEST(removes_a_name_not_what_it_points_to),
        TEST(says_what_must_not_be_written),
        TEST(finds_what_killed_saves_left),
        TEST(renames_without_replacing),
    };
    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
