/* `git commit --only PATHS`, in an order in which a kill or a power cut leaves the old or the new
 * commit, never half of one:
 *   1. lock the index, check, and copy it aside;
 *   2. write blobs, trees and the commit (flushed), and read them back;
 *   3. write the copy of the index (flushed), and write down the commit that will be the tip;
 *   4. move the branch from the commit that was read in 1, or fail;
 *   5. put the new index in place, unlock.
 * After a kill between 4 and 5 the next one finishes 5 (commit_lock.h). */
#include "commit_internal.h"

#include "base/memory.h"
#include "commit_check_internal.h"
#include "commit_lock_internal.h"
#include "commit_tree_internal.h"
#include "durable_internal.h"
#include "identity_internal.h"
#include "message_internal.h"
#include "object_internal.h"
#include "ref_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <git2/sys/repository.h>

struct commit_work {
    struct repository *repository; /* its own handle: nobody else's idea of the index is touched */
    struct commit_lock lock;
    struct commit_change *changes; /* sorted, each path once */
    size_t count;
    char *message;
    git_signature *author;
    git_signature *committer;
    git_index *index;
    git_reference *branch; /* resolved; NULL before the first commit */
    git_commit *parent;
    git_tree *parent_tree;
    git_oid tree;
    git_oid id;
};

/* ── What is asked for ─────────────────────────────────────────────────────────────────────── */

static int compare_changes(const void *a, const void *b)
{
    const struct commit_change *first = a;
    const struct commit_change *second = b;
    return strcmp(first->path, second->path);
}

static void take_paths(struct commit_work *work, const struct commit_request *request)
{
    work->changes = memory_allocate(request->path_count * sizeof *work->changes);
    for (size_t i = 0; i < request->path_count; i++)
        work->changes[i].path = repository_clean_path(request->paths[i]);
    qsort(work->changes, request->path_count, sizeof *work->changes, compare_changes);
    for (size_t i = 0; i < request->path_count; i++) {
        if (work->count > 0 &&
            strcmp(work->changes[work->count - 1].path, work->changes[i].path) == 0)
            free(work->changes[i].path);
        else
            work->changes[work->count++].path = work->changes[i].path;
    }
}

static int take_request(struct commit_work *work, const struct commit_request *request,
                        struct error *error)
{
    if (request->path_count == 0)
        return error_set(error, ERROR_INPUT, "no files to commit");
    take_paths(work, request);
    if (message_clean(work->repository, request->message, &work->message, error) < 0)
        return -1;
    if (identity_find(work->repository, IDENTITY_AUTHOR, request->author_name,
                      request->author_email, &work->author, error) < 0)
        return -1;
    return identity_find(work->repository, IDENTITY_COMMITTER, NULL, NULL, &work->committer, error);
}

/* ── 1: lock, check, copy ──────────────────────────────────────────────────────────────────── */

/* Copy the index with its time: entries as new as the index itself are looked at again. */
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
    const struct timespec times[2] = {status.st_atim, status.st_mtim};
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

static int open_index(struct commit_work *work, struct error *error)
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

static int read_head(struct commit_work *work, struct error *error)
{
    git_repository *handle = work->repository->handle;
    int code = git_repository_head(&work->branch, handle);
    if (code == GIT_EUNBORNBRANCH)
        return 0;
    if (code < 0 ||
        git_commit_lookup(&work->parent, handle, git_reference_target(work->branch)) < 0 ||
        git_commit_tree(&work->parent_tree, work->parent) < 0)
        return library_fail(error, ERROR_ENVIRONMENT, "the last commit cannot be read");
    return 0;
}

static int check(struct commit_work *work, struct error *error)
{
    for (size_t i = 0; i < work->count; i++) {
        const char *path = work->changes[i].path;
        if (i == 0 && commit_check_repository(work->repository, work->index, path, error) < 0)
            return -1;
        if (commit_check_path(work->repository, work->index, path, error) < 0)
            return -1;
    }
    return 0;
}

/* ── 2: objects ────────────────────────────────────────────────────────────────────────────── */

/* libgit2 flushes each object and its folder, but not the entries of new folders. */
static int flush_objects(const struct commit_work *work, struct error *error)
{
    char *objects = memory_format("%s/objects", work->repository->common_directory);
    int result = durable_flush_folder(objects);
    if (result < 0)
        error_set_system(error, ERROR_ENVIRONMENT, errno, "%s cannot be flushed", objects);
    free(objects);
    return result;
}

