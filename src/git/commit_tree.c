#include "commit_tree_internal.h"

#include "base/memory.h"
#include "object_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ── Blobs ─────────────────────────────────────────────────────────────────────────────────── */

static bool is_in_tree(git_tree *tree, const char *path)
{
    git_tree_entry *entry = NULL;
    bool found = tree != NULL && git_tree_entry_bypath(&entry, tree, path) == 0;
    git_tree_entry_free(entry);
    return found;
}

struct staging {
    struct repository *repository;
    const struct index_file *index;
    git_tree *head;
    bool has_links; /* the file system, as the settings say */
    bool has_modes;
    struct error *error;
};

static int stage_removal(const struct staging *staging, struct commit_change *change)
{
    if (index_file_find(staging->index, change->path) == NULL &&
        !is_in_tree(staging->head, change->path))
        return error_set(staging->error, ERROR_NOT_FOUND,
                         "%s is neither in the working copy nor in the last commit", change->path);
    change->removed = true;
    return 0;
}

/* As git has it: where files have no permissions, or no links can be, what is known stays. */
static git_filemode_t mode_of(const struct staging *staging, const struct commit_change *change)
{
    const struct index_entry *known = index_file_find(staging->index, change->path);
    unsigned kind = known != NULL ? known->mode & MODE_TYPE : 0;
    mode_t mode = change->status.st_mode;
    if (S_ISLNK(mode) || (kind == MODE_LINK && !staging->has_links))
        return GIT_FILEMODE_LINK;
    if (!staging->has_modes)
        return kind == MODE_FILE ? (git_filemode_t)known->mode : GIT_FILEMODE_BLOB;
    return (mode & S_IXUSR) != 0 ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
}

static int stage_file(const struct staging *staging, struct commit_change *change, const char *full)
{
    struct stat after = {0};
    if (git_blob_create_from_workdir(&change->blob, staging->repository->handle, change->path) < 0)
        return library_fail(staging->error, ERROR_ENVIRONMENT, "%s cannot be added", change->path);
    if (lstat(full, &after) < 0 || (after.st_mode & S_IFMT) != (change->status.st_mode & S_IFMT))
        return error_set(staging->error, ERROR_ENVIRONMENT,
                         "%s was replaced by something else while it was read; try again",
                         change->path);
    change->removed = false;
    change->mode = mode_of(staging, change);
    return 0;
}

static int stage(const struct staging *staging, struct commit_change *change)
{
    char *full = memory_format("%s/%s", staging->repository->worktree, change->path);
    int code = lstat(full, &change->status) < 0 ? errno : 0;
    int result = 0;
    if (code == ENOENT || code == ENOTDIR)
        result = stage_removal(staging, change);
    else if (code != 0)
        result = error_set_system(staging->error, ERROR_ENVIRONMENT, code, "%s", change->path);
    else
        result = stage_file(staging, change, full);
    free(full);
    return result;
}

/* ── The tree ──────────────────────────────────────────────────────────────────────────────── */

int commit_tree_clear_way(git_index *index, const char *path)
{
    int code = git_index_remove_directory(index, path, 0);
    for (const char *slash = strchr(path, '/'); code == 0 && slash != NULL;
         slash = strchr(slash + 1, '/')) {
        char *folder = memory_copy_bytes(path, (size_t)(slash - path));
        if (git_index_get_bypath(index, folder, 0) != NULL)
            code = git_index_remove(index, folder, 0);
        free(folder);
    }
    return code;
}

/* Where a file takes the place of a folder, or a folder that of a file, libgit2 cannot update a
 * tree in place: the whole tree goes through an index in memory. */
static int write_through_index(git_repository *handle, git_tree *head,
                               const struct commit_change *changes, size_t count, git_oid *tree)
{
    git_index *index = NULL;
    int code = git_index_new(&index);
    if (code == 0 && head != NULL)
        code = git_index_read_tree(index, head);
    for (size_t i = 0; code == 0 && i < count; i++)
        if (changes[i].removed && git_index_get_bypath(index, changes[i].path, 0) != NULL)
            code = git_index_remove(index, changes[i].path, 0);
    for (size_t i = 0; code == 0 && i < count; i++) {
        const git_index_entry entry = {
            .path = changes[i].path, .id = changes[i].blob, .mode = changes[i].mode};
        if (!changes[i].removed)
            code = commit_tree_clear_way(index, changes[i].path);
        if (code == 0 && !changes[i].removed)
            code = git_index_add(index, &entry);
    }
    if (code == 0)
        code = git_index_write_tree_to(tree, index, handle);
    git_index_free(index);
    return code;
}

/* The quick way: only the trees on the way to the changes are read and written. */
static int write_updated(git_repository *handle, git_tree *head,
                         const struct commit_change *changes, size_t count, git_oid *tree)
{
    git_tree_update *updates = memory_allocate(count * sizeof *updates);
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        if (changes[i].removed && !is_in_tree(head, changes[i].path))
            continue;
        updates[used].action = changes[i].removed ? GIT_TREE_UPDATE_REMOVE : GIT_TREE_UPDATE_UPSERT;
        updates[used].id = changes[i].blob;
        updates[used].filemode = changes[i].mode;
        updates[used].path = changes[i].path;
        used++;
    }
    int code = git_tree_create_updated(tree, handle, head, used, updates);
    free(updates);
    return code;
}

int commit_tree_write(struct repository *repository, const struct index_file *index,
                      git_tree *head, struct commit_change *changes, size_t count, git_oid *tree,
                      struct error *error)
{
    git_repository *handle = repository->handle;
    const struct staging staging = {
        .repository = repository,
        .index = index,
        .head = head,
        .has_links = repository_setting_is_true(repository, "core.symlinks", true),
        .has_modes = repository_setting_is_true(repository, "core.filemode", true),
        .error = error,
    };
    for (size_t i = 0; i < count; i++)
        if (stage(&staging, &changes[i]) < 0)
            return -1;
    if (write_updated(handle, head, changes, count, tree) < 0 &&
        write_through_index(handle, head, changes, count, tree) < 0)
        return library_fail(error, ERROR_ENVIRONMENT, "the tree of the commit cannot be written");
    return 0;
}

static int verify(struct repository *repository, const git_oid *tree,
                  const struct commit_change *change, struct error *error)
{
    struct tree_entry entry = {0};
    int found = tree_find_path(repository, tree, change->path, &entry, error);
    if (found < 0)
        return -1;
    if (change->removed ? found > 0
                        : found == 0 || entry.mode != (unsigned)change->mode ||
                              !git_oid_equal(&entry.id, &change->blob))
        return error_set(error, ERROR_ENVIRONMENT, "the written tree does not hold %s as it is",
                         change->path);
    struct raw_object *blob = NULL;
    if (!change->removed &&
        object_read(repository, &change->blob, GIT_OBJECT_BLOB, &blob, error) < 0)
        return -1;
    raw_object_release(blob);
    return 0;
}

int commit_tree_verify(struct repository *repository, const git_oid *tree,
                       const struct commit_change *changes, size_t count, struct error *error)
{
    for (size_t i = 0; i < count; i++)
        if (verify(repository, tree, &changes[i], error) < 0)
            return -1;
    return 0;
}
