#include "commit_path_internal.h"

#include "base/memory.h"
#include "object_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static bool is_part(const char *part, size_t length, const char *name)
{
    return length == strlen(name) && strncasecmp(part, name, length) == 0;
}

static int check_parts(const char *path, struct error *error)
{
    const char *part = path;
    do {
        size_t length = strcspn(part, "/");
        if (length == 0 || is_part(part, length, ".") || is_part(part, length, "..") ||
            is_part(part, length, ".git"))
            return error_set(error, ERROR_INPUT, "\"%s\" is not a path in the working copy", path);
        part += length;
    } while (*part++ == '/');
    return 0;
}

/* One folder on the way: `folder` is relative. */
static int check_folder(struct repository *repository, const struct index_file *index,
                        const char *folder, const char *path, struct error *error)
{
    struct stat status = {0};
    char *full = memory_format("%s/%s", repository->worktree, folder);
    char *link = memory_format("%s/.git", full);
    const struct index_entry *entry = index_file_find(index, folder);
    int result = 0;
    if (lstat(full, &status) == 0 && S_ISLNK(status.st_mode))
        result = error_set(error, ERROR_ENVIRONMENT, "%s lies behind the symbolic link %s", path,
                           folder);
    else if (lstat(link, &status) == 0 ||
             (entry != NULL && (entry->mode & MODE_TYPE) == MODE_COMMIT))
        result = error_set(error, ERROR_ENVIRONMENT,
                           "%s belongs to another repository, %s: commit it there", path, folder);
    free(link);
    free(full);
    return result;
}

static int check_file(struct repository *repository, const char *path, struct error *error)
{
    struct stat status = {0};
    char *full = memory_format("%s/%s", repository->worktree, path);
    int code = lstat(full, &status) < 0 ? errno : 0;
    free(full);
    if (code == ENOENT || code == ENOTDIR)
        return 0;
    if (code != 0)
        return error_set_system(error, ERROR_ENVIRONMENT, code, "%s", path);
    if (!S_ISREG(status.st_mode) && !S_ISLNK(status.st_mode))
        return error_set(error, ERROR_INPUT, "%s is not a file", path);
    return 0;
}

int commit_path_check(struct repository *repository, const struct index_file *index,
                      const char *path, struct error *error)
{
    if (check_parts(path, error) < 0)
        return -1;
    for (const char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        char *folder = memory_copy_bytes(path, (size_t)(slash - path));
        int result = check_folder(repository, index, folder, path, error);
        free(folder);
        if (result < 0)
            return -1;
    }
    return check_file(repository, path, error);
}
