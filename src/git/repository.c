#include "repository_internal.h"

#include "base/memory.h"
#include "commit_graph_internal.h"
#include "commit_lock_internal.h"
#include "index_internal.h"
#include "object_store_internal.h"
#include "status_internal.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ── Finding the root ──────────────────────────────────────────────────────────────────────── */

/* Whether this is a repository's `.git`: a file (of a linked working copy), or a folder with HEAD.
 * As for git, an empty folder of that name is none. */
static bool is_git_link(const char *root)
{
    struct stat status = {0};
    char *link = memory_format("%s/.git", root);
    char *head = memory_format("%s/.git/HEAD", root);
    bool found =
        stat(link, &status) == 0 &&
        (S_ISREG(status.st_mode) || (S_ISDIR(status.st_mode) && lstat(head, &status) == 0));
    free(head);
    free(link);
    return found;
}

/* The nearest folder upwards that has a `.git`; owned, or NULL. Our own search, because libgit2's
 * also takes a bare repository that somebody committed into a working copy, with its
 * configuration. */
static char *find_root(const char *folder, struct error *error)
{
    char *at = realpath(folder, NULL);
    if (at == NULL) {
        error_set_system(error, errno == ENOENT ? ERROR_NOT_FOUND : ERROR_ENVIRONMENT, errno, "%s",
                         folder);
        return NULL;
    }
    while (!is_git_link(at)) {
        char *slash = strrchr(at, '/');
        assert(slash != NULL);
        if (at[1] == '\0') {
            free(at);
            error_set(error, ERROR_NOT_FOUND, "%s is not in a Git working copy", folder);
            return NULL;
        }
        slash[slash == at ? 1 : 0] = '\0';
    }
    return at;
}

/* ── Opening ───────────────────────────────────────────────────────────────────────────────── */

static char *without_final_slash(const char *path)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    return memory_copy_bytes(path, length);
}

/* The working copy must be the folder that holds `.git`: with core.worktree a repository could
 * make us write anywhere. */
static int check_worktree(git_repository *handle, const char *root, struct error *error)
{
    if (git_repository_is_bare(handle))
        return error_set(error, ERROR_ENVIRONMENT,
                         "%s is a bare repository (core.bare): it has no working copy to edit in",
                         root);
    const char *named = git_repository_workdir(handle);
    char *real = named != NULL ? realpath(named, NULL) : NULL;
    bool same = real != NULL && strcmp(real, root) == 0;
    free(real);
    if (!same)
        return error_set(error, ERROR_ENVIRONMENT,
                         "the configuration of %s/.git puts the working copy elsewhere "
                         "(core.worktree: %s); ifspec does not follow it: remove that setting",
                         root, named != NULL ? named : "?");
    return 0;
}

int repository_open(const char *folder, struct repository **out, struct error *error)
{
    int result = -1;
    git_repository *handle = NULL;
    git_odb *objects = NULL;
    *out = NULL;
    char *root = find_root(folder, error);
    if (root == NULL)
        goto out;
    if (library_start(error) < 0)
        goto out;
    if (repository_open_root(root, &handle, error) < 0)
        goto out;
    if (check_worktree(handle, root, error) < 0 ||
        worktree_settings_read(handle, root, error) < 0)
        goto out;
    if (git_repository_odb(&objects, handle) < 0) {
        library_fail(error, ERROR_ENVIRONMENT, "the objects of %s cannot be read", root);
        goto out;
    }
    struct repository *repository = memory_allocate(sizeof *repository);
    *repository = (struct repository){
        .handle = handle,
        .objects = objects,
        .worktree = root,
        .git_directory = without_final_slash(git_repository_path(handle)),
        .common_directory = without_final_slash(git_repository_commondir(handle)),
    };
    handle = NULL;
    objects = NULL;
    root = NULL;
    repository->store = object_store_new(repository->common_directory);
    commit_lock_recover(repository);
    *out = repository;
    result = 0;
out:
    git_odb_free(objects);
    git_repository_free(handle);
    free(root);
    return result;
}

void repository_close(struct repository *repository)
{
    if (repository == NULL)
        return;
    index_forget(repository);
    head_entry_free(repository->head_entry);
    object_store_free(repository->store);
    replacements_done(&repository->replacements);
    grafts_done(&repository->grafts);
    commit_graph_free(repository->graph);
    git_odb_free(repository->objects);
    git_repository_free(repository->handle);
    free(repository->worktree);
    free(repository->git_directory);
    free(repository->common_directory);
    free(repository);
}

int repository_create(const char *folder, struct error *error)
{
    if (is_git_link(folder))
        return 0;
    if (library_start(error) < 0)
        return -1;
    git_repository *handle = NULL;
    git_repository_init_options options = {
        .version = GIT_REPOSITORY_INIT_OPTIONS_VERSION,
        .flags = GIT_REPOSITORY_INIT_MKPATH | GIT_REPOSITORY_INIT_NO_REINIT,
    };
    if (git_repository_init_ext(&handle, folder, &options) < 0)
        return library_fail(error, ERROR_ENVIRONMENT, "no repository can be made in %s", folder);
    git_repository_free(handle);
    return 0;
}

void repository_trust_hashes(struct repository *repository, bool trust)
{
    replacements_read(&repository->replacements, repository);
    grafts_read(&repository->grafts, repository);
    repository->trusting += trust ? 1 : -1;
    assert(repository->trusting >= 0);
}

const struct commit_graph *repository_commit_graph(struct repository *repository)
{
    if (repository->trusting == 0 || repository->has_looked_for_graph)
        return repository->trusting > 0 ? repository->graph : NULL;
    repository->has_looked_for_graph = true;
    char *grafts = memory_format("%s/info/grafts", repository->common_directory);
    char *objects = memory_format("%s/objects", repository->common_directory);
    if (repository->replacements.count == 0 && access(grafts, F_OK) != 0 &&
        repository_setting_is_true(repository, "core.commitgraph", true))
        repository->graph = commit_graph_open(objects);
    free(grafts);
    free(objects);
    return repository->graph;
}

const char *repository_worktree(const struct repository *repository)
{
    return repository->worktree;
}

const char *repository_git_directory(const struct repository *repository)
{
    return repository->git_directory;
}

const char *repository_common_directory(const struct repository *repository)
{
    return repository->common_directory;
}

bool repository_is_detached(struct repository *repository)
{
    return git_repository_head_detached(repository->handle) == 1;
}

bool repository_is_bisecting(struct repository *repository)
{
    return git_repository_state(repository->handle) == GIT_REPOSITORY_STATE_BISECT;
}

char *repository_clean_path(const char *path)
{
    while (path[0] == '.' && path[1] == '/')
        path += 2;
    if (strcmp(path, ".") == 0)
        path++;
    size_t length = strlen(path);
    while (length > 0 && path[length - 1] == '/')
        length--;
    return memory_copy_bytes(path, length);
}
