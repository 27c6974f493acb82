/* Folders are read whole and closed before what is in them is visited: one open descriptor at any
 * depth, and a visitor may change the folder it was called for. */
#include "base/file.h"

#include "base/memory.h"
#include "base/path.h"
#include "file_internal.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TEMPORARY_SUFFIX ".ifspec-tmp"

enum { DEPTH_LIMIT = 64 };

struct walk {
    int directory;
    const char *suffix; /* NULL: left-overs of saves */
    int (*visit)(void *context, const char *path, struct error *error);
    void *context;
    struct error *error;
};

/* Names of one folder; those of folders end in "/", so that they sort as whole paths do. */
struct names {
    char **items;
    size_t count;
    size_t capacity;
};

static void names_done(struct names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool ends_in(const char *name, const char *suffix)
{
    size_t length = strlen(name);
    size_t tail = strlen(suffix);
    return length >= tail && strcmp(name + length - tail, suffix) == 0;
}

static bool is_regular_beneath(int directory, const char *path)
{
    struct stat status = {0};
    int descriptor = file_open_beneath(directory, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
    bool regular = descriptor >= 0 && fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    file_close(descriptor);
    return regular;
}

/* "name" of ".name.ifspec-tmp", with a digit or without; owned. NULL for any other name. */
static char *name_of_left_over(const char *name)
{
    size_t length = strlen(name);
    if (length > 0 && name[length - 1] >= '2' && name[length - 1] <= '0' + FILE_LEFT_OVERS)
        length--;
    if (name[0] != '.' || length <= sizeof TEMPORARY_SUFFIX ||
        strncmp(name + length - (sizeof TEMPORARY_SUFFIX - 1), TEMPORARY_SUFFIX,
                sizeof TEMPORARY_SUFFIX - 1) != 0)
        return NULL;
    return memory_format("%.*s", (int)(length - sizeof TEMPORARY_SUFFIX), name + 1);
}

static bool is_left_over(const char *name)
{
    char *target = name_of_left_over(name);
    free(target);
    return target != NULL;
}

/* Whether a regular file of this name is looked for. */
static bool is_wanted(const struct walk *walk, const char *name)
{
    return walk->suffix != NULL ? name[0] != '.' && ends_in(name, walk->suffix)
                                : is_left_over(name);
}

/* The type of an entry; a link counts as the regular file it points to, if that lies beneath. */
static mode_t type_of_entry(const struct walk *walk, int folder, const char *path,
                            const struct dirent *entry)
{
    struct stat status = {0};
    if (entry->d_type == DT_REG)
        return S_IFREG;
    if (entry->d_type == DT_DIR)
        return S_IFDIR;
    if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return 0;
    if (!S_ISLNK(status.st_mode))
        return status.st_mode & S_IFMT;
    char *joined = path_join(path, entry->d_name);
    bool regular = walk->suffix != NULL && is_wanted(walk, entry->d_name) &&
                   is_regular_beneath(walk->directory, joined);
    free(joined);
    return regular ? S_IFREG : 0;
}

static void take_entry(const struct walk *walk, int folder, const char *path,
                       const struct dirent *entry, struct names *names)
{
    if (entry->d_name[0] == '.' && !is_wanted(walk, entry->d_name))
        return;
    mode_t type = type_of_entry(walk, folder, path, entry);
    bool is_folder = type == S_IFDIR && entry->d_name[0] != '.';
    if (!is_folder && !(type == S_IFREG && is_wanted(walk, entry->d_name)))
        return;
    names->items = memory_grow(names->items, &names->capacity, names->count, sizeof *names->items);
    names->items[names->count++] = memory_format("%s%s", entry->d_name, type == S_IFDIR ? "/" : "");
}

/* -1 and errno; a folder that is not there is empty. */
static int list_folder(const struct walk *walk, const char *path, struct names *names)
{
    int folder =
        file_open_beneath(walk->directory, path[0] != '\0' ? path : ".", O_RDONLY | O_DIRECTORY);
    if (folder < 0)
        return errno == ENOENT ? 0 : -1;
    DIR *stream = fdopendir(folder);
    if (stream == NULL) {
        file_close(folder);
        return -1;
    }
    int number = 0;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(stream);
        number = errno;
        if (entry == NULL)
            break;
        take_entry(walk, folder, path, entry, names);
    }
    (void)closedir(stream);
    errno = number;
    return number == 0 ? 0 : -1;
}

static int walk_folder(const struct walk *walk, const char *path, int depth)
{
    struct names names = {0};
    int result = 0;
    if (depth > DEPTH_LIMIT)
        return error_set(walk->error, ERROR_REFUSED,
                         "cannot read %s: folders are nested deeper than %d", path, DEPTH_LIMIT);
    if (list_folder(walk, path, &names) != 0)
        result = file_fault(walk->error, errno, "read the folder", path[0] != '\0' ? path : ".");
    if (names.count > 0)
        qsort(names.items, names.count, sizeof *names.items, compare_names);
    for (size_t i = 0; i < names.count && result == 0; i++) {
        char *joined = path_join(path, names.items[i]);
        size_t length = strlen(joined);
        bool folder = joined[length - 1] == '/';
        if (folder)
            joined[length - 1] = '\0';
        result = folder ? walk_folder(walk, joined, depth + 1)
                        : walk->visit(walk->context, joined, walk->error);
        free(joined);
    }
    names_done(&names);
    return result;
}

int file_walk_beneath(int directory, const char *path, const char *suffix,
                      int (*visit)(void *context, const char *path, struct error *error),
                      void *context, struct error *error)
{
    struct walk walk = {
        .directory = directory,
        .suffix = suffix,
        .visit = visit,
        .context = context,
        .error = error,
    };
    return walk_folder(&walk, strcmp(path, ".") == 0 ? "" : path, 0);
}

/* ── left-overs ── */

struct left_over_walk {
    int (*visit)(void *context, const char *left_over, const char *path, struct error *error);
    void *context;
};

static int visit_left_over(void *context, const char *left_over, struct error *error)
{
    const struct left_over_walk *walk = context;
    const char *slash = strrchr(left_over, '/');
    char *folder = path_folder(left_over);
    char *name = name_of_left_over(slash != NULL ? slash + 1 : left_over);
    char *path = path_join(folder, name);
    int result = walk->visit(walk->context, left_over, path, error);
    free(path);
    free(name);
    free(folder);
    return result;
}

int file_walk_left_overs(int directory, const char *path,
                         int (*visit)(void *context, const char *left_over, const char *path,
                                      struct error *error),
                         void *context, struct error *error)
{
    struct left_over_walk walk = {visit, context};
    return file_walk_beneath(directory, path, NULL, visit_left_over, &walk, error);
}
