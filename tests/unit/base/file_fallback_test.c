/* The file module on a kernel without openat2, renameat2 and close_range: a child has them refused
 * by a seccomp filter, as old container runtimes do. */
#include "base/file.h"
#include "base/process.h"

#include "unit/base/scratch.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

/* renameat2 is old enough for every runtime to know it; only a file system may lack it. */
static int forbid_new_calls(int number)
{
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_renameat2, 3, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 3, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_close_range, 2, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (unsigned)number),
    };
    struct sock_fprog program = {.len = sizeof filter / sizeof filter[0], .filter = filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return -1;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

/* In a child: cmocka cannot count a failure there. */
static void require(bool condition, int line)
{
    if (!condition) {
        (void)fprintf(stderr, "line %d\n", line);
        end_child(1);
    }
}

#define REQUIRE(condition) require(condition, __LINE__)

static void without_new_calls(const struct scratch *scratch, int number,
                              void (*check)(const struct scratch *scratch))
{
    enum { CANNOT_FORBID = 77 };
    int status = -1;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (forbid_new_calls(number) != 0)
            _exit(CANNOT_FORBID);
        check(scratch);
        end_child(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == CANNOT_FORBID)
        skip();
    assert_int_equal(status, 0);
}

static int save(const struct scratch *scratch, const char *path, const char *text,
                const char *base_text, struct error *error)
{
    struct file_base base = {
        .bytes = base_text,
        .length = base_text != NULL ? strlen(base_text) : 0,
    };
    error_clear(error);
    return file_save_beneath(scratch->directory, path, text, strlen(text), &base, true, error);
}

static void check_saving(const struct scratch *scratch)
{
    struct error error = {0};
    REQUIRE(save(scratch, "a/b/c", "old", NULL, &error) == 0);
    REQUIRE(save(scratch, "a/b/c", "new", "old", &error) == 0);
    REQUIRE(save(scratch, "a/b/c", "x", NULL, &error) == -1 && error.kind == ERROR_CHANGED);
    REQUIRE(save(scratch, "a/b/c", "x", "old", &error) == -1 && error.kind == ERROR_CHANGED);
    REQUIRE(file_rename_beneath(scratch->directory, "a/b/c", "d/e", true, &error) == 0);
    REQUIRE(save(scratch, "f", "f", NULL, &error) == 0);
    REQUIRE(file_rename_beneath(scratch->directory, "f", "d/e", true, &error) == -1);
    REQUIRE(error.kind == ERROR_REFUSED);
    REQUIRE(file_remove_beneath(scratch->directory, "f", &error) == 0);
}

static void saves_and_renames_as_ever(void **state)
{
    const struct scratch *scratch = *state;
    without_new_calls(scratch, ENOSYS, check_saving);
    assert_file(scratch, "d/e", "new");
    assert_int_equal(count_entries(scratch, "d"), 1);
    assert_int_equal(count_entries(scratch, "a/b"), 0);
    assert_int_equal(count_entries(scratch, "."), 2);
}

static bool is_refused(const struct scratch *scratch, const char *path)
{
    struct buffer found = {0};
    struct error error = {0};
    int result = file_read_beneath(scratch->directory, path, FILE_SIZE_LIMIT, &found, &error);
    buffer_done(&found);
    return result == -1 && error.kind == ERROR_REFUSED;
}

static void check_walls(const struct scratch *scratch)
{
    struct error error = {0};
    REQUIRE(is_refused(scratch, "/etc/passwd"));
    REQUIRE(is_refused(scratch, "../x"));
    REQUIRE(is_refused(scratch, "in/../../x"));
    REQUIRE(is_refused(scratch, "etc/passwd"));
    REQUIRE(is_refused(scratch, "link"));
    REQUIRE(is_refused(scratch, "up"));
    REQUIRE(is_refused(scratch, "in/up/x"));
    REQUIRE(is_refused(scratch, "loop"));
    REQUIRE(save(scratch, "link", "x", "root", &error) == -1);
    REQUIRE(save(scratch, "etc/ifspec-test", "x", NULL, &error) == -1);
    REQUIRE(save(scratch, "same", "new", "old", &error) == 0);
}

static void follows_no_link_out_of_the_folder(void **state)
{
    const struct scratch *scratch = *state;
    make_folder(scratch, "in");
    put_file(scratch, "in/real", "old");
    make_link(scratch, "/etc", "etc");
    make_link(scratch, "/etc/passwd", "link");
    make_link(scratch, "..", "up");
    make_link(scratch, "../..", "in/up");
    make_link(scratch, "loop", "loop");
    make_link(scratch, "in/real", "same");
    without_new_calls(scratch, EPERM, check_walls);
    assert_file(scratch, "in/real", "new");
}

static bool reads(const struct scratch *scratch, const char *path, const char *text)
{
    struct buffer found = {0};
    struct error error = {0};
    bool same = file_read_beneath(scratch->directory, path, FILE_SIZE_LIMIT, &found, &error) == 0 &&
                strcmp(buffer_string(&found), text) == 0;
    buffer_done(&found);
    return same;
}

static bool is_missing(const struct scratch *scratch, const char *path)
{
    struct buffer found = {0};
    struct error error = {0};
    int result = file_read_beneath(scratch->directory, path, FILE_SIZE_LIMIT, &found, &error);
    buffer_done(&found);
    return result == -1 && error.kind == ERROR_NOT_FOUND;
}

static int count_file(void *context, const char *path, struct error *error)
{
    (void)path;
    (void)error;
    ++*(int *)context;
    return 0;
}

static void check_links(const struct scratch *scratch)
{
    static const char *const same[] = {
        "in/deep/real", "in/../in/deep/real", "in//deep/./real", "one",   "two",
        "folder/real",  "folder/../../one",   "in/deep/back",    "./one",
    };
    int files = 0;
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
        REQUIRE(reads(scratch, same[i], "old"));
    REQUIRE(is_missing(scratch, "gone"));
    REQUIRE(is_missing(scratch, "gone/real"));
    REQUIRE(is_missing(scratch, "nowhere/../one"));
    REQUIRE(is_refused(scratch, "in"));
    REQUIRE(file_walk_beneath(scratch->directory, "", "e", count_file, &files, NULL) == 0);
    REQUIRE(files == 1);
    struct error error = {0};
    REQUIRE(save(scratch, "folder/new", "new", NULL, &error) == 0);
}

static void follows_the_links_inside(void **state)
{
    const struct scratch *scratch = *state;
    make_folder(scratch, "in");
    make_folder(scratch, "in/deep");
    put_file(scratch, "in/deep/real", "old");
    make_link(scratch, "in/deep", "folder");
    make_link(scratch, "in/deep/real", "one");
    make_link(scratch, "./one", "two");
    make_link(scratch, "../../folder/real", "in/deep/back");
    make_link(scratch, "nothing", "gone");
    without_new_calls(scratch, ENOSYS, check_links);
    assert_file(scratch, "in/deep/new", "new");
}

static void check_process(const struct scratch *scratch)
{
    (void)scratch;
    const char *const arguments[] = {"sh", "-c", "test ! -e /proc/$$/fd/200", NULL};
    REQUIRE(process_run(arguments, NULL, NULL, NULL) == 0);
}

static void closes_descriptors_one_by_one(void **state)
{
    const struct scratch *scratch = *state;
    int high = fcntl(scratch->directory, F_DUPFD, 200);
    assert_int_equal(high, 200);
    without_new_calls(scratch, ENOSYS, check_process);
    assert_int_equal(close(high), 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, scratch_begin, scratch_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(saves_and_renames_as_ever),
        TEST(follows_the_links_inside),
        TEST(follows_no_link_out_of_the_folder),
        TEST(closes_descriptors_one_by_one),
    };
    return cmocka_run_group_tests_name("file_fallback", tests, NULL, NULL);
}
