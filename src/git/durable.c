#include "durable_internal.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int durable_write_all(int descriptor, const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length > 0) {
        ssize_t written = write(descriptor, at, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return -1;
        at += written;
        length -= (size_t)written;
    }
    return 0;
}

/* Only an interruption is tried again: after another failure the kernel may have dropped the data
 * and would call the next flush a success. */
int durable_flush(int descriptor)
{
    int result = -1;
    do
        result = fsync(descriptor);
    while (result < 0 && errno == EINTR);
    return result;
}

/* Closes the descriptor, too; errno is that of the first failure. */
static int write_and_flush(int descriptor, const void *bytes, size_t length)
{
    int failure = 0;
    if (durable_write_all(descriptor, bytes, length) < 0 || durable_flush(descriptor) < 0)
        failure = errno;
    if (close(descriptor) < 0 && failure == 0)
        failure = errno;
    errno = failure;
    return failure == 0 ? 0 : -1;
}

int durable_create(const char *path, const void *bytes, size_t length)
{
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    int result = descriptor < 0 ? -1 : write_and_flush(descriptor, bytes, length);
    if (descriptor >= 0 && result < 0) {
        int number = errno;
        (void)unlink(path);
        errno = number;
    }
    return result;
}

int durable_append(const char *path, const void *bytes, size_t length, bool create)
{
    int flags = O_WRONLY | O_APPEND | O_CLOEXEC | (create ? O_CREAT : 0);
    int descriptor = open(path, flags, 0666);
    if (descriptor < 0 && errno == ENOENT && !create)
        return 0;
    return descriptor < 0 ? -1 : write_and_flush(descriptor, bytes, length);
}

int durable_flush_folder(const char *path)
{
    int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return descriptor < 0 ? -1 : write_and_flush(descriptor, NULL, 0);
}

int durable_make_folders(const char *path)
{
    int result = 0;
    char *folder = memory_copy_string(path);
    for (char *slash = strchr(folder + 1, '/'); result == 0 && slash != NULL;
         slash = strchr(slash + 1, '/')) {
        slash[0] = '\0';
        if (mkdir(folder, 0777) < 0 && errno != EEXIST)
            result = -1;
        slash[0] = '/';
    }
    free(folder);
    return result;
}
