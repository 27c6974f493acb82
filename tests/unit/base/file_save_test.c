#include "base/file.h"

#include "unit/base/scratch.h"

#include <errno.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <sys/xattr.h>

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

static struct stat status_of(const struct scratch *scratch, const char *path)
{
    struct stat status = {0};
    assert_int_equal(fstatat(scratch->directory, path, &status, AT_SYMLINK_NOFOLLOW), 0);
    return status;
}

static void replaces_what_was_read(void **state)
{
    const struct scratch *scratch = *state;
    struct error error = {0};
    put_file(scratch, "a", "old\n");
    assert_int_equal(save(scratch, "a", "new text\n", "old\n", &error), 0);
    assert_file(scratch, "a", "new text\n");
    assert_int_equal(save(scratch, "a", "", "new text\n", &error), 0);
    assert_file(scratch, "a", "");
    assert_int_equal(save(scratch, "a", "again", "", &error), 0);
    assert_file(scratch, "a", "again");
    assert_int_equal(count_entries(scratch, "."), 1);
}

static void makes_a_new_file_and_its_folders(void **state)
{
    const struct scratch *scratch = *state;
    struct error error = {0};
    mode_t mask = umask(027);
    assert_int_equal(save(scratch, "interfaces/APP/a.yaml", "text", NULL, &error), 0);
    (void)umask(mask);
    assert_file(scratch, "interfaces/APP/a.yaml", "text");
    assert_int_equal(status_of(scratch, "interfaces/APP/a.yaml").st_mode & 07777, 0640);
    assert_int_equal(count_entries(scratch, "interfaces/APP"), 1);
    struct file_base none = {0};
    assert_int_equal(file_save_beneath(scratch->directory, "other/a", "x", 1, &none, false, &error),
                     -1);
    assert_int_equal(error.kind, ERROR_NOT_FOUND);
    assert_false(file_exists_beneath(scratch->directory, "other"));
}

static void leaves_alone_what_another_program_changed(void **state)
{
    const struct scratch *scratch = *state;
    struct error error = {0};
    put_file(scratch, "a", "theirs");
    assert_int_equal(save(scratch, "a", "mine", "base", &error), -1);
    assert_int_equal(error.kind, ERROR_CHANGED);
    assert_non_null(strstr(error.text, "a was changed by another program"));
    assert_int_equal(save(scratch, "a", "mine", "theirs!", &error), -1);
    assert_int_equal(error.kind, ERROR_CHANGED);
    assert_int_equal(save(scratch, "a", "mine", "their", &error), -1);
    assert_int_equal(error.kind, ERROR_CHANGED);
    assert_int_equal(save(scratch, "a", "mine", NULL, &error), -1);
    assert_int_equal(error.kind, ERROR_CHANGED);
    assert_file(scratch, "a", "theirs");
    assert_int_equal(save(scratch, "gone", "mine", "base", &error), -1);
    assert_int_equal(error.kind, ERROR_CHANGED);
    assert_int_equal(save(scratch, "gone/a", "mine", "base", &error), -1);
    assert_int_equal(error.kind, ERROR_CHANGED);
    assert_int_equal(count_entries(scratch, "."), 1);
}

