#include "base/file.h"

#include "file_internal.h"
#include "linux_calls_internal.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Nothing that is opened may block (a FIFO) or become our terminal. */
enum { READ_FLAGS = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC };

int file_flush(int descriptor)
{
    int result = -1;
    UNINTERRUPTED(result, fsync(descriptor));
    return result;
}

int file_flush_folder(int folder)
{
    int result = file_flush(folder);
    return result != 0 && errno == EINVAL ? 0 : result;
}

void file_flush_all(int descriptor)
{
    if (linux_flush_file_system(descriptor) != 0 && errno == ENOSYS)
        sync();
}

int file_write_at(int descriptor, const char *bytes, size_t length, off_t offset)
{
    while (length > 0) {
        ssize_t written = -1;
        UNINTERRUPTED(written, pwrite(descriptor, bytes, length, offset));
        if (written < 0)
            return -1;
        bytes += written;
        length -= (size_t)written;
        offset += written;
    }
    return 0;
}

/* Of an open file: a socket cannot be opened. */
static const char *kind_of_file(mode_t mode)
{
    if (S_ISDIR(mode))
        return "it is a folder";
    if (S_ISFIFO(mode))
        return "it is a pipe, not a regular file";
    return "it is a device, not a regular file";
}

static int check_kind_and_size(const struct stat *status, size_t limit, const char *verb,
                               const char *path, struct error *error)
{
    if (!S_ISREG(status->st_mode))
        return error_set(error, ERROR_REFUSED, "cannot %s %s: %s", verb, path,
                         kind_of_file(status->st_mode));
    if (status->st_size < 0 || (unsigned long long)status->st_size > limit)
        return error_set(error, ERROR_REFUSED,
                         "cannot %s %s: it has %lld bytes, and at most %zu are read", verb, path,
                         (long long)status->st_size, limit);
    return 0;
}

/* Read `size` bytes and see that nothing follows: 1 if so, 0 if the file has another length. */
static int read_exactly(int descriptor, size_t size, struct buffer *out)
{
    buffer_clear(out);
    buffer_reserve(out, size + 1);
    while (out->length <= size) {
        ssize_t count = -1;
        UNINTERRUPTED(count, pread(descriptor, out->bytes + out->length, size + 1 - out->length,
                                   (off_t)out->length));
        if (count < 0)
            return -1;
        if (count == 0)
            break;
        out->length += (size_t)count;
    }
    bool exact = out->length == size;
    buffer_truncate(out, exact ? size : 0);
    return exact;
}

int file_read_descriptor(int descriptor, size_t limit, const char *verb, const char *path,
                         struct buffer *out, struct error *error)
{
    /* A file whose length is not what the system says is being written, or lies in /proc. */
    for (int attempt = 0; attempt < 3; attempt++) {
        struct stat found = {0};
        if (fstat(descriptor, &found) != 0)
            return file_fault(error, errno, verb, path);
        if (check_kind_and_size(&found, limit, verb, path, error) != 0)
            return -1;
        int exact = read_exactly(descriptor, (size_t)found.st_size, out);
        if (exact < 0)
            return file_fault(error, errno, verb, path);
        if (exact > 0)
            return 0;
    }
    return error_set(error, ERROR_CHANGED, "cannot %s %s: another program is writing it: try again",
                     verb, path);
}

static int read_and_close(int descriptor, size_t limit, const char *path, struct buffer *out,
                          struct error *error)
{
    if (descriptor < 0)
        return file_fault(error, errno, "read", path);
    int result = file_read_descriptor(descriptor, limit, "read", path, out, error);
    file_close(descriptor);
    return result;
}

int file_read(const char *path, size_t limit, struct buffer *out, struct error *error)
{
    int descriptor = -1;
    UNINTERRUPTED(descriptor, open(path, READ_FLAGS));
    return read_and_close(descriptor, limit, path, out, error);
}

int file_read_beneath(int directory, const char *path, size_t limit, struct buffer *out,
                      struct error *error)
{
    int descriptor = file_open_beneath(directory, path, READ_FLAGS);
    return read_and_close(descriptor, limit, path, out, error);
}

int file_open_directory(const char *path, struct error *error)
{
    int descriptor = -1;
    UNINTERRUPTED(descriptor, open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (descriptor < 0)
        return file_fault(error, errno, "open the folder", path);
    return descriptor;
}

bool file_exists_beneath(int directory, const char *path)
{
    struct place place = PLACE_NONE;
    struct stat status = {0};
    bool found = place_find(directory, path, false, false, &place, NULL) == 0 &&
                 fstatat(place.folder, place.name, &status, AT_SYMLINK_NOFOLLOW) == 0;
    place_done(&place);
    return found;
}

const char *file_write_protection(int directory, const char *path)
{
    if (faccessat(directory, path, W_OK, AT_EACCESS) == 0)
        return NULL;
    switch (errno) {
    case EACCES:
        return "it is write-protected";
    case EROFS:
        return "it is on a read-only file system";
    case EPERM:
        return "it is marked as immutable (lsattr)";
    default:
        return NULL; /* what has vanished, say, a save will find out */
    }
}

int file_remove_beneath(int directory, const char *path, struct error *error)
{
    struct place place = PLACE_NONE;
    int result = -1;
    if (place_find(directory, path, false, false, &place, error) != 0)
        return -1;
    UNINTERRUPTED(result, unlinkat(place.folder, place.name, 0));
    if (result == 0)
        result = file_flush_folder(place.folder);
    if (result != 0)
        (void)file_fault(error, errno, "remove", path);
    place_done(&place);
    return result;
}

/* Without renameat2: a second name, which never replaces one, then away with the first. */
static int rename_by_link(int from_folder, const char *from, int to_folder, const char *to)
{
    int result = -1;
    UNINTERRUPTED(result, linkat(from_folder, from, to_folder, to, 0));
    if (result == 0)
        UNINTERRUPTED(result, unlinkat(from_folder, from, 0));
    return result;
}

int file_rename_new(int from_folder, const char *from, int to_folder, const char *to)
{
    int result = -1;
    UNINTERRUPTED(result, linux_rename_new(from_folder, from, to_folder, to));
    if (result != 0 && (errno == EINVAL || errno == ENOSYS))
        result = rename_by_link(from_folder, from, to_folder, to);
    return result;
}

int file_rename_beneath(int directory, const char *from, const char *to, bool make_folders,
                        struct error *error)
{
    struct place old = PLACE_NONE;
    struct place new = PLACE_NONE;
    struct stat status = {0};
    int result = -1;
    if (place_find(directory, from, false, false, &old, error) != 0)
        goto out;
    if (fstatat(old.folder, old.name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        (void)file_fault(error, errno, "rename", from);
        goto out;
    }
    if (place_find(directory, to, false, make_folders, &new, error) != 0)
        goto out;
    result = file_rename_new(old.folder, old.name, new.folder, new.name);
    if (result == 0 && (file_flush_folder(new.folder) != 0 || file_flush_folder(old.folder) != 0))
        result = -1;
    if (result != 0 && errno == EEXIST)
        (void)error_set(error, ERROR_REFUSED,
                        "cannot rename %s to %s: there is a file of that name: choose another",
                        from, to);
    else if (result != 0)
        (void)file_fault(error, errno, "rename", from);
out:
    place_done(&new);
    place_done(&old);
    return result;
}
