/* The next index of the working copy: all as it was, and the changes. It is prepared beside the
 * index, which it replaces when the commit exists. It is changed as index_edit.h has it; where
 * that cannot be done it goes through libgit2, which reads and writes all of it. */
#include "commit_work_internal.h"

#include "base/memory.h"
#include "durable_internal.h"
#include "index_edit_internal.h"
#include "index_internal.h"
#include "object_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ── Open ──────────────────────────────────────────────────────────────────────────────────── */

/* Copy the index with its time: entries as new as the index itself are looked at again. git
 * compares whole seconds, libgit2 what is below too: what changed later in the index's own second
 * would look unchanged to git from the next second on. So the time is that second's beginning. */
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
        result = error_set_system(error, ERROR_ENVIRONMENT, errno, "%s cannot be written",
                                  lock->new_index);
    return result;
}

/* Paths that differ in case may be one file: libgit2 knows which. */
static bool ignores_case(const struct commit_work *work)
{
    return repository_setting_is_true(work->repository, "core.ignorecase", false);
}

/* Its errors are said here, too, before anything is written. */
static int open_library_index(struct commit_work *work, struct error *error)
{
    if (copy_index(&work->lock, error) < 0)
        return -1;
    if (git_index_open(&work->library_index, work->lock.new_index) < 0)
        return index_fail(work->repository, error);
    if (git_index_set_caps(work->library_index,
                           ignores_case(work) ? GIT_INDEX_CAPABILITY_IGNORE_CASE : 0) < 0)
        return library_fail(error, ERROR_ENVIRONMENT, "the index cannot be used");
    return 0;
}

static int lend(struct commit_work *work, struct error *error)
{
    const char **paths = memory_allocate((work->count + 1) * sizeof *paths);
    for (size_t i = 0; i < work->count; i++)
        paths[i] = work->changes[i].path;
    int result = index_lend(work->repository, work->index, paths, work->count, error);
    free(paths);
    return result;
}

int commit_index_open(struct commit_work *work, struct error *error)
{
    work->index = index_load(work->repository, error);
    if (work->index == NULL)
        return -1;
    bool is_ours = index_edit_suits(work->index) && !ignores_case(work);
    if (!is_ours && open_library_index(work, error) < 0)
        return -1;
    return lend(work, error);
}

/* ── What looks clean and is not ───────────────────────────────────────────────────────────── */

/* By what git compares in any case. */
static bool looks_clean(const struct index_entry *entry, const struct stat *status)
{
    return entry->size == (uint32_t)status->st_size &&
           entry->modified.seconds == (uint32_t)status->st_mtim.tv_sec;
}

static bool is_same_time(const struct index_time *entry, const struct timespec *file)
{
    return entry->nanoseconds != 0 && entry->seconds == (uint32_t)file->tv_sec &&
           entry->nanoseconds == (uint32_t)file->tv_nsec;
}

/* Not touched since, and not in the moment of the index, by the finer clock. */
static bool is_surely_clean(const struct index_file *index, const struct index_entry *entry,
                            const struct stat *status)
{
    return is_same_time(&entry->modified, &status->st_mtim) &&
           is_same_time(&entry->changed, &status->st_ctim) &&
           entry->modified.seconds == index->written.seconds &&
           entry->modified.nanoseconds < index->written.nanoseconds;
}

/* Entries of files that may have been changed after the index learnt of them, in the same moment.
 * Git looks at their content, as long as the index is no younger than they are; a new index would
 * make it believe the entry. Without a size it does not: that is what git itself does to them
 * ("racily clean"). Git counts whole seconds, so it does not help that the times differ below. */
static bool is_doubtful(struct commit_work *work, const struct index_entry *entry)
{
    struct stat status = {0};
    git_oid id = {{0}};
    char *path = memory_format("%s/%s", work->repository->worktree, entry->path);
    bool is_there = lstat(path, &status) == 0;
    free(path);
    if (!is_there || !looks_clean(entry, &status) || is_surely_clean(work->index, entry, &status))
        return false;
    return !S_ISREG(status.st_mode) ||
           index_lend(work->repository, work->index, &entry->path, 1, NULL) < 0 ||
           git_repository_hashfile(&id, work->repository->handle, entry->path, GIT_OBJECT_BLOB,
                                   NULL) < 0 ||
           !git_oid_equal(&id, &entry->id);
}

