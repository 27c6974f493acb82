#define _GNU_SOURCE
#include "linux_calls_internal.h"

#include "base/memory.h"

#include <errno.h>

#ifdef __linux__

#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>

int linux_open_beneath(int directory, const char *path, int flags)
{
    struct open_how how = {
        .flags = (unsigned)flags,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
    };
    long result = -1;
    /* EAGAIN: something was renamed meanwhile and the kernel could not be sure. */
    for (int attempt = 0; attempt < 100; attempt++) {
        result = syscall(SYS_openat2, directory, path, &how, sizeof how);
        if (result >= 0 || (errno != EAGAIN && errno != EINTR))
            break;
    }
    return (int)result;
}

int linux_exchange(int folder, const char *a, const char *b)
{
    return renameat2(folder, a, folder, b, RENAME_EXCHANGE);
}

int linux_rename_new(int from_folder, const char *from, int to_folder, const char *to)
{
    return renameat2(from_folder, from, to_folder, to, RENAME_NOREPLACE);
}

static int copy_attribute(int from, int to, const char *name)
{
    ssize_t size = fgetxattr(from, name, NULL, 0);
    if (size < 0)
        return -1;
    char *value = memory_allocate((size_t)size);
    size = fgetxattr(from, name, value, (size_t)size);
    int result = size < 0 ? -1 : fsetxattr(to, name, value, (size_t)size, 0);
    int number = errno;
    free(value);
    errno = number;
    return result;
}

/* A folder's default list lands on every new file in it, also where the old file had none. */
static int drop_inherited_list(int from, int to)
{
    static const char list[] = "system.posix_acl_access";
    if (fgetxattr(to, list, NULL, 0) < 0 || fgetxattr(from, list, NULL, 0) >= 0)
        return 0;
    return fremovexattr(to, list);
}

int linux_copy_attributes(int from, int to)
{
    ssize_t size = flistxattr(from, NULL, 0);
    if (size < 0)
        return errno == ENOTSUP || errno == ENOSYS ? 0 : -1;
    char *names = memory_allocate((size_t)size + 1);
    size = flistxattr(from, names, (size_t)size);
    int result = size < 0 ? -1 : drop_inherited_list(from, to);
    for (ssize_t at = 0; at < size && result == 0; at += (ssize_t)strlen(names + at) + 1) {
        /* The system's security label is its own to give. */
        if (strcmp(names + at, "security.selinux") != 0)
            result = copy_attribute(from, to, names + at);
    }
    int number = errno;
    free(names);
    errno = number;
    return result;
}

int linux_flush_file_system(int descriptor)
{
    return syncfs(descriptor);
}

int linux_close_on_exec(int lowest)
{
    return close_range((unsigned)lowest, ~0U, CLOSE_RANGE_CLOEXEC);
}

#else

static int missing(void)
{
    errno = ENOSYS;
    return -1;
}

int linux_open_beneath(int directory, const char *path, int flags)
{
    (void)directory;
    (void)path;
    (void)flags;
    return missing();
}

int linux_exchange(int folder, const char *a, const char *b)
{
    (void)folder;
    (void)a;
    (void)b;
    return missing();
}

int linux_rename_new(int from_folder, const char *from, int to_folder, const char *to)
{
    (void)from_folder;
    (void)from;
    (void)to_folder;
    (void)to;
    return missing();
}

int linux_copy_attributes(int from, int to)
{
    (void)from;
    (void)to;
    return 0;
}

int linux_flush_file_system(int descriptor)
{
    (void)descriptor;
    return missing();
}

int linux_close_on_exec(int lowest)
{
    (void)lowest;
    return missing();
}

#endif
