/* Where a file is: its folder, opened so that no link leads out of the directory that was given,
 * and its name there. */
#include "base/memory.h"
#include "base/path.h"
#include "file_internal.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LINK_LIMIT = 8, FOLDER_MODE = 0777 };

void file_close(int descriptor)
{
    int number = errno;
    if (descriptor >= 0)
        (void)close(descriptor);
    errno = number;
}

void place_done(struct place *place)
{
    file_close(place->folder);
    free(place->name);
    *place = (struct place)PLACE_NONE;
}

static bool is_link(int folder, const char *name)
{
    struct stat status = {0};
    return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode);
}

static int open_folder(int directory, const char *folder)
{
    return file_open_beneath(directory, folder[0] != '\0' ? folder : ".", O_RDONLY | O_DIRECTORY);
}

/* Make one folder whose parent exists. Somebody else may make it at the same moment. */
static int make_folder(int directory, const char *path)
{
    char *parent = path_folder(path);
    const char *slash = strrchr(path, '/');
    int folder = open_folder(directory, parent);
    int result = -1;
    if (folder >= 0)
        UNINTERRUPTED(result, mkdirat(folder, slash != NULL ? slash + 1 : path, FOLDER_MODE));
    if (result < 0 && folder >= 0 && errno == EEXIST)
        result = 0;
    else if (result == 0)
        result = file_flush_folder(folder);
    file_close(folder);
    free(parent);
    return result;
}

static int make_folders(int directory, const char *folder)
{
    char *path = memory_copy_string(folder);
    int result = 0;
    for (char *slash = strchr(path, '/'); result == 0; slash = strchr(slash + 1, '/')) {
        if (slash != NULL)
            *slash = '\0';
        int opened = open_folder(directory, path);
        file_close(opened);
        if (opened < 0)
            result = errno == ENOENT ? make_folder(directory, path) : -1;
        if (slash == NULL)
            break;
        *slash = '/';
    }
    free(path);
    return result;
}

/* Owned path that the link at `path` points to, seen from the directory; NULL and errno. A target
 * that leads out is refused when it is opened. */
static char *read_link(int folder, const char *name, const char *path)
{
    char target[PATH_MAX];
    ssize_t length = readlinkat(folder, name, target, sizeof target - 1);
    if (length < 0)
        return NULL;
    target[length] = '\0';
    if (target[0] == '/') {
        errno = EXDEV;
        return NULL;
    }
    char *beside = path_folder(path);
    char *joined = path_join(beside, target);
    free(beside);
    return joined;
}

/* Take the path apart and open its folder. -1 and errno. */
static int open_place(int directory, const char *path, bool make, struct place *place)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    if (name[0] == '\0' || strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
        errno = EISDIR;
        return -1;
    }
    char *folder = slash == path ? memory_copy_string("/") : path_folder(path);
    int result = make && folder[0] != '\0' ? make_folders(directory, folder) : 0;
    if (result == 0)
        place->folder = open_folder(directory, folder);
    if (place->folder >= 0)
        place->name = memory_copy_string(name);
    free(folder);
    return place->folder >= 0 ? 0 : -1;
}

int place_find(int directory, const char *path, bool follow, bool make_folders, struct place *place,
               struct error *error)
{
    char *current = memory_copy_string(path);
    int result = -1;
    for (int links = 0; result < 0; links++) {
        if (open_place(directory, current, make_folders, place) != 0)
            break;
        if (!follow || !is_link(place->folder, place->name)) {
            result = 0;
            break;
        }
        errno = ELOOP;
        char *target = links < LINK_LIMIT ? read_link(place->folder, place->name, current) : NULL;
        if (target == NULL)
            break;
        free(current);
        current = target;
        place_done(place);
    }
    place->path = path;
    if (result != 0) {
        (void)file_fault(error, errno, "open", path);
        place_done(place);
    }
    free(current);
    return result;
}
