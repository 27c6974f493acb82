#include "store/state_folder.h"

#include "base/file.h"
#include "base/memory.h"
#include "own_folder_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_FLAGS = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, PLACES = 2 };

/* The folder that `ifspec` lies in, for each of the two places. */
static char *find_place(int place, const char *root)
{
    if (place == 0)
        return own_folder_home("XDG_STATE_HOME", ".local/state");
    return root[0] != '\0' ? memory_format("%s/.git", root) : NULL;
}

/* `kind` and `key` may be NULL: the folder above. */
static int open_in(int place, const char *root, const char *kind, const char *key,
                   enum own_folder_missing missing)
{
    char *path = find_place(place, root);
    if (path == NULL) {
        errno = ENOENT;
        return -1;
    }
    if (missing != OWN_FOLDER_FIND && place == 0)
        own_folder_make_path(path);
    /* The state folder may be a link of the user's; .git may not. */
    int flags = place == 0 ? FOLDER_FLAGS & ~O_NOFOLLOW : FOLDER_FLAGS;
    int folder = own_folder_open_entry(AT_FDCWD, path, flags, 0);
    free(path);
    folder = own_folder_descend(folder, "ifspec", missing);
    if (kind != NULL)
        folder = own_folder_descend(folder, kind, missing);
    if (key != NULL)
        folder = own_folder_descend(folder, key, missing);
    return folder;
}

static int open_or_make(const char *root, const char *kind, const char *key,
                        enum own_folder_missing missing, struct error *error)
{
    int first = 0;
    for (int place = 0; place < PLACES; place++) {
        int folder = open_in(place, root, kind, key, missing);
        if (folder >= 0)
            return folder;
        if (place == 0)
            first = errno;
    }
    char *home = own_folder_home("XDG_STATE_HOME", ".local/state");
    (void)error_set_system(error, ERROR_ENVIRONMENT, first, "cannot keep anything in %s/ifspec",
                           home != NULL ? home : "the state folder");
    free(home);
    return -1;
}

int state_folder_open(const char *root, const char *kind, const char *key, struct error *error)
{
    return open_or_make(root, kind, key, OWN_FOLDER_MAKE, error);
}

int state_folder_open_unflushed(const char *root, const char *kind, const char *key,
                                struct error *error)
{
    return open_or_make(root, kind, key, OWN_FOLDER_MAKE_UNFLUSHED, error);
}

int state_folder_find(const char *root, const char *kind, const char *key)
{
    int folder = -1;
    for (int place = 0; place < PLACES && folder < 0; place++)
        folder = open_in(place, root, kind, key, OWN_FOLDER_FIND);
    return folder;
}

static void remove_from(int parent, const char *name)
{
    if (parent < 0)
        return;
    (void)unlinkat(parent, name, AT_REMOVEDIR);
    close(parent);
}

void state_folder_remove(const char *root, const char *kind, const char *key)
{
    for (int place = 0; place < PLACES; place++) {
        remove_from(open_in(place, root, kind, NULL, OWN_FOLDER_FIND), key);
        remove_from(open_in(place, root, NULL, NULL, OWN_FOLDER_FIND), kind);
    }
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char **state_folder_names(int folder, size_t *count)
{
    char **names = memory_allocate(sizeof *names);
    size_t capacity = 1;
    const struct dirent *entry = NULL;
    *count = 0;
    int copy = fcntl(folder, F_DUPFD_CLOEXEC, 0);
    DIR *directory = copy >= 0 ? fdopendir(copy) : NULL;
    if (directory == NULL) {
        if (copy >= 0)
            close(copy);
        return names;
    }
    rewinddir(directory); /* the copy shares its place */
    while ((entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        names = memory_grow(names, &capacity, *count, sizeof *names);
        names[(*count)++] = memory_copy_string(entry->d_name);
    }
    closedir(directory);
    qsort(names, *count, sizeof *names, compare_names);
    return names;
}

static int walk_fault(int place, const char *root, const char *kind, struct error *error)
{
    int number = errno;
    char *path = find_place(place, root);
    (void)error_set_system(error, ERROR_ENVIRONMENT, number, "cannot read %s/ifspec/%s", path, kind);
    free(path);
    return -1;
}

int state_folder_walk(const char *root, const char *kind,
                      void (*visit)(void *context, const char *key, int folder), void *context,
                      struct error *error)
{
    int result = 0;
    for (int place = 0; place < PLACES; place++) {
        size_t count = 0;
        int parent = open_in(place, root, kind, NULL, OWN_FOLDER_FIND);
        if (parent < 0) {
            /* In a linked working copy .git is a file. */
            if (errno != ENOENT && errno != ENOTDIR)
                result = walk_fault(place, root, kind, error);
            continue;
        }
        char **names = state_folder_names(parent, &count);
        for (size_t i = 0; i < count; i++) {
            int folder = own_folder_open_entry(parent, names[i], FOLDER_FLAGS, 0);
            if (folder < 0 && errno != ENOENT && errno != ENOTDIR && errno != ELOOP)
                result = walk_fault(place, root, kind, error);
            if (folder >= 0 && own_folder_is_ours(folder))
                visit(context, names[i], folder);
            if (folder >= 0)
                close(folder);
            free(names[i]);
        }
        free(names);
        close(parent);
    }
    return result;
}
