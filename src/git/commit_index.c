/* The two indexes of a commit: the next one of the working copy, and the partial one that its hooks
 * see. Neither is the index itself before the commit exists. */
#include "commit_work_internal.h"

#include "base/memory.h"
#include "durable_internal.h"
#include "index_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <git2/sys/repository.h>

/* ── The next index ────────────────────────────────────────────────────────────────────────── */

/* Copy the index with its time: entries as new as the index itself are looked at again. git compares
 * whole seconds, libgit2 what is below too: what changed later in the index's own second would look
 * unchanged to git from the next second on. So the time is that second's beginning. */
static int copy_index(const struct commit_lock *lock, struct error *error)
{
    struct stat status = {0};
    int result = -1;
    int from = open(lock->index, O_RDONLY | O_CLOEXEC);
    int to = -1;
    if (from < 0 && errno == ENOENT)
        return 0;
    if (from < 0 || fstat(from, &status) < 0)
        goto out;
    to = open(lock->new_index, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, status.st_mode & 0777);
    if (to < 0)
        goto out;
    char block[65536];
    ssize_t got = 0;
    while ((got = read(from, block, sizeof block)) > 0)
        if (durable_write_all(to, block, (size_t)got) < 0)
            goto out;
    const struct timespec times[2] = {status.st_atim, {.tv_sec = status.st_mtim.tv_sec}};
    if (got < 0 || fchmod(to, status.st_mode & 0777) < 0 || futimens(to, times) < 0)
        goto out;
    result = 0;
out:
    if (result < 0)
        error_set_system(error, ERROR_ENVIRONMENT, errno, "%s cannot be copied", lock->index);
    if (from >= 0)
        close(from);
    if (to >= 0 && close(to) < 0 && result == 0)
        result = error_set_system(error, ERROR_ENVIRONMENT, errno, "%s", lock->new_index);
    return result;
}

int commit_index_open(struct commit_work *work, struct error *error)
{
    git_repository *handle = work->repository->handle;
    if (copy_index(&work->lock, error) < 0)
        return -1;
    if (git_index_open(&work->index, work->lock.new_index) < 0)
        return index_fail(work->repository, error);
    if (git_repository_set_index(handle, work->index) < 0 ||
        git_index_set_caps(work->index, GIT_INDEX_CAPABILITY_FROM_OWNER) < 0)
        return library_fail(error, ERROR_ENVIRONMENT, "the index cannot be used");
    return 0;
}

static bool is_as_old(const struct commit_work *work, const git_index_entry *entry)
{
    struct stat status = {0};
    char *path = memory_format("%s/%s", work->repository->worktree, entry->path);
    bool same = lstat(path, &status) == 0 && (int32_t)status.st_mtim.tv_sec == entry->mtime.seconds &&
                (uint32_t)status.st_mtim.tv_nsec != entry->mtime.nanoseconds;
    free(path);
    return same;
}

/* A file that was changed in the second in which the index learnt of it, and stayed as long, is
 * known to libgit2 by its nanoseconds. Git counts seconds: as long as the index is no younger it
 * looks at the content, but a new index would make it believe the entry. Without a size it does not,
 * which is what git itself does to such entries ("racily clean"). */
static void forget_racy_sizes(struct commit_work *work)
{
    struct stat old = {0};
    if (stat(work->lock.index, &old) < 0)
        return;
    for (size_t i = 0; i < git_index_entrycount(work->index); i++) {
        const git_index_entry *entry = git_index_get_byindex(work->index, i);
        bool left_out = (entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0;
        if (!left_out && entry->mtime.seconds >= (int32_t)old.st_mtim.tv_sec &&
            is_as_old(work, entry))
            ((git_index_entry *)(uintptr_t)entry)->file_size = 0;
    }
}

/* libgit2 does not flush the index. */
int commit_index_write(struct commit_work *work, struct error *error)
{
    forget_racy_sizes(work);
    if (git_index_write(work->index) < 0)
        return library_fail(error, ERROR_ENVIRONMENT, "the index cannot be written");
    struct stat status = {0};
    int descriptor = open(work->lock.new_index, O_RDONLY | O_CLOEXEC);
    int result = descriptor < 0 ? -1 : 0;
    if (result == 0 && stat(work->lock.index, &status) == 0)
        result = fchmod(descriptor, status.st_mode & 0777);
    if (result == 0)
        result = durable_flush(descriptor);
    if (result < 0)
        result = error_set_system(error, ERROR_ENVIRONMENT, errno, "%s", work->lock.new_index);
    if (descriptor >= 0)
        close(descriptor);
    return result;
}

/* ── The partial index ─────────────────────────────────────────────────────────────────────── */

/* Entries that are as in the next index keep what it knows of their files: hooks that ask for the
 * difference need not read them all. */
static int add_entry(struct commit_work *work, git_index *partial,
                     const struct commit_change *change)
{
    const git_index_entry plain = {.path = change->path, .id = change->blob, .mode = change->mode};
    const git_index_entry *known = git_index_get_bypath(work->index, change->path, 0);
    return git_index_add(partial, known != NULL ? known : &plain);
}

static int copy_known(struct commit_work *work, git_index *partial)
{
    int code = 0;
    size_t count = git_index_entrycount(partial);
    for (size_t i = 0; code == 0 && i < count; i++) {
        const git_index_entry *entry = git_index_get_byindex(partial, i);
        const git_index_entry *known = git_index_get_bypath(work->index, entry->path, 0);
        if (known != NULL && known->mode == entry->mode && git_oid_equal(&known->id, &entry->id))
            code = git_index_add(partial, known);
    }
    return code;
}

static int fill_partial(struct commit_work *work, git_index *partial)
{
    git_tree *tree = NULL;
    int code = git_tree_lookup(&tree, work->repository->handle, &work->tree);
    if (code == 0)
        code = git_index_read_tree(partial, tree);
    for (size_t i = 0; code == 0 && i < work->count; i++)
        if (!work->changes[i].removed)
            code = add_entry(work, partial, &work->changes[i]);
    if (code == 0)
        code = copy_known(work, partial);
    git_tree_free(tree);
    return code;
}

int commit_index_write_partial(struct commit_work *work, struct error *error)
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
