#include "base/memory.h"
#include "index_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_CLOEXEC, NAME_DIGITS = 32 };

/* Owned path of the cache folder, without our own name; NULL if nobody says where it is. */
static char *find_cache_home(void)
{
    const char *cache = getenv("XDG_CACHE_HOME");
    const char *home = getenv("HOME");
    if (cache != NULL && cache[0] == '/')
        return memory_copy_string(cache);
    if (home == NULL || home[0] != '/') {
        const struct passwd *user = getpwuid(geteuid());
        home = user != NULL ? user->pw_dir : NULL;
    }
    return home != NULL && home[0] == '/' ? memory_format("%s/.cache", home) : NULL;
}

static void make_folders(const char *path)
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

static bool is_ours(int folder)
{
    struct stat status = {0};
    return fstat(folder, &status) == 0 && status.st_uid == geteuid() &&
           (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

/* Open `ifspec` in a folder; `parent` is closed. */
static int open_own(int parent, bool make)
{
    if (parent < 0)
        return -1;
    if (make)
        (void)mkdirat(parent, "ifspec", 0700);
    int folder = openat(parent, "ifspec", FOLDER_FLAGS | O_NOFOLLOW);
    (void)close(parent);
    if (folder >= 0 && !is_ours(folder)) {
        (void)close(folder);
        folder = -1;
    }
    return folder;
}

int index_place_open(const char *root, bool make)
{
    char *home = find_cache_home();
    if (home != NULL && make)
        make_folders(home);
    int folder = home != NULL ? open_own(open(home, FOLDER_FLAGS), make) : -1;
    free(home);
    if (folder >= 0 || root[0] == '\0')
        return folder;
    char *git = memory_format("%s/.git", root);
    folder = open_own(open(git, FOLDER_FLAGS | O_NOFOLLOW), make);
    free(git);
    return folder;
}

char *index_place_name(const char *root)
{
    char digest[DIGEST_SIZE] = "";
    digest_bytes(root, strlen(root), digest);
    return memory_format("%.*s.index", NAME_DIGITS, digest);
}
