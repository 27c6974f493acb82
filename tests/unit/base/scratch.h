/* A folder that a test may fill, and what it asks of the files in it. */
#ifndef IFSPEC_TESTS_BASE_SCRATCH_H
#define IFSPEC_TESTS_BASE_SCRATCH_H

#include "base/file.h"
#include "unit/unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

struct scratch {
    char path[64];
    int directory;
};

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *where)
{
    (void)status;
    (void)type;
    (void)where;
    return remove(path);
}

static inline int scratch_begin(void **state)
{
    struct scratch *scratch = calloc(1, sizeof *scratch);
    assert_non_null(scratch);
    strcpy(scratch->path, "/tmp/ifspec-unit-XXXXXX");
    assert_non_null(mkdtemp(scratch->path));
    scratch->directory = file_open_directory(scratch->path, NULL);
    assert_true(scratch->directory >= 0);
    *state = scratch;
    return 0;
}

static inline int scratch_end(void **state)
{
    struct scratch *scratch = *state;
    assert_int_equal(close(scratch->directory), 0);
    assert_int_equal(nftw(scratch->path, remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
    free(scratch);
    return 0;
}

static inline void put_file(const struct scratch *scratch, const char *path, const char *text)
{
    int file = openat(scratch->directory, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), strlen(text));
    assert_int_equal(close(file), 0);
}

static inline void make_folder(const struct scratch *scratch, const char *path)
{
    assert_int_equal(mkdirat(scratch->directory, path, 0755), 0);
}

static inline void make_link(const struct scratch *scratch, const char *target, const char *path)
{
    assert_int_equal(symlinkat(target, scratch->directory, path), 0);
}

static inline void assert_file(const struct scratch *scratch, const char *path, const char *text)
{
    struct buffer found = {0};
    struct error error = {0};
    if (file_read_beneath(scratch->directory, path, FILE_SIZE_LIMIT, &found, &error) != 0)
        fail_msg("%s", error.text);
    assert_string_equal(buffer_string(&found), text);
    buffer_done(&found);
}

/* Where the build counts which lines were run. */
extern void __gcov_dump(void) __attribute__((weak));

/* The end of a child process: without what the parent would do at its own end. */
static inline _Noreturn void end_child(int status)
{
    if (__gcov_dump != NULL)
        __gcov_dump();
    _exit(status);
}

/* How many entries a folder has: nothing may be left behind. */
static inline int count_entries(const struct scratch *scratch, const char *path)
{
    int count = 0;
    int folder = openat(scratch->directory, path, O_RDONLY | O_DIRECTORY);
    assert_true(folder >= 0);
    DIR *stream = fdopendir(folder);
    assert_non_null(stream);
    for (const struct dirent *entry = readdir(stream); entry != NULL; entry = readdir(stream))
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    assert_int_equal(closedir(stream), 0);
    return count;
}

#endif
