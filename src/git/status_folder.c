/* All files below a folder, without libgit2: its index costs more than git's whole status. The
 * index (index_file.h) is joined with the folder on disk and with HEAD's tree; the state of a file
 * is told by its status as far as that can be trusted, else by its content. */
#include "base/buffer.h"
#include "base/memory.h"
#include "index_file_internal.h"
#include "index_internal.h"
#include "object_internal.h"
#include "status_internal.h"
#include "tree_diff_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    DEPTH_LIMIT = 256,
    WORTH_A_THREAD = 1000, /* files to look at */
};

/* What is known of an index entry. */
struct seen {
    bool on_disk;
    bool in_head;
    bool is_staged;  /* in HEAD it is another, or none */
    bool is_fresh;   /* on disk as in the index, by its status */
    bool is_changed; /* on disk of another kind, size or with other permissions */
};

/* A file that the index has not: on disk, or in HEAD only. */
struct stranger {
    char *path;
    bool on_disk;
    bool in_head;
    git_oid id; /* in HEAD */
};

struct folder_status {
    struct repository *repository;
    struct index_file index;
    struct index_trust trust;
    struct seen *seen; /* of each index entry */
    struct stranger *strangers;
    size_t count;
    size_t capacity;
    int root; /* the working copy */
    struct buffer path; /* where the walk on disk is */
    void (*visit)(void *context, const char *path, enum path_state state);
    void *context;
    struct error *error;
};

/* ── Lists ─────────────────────────────────────────────────────────────────────────────────── */

static int compare_entry(const void *key, const void *item)
{
    const struct index_entry *entry = item;
    return strcmp(key, entry->path);
}

/* One of the entries of a path (a conflict has several); NULL if there is none. */
static struct seen *find_seen(struct folder_status *folder, const char *path)
{
    const struct index_entry *entry = NULL;
    if (folder->index.count > 0)
        entry = bsearch(path, folder->index.entries, folder->index.count,
                        sizeof *folder->index.entries, compare_entry);
    return entry != NULL ? &folder->seen[entry - folder->index.entries] : NULL;
}

static struct stranger *add_stranger(struct folder_status *folder, const char *path)
{
    folder->strangers = memory_grow(folder->strangers, &folder->capacity, folder->count,
                                    sizeof *folder->strangers);
    struct stranger *stranger = &folder->strangers[folder->count++];
    *stranger = (struct stranger){.path = memory_copy_string(path)};
    return stranger;
}

static int compare_strangers(const void *a, const void *b)
{
    const struct stranger *left = a;
    const struct stranger *right = b;
    return strcmp(left->path, right->path);
}

/* ── On disk ───────────────────────────────────────────────────────────────────────────────── */

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
    struct seen *seen = find_seen(folder, buffer_string(path));
    if (seen != NULL)
        seen->on_disk = true;
    if (type == DT_DIR)
        result = walk_disk(folder, dirfd(files), file->d_name, depth + 1);
    else if (seen == NULL && (type == DT_REG || type == DT_LNK))
        add_stranger(folder, buffer_string(path))->on_disk = true;
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
    bool is_same_mode = is_link || !folder->trust.mode ||
                        (entry->mode & 0100) == ((unsigned)status.st_mode & 0100);
    seen->is_changed =
        !is_same_kind || !is_same_mode || index_entry_is_other(entry, &status);
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

/* ── In HEAD ───────────────────────────────────────────────────────────────────────────────── */

static int visit_head(void *context, const char *path, const struct tree_entry *old,
                      const struct tree_entry *new)
{
    struct folder_status *folder = context;
    struct seen *seen = find_seen(folder, path);
    (void)old;
    if ((new->mode &MODE_TYPE) == MODE_COMMIT)
        return 0;
    if (seen == NULL) {
        struct stranger *stranger = add_stranger(folder, path);
        stranger->in_head = true;
        stranger->id = new->id;
        return 0;
    }
    const struct index_entry *entry = &folder->index.entries[seen - folder->seen];
    seen->in_head = true;
    seen->is_staged = entry->mode != new->mode || !git_oid_equal(&entry->id, &new->id);
    return 0;
}

