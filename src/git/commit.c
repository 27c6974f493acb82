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
#include "commit_trust_internal.h"
#include "commit_work_internal.h"
#include "durable_internal.h"
#include "identity_internal.h"
#include "message_internal.h"
#include "object_internal.h"
#include "ref_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

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
    bool edited = request->host != NULL && request->host->edit != NULL;
    if (!edited && request->message[strspn(request->message, " \t\r\n")] == '\0')
        return error_set(error, ERROR_INPUT, "the commit message is empty");
    take_paths(work, request);
    work->request = request;
    if (identity_find(work->repository, IDENTITY_AUTHOR, request->author_name,
                      request->author_email, &work->author, error) < 0)
        return -1;
    if (identity_find(work->repository, IDENTITY_COMMITTER, NULL, NULL, &work->committer, error) <
        0)
        return -1;
    return commit_check_trust(work->repository, request, error);
}

static void prepare_hooks(struct commit_work *work)
{
    const struct git_host *host = work->request->host;
    work->hooks = (struct hook_run){
        .repository = work->repository,
        .host = host,
        .author = work->author,
        .index = work->lock.partial,
        .edited = host != NULL && host->edit != NULL,
        .own = work->request->trusted,
    };
}

/* ── 1: lock, check, copy ──────────────────────────────────────────────────────────────────── */

static int check_wanted(const struct commit_work *work, struct error *error)
{
    const struct git_host *host = work->request->host;
    if (host == NULL || host->is_cancelled == NULL || !host->is_cancelled(host->context))
        return 0;
    return error_set(error, ERROR_CANCELLED, "given up; nothing was committed");
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
    if (commit_check_repository(work->repository, work->index, error) < 0)
        return -1;
    for (size_t i = 0; i < work->count; i++)
        if (commit_check_path(work->repository, work->index, work->changes[i].path, error) < 0)
            return -1;
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
    struct raw_object *commit = NULL;
    if (flush_objects(work, error) < 0 ||
        object_read(work->repository, &work->id, GIT_OBJECT_COMMIT, &commit, error) < 0)
        return -1;
    raw_object_release(commit);
    return commit_tree_verify(work->repository, &work->tree, work->changes, work->count, error);
}

static int check_difference(const struct commit_work *work, struct error *error)
{
    if (work->parent_tree == NULL || !git_oid_equal(&work->tree, git_tree_id(work->parent_tree)))
        return 0;
    return error_set(error, ERROR_REFUSED, "nothing to commit: %s%s as in the last commit",
                     work->changes[0].path, work->count > 1 ? " and the other files are" : " is");
}

/* Git says of each of the two indexes of a commit that it was written, before any other hook runs:
 * the one that the working copy gets, and the partial one. Reading HEAD into that counts as a change
 * of files (the first argument). What the hook returns changes nothing. */
static void tell_of_indexes(const struct commit_work *work)
{
    struct hook_run run = work->hooks;
    run.index = NULL;
    run.author = NULL;
    (void)!hook_run(&run, "post-index-change", "0", "0", NULL);
    (void)!hook_run(&run, "post-index-change", work->parent != NULL ? "1" : "0", "0", NULL);
}

/* Only where a hook looks is there an index for it; it may change what is committed. */
static int run_hooks(struct commit_work *work, struct error *error)
{
    bool verify = !work->request->no_verify;
    bool before = verify && hook_exists(&work->hooks, "pre-commit");
    bool message = hook_exists(&work->hooks, "prepare-commit-msg") ||
                   (verify && hook_exists(&work->hooks, "commit-msg"));
    if (!before && !message)
        return 0;
    if (commit_index_write_partial(work, error) < 0)
        return -1;
    if (!before)
        return 0;
    if (hook_run(&work->hooks, "pre-commit", NULL, NULL, error) < 0)
        return -1;
    return commit_index_read_partial(work, error);
}

static int write_objects(struct commit_work *work, struct error *error)
{
    if (commit_tree_write(work->repository, work->index, work->parent_tree, work->changes,
                          work->count, &work->tree, error) < 0)
        return -1;
    commit_index_stage(work);
    tell_of_indexes(work);
    if (run_hooks(work, error) < 0 || check_difference(work, error) < 0)
        return -1;
    if (commit_message_make(work, error) < 0 || commit_object_write(work, error) < 0)
        return -1;
    return verify(work, error);
}

/* ── 3 to 5: index, branch ─────────────────────────────────────────────────────────────────── */

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

static void append_move(struct buffer *lines, const struct ref_move *move, const char *name)
{
    static const git_oid none = {{0}};
    char from[GIT_HEX_SIZE] = "";
    char to[GIT_HEX_SIZE] = "";
    git_oid_tostr(from, sizeof from, move->from != NULL ? move->from : &none);
    git_oid_tostr(to, sizeof to, move->to);
    buffer_append_format(lines, "%s %s %s\n", from, to, name);
}

/* The hook of every move of a reference. As git has it, HEAD moves with its branch. */
static int tell_move(void *context, const char *state, struct error *error)
{
    const struct commit_work *work = context;
    const struct ref_move *move = work->move;
    struct hook_run run = work->hooks;
    struct buffer lines = {0};
    run.index = NULL;
    append_move(&lines, move, "HEAD");
    if (strcmp(move->name, "HEAD") != 0)
        append_move(&lines, move, move->name);
    int result = hook_run_with(&run, "reference-transaction", state, &lines, error);
    buffer_done(&lines);
    return result;
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
        .tell = tell_move,
        .context = work,
    };
    work->move = &move;
    int result = ref_move(work->repository, &move, error);
    work->move = NULL;
    free(log);
    free(subject);
    return result;
}

static int finish(struct commit_work *work, struct error *error)
{
    char *name = branch_name(work, error);
    int result = name == NULL ? -1 : commit_index_write(work, error);
    if (result == 0)
        result = check_wanted(work, error);
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

/* The commit exists: what this hook returns changes nothing. */
static void run_last_hook(struct commit_work *work)
{
    char *index = memory_format("%s/index", work->repository->git_directory);
    work->hooks.index = index;
    (void)!hook_run(&work->hooks, "post-commit", NULL, NULL, NULL);
    work->hooks.index = NULL;
    free(index);
}

/* ── All of it ─────────────────────────────────────────────────────────────────────────────── */

static void work_done(struct commit_work *work)
{
    git_index_free(work->library_index);
    free(work->edits);
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
    prepare_hooks(&work);
    if (commit_index_open(&work, error) < 0 || read_head(&work, error) < 0 ||
        check(&work, error) < 0 || check_wanted(&work, error) < 0)
        goto out;
    if (write_objects(&work, error) < 0)
        goto out;
    if (finish(&work, error) < 0)
        goto out;
    git_oid_tostr(id, GIT_HEX_SIZE, &work.id);
    result = 0;
out:
    commit_lock_release(&work.lock);
    if (result == 0)
        run_last_hook(&work);
    work_done(&work);
    return result;
}