static bool is_chosen(const struct commit_work *work, const char *path)
{
    for (size_t i = 0; i < work->count; i++)
        if (strcmp(work->changes[i].path, path) == 0)
            return true;
    return false;
}

/* Their numbers; owned. */
static size_t *find_doubtful(struct commit_work *work, size_t *count)
{
    const struct index_file *index = work->index;
    size_t *numbers = NULL;
    size_t capacity = 0;
    *count = 0;
    for (size_t i = 0; i < index->count; i++) {
        const struct index_entry *entry = &index->entries[i];
        if (entry->modified.seconds < index->written.seconds || entry->is_left_out ||
            (entry->mode & MODE_TYPE) == MODE_COMMIT || is_chosen(work, entry->path) ||
            !is_doubtful(work, entry))
            continue;
        numbers = memory_grow(numbers, &capacity, *count, sizeof *numbers);
        numbers[(*count)++] = i;
    }
    return numbers;
}

/* A chosen file that changed since it was read is another one: its entry must say so. */
static bool has_changed(const struct commit_work *work, const struct index_edit *edit)
{
    struct stat now = {0};
    const struct stat *then = &edit->status;
    char *path = memory_format("%s/%s", work->repository->worktree, edit->path);
    bool same = lstat(path, &now) == 0 && now.st_size == then->st_size &&
                now.st_mtim.tv_sec == then->st_mtim.tv_sec &&
                now.st_mtim.tv_nsec == then->st_mtim.tv_nsec &&
                now.st_ctim.tv_sec == then->st_ctim.tv_sec &&
                now.st_ctim.tv_nsec == then->st_ctim.tv_nsec;
    free(path);
    return !same;
}

/* ── Ours ──────────────────────────────────────────────────────────────────────────────────── */

static bool find_id(struct commit_work *work, const git_oid *tree, const char *folder, git_oid *id)
{
    struct tree_entry entry = {0};
    if (tree_find_path(work->repository, tree, folder, &entry, NULL) <= 0 ||
        (entry.mode & MODE_TYPE) != MODE_TREE)
        return false;
    *id = entry.id;
    return true;
}

/* A folder that was staged as it is in HEAD is staged as it is in the commit. */
static bool find_tree(void *context, const char *folder, const git_oid *old, git_oid *new)
{
    struct commit_work *work = context;
    git_oid head = {{0}};
    return !work->has_hooked && work->parent_tree != NULL &&
           find_id(work, git_tree_id(work->parent_tree), folder, &head) &&
           git_oid_equal(&head, old) && find_id(work, &work->tree, folder, new);
}

void commit_index_stage(struct commit_work *work)
{
    work->edits = memory_allocate((work->count + 1) * sizeof *work->edits);
    for (size_t i = 0; i < work->count; i++) {
        const struct commit_change *change = &work->changes[i];
        work->edits[i] = (struct index_edit){
            .path = change->path,
            .removed = change->removed,
            .id = change->blob,
            .mode = change->mode,
            .status = change->status,
        };
    }
}

static struct index_edition edition_of(struct commit_work *work)
{
    return (struct index_edition){
        .index = work->index,
        .edits = work->edits,
        .count = work->count,
        .find_tree = find_tree,
        .context = work,
    };
}

static int write_ours(struct commit_work *work, int descriptor)
{
    struct index_edition edition = edition_of(work);
    size_t *doubtful = find_doubtful(work, &edition.doubtful_count);
    edition.doubtful = doubtful;
    for (size_t i = 0; i < work->count; i++)
        work->edits[i].is_doubtful = !work->edits[i].removed && has_changed(work, &work->edits[i]);
    int result = index_edit_write(&edition, descriptor);
    free(doubtful);
    return result;
}

bool commit_index_write_as_next(struct commit_work *work, const char *path)
{
    const struct index_edition edition = edition_of(work);
    if (work->library_index != NULL || !index_edit_is_plain(&edition) || !work->index->has_tree ||
        work->parent_tree == NULL ||
        !git_oid_equal(&work->index->tree, git_tree_id(work->parent_tree)))
        return false;
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (descriptor < 0)
        return false;
    bool written = write_ours(work, descriptor) == 0;
    written = close(descriptor) == 0 && written;
    if (!written)
        (void)unlink(path);
    return written;
}

