/* Opening below a folder, also where the kernel cannot keep a path inside by itself: before Linux
 * 5.6, in containers that do not know the call, on other systems. There a path is opened folder by
 * folder, and the system follows no link; a link is read, and where it leads to is opened in the
 * same way. So nothing outside is ever opened, whatever is renamed meanwhile. */
#include "base/memory.h"
#include "base/path.h"
#include "file_internal.h"
#include "linux_calls_internal.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* As many as Linux follows. */
enum { LINKS_FOLLOWED = 40 };

/* A path on its way to one that has neither links nor "..". */
struct trail {
    int directory;
    char *real; /* how far it is known; "." at the start */
    char *rest;
    int links;
};

/* Open a path that has neither links nor ".."; a link is ELOOP, or ENOTDIR on the way. */
static int open_plain(int directory, const char *path, int flags)
{
    char *rest = memory_copy_string(path);
    int folder = directory;
    for (char *part = rest; part != NULL && folder >= 0;) {
        char *slash = strchr(part, '/');
        if (slash != NULL)
            *slash = '\0';
        int wanted = slash != NULL ? O_RDONLY | O_DIRECTORY : flags;
        int next = -1;
        UNINTERRUPTED(next, openat(folder, part, wanted | O_NOFOLLOW | O_CLOEXEC));
        if (folder != directory)
            file_close(folder);
        folder = next;
        part = slash != NULL ? slash + 1 : NULL;
    }
    free(rest);
    return folder;
}

/* What the link `name` says, behind the folders that are known; owned. NULL and errno: EINVAL if it
 * is none. */
static char *read_link(const struct trail *trail, const char *name)
{
    char target[PATH_MAX];
    int folder = open_plain(trail->directory, trail->real, O_RDONLY | O_DIRECTORY);
    ssize_t length = folder >= 0 ? readlinkat(folder, name, target, sizeof target) : -1;
    file_close(folder);
    return length >= 0 ? memory_copy_bytes(target, (size_t)length) : NULL;
}

static int go_on_at(struct trail *trail, char *real)
{
    free(trail->real);
    trail->real = real;
    return 0;
}

static int go_up(struct trail *trail)
{
    if (strcmp(trail->real, ".") == 0) {
        errno = EXDEV;
        return -1;
    }
    bool deep = strchr(trail->real, '/') != NULL;
    return go_on_at(trail, deep ? path_folder(trail->real) : memory_copy_string("."));
}

static int go_to(struct trail *trail, const char *part)
{
    if (part[0] == '\0' || strcmp(part, ".") == 0)
        return 0;
    if (strcmp(part, "..") == 0)
        return go_up(trail);
    char *target = read_link(trail, part);
    if (target == NULL)
        return errno == EINVAL ? go_on_at(trail, path_join(trail->real, part)) : -1;
    bool outside = target[0] == '/';
    char *rest = memory_format("%s/%s", target, trail->rest);
    free(target);
    free(trail->rest);
    trail->rest = rest;
    errno = outside ? EXDEV : ELOOP;
    return outside || ++trail->links > LINKS_FOLLOWED ? -1 : 0;
}

/* Take the first part off the rest; owned. */
static char *next_part(struct trail *trail)
{
    size_t length = strcspn(trail->rest, "/");
    char *part = memory_copy_bytes(trail->rest, length);
    char *rest = memory_copy_string(trail->rest + length + (trail->rest[length] == '/'));
    free(trail->rest);
    trail->rest = rest;
    return part;
}

static int open_resolved(int directory, const char *path, int flags)
{
    struct trail trail = {
        .directory = directory,
        .real = memory_copy_string("."),
        .rest = memory_copy_string(path),
    };
    int descriptor = -1;
    int result = path[0] != '/' ? 0 : -1;
    errno = EXDEV;
    while (result == 0 && trail.rest[0] != '\0') {
        char *part = next_part(&trail);
        result = go_to(&trail, part);
        free(part);
    }
    if (result == 0)
        descriptor = open_plain(directory, trail.real, flags);
    free(trail.real);
    free(trail.rest);
    return descriptor;
}

static bool is_straight(const char *path)
{
    return path[0] != '/' && strncmp(path, "..", 2) != 0 && strstr(path, "/..") == NULL &&
           strstr(path, "//") == NULL;
}

/* Few paths have links: the others are opened at once. */
static int open_by_steps(int directory, const char *path, int flags)
{
    int descriptor = is_straight(path) ? open_plain(directory, path, flags) : -1;
    bool linked = !is_straight(path) || errno == ELOOP || errno == ENOTDIR;
    return descriptor < 0 && linked ? open_resolved(directory, path, flags) : descriptor;
}

int file_open_beneath(int directory, const char *path, int flags)
{
    int descriptor = linux_open_beneath(directory, path, flags | O_CLOEXEC);
    /* EPERM: containers that do not know the call refuse it so. */
    bool unknown = errno == ENOSYS || errno == EINVAL || errno == EPERM;
    return descriptor < 0 && unknown ? open_by_steps(directory, path, flags) : descriptor;
}
