#include "own_folder_internal.h"

#include "base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC };

char *own_folder_home(const char *variable, const char *fallback)
{
    const char *named = getenv(variable);
    const char *home = getenv("HOME");
    if (named != NULL && named[0] == '/')
        return memory_copy_string(named);
    if (home == NULL || home[0] != '/') {
        const struct passwd *user = getpwuid(geteuid());
        home = user != NULL ? user->pw_dir : NULL;
    }
    return home != NULL && home[0] == '/' ? memory_format("%s/%s", home, fallback) : NULL;
}

void own_folder_make_path(const char *path)
{
    char *copy = memory_copy_string(path);
    for (char *slash = strchr(copy + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(copy, 0700);
        *slash = '/';
    }
    (void)mkdir(copy, 0700);
    free(copy);
}

bool own_folder_is_ours(int folder)
{
    struct stat status = {0};
    return fstat(folder, &status) == 0 && status.st_uid == geteuid() &&
           (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

int own_folder_open_entry(int folder, const char *name, int flags, mode_t mode)
{
    int descriptor = -1;
    do
        descriptor = openat(folder, name, flags, mode);
    while (descriptor < 0 && errno == EINTR);
    return descriptor;
}

int own_folder_descend(int parent, const char *name, enum own_folder_missing missing)
{
    if (parent < 0)
        return -1;
    if (missing != OWN_FOLDER_FIND && mkdirat(parent, name, 0700) == 0 &&
        missing == OWN_FOLDER_MAKE)
        (void)fsync(parent); /* else a power cut takes what is written below it */
    int folder = own_folder_open_entry(parent, name, FOLDER_FLAGS, 0);
    if (folder >= 0 && !own_folder_is_ours(folder)) {
        close(folder);
        folder = -1;
        errno = EPERM;
    }
    int number = errno;
    close(parent);
    errno = number;
    return folder;
}
