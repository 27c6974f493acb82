/* One file: what HEAD, the index and the working copy have there. As status_folder.c tells it of all
 * files of a folder, but nothing is read of the others. */
#include "status_internal.h"

#include "base/memory.h"
#include "index_internal.h"
#include "object_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct file_status {
    struct repository *repository;
    const struct index_file *index;
    struct index_trust trust;
    const char *path;
    const struct index_entry *entry; /* NULL: the index has none, or a conflict */
    bool is_conflicted;
    bool in_head;
    unsigned head_mode; /* in_head */
    git_oid head_blob;
    bool on_disk;
    struct stat disk;
    struct error *error;
};

/* ── What there is ─────────────────────────────────────────────────────────────────────────── */

static void look_in_index(struct file_status *file)
{
    size_t at = index_file_place(file->index, file->path);
    if (at == file->index->count || strcmp(file->index->entries[at].path, file->path) != 0)
        return;
    file->is_conflicted = file->index->entries[at].stage != 0;
    if (!file->is_conflicted)
        file->entry = &file->index->entries[at];
}

/* What a commit has at a path. Several steps of a commit ask for the same one after the other. */
struct head_entry {
    git_oid commit;
    char *path;
    bool found;
    unsigned mode;
    git_oid id;
};

void head_entry_free(struct head_entry *entry)
{
    if (entry != NULL)
        free(entry->path);
    free(entry);
}

static int read_head_entry(struct file_status *file, const git_oid *head, struct head_entry **out)
{
    git_commit *commit = NULL;
    struct tree_entry entry = {0};
    if (git_commit_lookup(&commit, file->repository->handle, head) < 0)
        return library_fail(file->error, ERROR_ENVIRONMENT, "the last commit cannot be read");
    int found = tree_find_path(file->repository, git_commit_tree_id(commit), file->path, &entry,
                               file->error);
    git_commit_free(commit);
    if (found < 0)
        return -1;
    *out = memory_allocate(sizeof **out);
    **out = (struct head_entry){
        .commit = *head,
        .path = memory_copy_string(file->path),
        .found = found > 0 && (entry.mode & MODE_TYPE) != MODE_TREE,
        .mode = entry.mode,
        .id = entry.id,
    };
    return 0;
}

static int look_in_head(struct file_status *file)
{
    git_oid head = {0};
    struct head_entry **known = &file->repository->head_entry;
    int found = repository_head(file->repository, &head, file->error);
    if (found <= 0)
        return found;
    if (*known == NULL || !git_oid_equal(&(*known)->commit, &head) ||
        strcmp((*known)->path, file->path) != 0) {
        head_entry_free(*known);
        *known = NULL;
        if (read_head_entry(file, &head, known) < 0)
            return -1;
    }
    assert(*known != NULL);
    file->in_head = (*known)->found;
    file->head_mode = (*known)->mode;
    file->head_blob = (*known)->id;
    return 0;
}

/* Whether a folder on the way is a link, or another repository: what is below it is not ours. */
static bool is_barrier(const struct file_status *file, size_t length)
{
    struct stat status = {0};
    char *folder = memory_format("%s/%.*s", file->repository->worktree, (int)length, file->path);
    char *link = memory_format("%s/.git", folder);
    bool found = (lstat(folder, &status) == 0 && S_ISLNK(status.st_mode)) ||
                 lstat(link, &status) == 0;
    free(link);
    free(folder);
    return found;
}

static void look_on_disk(struct file_status *file)
{
    for (const char *slash = strchr(file->path, '/'); slash != NULL; slash = strchr(slash + 1, '/'))
        if (is_barrier(file, (size_t)(slash - file->path)))
            return;
    char *path = memory_format("%s/%s", file->repository->worktree, file->path);
    file->on_disk = lstat(path, &file->disk) == 0;
    free(path);
}

/* ── Compare ───────────────────────────────────────────────────────────────────────────────── */