/* Read everything back from the disk. */
static int verify(const struct commit_work *work, struct error *error)
{
    git_odb_object *commit = NULL;
    if (flush_objects(work, error) < 0 ||
        object_read(work->repository, &work->id, GIT_OBJECT_COMMIT, &commit, error) < 0)
        return -1;
    git_odb_object_free(commit);
    return commit_tree_verify(work->repository, &work->tree, work->changes, work->count, error);
}

static int write_objects(struct commit_work *work, struct error *error)
{
    git_repository *handle = work->repository->handle;
    const git_commit *parents[1] = {work->parent};
    if (commit_tree_write(handle, work->index, work->parent_tree, work->changes, work->count,
                          &work->tree, error) < 0)
        return -1;
    if (work->parent_tree != NULL && git_oid_equal(&work->tree, git_tree_id(work->parent_tree)))
        return error_set(error, ERROR_REFUSED, "nothing to commit: %s%s as in the last commit",
                         work->changes[0].path,
                         work->count > 1 ? " and the other files are" : " is");
    git_tree *tree = NULL;
    int code = git_tree_lookup(&tree, handle, &work->tree);
    if (code == 0)
        code = git_commit_create(&work->id, handle, NULL, work->author, work->committer, NULL,
                                 work->message, tree, work->parent != NULL ? 1 : 0, parents);
    git_tree_free(tree);
    if (code < 0)
        return library_fail(error, ERROR_ENVIRONMENT, "the commit cannot be written");
    return verify(work, error);
}

/* ── 3 to 5: index, branch ─────────────────────────────────────────────────────────────────── */

/* libgit2 does not flush the index. */
static int write_index(struct commit_work *work, struct error *error)
{
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

/* The branch to move: HEAD's, or HEAD itself when it is detached. Owned, NULL on error. */
static char *branch_name(struct commit_work *work, struct error *error)
{
    git_reference *head = NULL;
    char *name = NULL;
    if (work->branch != NULL)
        return memory_copy_string(git_reference_name(work->branch));
    if (git_reference_lookup(&head, work->repository->handle, "HEAD") == 0 &&
        git_reference_symbolic_target(head) != NULL)
        name = memory_copy_string(git_reference_symbolic_target(head));
    else
        library_fail(error, ERROR_ENVIRONMENT, "HEAD cannot be read");
    git_reference_free(head);
    return name;
}

static int move_branch(struct commit_work *work, const char *name, struct error *error)
{
    char *subject = message_subject(work->message);
    char *log =
        memory_format("%s: %s", work->parent != NULL ? "commit" : "commit (initial)", subject);
    const struct ref_move move = {
        .name = name,
        .from = work->parent != NULL ? git_commit_id(work->parent) : NULL,
        .to = &work->id,
        .who = work->committer,
        .message = log,
        .draft = work->lock.draft,
    };
    int result = ref_move(work->repository, &move, error);
    free(log);
    free(subject);
    return result;
}

static int finish(struct commit_work *work, struct error *error)
{
    char *name = branch_name(work, error);
    int result = name == NULL ? -1 : write_index(work, error);
    if (result == 0)
        result = commit_lock_plan(&work->lock, &work->id, name, error);
    if (result == 0)
        result = move_branch(work, name, error);
    free(name);
    if (result < 0)
        return -1;
    if (commit_lock_finish(&work->lock, error) == 0)
        return 0;
    return error_prefix(error, "committed, but the index is still the old one");
}

/* ── All of it ─────────────────────────────────────────────────────────────────────────────── */

static void work_done(struct commit_work *work)
{
    git_index_free(work->index);
    git_tree_free(work->parent_tree);
    git_commit_free(work->parent);
    git_reference_free(work->branch);
    git_signature_free(work->committer);
    git_signature_free(work->author);
    free(work->message);
    for (size_t i = 0; i < work->count; i++)
        free(work->changes[i].path);
    free(work->changes);
    repository_close(work->repository);
}

int commit_create(struct repository *repository, const struct commit_request *request,
                  char id[GIT_HEX_SIZE], struct error *error)
{
    struct commit_work work = {.lock = {.descriptor = -1}};
    int result = -1;
    if (repository_open(repository->worktree, &work.repository, error) < 0)
        return -1;
    if (take_request(&work, request, error) < 0)
        goto out;
    if (commit_lock_take(&work.lock, work.repository, error) < 0)
        goto out;
    if (open_index(&work, error) < 0 || read_head(&work, error) < 0 || check(&work, error) < 0)
        goto out;
    if (write_objects(&work, error) < 0)
        goto out;
    if (finish(&work, error) < 0)
        goto out;
    git_oid_tostr(id, GIT_HEX_SIZE, &work.id);
    result = 0;
out:
    commit_lock_release(&work.lock);
    work_done(&work);
    return result;
}