static int find_head_tree(struct folder_status *folder, const char *path,
                          struct tree_entry *entry)
{
    git_oid head = {0};
    git_commit *commit = NULL;
    int found = repository_head(folder->repository, &head, folder->error);
    if (found <= 0)
        return found;
    if (git_commit_lookup(&commit, folder->repository->handle, &head) < 0)
        return library_fail(folder->error, ERROR_ENVIRONMENT, "the last commit cannot be read");
    git_oid tree = *git_commit_tree_id(commit);
    git_commit_free(commit);
    found = tree_find_path(folder->repository, &tree, path, entry, folder->error);
    return found > 0 ? (entry->mode & MODE_TYPE) == MODE_TREE : found;
}

/* If the index knows that the folder is HEAD's tree, nothing is staged and no tree is read. */
static int read_head(struct folder_status *folder, const char *path)
{
    struct tree_entry entry = {0};
    int found = find_head_tree(folder, path, &entry);
    bool is_same = found > 0 && folder->index.has_tree &&
                   git_oid_equal(&folder->index.tree, &entry.id);
    for (size_t i = 0; i < folder->index.count; i++) {
        folder->seen[i].in_head = is_same;
        folder->seen[i].is_staged = !is_same;
    }
    if (found <= 0 || is_same)
        return found < 0 ? -1 : 0;
    return tree_diff(folder->repository, NULL, &entry.id, path, visit_head, folder, folder->error);
}

/* ── Together ──────────────────────────────────────────────────────────────────────────────── */

/* What a link says, as a blob. */
static int hash_link(struct folder_status *folder, const char *path, git_oid *id)
{
    char target[4096] = "";
    ssize_t length = readlinkat(folder->root, path, target, sizeof target);
    return length < 0 ? -1 : git_odb_hash(id, target, (size_t)length, GIT_OBJECT_BLOB);
}