/* The blob that the file would be. */
static int hash(const struct file_status *file, git_oid *id)
{
    char target[4096] = "";
    char *path = memory_format("%s/%s", file->repository->worktree, file->path);
    ssize_t length = S_ISLNK(file->disk.st_mode) ? readlink(path, target, sizeof target) : -1;
    int code = length < 0 ? -1 : git_odb_hash(id, target, (size_t)length, GIT_OBJECT_BLOB);
    free(path);
    if (!S_ISREG(file->disk.st_mode))
        return code;
    if (index_lend(file->repository, file->index, &file->path, 1, NULL) == 0)
        code = git_repository_hashfile(id, file->repository->handle, file->path, GIT_OBJECT_BLOB,
                                       NULL);
    index_take_back(file->repository);
    return code;
}

/* Whether the file is this one, as git would store it. */
static bool is_as(const struct file_status *file, unsigned mode, const git_oid *id)
{
    git_oid now = {0};
    return index_mode_fits(mode, &file->disk, &file->trust) && hash(file, &now) == 0 &&
           git_oid_equal(&now, id);
}

static bool is_as_in_index(const struct file_status *file)
{
    const struct index_entry *entry = file->entry;
    return index_entry_is_overlooked(entry, true, &file->trust) ||
           (index_mode_fits(entry->mode, &file->disk, &file->trust) &&
            index_entry_is_fresh(file->index, entry, &file->disk, &file->trust)) ||
           is_as(file, entry->mode, &entry->id);
}

static enum path_state state_of_stranger(const struct file_status *file)
{
    int ignored = 0;
    if (file->in_head && !file->on_disk)
        return PATH_DELETED;
    if (file->in_head)
        return is_as(file, file->head_mode, &file->head_blob) ? PATH_UNCHANGED : PATH_MODIFIED;
    if (!file->on_disk)
        return PATH_UNCHANGED;
    if (git_ignore_path_is_ignored(&ignored, file->repository->handle, file->path) == 0 && ignored)
        return PATH_IGNORED;
    return PATH_NEW;
}

static enum path_state state_of(const struct file_status *file)
{
    const struct index_entry *entry = file->entry;
    if (file->is_conflicted)
        return PATH_CONFLICTED;
    if (entry == NULL)
        return state_of_stranger(file);
    if ((entry->mode & MODE_TYPE) == MODE_COMMIT)
        return PATH_UNCHANGED;
    bool is_overlooked = index_entry_is_overlooked(entry, file->on_disk, &file->trust);
    if (!file->in_head)
        return file->on_disk || is_overlooked ? PATH_NEW : PATH_UNCHANGED;
    if (!file->on_disk)
        return is_overlooked ? PATH_UNCHANGED : PATH_DELETED;
    bool is_staged = entry->is_intended || entry->mode != file->head_mode ||
                     !git_oid_equal(&entry->id, &file->head_blob);
    bool is_same = is_staged ? is_as(file, file->head_mode, &file->head_blob) : is_as_in_index(file);
    return is_same ? PATH_UNCHANGED : PATH_MODIFIED;
}

int path_state(struct repository *repository, const char *path, enum path_state *state,
               struct error *error)
{
    char *clean = repository_clean_path(path);
    struct file_status file = {.repository = repository, .path = clean, .error = error};
    int result = -1;
    *state = PATH_UNCHANGED;
    file.index = index_load(repository, error);
    if (file.index == NULL)
        goto out;
    file.trust = index_trust_read(repository);
    look_in_index(&file);
    if (look_in_head(&file) < 0)
        goto out;
    look_on_disk(&file);
    bool is_folder = file.on_disk && S_ISDIR(file.disk.st_mode);
    if (is_folder && file.entry == NULL && !file.in_head) {
        error_set(error, ERROR_INPUT, "%s is a folder", path);
        goto out;
    }
    file.on_disk = file.on_disk && !is_folder;
    *state = state_of(&file);
    result = 0;
out:
    free(clean);
    return result;
}