/* ── Libgit2's ─────────────────────────────────────────────────────────────────────────────── */

/* Nothing new: its flags stay, too. */
static bool is_known(const git_index_entry *old, const git_index_entry *new)
{
    return old != NULL && (old->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) == 0 &&
           git_oid_equal(&old->id, &new->id) && old->mode == new->mode && old->ino == new->ino &&
           old->file_size == new->file_size && old->mtime.seconds == new->mtime.seconds &&
           old->mtime.nanoseconds == new->mtime.nanoseconds &&
           old->ctime.seconds == new->ctime.seconds &&
           old->ctime.nanoseconds == new->ctime.nanoseconds;
}

static int take_edit(git_index *index, const struct index_edit *edit)
{
    const struct stat *status = &edit->status;
    const git_index_entry entry = {
        .ctime = {(int32_t)status->st_ctim.tv_sec, (uint32_t)status->st_ctim.tv_nsec},
        .mtime = {(int32_t)status->st_mtim.tv_sec, (uint32_t)status->st_mtim.tv_nsec},
        .dev = (uint32_t)status->st_dev,
        .ino = (uint32_t)status->st_ino,
        .mode = edit->mode,
        .uid = status->st_uid,
        .gid = status->st_gid,
        .file_size = edit->is_doubtful ? 0 : (uint32_t)status->st_size,
        .id = edit->id,
        .path = edit->path,
    };
    if (edit->removed)
        return git_index_remove_bypath(index, edit->path);
    if (is_known(git_index_get_bypath(index, edit->path, 0), &entry))
        return 0;
    int code = commit_tree_clear_way(index, edit->path);
    return code == 0 ? git_index_add(index, &entry) : code;
}

static int write_with_library(struct commit_work *work, struct error *error)
{
    git_index *index = work->library_index;
    size_t count = 0;
    int code = 0;
    size_t *doubtful = find_doubtful(work, &count);
    for (size_t i = 0; i < count; i++) {
        const char *path = work->index->entries[doubtful[i]].path;
        const git_index_entry *entry = git_index_get_bypath(index, path, 0);
        if (entry != NULL)
            ((git_index_entry *)(uintptr_t)entry)->file_size = 0;
    }
    free(doubtful);
    for (size_t i = 0; code == 0 && i < work->count; i++) {
        work->edits[i].is_doubtful = !work->edits[i].removed && has_changed(work, &work->edits[i]);
        code = take_edit(index, &work->edits[i]);
    }
    if (code == 0)
        code = git_index_write(index);
    return code == 0 ? 0 : library_fail(error, ERROR_ENVIRONMENT, "the index cannot be written");
}

/* ── Write ─────────────────────────────────────────────────────────────────────────────────── */

/* Neither road flushes. The permissions are those that the index has. */
static int finish(struct commit_work *work, int descriptor)
{
    struct stat status = {0};
    if (stat(work->lock.index, &status) == 0 && fchmod(descriptor, status.st_mode & 0777) < 0)
        return -1;
    return durable_flush(descriptor);
}

int commit_index_write(struct commit_work *work, struct error *error)
{
    const struct index_edition edition = edition_of(work);
    if (work->library_index == NULL && !index_edit_is_plain(&edition) &&
        open_library_index(work, error) < 0)
        return -1;
    bool is_ours = work->library_index == NULL;
    if (!is_ours && write_with_library(work, error) < 0)
        return -1;
    int flags = is_ours ? O_WRONLY | O_CREAT | O_EXCL : O_RDONLY;
    int descriptor = open(work->lock.new_index, flags | O_CLOEXEC | O_NOFOLLOW, 0666);
    int result = descriptor < 0 ? -1 : 0;
    if (result == 0 && is_ours)
        result = write_ours(work, descriptor);
    if (result == 0)
        result = finish(work, descriptor);
    if (result < 0)
        result = error_set_system(error, ERROR_ENVIRONMENT, errno, "%s cannot be written",
                                  work->lock.new_index);
    if (descriptor >= 0 && close(descriptor) < 0 && result == 0)
        result = error_set_system(error, ERROR_ENVIRONMENT, errno, "%s cannot be written",
                                  work->lock.new_index);
    return result;
}