/* Whether the file holds these bytes, as git would store it. */
static bool holds(struct folder_status *folder, const char *path, const git_oid *id)
{
    git_oid now = {0};
    struct stat status = {0};
    if (fstatat(folder->root, path, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return false;
    int code = S_ISLNK(status.st_mode)
                   ? hash_link(folder, path, &now)
                   : git_repository_hashfile(&now, folder->repository->handle, path,
                                             GIT_OBJECT_BLOB, NULL);
    return code == 0 && git_oid_equal(&now, id);
}

/* The blob that HEAD has there; it has one. */
static bool holds_as_head(struct folder_status *folder, const char *path)
{
    struct tree_entry root = {0};
    struct tree_entry entry = {0};
    return find_head_tree(folder, "", &root) > 0 &&
           tree_find_path(folder->repository, &root.id, path, &entry, folder->error) > 0 &&
           holds(folder, path, &entry.id);
}

static enum path_state state_of(struct folder_status *folder, const struct index_entry *entry,
                                const struct seen *seen)
{
    if (entry->stage != 0)
        return PATH_CONFLICTED;
    if (entry->is_intended || !seen->in_head)
        return seen->on_disk || entry->is_left_out ? PATH_NEW : PATH_UNCHANGED;
    if (!seen->on_disk)
        return entry->is_left_out ? PATH_UNCHANGED : PATH_DELETED;
    if (seen->is_staged)
        return holds_as_head(folder, entry->path) ? PATH_UNCHANGED : PATH_MODIFIED;
    if (entry->is_assumed)
        return PATH_UNCHANGED;
    if (seen->is_changed)
        return PATH_MODIFIED;
    return seen->is_fresh || holds(folder, entry->path, &entry->id) ? PATH_UNCHANGED
                                                                    : PATH_MODIFIED;
}

static enum path_state state_of_stranger(struct folder_status *folder,
                                         const struct stranger *stranger)
{
    int ignored = 0;
    if (stranger->in_head && !stranger->on_disk)
        return PATH_DELETED;
    if (stranger->in_head)
        return holds(folder, stranger->path, &stranger->id) ? PATH_UNCHANGED : PATH_MODIFIED;
    if (git_ignore_path_is_ignored(&ignored, folder->repository->handle, stranger->path) == 0 &&
        ignored)
        return PATH_IGNORED;
    return PATH_NEW;
}

/* One that is in HEAD and on disk, but not in the index, was noted twice. */
static void join_strangers(struct folder_status *folder)
{
    size_t kept = 0;
    if (folder->count > 0)
        qsort(folder->strangers, folder->count, sizeof *folder->strangers, compare_strangers);
    for (size_t i = 0; i < folder->count; i++) {
        struct stranger *last = kept > 0 ? &folder->strangers[kept - 1] : NULL;
        struct stranger next = folder->strangers[i];
        if (last == NULL || strcmp(last->path, next.path) != 0) {
            folder->strangers[kept++] = next;
            continue;
        }
        if (next.in_head)
            last->id = next.id;
        last->on_disk |= next.on_disk;
        last->in_head |= next.in_head;
        free(next.path);
    }
    folder->count = kept;
}

static void tell(struct folder_status *folder, const char *path, enum path_state state)
{
    if (state != PATH_UNCHANGED)
        folder->visit(folder->context, path, state);
}

/* Both lists are sorted. */
static void tell_all(struct folder_status *folder)
{
    const struct index_entry *entries = folder->index.entries;
    size_t next = 0;
    for (size_t i = 0; i < folder->index.count; i++) {
        const struct index_entry *entry = &entries[i];
        if (i > 0 && strcmp(entries[i - 1].path, entry->path) == 0)
            continue;
        for (; next < folder->count && strcmp(folder->strangers[next].path, entry->path) < 0;
             next++)
            tell(folder, folder->strangers[next].path,
                 state_of_stranger(folder, &folder->strangers[next]));
        if ((entry->mode & MODE_TYPE) != MODE_COMMIT)
            tell(folder, entry->path, state_of(folder, entry, &folder->seen[i]));
    }
    for (; next < folder->count; next++)
        tell(folder, folder->strangers[next].path,
             state_of_stranger(folder, &folder->strangers[next]));
}

/* ── Start and end ─────────────────────────────────────────────────────────────────────────── */

/* An index that is not read here is not read by libgit2 either: it says why. */
static int read_index(struct folder_status *folder, const char *path)
{
    char *file = memory_format("%s/index", folder->repository->git_directory);
    bool is_read = index_file_read(&folder->index, file, path);
    git_index *index = NULL;
    int result = 0;
    if (!is_read && (result = index_read(folder->repository, &index, folder->error)) == 0)
        result = error_set(folder->error, ERROR_ENVIRONMENT,
                           "%s cannot be read by ifspec; run: git reset", file);
    git_index_free(index);
    free(file);
    folder->seen = memory_allocate((folder->index.count + 1) * sizeof *folder->seen);
    return result;
}

static void read_trust(struct folder_status *folder)
{
    struct repository *repository = folder->repository;
    char *check = repository_setting(repository, "core.checkstat");
    folder->trust = (struct index_trust){
        .changed_time = repository_setting_is_true(repository, "core.trustctime", true),
        .all = check == NULL || strcmp(check, "minimal") != 0,
        .mode = repository_setting_is_true(repository, "core.filemode", true),
    };
    free(check);
}

static int read_disk(struct folder_status *folder, const char *path)
{
    folder->root =
        open(folder->repository->worktree, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->root < 0)
        return error_set_system(folder->error, ERROR_ENVIRONMENT, errno, "%s",
                                folder->repository->worktree);
    buffer_append_string(&folder->path, path);
    if (walk_disk(folder, folder->root, path[0] != '\0' ? path : ".", 0) < 0)
        return -1;
    look_at_all(folder);
    return 0;
}

static void folder_done(struct folder_status *folder)
{
    for (size_t i = 0; i < folder->count; i++)
        free(folder->strangers[i].path);
    free(folder->strangers);
    free(folder->seen);
    buffer_done(&folder->path);
    index_file_done(&folder->index);
    if (folder->root >= 0)
        (void)close(folder->root);
}

int path_states(struct repository *repository, const char *path,
                void (*visit)(void *context, const char *path, enum path_state state),
                void *context, struct error *error)
{
    struct folder_status folder = {
        .repository = repository, .root = -1, .visit = visit, .context = context, .error = error};
    char *clean = repository_clean_path(path);
    int result = read_index(&folder, clean);
    if (result == 0) {
        read_trust(&folder);
        result = read_disk(&folder, clean);
    }
    if (result == 0)
        result = read_head(&folder, clean);
    if (result == 0) {
        join_strangers(&folder);
        tell_all(&folder);
    }
    folder_done(&folder);
    free(clean);
    return result;
}
