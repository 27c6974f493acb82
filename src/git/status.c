/* One file: libgit2 tells the index from HEAD and the working copy from the index. Here counts the
 * working copy against HEAD, so where both differ the content decides. */
#include "status_internal.h"

#include "base/memory.h"
#include "index_internal.h"
#include "object_internal.h"

#include <stdlib.h>
#include <string.h>

enum {
    STAGED = GIT_STATUS_INDEX_NEW | GIT_STATUS_INDEX_MODIFIED | GIT_STATUS_INDEX_DELETED |
             GIT_STATUS_INDEX_RENAMED | GIT_STATUS_INDEX_TYPECHANGE,
    CHANGED = GIT_STATUS_WT_MODIFIED | GIT_STATUS_WT_TYPECHANGE | GIT_STATUS_WT_RENAMED |
              GIT_STATUS_WT_UNREADABLE,
};

struct status_walk {
    struct repository *repository;
    git_index *index;
    git_oid head_tree;
    bool has_head;
    struct error *error;
};

/* Whether the file holds what HEAD has (as git would store it): 1, 0 or -1. */
static int is_as_in_head(struct status_walk *walk, const char *path)
{
    struct tree_entry entry = {0};
    git_oid id = {0};
    int found = walk->has_head
                    ? tree_find_path(walk->repository, &walk->head_tree, path, &entry, walk->error)
                    : 0;
    if (found <= 0)
        return found;
    if (git_repository_hashfile(&id, walk->repository->handle, path, GIT_OBJECT_BLOB, NULL) < 0)
        return 0;
    return git_oid_equal(&id, &entry.id);
}

static bool is_left_out(struct status_walk *walk, const char *path)
{
    const git_index_entry *entry = git_index_get_bypath(walk->index, path, 0);
    return entry != NULL && (entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0;
}

static int state_of(struct status_walk *walk, const char *path, unsigned flags,
                    enum path_state *state)
{
    *state = PATH_UNCHANGED;
    if ((flags & GIT_STATUS_CONFLICTED) != 0) {
        *state = PATH_CONFLICTED;
    } else if ((flags & GIT_STATUS_WT_DELETED) != 0) {
        /* A file that was staged and is gone is nowhere; one left out of a sparse checkout is
         * not missed. */
        if ((flags & GIT_STATUS_INDEX_NEW) == 0 && !is_left_out(walk, path))
            *state = PATH_DELETED;
    } else if ((flags & GIT_STATUS_INDEX_DELETED) != 0 && (flags & GIT_STATUS_WT_NEW) == 0 &&
               (flags & GIT_STATUS_IGNORED) == 0) {
        *state = PATH_DELETED;
    } else if ((flags & GIT_STATUS_INDEX_NEW) != 0 ||
               ((flags & GIT_STATUS_WT_NEW) != 0 && (flags & STAGED) == 0)) {
        *state = PATH_NEW;
    } else if ((flags & STAGED) != 0) {
        int same = is_as_in_head(walk, path);
        if (same < 0)
            return -1;
        *state = same > 0 ? PATH_UNCHANGED : PATH_MODIFIED;
    } else if ((flags & CHANGED) != 0) {
        *state = PATH_MODIFIED;
    } else if ((flags & GIT_STATUS_IGNORED) != 0) {
        *state = PATH_IGNORED;
    }
    return 0;
}

static int start(struct status_walk *walk, struct repository *repository, struct error *error)
{
    *walk = (struct status_walk){.repository = repository, .error = error};
    git_oid head = {0};
    git_commit *commit = NULL;
    int found = repository_head(repository, &head, error);
    if (found < 0)
        return -1;
    if (found > 0) {
        if (git_commit_lookup(&commit, repository->handle, &head) < 0)
            return library_fail(error, ERROR_ENVIRONMENT, "the last commit cannot be read");
        walk->head_tree = *git_commit_tree_id(commit);
        walk->has_head = true;
        git_commit_free(commit);
    }
    return index_read(repository, &walk->index, error);
}

int path_state(struct repository *repository, const char *path, enum path_state *state,
               struct error *error)
{
    struct status_walk walk = {0};
    unsigned flags = 0;
    *state = PATH_UNCHANGED;
    if (start(&walk, repository, error) < 0)
        return -1;
    char *clean = repository_clean_path(path);
    int result = 0;
    int code = git_status_file(&flags, repository->handle, clean);
    if (code == 0)
        result = state_of(&walk, clean, flags, state);
    else if (code == GIT_EAMBIGUOUS)
        result = error_set(error, ERROR_INPUT, "%s is a folder", path);
    else if (code != GIT_ENOTFOUND)
        result = library_fail(error, ERROR_ENVIRONMENT, "the state of %s cannot be read", path);
    free(clean);
    git_index_free(walk.index);
    return result;
}
