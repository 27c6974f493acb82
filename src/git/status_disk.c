/* The folder as it is on disk. Each file of the index is asked for its status; that takes most of
 * the time, and two threads do it. What the index does not know is found by counting, while the
 * index is still read: only where a folder holds more files than were found are names compared. */
#include "status_disk_internal.h"

#include "base/memory.h"
#include "object_internal.h"
#include "status_folder_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    DEPTH_LIMIT = 256,
    PORTION = 256, /* files that a thread takes at once */
};

/* A folder on disk. */
struct place {
    char *path;
    size_t files; /* directly in it: all that is no folder */
};

struct status_disk {
    struct folder_status *folder;
    const char *start;  /* where it begins */
    struct buffer path; /* where the count is */
    struct error error; /* of the count */
    int result;         /* of the count */
    bool is_threaded;
    pthread_t counter;
    atomic_size_t next; /* index entry to look at */
    struct place *places;
    size_t place_count;
    size_t place_capacity;
    char **barriers; /* links and other repositories: nothing below them is ours */
    size_t barrier_count;
    size_t barrier_capacity;
};

/* ── Folders ───────────────────────────────────────────────────────────────────────────────── */

static bool is_repository(int folder)
{
    struct stat status = {0};
    return fstatat(folder, ".git", &status, AT_SYMLINK_NOFOLLOW) == 0;
}

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

static void add_barrier(struct status_disk *disk)
{
    disk->barriers = memory_grow(disk->barriers, &disk->barrier_capacity, disk->barrier_count,
                                 sizeof *disk->barriers);
    disk->barriers[disk->barrier_count++] = memory_copy_string(buffer_string(&disk->path));
}

/* NULL without an error: nothing there that is ours, because it is not there, or another
 * repository. */
static DIR *open_folder(struct status_disk *disk, int parent, const char *name, int depth)
{
    int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR || errno == ELOOP)) {
        add_barrier(disk);
        return NULL;
    }
    DIR *files = descriptor >= 0 ? fdopendir(descriptor) : NULL;
    if (files == NULL) {
        disk->result = error_set_system(&disk->error, ERROR_ENVIRONMENT, errno, "%s",
                                        buffer_string(&disk->path));
        if (descriptor >= 0)
            (void)close(descriptor);
        return NULL;
    }
    if (depth < DEPTH_LIMIT && (depth == 0 || !is_repository(descriptor)))
        return files;
    add_barrier(disk);
    (void)closedir(files);
    return NULL;
}

/* The next name of a folder; NULL at the end. */
static const struct dirent *next_name(DIR *names)
{
    const struct dirent *file = NULL;
    do
        file = readdir(names);
    while (file != NULL && (strcmp(file->d_name, ".") == 0 || strcmp(file->d_name, "..") == 0 ||
                            strcmp(file->d_name, ".git") == 0));
    return file;
}

/* The path of a name in the folder whose path has this length. */
static void put_name(struct buffer *path, size_t length, const struct dirent *file)
{
    buffer_truncate(path, length);
    if (length > 0)
        buffer_append_byte(path, '/');
    buffer_append_string(path, file->d_name);
}

/* ── Count ─────────────────────────────────────────────────────────────────────────────────── */

static void count_files(struct status_disk *disk, int parent, const char *name, int depth)
{
    struct buffer *path = &disk->path;
    size_t length = path->length;
    DIR *names = open_folder(disk, parent, name, depth);
    if (names == NULL)
        return;
    disk->places =
        memory_grow(disk->places, &disk->place_capacity, disk->place_count, sizeof *disk->places);
    size_t number = disk->place_count++;
    disk->places[number] = (struct place){.path = memory_copy_string(buffer_string(path))};
    const struct dirent *file = NULL;
    size_t files = 0;
    while (disk->result == 0 && (file = next_name(names)) != NULL) {
        unsigned char type = type_of(names, file);
        files += type != DT_DIR;
        if (type == DT_DIR || type == DT_LNK)
            put_name(path, length, file);
        if (type == DT_DIR)
            count_files(disk, dirfd(names), file->d_name, depth + 1);
        else if (type == DT_LNK)
            add_barrier(disk);
    }
    (void)closedir(names);
    buffer_truncate(path, length);
    disk->places[number].files = files;
}

static void *count_all(void *argument)
{
    struct status_disk *disk = argument;
    buffer_append_string(&disk->path, disk->start);
    count_files(disk, disk->folder->root, disk->start[0] != '\0' ? disk->start : ".", 0);
    return NULL;
}

/* ── Look at what the index knows ──────────────────────────────────────────────────────────── */

/* A folder that is kept open while many files in it are asked for: the kernel need not find it for
 * each. */
struct near {
    int folder;
    const char *path; /* of a file in it */
    size_t length;    /* of the folder in that path, with its slash; 0: the working copy */
};

static bool is_near(const struct near *near, const char *path)
{
    return strncmp(path, near->path, near->length) == 0 && strchr(path + near->length, '/') == NULL;
}

static void leave(struct near *near)
{
    if (near->length > 0)
        (void)close(near->folder);
    near->length = 0;
}

