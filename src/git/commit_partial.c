/* The index that the hooks of a commit see: HEAD's tree with the changes. */
#include "commit_work_internal.h"

#include "base/memory.h"
#include "object_internal.h"

#include <errno.h>
#include <sys/stat.h>

/* Entries that are as in the next index keep what it knows of their files: hooks that ask for the
 * difference need not read them all. */
static void take_status(git_index_entry *entry, const struct index_entry *known)
{
    entry->ctime = (git_index_time){(int32_t)known->changed.seconds, known->changed.nanoseconds};
    entry->mtime = (git_index_time){(int32_t)known->modified.seconds, known->modified.nanoseconds};
    entry->ino = known->inode;
    entry->uid = known->owner;
    entry->gid = known->group;
    entry->file_size = known->size;
    if (known->is_assumed)
        entry->flags |= GIT_INDEX_ENTRY_VALID;
    if (known->is_left_out)
        entry->flags_extended |= GIT_INDEX_ENTRY_SKIP_WORKTREE;
}

static int copy_known(struct commit_work *work, git_index *partial)
{
    int code = 0;
    size_t count = git_index_entrycount(partial);
    for (size_t i = 0; code == 0 && i < count; i++) {
        git_index_entry entry = *git_index_get_byindex(partial, i);
        const struct index_entry *known = index_file_find(work->index, entry.path);
        if (known == NULL || known->mode != entry.mode || !git_oid_equal(&known->id, &entry.id))
            continue;
        take_status(&entry, known);
        code = git_index_add(partial, &entry);
    }
    return code;
}

static int take_change(git_index *partial, const struct commit_change *change)
{
    const struct stat *status = &change->status;
    const git_index_entry entry = {
        .ctime = {(int32_t)status->st_ctim.tv_sec, (uint32_t)status->st_ctim.tv_nsec},
        .mtime = {(int32_t)status->st_mtim.tv_sec, (uint32_t)status->st_mtim.tv_nsec},
        .ino = (uint32_t)status->st_ino,
        .mode = change->mode,
        .uid = status->st_uid,
        .gid = status->st_gid,
        .file_size = (uint32_t)status->st_size,
        .id = change->blob,
        .path = change->path,
    };
    return change->removed ? 0 : git_index_add(partial, &entry);
}

static int fill_partial(struct commit_work *work, git_index *partial)
{
    git_tree *tree = NULL;
    int code = git_tree_lookup(&tree, work->repository->handle, &work->tree);
    if (code == 0)
        code = git_index_read_tree(partial, tree);
    if (code == 0)
        code = copy_known(work, partial);
    for (size_t i = 0; code == 0 && i < work->count; i++)
        code = take_change(partial, &work->changes[i]);
    git_tree_free(tree);
    return code;
}

static int write_whole(struct commit_work *work, struct error *error)
{
    git_index *partial = NULL;
    int code = git_index_open(&partial, work->lock.partial);
    if (code == 0)
        code = fill_partial(work, partial);
    if (code == 0)
        code = git_index_write(partial);
    git_index_free(partial);
    return code == 0
               ? 0
               : library_fail(error, ERROR_ENVIRONMENT, "%s cannot be written", work->lock.partial);
}

/* Where nothing else is staged, the next index is the same. */
int commit_index_write_partial(struct commit_work *work, struct error *error)
{
    if (!commit_index_write_as_next(work, work->lock.partial) && write_whole(work, error) < 0)
        return -1;
    if (stat(work->lock.partial, &work->partial_status) == 0)
        return 0;
    return error_set_system(error, ERROR_ENVIRONMENT, errno, "%s", work->lock.partial);
}

static bool is_untouched(const struct commit_work *work)
{
    struct stat now = {0};
    const struct stat *then = &work->partial_status;
    return stat(work->lock.partial, &now) == 0 && now.st_ino == then->st_ino &&
           now.st_size == then->st_size && now.st_ctim.tv_sec == then->st_ctim.tv_sec &&
           now.st_ctim.tv_nsec == then->st_ctim.tv_nsec;
}

static void take_changes(struct commit_work *work, git_index *partial)
{
    for (size_t i = 0; i < work->count; i++) {
        struct commit_change *change = &work->changes[i];
        const git_index_entry *entry = git_index_get_bypath(partial, change->path, 0);
        change->removed = entry == NULL;
        if (entry != NULL) {
            change->blob = entry->id;
            change->mode = (git_filemode_t)entry->mode;
        }
    }
}

int commit_index_read_partial(struct commit_work *work, struct error *error)
{
    git_index *partial = NULL;
    if (is_untouched(work))
        return 0;
    work->has_hooked = true;
    int code = git_index_open(&partial, work->lock.partial);
    if (code == 0)
        code = git_index_write_tree_to(&work->tree, partial, work->repository->handle);
    if (code == 0)
        take_changes(work, partial);
    git_index_free(partial);
    return code == 0 ? 0
                     : library_fail(error, ERROR_ENVIRONMENT,
                                    "what the pre-commit hook left cannot be committed");
}
