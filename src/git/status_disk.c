/* The folder as it is on disk. Most of the time goes into asking for the status of each file: two
 * threads ask. */
#include "base/memory.h"
#include "object_internal.h"
#include "status_folder_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum {
    DEPTH_LIMIT = 256,
    WORTH_A_THREAD = 1000, /* files to look at */
};

static bool is_repository(int folder)
{
    struct stat status = {0};
    return fstatat(folder, ".git", &status, AT_SYMLINK_NOFOLLOW) == 0;
}

static int walk_disk(struct folder_status *folder, int parent, const char *name, int depth);

static unsigned char type_of(DIR *files, const struct dirent *file)
{
    struct stat status = {0};
    if (file->d_type != DT_UNKNOWN ||
        fstatat(dirfd(files), file->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return file->d_type;
    return S_ISDIR(status.st_mode)   ? DT_DIR
           : S_ISREG(status.st_mode) ? DT_REG
           : S_ISLNK(status.st_mode) ? DT_LNK
                                     : DT_UNKNOWN;
}

static int see(struct folder_status *folder, DIR *files, const struct dirent *file, int depth)
{
    struct buffer *path = &folder->path;
    size_t length = path->length;
    int result = 0;
    if (strcmp(file->d_name, ".") == 0 || strcmp(file->d_name, "..") == 0 ||
        strcmp(file->d_name, ".git") == 0)
        return 0;
    if (length > 0)
        buffer_append_byte(path, '/');
    buffer_append_string(path, file->d_name);
    unsigned char type = type_of(files, file);
    struct seen *seen = status_find_seen(folder, buffer_string(path));
    if (seen != NULL)
        seen->on_disk = true;
    if (type == DT_DIR)
        result = walk_disk(folder, dirfd(files), file->d_name, depth + 1);
    else if (seen == NULL && (type == DT_REG || type == DT_LNK))
        status_add_stranger(folder, buffer_string(path))->on_disk = true;
    buffer_truncate(path, length);
    return result;
}

/* A folder that is not there is empty; other repositories are not entered. */
static int walk_disk(struct folder_status *folder, int parent, const char *name, int depth)
{
    int result = 0;
    int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR || errno == ELOOP))
        return 0;
    DIR *files = descriptor >= 0 ? fdopendir(descriptor) : NULL;
    if (files == NULL) {
        error_set_system(folder->error, ERROR_ENVIRONMENT, errno, "%s",
                         buffer_string(&folder->path));
        if (descriptor >= 0)
            (void)close(descriptor);
        return -1;
    }
    bool enters = depth < DEPTH_LIMIT && (depth == 0 || !is_repository(descriptor));
    const struct dirent *file = NULL;
    while (enters && result == 0 && (file = readdir(files)) != NULL)
        result = see(folder, files, file, depth);
    (void)closedir(files);
    return result;
}

static void look_at(const struct folder_status *folder, size_t number)
{
    const struct index_entry *entry = &folder->index.entries[number];
    struct seen *seen = &folder->seen[number];
    struct stat status = {0};
    if (!seen->on_disk || entry->is_assumed || entry->stage != 0)
        return;
    if (fstatat(folder->root, entry->path, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
        S_ISDIR(status.st_mode)) {
        seen->on_disk = false;
        return;
    }
    bool is_link = (entry->mode & MODE_TYPE) == MODE_LINK;
    bool is_same_kind = is_link ? S_ISLNK(status.st_mode) : S_ISREG(status.st_mode);
    bool is_same_mode =
        is_link || !folder->trust.mode || (entry->mode & 0100) == ((unsigned)status.st_mode & 0100);
    seen->is_changed = !is_same_kind || !is_same_mode || index_entry_is_other(entry, &status);
    seen->is_fresh = index_entry_is_fresh(&folder->index, entry, &status, &folder->trust);
}

static void *look_at_second_half(void *argument)
{
    const struct folder_status *folder = argument;
    for (size_t i = folder->index.count / 2; i < folder->index.count; i++)
        look_at(folder, i);
    return NULL;
}

/* Most of the time goes into asking for each file: two ask. */
static void look_at_all(struct folder_status *folder)
{
    pthread_t thread;
    sigset_t all;
    sigset_t before;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    bool threaded = folder->index.count >= WORTH_A_THREAD &&
                    pthread_create(&thread, NULL, look_at_second_half, folder) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    for (size_t i = 0; i < folder->index.count / 2; i++)
        look_at(folder, i);
    if (threaded)
        (void)pthread_join(thread, NULL);
    else
        (void)look_at_second_half(folder);
}

int status_read_disk(struct folder_status *folder, const char *path)
{
    folder->root = open(folder->repository->worktree, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->root < 0)
        return error_set_system(folder->error, ERROR_ENVIRONMENT, errno, "%s",
                                folder->repository->worktree);
    buffer_append_string(&folder->path, path);
    if (walk_disk(folder, folder->root, path[0] != '\0' ? path : ".", 0) < 0)
        return -1;
    look_at_all(folder);
    return 0;
}