/* Go to the folder of an entry, if it is worth it: the entries of one folder stand together. */
static void approach(struct near *near, const struct folder_status *folder, size_t number)
{
    enum { WORTH_OPENING = 16 };
    const struct index_file *index = &folder->index;
    const char *path = index->entries[number].path;
    const char *slash = strrchr(path, '/');
    leave(near);
    *near = (struct near){.folder = folder->root, .path = path};
    if (slash == NULL || number + WORTH_OPENING >= index->count)
        return;
    near->length = (size_t)(slash + 1 - path);
    if (is_near(near, index->entries[number + WORTH_OPENING].path)) {
        char *name = memory_copy_bytes(path, near->length - 1);
        near->folder = openat(folder->root, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        free(name);
        if (near->folder >= 0)
            return;
        near->folder = folder->root;
    }
    near->length = 0;
}

static void look_at(const struct folder_status *folder, const struct near *near, size_t number)
{
    const struct index_entry *entry = &folder->index.entries[number];
    struct seen *seen = &folder->seen[number];
    struct stat status = {0};
    seen->on_disk =
        fstatat(near->folder, entry->path + near->length, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        !S_ISDIR(status.st_mode);
    if (!seen->on_disk || entry->stage != 0)
        return;
    seen->is_changed = !index_mode_fits(entry->mode, &status, &folder->trust) ||
                       index_entry_is_other(entry, &status);
    seen->is_fresh = index_entry_is_fresh(&folder->index, entry, &status, &folder->trust);
}

static void *look_at_portions(void *argument)
{
    struct status_disk *disk = argument;
    const struct folder_status *folder = disk->folder;
    struct near near = {.folder = folder->root, .path = ""};
    size_t begin = 0;
    while ((begin = atomic_fetch_add(&disk->next, PORTION)) < folder->index.count)
        for (size_t i = begin; i < folder->index.count && i < begin + PORTION; i++) {
            if (near.length == 0 || !is_near(&near, folder->index.entries[i].path))
                approach(&near, folder, i);
            look_at(folder, &near, i);
        }
    leave(&near);
    return NULL;
}

/* ── Strangers ─────────────────────────────────────────────────────────────────────────────── */

static void close_barriers(struct status_disk *disk)
{
    for (size_t i = 0; i < disk->barrier_count; i++) {
        size_t begin = 0;
        size_t end = 0;
        index_file_below(&disk->folder->index, disk->barriers[i], &begin, &end);
        for (size_t j = begin; j < end; j++)
            disk->folder->seen[j].on_disk = false;
    }
}

/* In a conflict a path has up to three entries. */
static bool is_entry_in(const struct folder_status *folder, size_t number, size_t begin,
                        size_t prefix)
{
    const struct index_entry *entry = &folder->index.entries[number];
    return folder->seen[number].on_disk && strchr(entry->path + prefix, '/') == NULL &&
           (number == begin || entry->stage == 0 ||
            strcmp(entry->path, folder->index.entries[number - 1].path) != 0);
}

static bool has_strangers(const struct folder_status *folder, const struct place *place)
{
    size_t begin = 0;
    size_t end = 0;
    size_t found = 0;
    size_t prefix = strlen(place->path) + (place->path[0] != '\0');
    index_file_below(&folder->index, place->path, &begin, &end);
    for (size_t i = begin; i < end; i++)
        found += is_entry_in(folder, i, begin, prefix);
    return found != place->files;
}

/* A folder that went since it was counted has none. */
static void find_strangers(struct folder_status *folder, const struct place *place)
{
    struct buffer path = {0};
    int descriptor = openat(folder->root, place->path[0] != '\0' ? place->path : ".",
                            O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *names = descriptor >= 0 ? fdopendir(descriptor) : NULL;
    if (names == NULL) {
        if (descriptor >= 0)
            (void)close(descriptor);
        return;
    }
    const struct dirent *file = NULL;
    buffer_append_string(&path, place->path);
    size_t length = path.length;
    while ((file = next_name(names)) != NULL) {
        unsigned char type = type_of(names, file);
        put_name(&path, length, file);
        if ((type == DT_REG || type == DT_LNK) &&
            status_find_seen(folder, buffer_string(&path)) == NULL)
            status_add_stranger(folder, buffer_string(&path))->on_disk = true;
    }
    (void)closedir(names);
    buffer_done(&path);
}

/* ── Together ──────────────────────────────────────────────────────────────────────────────── */

/* Signals are for the thread that began. False: there is no other thread. */
static bool start_thread(pthread_t *thread, void *(*run)(void *disk), struct status_disk *disk)
{
    sigset_t all;
    sigset_t before;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    bool is_started = pthread_create(thread, NULL, run, disk) == 0;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return is_started;
}

struct status_disk *status_disk_begin(struct folder_status *folder, const char *path, bool is_large)
{
    struct status_disk *disk = memory_allocate(sizeof *disk);
    disk->folder = folder;
    disk->start = path;
    disk->is_threaded = is_large && start_thread(&disk->counter, count_all, disk);
    if (!disk->is_threaded)
        (void)count_all(disk);
    return disk;
}

void status_disk_look(struct status_disk *disk)
{
    pthread_t other;
    bool has_other = disk->is_threaded && start_thread(&other, look_at_portions, disk);
    (void)look_at_portions(disk);
    if (has_other)
        (void)pthread_join(other, NULL);
}

static int find_all_strangers(struct status_disk *disk)
{
    if (disk->result < 0) {
        *disk->folder->error = disk->error;
        return -1;
    }
    close_barriers(disk);
    for (size_t i = 0; i < disk->place_count; i++)
        if (has_strangers(disk->folder, &disk->places[i]))
            find_strangers(disk->folder, &disk->places[i]);
    return 0;
}

int status_disk_end(struct status_disk *disk, bool is_wanted)
{
    if (disk->is_threaded)
        (void)pthread_join(disk->counter, NULL);
    int result = is_wanted ? find_all_strangers(disk) : -1;
    for (size_t i = 0; i < disk->place_count; i++)
        free(disk->places[i].path);
    for (size_t i = 0; i < disk->barrier_count; i++)
        free(disk->barriers[i]);
    free(disk->places);
    free(disk->barriers);
    buffer_done(&disk->path);
    free(disk);
    return result;
}
