/* All files below a folder, without libgit2: its index costs more than git's whole status. The
 * index (index_file.h) is joined with the folder on disk and with HEAD's tree; the state of a file
 * is told by its status as far as that can be trusted, else by its content. */
#include "base/memory.h"
#include "index_internal.h"
#include "object_internal.h"
#include "status_disk_internal.h"
#include "status_folder_internal.h"
#include "status_internal.h"
#include "tree_diff_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ── Lists ─────────────────────────────────────────────────────────────────────────────────── */

struct seen *status_find_seen(struct folder_status *folder, const char *path)
{
    const struct index_file *index = &folder->index;
    size_t at = index_file_place(index, path);
    bool found = at < index->count && strcmp(index->entries[at].path, path) == 0;
    return found ? &folder->seen[at] : NULL;
}

struct stranger *status_add_stranger(struct folder_status *folder, const char *path)
{
    folder->strangers =
        memory_grow(folder->strangers, &folder->capacity, folder->count, sizeof *folder->strangers);
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

/* ── In HEAD ───────────────────────────────────────────────────────────────────────────────── */

static int visit_head(void *context, const char *path, const struct tree_entry *old,
                      const struct tree_entry *new)
{
    struct folder_status *folder = context;
    struct seen *seen = status_find_seen(folder, path);
    (void)old;
    if ((new->mode &MODE_TYPE) == MODE_COMMIT)
        return 0;
    if (seen == NULL) {
        struct stranger *stranger = status_add_stranger(folder, path);
        stranger->in_head = true;
        stranger->mode = new->mode;
        stranger->id = new->id;
        return 0;
    }
    const struct index_entry *entry = &folder->index.entries[seen - folder->seen];
    seen->in_head = true;
    seen->is_staged =
        entry->is_intended || entry->mode != new->mode || !git_oid_equal(&entry->id, &new->id);
    return 0;
}

static int find_head_tree(struct folder_status *folder, const char *path, struct tree_entry *entry)
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
    bool is_same =
        found > 0 && folder->index.has_tree && git_oid_equal(&folder->index.tree, &entry.id);
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

/* Whether the file has this mode and holds these bytes, as git would store it. */
static bool holds(struct folder_status *folder, const char *path, unsigned mode, const git_oid *id)
{
    git_oid now = {0};
    struct stat status = {0};
    if (fstatat(folder->root, path, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
        !index_mode_fits(mode, &status, &folder->trust))
        return false;
    int code = S_ISLNK(status.st_mode) ? hash_link(folder, path, &now)
                                       : git_repository_hashfile(&now, folder->repository->handle,
                                                                 path, GIT_OBJECT_BLOB, NULL);
    return code == 0 && git_oid_equal(&now, id);
}

/* The blob that HEAD has there; it has one. */
static bool holds_as_head(struct folder_status *folder, const char *path)
{
    struct tree_entry root = {0};
    struct tree_entry entry = {0};
    return find_head_tree(folder, "", &root) > 0 &&
           tree_find_path(folder->repository, &root.id, path, &entry, folder->error) > 0 &&
           holds(folder, path, entry.mode, &entry.id);
}

static enum path_state state_of(struct folder_status *folder, const struct index_entry *entry,
                                const struct seen *seen)
{
    if (entry->stage != 0)
        return PATH_CONFLICTED;
    bool is_overlooked = index_entry_is_overlooked(entry, seen->on_disk, &folder->trust);
    if (!seen->in_head)
        return seen->on_disk || is_overlooked ? PATH_NEW : PATH_UNCHANGED;
    if (!seen->on_disk)
        return is_overlooked ? PATH_UNCHANGED : PATH_DELETED;
    if (seen->is_staged)
        return holds_as_head(folder, entry->path) ? PATH_UNCHANGED : PATH_MODIFIED;
    if (is_overlooked)
        return PATH_UNCHANGED;
    if (seen->is_changed)
        return PATH_MODIFIED;
    return seen->is_fresh || holds(folder, entry->path, entry->mode, &entry->id) ? PATH_UNCHANGED
                                                                                 : PATH_MODIFIED;
}

static enum path_state state_of_stranger(struct folder_status *folder,
                                         const struct stranger *stranger)
{
    int ignored = 0;
    if (stranger->in_head && !stranger->on_disk)
        return PATH_DELETED;
    if (stranger->in_head)
        return holds(folder, stranger->path, stranger->mode, &stranger->id) ? PATH_UNCHANGED
                                                                            : PATH_MODIFIED;
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
        if (next.in_head) {
            last->mode = next.mode;
            last->id = next.id;
        }
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
static int read_index(struct folder_status *folder, const char *file, const char *path)
{
    bool is_read = index_file_read(&folder->index, file, path);
    git_index *index = NULL;
    int result = 0;
    if (!is_read && (result = index_read(folder->repository, &index, folder->error)) == 0)
        result = error_set(folder->error, ERROR_ENVIRONMENT,
                           "%s cannot be read by ifspec; run: git reset", file);
    git_index_free(index);
    folder->seen = memory_allocate((folder->index.count + 1) * sizeof *folder->seen);
    return result;
}

static void folder_done(struct folder_status *folder)
{
    for (size_t i = 0; i < folder->count; i++)
        free(folder->strangers[i].path);
    free(folder->strangers);
    free(folder->seen);
    index_file_done(&folder->index);
    if (folder->root >= 0)
        (void)close(folder->root);
}

static int open_worktree(struct folder_status *folder)
{
    const char *worktree = folder->repository->worktree;
    folder->root = open(worktree, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return folder->root < 0
               ? error_set_system(folder->error, ERROR_ENVIRONMENT, errno, "%s", worktree)
               : 0;
}

/* The index as it stands, joined with the disk. */
static int read_index_and_disk(struct folder_status *folder, const char *path)
{
    enum { LARGE = 100000 }; /* bytes of an index: about a thousand files */
    struct stat status = {0};
    char *file = memory_format("%s/index", folder->repository->git_directory);
    bool is_large = stat(file, &status) == 0 && status.st_size > LARGE;
    if (open_worktree(folder) < 0) {
        free(file);
        return -1;
    }
    struct status_disk *disk = status_disk_begin(folder, path, is_large);
    int result = read_index(folder, file, path);
    if (result == 0) {
        folder->trust = index_trust_read(folder->repository);
        status_disk_look(disk);
    }
    free(file);
    return status_disk_end(disk, result == 0);
}

int path_states(struct repository *repository, const char *path,
                void (*visit)(void *context, const char *path, enum path_state state),
                void *context, struct error *error)
{
    struct folder_status folder = {
        .repository = repository, .root = -1, .visit = visit, .context = context, .error = error};
    char *clean = repository_clean_path(path);
    int result = read_index_and_disk(&folder, clean);
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