static void refuses_what_is_no_regular_file(void **state)
{
    const struct scratch *scratch = *state;
    struct error error = {0};
    make_folder(scratch, "folder");
    assert_int_equal(mkfifoat(scratch->directory, "fifo", 0600), 0);
    assert_int_equal(save(scratch, "folder", "x", "", &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    assert_int_equal(save(scratch, "fifo", "x", "", &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    assert_int_equal(save(scratch, "folder/", "x", NULL, &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    assert_int_equal(save(scratch, "..", "x", NULL, &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
}

static void saves_where_a_link_points_if_that_is_inside(void **state)
{
    const struct scratch *scratch = *state;
    struct error error = {0};
    make_folder(scratch, "in");
    make_folder(scratch, "in/deep");
    put_file(scratch, "in/real", "old");
    make_link(scratch, "../real", "in/deep/link");
    make_link(scratch, "in/deep/link", "link");
    assert_int_equal(save(scratch, "link", "new", "old", &error), 0);
    assert_file(scratch, "in/real", "new");
    assert_true(S_ISLNK(status_of(scratch, "link").st_mode));
    assert_true(S_ISLNK(status_of(scratch, "in/deep/link").st_mode));
    assert_int_equal(count_entries(scratch, "in"), 2);
}

static void never_writes_outside_the_folder(void **state)
{
    const struct scratch *scratch = *state;
    struct error error = {0};
    make_folder(scratch, "tree");
    put_file(scratch, "outside", "old");
    make_link(scratch, "../outside", "tree/link");
    make_link(scratch, "..", "tree/up");
    make_link(scratch, "loop", "tree/loop");
    make_link(scratch, "absent", "tree/dangling");
    struct scratch tree = {.directory = openat(scratch->directory, "tree", O_RDONLY)};
    assert_int_equal(save(&tree, "link", "new", "old", &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    assert_int_equal(save(&tree, "up/outside", "new", "old", &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    assert_int_equal(save(&tree, "../outside", "new", "old", &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    assert_int_equal(save(&tree, "up/new/file", "new", NULL, &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    assert_int_equal(save(&tree, "loop", "new", "old", &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    assert_int_equal(save(&tree, "dangling", "new", NULL, &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    assert_int_equal(close(tree.directory), 0);
    assert_file(scratch, "outside", "old");
    assert_int_equal(count_entries(scratch, "."), 2);
    assert_int_equal(count_entries(scratch, "tree"), 4);
}

static void keeps_mode_owner_and_attributes(void **state)
{
    const struct scratch *scratch = *state;
    struct error error = {0};
    put_file(scratch, "a", "old");
    int file = openat(scratch->directory, "a", O_RDONLY);
    if (geteuid() == 0)
        assert_int_equal(fchown(file, 1234, 4321), 0);
    assert_int_equal(fchmod(file, 02640), 0);
    bool attributes = fsetxattr(file, "user.comment", "mine", 4, 0) == 0;
    struct stat before = status_of(scratch, "a");
    assert_int_equal(close(file), 0);
    assert_int_equal(save(scratch, "a", "new", "old", &error), 0);
    struct stat after = status_of(scratch, "a");
    assert_int_equal(after.st_mode, before.st_mode);
    assert_int_equal(after.st_uid, before.st_uid);
    assert_int_equal(after.st_gid, before.st_gid);
    if (!attributes)
        return;
    char value[8] = "";
    file = openat(scratch->directory, "a", O_RDONLY);
    assert_int_equal(fgetxattr(file, "user.comment", value, sizeof value), 4);
    assert_memory_equal(value, "mine", 4);
    assert_int_equal(close(file), 0);
}

static void keeps_hard_links_together(void **state)
{
    const struct scratch *scratch = *state;
    struct error error = {0};
    static const char *const texts[] = {"old", "a longer new text", "short", ""};
    put_file(scratch, "a", texts[0]);
    assert_int_equal(linkat(scratch->directory, "a", scratch->directory, "b", 0), 0);
    for (size_t i = 1; i < sizeof texts / sizeof texts[0]; i++) {
        assert_int_equal(save(scratch, "a", texts[i], texts[i - 1], &error), 0);
        assert_file(scratch, "b", texts[i]);
    }
    assert_int_equal(save(scratch, "b", "x", "not this", &error), -1);
    assert_int_equal(error.kind, ERROR_CHANGED);
    assert_int_equal(status_of(scratch, "a").st_nlink, 2);
    assert_int_equal(count_entries(scratch, "."), 2);
}

static void removes_a_left_over_only_if_nothing_is_lost(void **state)
{
    const struct scratch *scratch = *state;
    struct error error = {0};
    put_file(scratch, "a", "old");
    put_file(scratch, ".a.ifspec-tmp", "old");
    assert_int_equal(save(scratch, "a", "new", "old", &error), 0);
    assert_int_equal(count_entries(scratch, "."), 1);
    put_file(scratch, ".a.ifspec-tmp", "somebody's only copy");
    assert_int_equal(save(scratch, "a", "newer", "new", &error), 0);
    assert_file(scratch, "a", "newer");
    assert_file(scratch, ".a.ifspec-tmp", "somebody's only copy");
    assert_int_equal(count_entries(scratch, "."), 2);
    for (int i = 2; i <= 9; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, ".a.ifspec-tmp%d", i);
        put_file(scratch, name, "more");
    }
    assert_int_equal(save(scratch, "a", "newest", "newer", &error), -1);
    assert_int_equal(error.kind, ERROR_ENVIRONMENT);
    assert_file(scratch, "a", "newer");
}

static void saves_names_of_every_length(void **state)
{
    const struct scratch *scratch = *state;
    struct error error = {0};
    char name[260] = "";
    for (int i = 0; i < 85; i++)
        strcat(name, "日");
    assert_int_equal(save(scratch, name, "old", NULL, &error), 0);
    assert_int_equal(save(scratch, name, "new", "old", &error), 0);
    assert_file(scratch, name, "new");
    strcat(name, "x");
    assert_int_equal(save(scratch, name, "old", NULL, &error), -1);
    assert_int_equal(error.kind, ERROR_REFUSED);
    assert_int_equal(count_entries(scratch, "."), 1);
}

/* What happens as an ordinary user: root is not stopped by modes. Runs in a child. */
static void as_nobody(const struct scratch *scratch, void (*check)(const struct scratch *scratch))
{
    int status = -1;
    if (geteuid() == 0)
        assert_int_equal(chown(scratch->path, 65534, 65534), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        if (geteuid() == 0 && (setegid(65534) != 0 || seteuid(65534) != 0))
            _exit(9);
        check(scratch);
        if (getuid() == 0 && seteuid(0) != 0)
            _exit(9);
        end_child(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

/* In a child: cmocka cannot count a failure there. */
static void require(bool condition, int number)
{
    if (!condition)
        _exit(number);
}

static void check_read_only_file(const struct scratch *scratch)
{
    struct error error = {0};
    require(fchmodat(scratch->directory, "mine", 0444, 0) == 0, 1);
    require(save(scratch, "mine", "new", "old", &error) == -1, 2);
    require(error.kind == ERROR_ENVIRONMENT && strstr(error.text, "mode 0444") != NULL, 3);
}

static void check_read_only_folder(const struct scratch *scratch)
{
    struct error error = {0};
    require(fchmodat(scratch->directory, ".", 0555, 0) == 0, 1);
    require(save(scratch, "mine", "new", "old", &error) == -1, 2);
    require(error.kind == ERROR_ENVIRONMENT && strstr(error.text, "folder") != NULL, 3);
    require(save(scratch, "other", "new", NULL, &error) == -1, 4);
    require(fchmodat(scratch->directory, ".", 0755, 0) == 0, 5);
}

static void check_owner_is_kept(const struct scratch *scratch)
{
    struct error error = {0};
    require(save(scratch, "theirs", "new", "old", &error) == 0, 1);
}

static void does_not_replace_a_read_only_file(void **state)
{
    const struct scratch *scratch = *state;
    put_file(scratch, "mine", "old");
    if (geteuid() == 0)
        assert_int_equal(fchownat(scratch->directory, "mine", 65534, 65534, 0), 0);
    as_nobody(scratch, check_read_only_file);
    assert_file(scratch, "mine", "old");
    assert_int_equal(fchmodat(scratch->directory, "mine", 0644, 0), 0);
    as_nobody(scratch, check_read_only_folder);
    assert_file(scratch, "mine", "old");
    assert_int_equal(count_entries(scratch, "."), 1);
}

static void writes_in_place_where_the_owner_would_be_lost(void **state)
{
    const struct scratch *scratch = *state;
    if (geteuid() != 0)
        skip();
    put_file(scratch, "theirs", "old");
    assert_int_equal(fchmodat(scratch->directory, "theirs", 0666, 0), 0);
    struct stat before = status_of(scratch, "theirs");
    as_nobody(scratch, check_owner_is_kept);
    struct stat after = status_of(scratch, "theirs");
    assert_file(scratch, "theirs", "new");
    assert_int_equal(after.st_uid, 0);
    assert_int_equal(after.st_ino, before.st_ino);
    assert_int_equal(count_entries(scratch, "."), 1);
}

static void check_on_full_disk(const struct scratch *scratch)
{
    struct error error = {0};
    size_t size = 256 * 1024;
    char *large = calloc(1, size + 1);
    assert_non_null(large);
    memset(large, 'x', size);
    assert_int_equal(save(scratch, "a", large, "old", &error), -1);
    assert_int_equal(error.kind, ERROR_ENVIRONMENT);
    assert_non_null(strstr(error.text, "cannot save a: the disk is full: free 257 kB"));
    assert_int_equal(save(scratch, "new", large, NULL, &error), -1);
    assert_int_equal(count_entries(scratch, "."), 1);
    assert_int_equal(linkat(scratch->directory, "a", scratch->directory, "b", 0), 0);
    assert_int_equal(save(scratch, "b", large, "old", &error), -1);
    assert_file(scratch, "a", "old");
    free(large);
}

static void check_on_read_only_disk(const struct scratch *scratch)
{
    struct error error = {0};
    assert_int_equal(save(scratch, "a", "new", "old", &error), -1);
    assert_int_equal(error.kind, ERROR_ENVIRONMENT);
    assert_non_null(strstr(error.text, "read-only file system"));
    assert_file(scratch, "a", "old");
}

static void loses_nothing_on_a_full_or_read_only_disk(void **state)
{
    const struct scratch *scratch = *state;
    char path[128];
    make_folder(scratch, "disk");
    (void)snprintf(path, sizeof path, "%s/disk", scratch->path);
    if (geteuid() != 0 || mount("tmpfs", path, "tmpfs", 0, "size=64k") != 0)
        skip();
    struct scratch disk = {.directory = file_open_directory(path, NULL)};
    put_file(&disk, "a", "old");
    check_on_full_disk(&disk);
    assert_int_equal(close(disk.directory), 0);
    assert_int_equal(mount("tmpfs", path, "tmpfs", MS_REMOUNT | MS_RDONLY, NULL), 0);
    disk.directory = file_open_directory(path, NULL);
    check_on_read_only_disk(&disk);
    assert_int_equal(close(disk.directory), 0);
    assert_int_equal(umount(path), 0);
}

/* Another program that replaces the file again and again while we save. */
static void write_without_pause(const struct scratch *scratch)
{
    for (int number = 1; number <= 3000; number++) {
        char text[16];
        (void)snprintf(text, sizeof text, "%08d", number);
        put_file(scratch, "theirs", text);
        require(renameat(scratch->directory, "theirs", scratch->directory, "a") == 0, 1);
    }
    _exit(0);
}

/* A version that was kept is removed, so that a storm of them does not stop the test. */
static void remove_kept_version(const struct scratch *scratch, const struct error *error)
{
    const char *name = strstr(error->text, ".a.ifspec-tmp");
    if (name == NULL)
        return;
    char kept[32] = "";
    memcpy(kept, name, strcspn(name, ";"));
    assert_int_equal(unlinkat(scratch->directory, kept, 0), 0);
}

/* Our text is theirs with a mark, so the last number is lost if a save went over a newer one. */
static void loses_no_text_of_a_program_that_writes_meanwhile(void **state)
{
    const struct scratch *scratch = *state;
    struct buffer found = {0};
    int status = -1;
    int ended = 0;
    put_file(scratch, "a", "00000000");
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        write_without_pause(scratch);
    while (ended == 0) {
        struct error error = {0};
        assert_int_equal(file_read_beneath(scratch->directory, "a", 64, &found, NULL), 0);
        char text[32];
        (void)snprintf(text, sizeof text, "%.8s+", buffer_string(&found));
        if (save(scratch, "a", text, buffer_string(&found), &error) != 0) {
            assert_int_equal(error.kind, ERROR_CHANGED);
            remove_kept_version(scratch, &error);
        }
        ended = waitpid(child, &status, WNOHANG);
    }
    assert_int_equal(status, 0);
    assert_int_equal(file_read_beneath(scratch->directory, "a", 64, &found, NULL), 0);
    assert_memory_equal(found.bytes, "00003000", 8);
    assert_int_equal(count_entries(scratch, "."), 1);
    buffer_done(&found);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, scratch_begin, scratch_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(replaces_what_was_read),
        TEST(makes_a_new_file_and_its_folders),
        TEST(leaves_alone_what_another_program_changed),
        TEST(refuses_what_is_no_regular_file),
        TEST(saves_where_a_link_points_if_that_is_inside),
        TEST(never_writes_outside_the_folder),
        TEST(keeps_mode_owner_and_attributes),
        TEST(keeps_hard_links_together),
        TEST(removes_a_left_over_only_if_nothing_is_lost),
        TEST(saves_names_of_every_length),
        TEST(does_not_replace_a_read_only_file),
        TEST(writes_in_place_where_the_owner_would_be_lost),
        TEST(loses_nothing_on_a_full_or_read_only_disk),
        TEST(loses_no_text_of_a_program_that_writes_meanwhile),
    };
    return cmocka_run_group_tests_name("file_save", tests, NULL, NULL);
}
