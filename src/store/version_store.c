/* A version is a file whose name is the time of the save in nanoseconds, so that names sort by age.
 * It is flushed; its name is not: after a power cut the spec itself is what was saved. Of many that
 * are flushed together a power cut may leave empty files: those are none. */
#include "store/version_store.h"

#include "base/file.h"
#include "base/memory.h"
#include "own_folder_internal.h"
#include "store/state_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define KIND           "versions"
#define TEMPORARY_NAME ".version.new"

static const int64_t second = 1000000000;

enum { NAME_DIGITS = 19 };

static int64_t now(void)
{
    struct timespec time = {0};
    if (getenv("SOURCE_DATE_EPOCH") != NULL)
        return instant_now().seconds * second;
    clock_gettime(CLOCK_REALTIME, &time);
    return (int64_t)time.tv_sec * second + time.tv_nsec;
}

static bool read_name(const char *name, int64_t *time)
{
    char *end = NULL;
    if (strlen(name) != NAME_DIGITS || name[0] < '0' || name[0] > '9')
        return false;
    *time = strtoll(name, &end, 10);
    return *end == '\0';
}

static void list(int folder, struct versions *versions)
{
    size_t count = 0;
    char **names = state_folder_names(folder, &count);
    versions->items = memory_allocate((count + 1) * sizeof *versions->items);
    for (size_t i = count; i-- > 0;) {
        struct stat status = {0};
        int64_t time = 0;
        if (!read_name(names[i], &time) ||
            fstatat(folder, names[i], &status, AT_SYMLINK_NOFOLLOW) != 0 ||
            !S_ISREG(status.st_mode) || status.st_size == 0) {
            free(names[i]);
            continue;
        }
        versions->items[versions->count++] =
            (struct version){names[i], {time / second, 0}, (size_t)status.st_size};
    }
    free(names);
}

void version_store_list(const char *root, const char *key, struct versions *versions)
{
    int folder = state_folder_find(root, KIND, key);
    *versions = (struct versions){0};
    if (folder < 0)
        return;
    list(folder, versions);
    close(folder);
}

void versions_done(struct versions *versions)
{
    for (size_t i = 0; i < versions->count; i++)
        free(versions->items[i].name);
    free(versions->items);
    *versions = (struct versions){0};
}

static void remove_old(int folder, const struct versions *versions)
{
    int64_t oldest = now() / second - (int64_t)VERSION_DAYS * 24 * 60 * 60;
    for (size_t i = 0; i < versions->count; i++) {
        /* One more is there already, and is not in the list. */
        if (i + 1 >= VERSION_LIMIT || versions->items[i].when.seconds < oldest)
            (void)unlinkat(folder, versions->items[i].name, 0);
    }
}

static bool is_newest(int folder, const struct versions *versions, const char *bytes,
                      size_t length)
{
    struct buffer newest = {0};
    bool same = versions->count > 0 && versions->items[0].length == length &&
                file_read_beneath(folder, versions->items[0].name, FILE_SIZE_LIMIT, &newest,
                                  NULL) == 0 &&
                newest.length == length && memcmp(buffer_string(&newest), bytes, length) == 0;
    buffer_done(&newest);
    return same;
}

static int write_version(int folder, const char *bytes, size_t length, bool flushes)
{
    int descriptor = own_folder_open_entry(
        folder, TEMPORARY_NAME, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return -1;
    size_t at = 0;
    while (at < length) {
        ssize_t written = write(descriptor, bytes + at, length - at);
        if (written < 0 && errno != EINTR)
            break;
        at += written > 0 ? (size_t)written : 0;
    }
    int result = at == length ? 0 : -1;
    if (result == 0 && flushes)
        result = fsync(descriptor);
    int number = errno;
    close(descriptor);
    errno = number;
    return result;
}

/* The name of now, or, where the clock does not go forward, one behind the newest. */
static int name_version(int folder, const struct versions *versions)
{
    int64_t newest = 0;
    int64_t time = now();
    if (versions->count > 0 && read_name(versions->items[0].name, &newest) && newest >= time)
        time = newest + 1;
    for (;; time++) {
        char *name = memory_format("%0*" PRId64, NAME_DIGITS, time);
        int result = linkat(folder, TEMPORARY_NAME, folder, name, 0);
        free(name);
        if (result == 0 || errno != EEXIST)
            return result;
    }
}

static int keep(int folder, const char *bytes, size_t length, bool flushes, struct error *error)
{
    struct versions versions = {0};
    int result = 0;
    if (folder < 0)
        return -1;
    list(folder, &versions);
    if (length > 0 && !is_newest(folder, &versions, bytes, length)) {
        if (write_version(folder, bytes, length, flushes) == 0 &&
            name_version(folder, &versions) == 0)
            remove_old(folder, &versions);
        else
            result = error_set_system(error, ERROR_ENVIRONMENT, errno, "cannot keep the version");
        (void)unlinkat(folder, TEMPORARY_NAME, 0);
    }
    versions_done(&versions);
    close(folder);
    return result;
}

int version_store_keep(const char *root, const char *key, const char *bytes, size_t length,
                       struct error *error)
{
    return keep(state_folder_open(root, KIND, key, error), bytes, length, true, error);
}

int version_store_keep_unflushed(const char *root, const char *key, const char *bytes,
                                 size_t length, struct error *error)
{
    return keep(state_folder_open_unflushed(root, KIND, key, error), bytes, length, false, error);
}

void version_store_flush(const char *root)
{
    int folder = state_folder_open(root, KIND, NULL, NULL);
    if (folder < 0)
        return;
    file_flush_all(folder);
    close(folder);
}

int version_store_read(const char *root, const char *key, const char *name, struct buffer *out,
                       struct error *error)
{
    int folder = state_folder_find(root, KIND, key);
    if (folder < 0)
        return error_set(error, ERROR_NOT_FOUND, "no versions are kept");
    int result = file_read_beneath(folder, name, FILE_SIZE_LIMIT, out, error);
    close(folder);
    return result;
}
