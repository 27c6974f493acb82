/* Configuration values, HEAD and the branch. */
#include "repository_internal.h"

#include "base/memory.h"

#include <string.h>

char *repository_setting(struct repository *repository, const char *key)
{
    git_config *config = NULL;
    git_buf value = {0};
    char *copy = NULL;
    if (git_repository_config_snapshot(&config, repository->handle) == 0 &&
        git_config_get_string_buf(&value, config, key) == 0)
        copy = memory_copy_string(value.ptr);
    git_buf_dispose(&value);
    git_config_free(config);
    return copy;
}

bool repository_setting_is_true(struct repository *repository, const char *key, bool otherwise)
{
    git_config *config = NULL;
    int value = otherwise;
    if (git_repository_config_snapshot(&config, repository->handle) == 0 &&
        git_config_get_bool(&value, config, key) < 0)
        value = otherwise;
    git_config_free(config);
    return value != 0;
}

int repository_configure(struct repository *repository, const char *key, const char *value,
                         struct error *error)
{
    int result = 0;
    git_config *all = NULL;
    git_config *own = NULL;
    if (git_repository_config(&all, repository->handle) < 0 ||
        git_config_open_level(&own, all, GIT_CONFIG_LEVEL_LOCAL) < 0 ||
        git_config_set_string(own, key, value) < 0)
        result = library_fail(error, ERROR_ENVIRONMENT, "%s cannot be set in %s/config", key,
                              repository->common_directory);
    git_config_free(own);
    git_config_free(all);
    return result;
}

int repository_head(struct repository *repository, git_oid *id, struct error *error)
{
    int code = git_reference_name_to_id(id, repository->handle, "HEAD");
    if (code == 0)
        return 1;
    if (code == GIT_ENOTFOUND && git_repository_head_unborn(repository->handle) == 1)
        return 0;
    return library_fail(error, ERROR_ENVIRONMENT,
                        "HEAD of %s cannot be read (see `git status`, `git fsck`)",
                        repository->worktree);
}

static void count_distance(struct repository *repository, git_reference *branch, int *ahead,
                           int *behind)
{
    git_reference *upstream = NULL;
    size_t mine = 0;
    size_t theirs = 0;
    if (git_branch_upstream(&upstream, branch) == 0 && git_reference_target(upstream) != NULL &&
        git_graph_ahead_behind(&mine, &theirs, repository->handle, git_reference_target(branch),
                               git_reference_target(upstream)) == 0) {
        *ahead = (int)mine;
        *behind = (int)theirs;
    }
    git_reference_free(upstream);
}

char *repository_branch(struct repository *repository, int *ahead, int *behind)
{
    char *text = NULL;
    git_reference *head = NULL;
    *ahead = -1;
    *behind = -1;
    int code = git_repository_head(&head, repository->handle);
    if (code == GIT_EUNBORNBRANCH) {
        text = memory_copy_string("(no commits yet)");
    } else if (code < 0) {
        text = memory_copy_string("(unreadable HEAD)");
    } else if (git_repository_head_detached(repository->handle) == 1) {
        char id[GIT_HEX_SIZE] = "";
        git_oid_tostr(id, sizeof id, git_reference_target(head));
        text = memory_format("(detached %.7s)", id);
    } else {
        text = memory_copy_string(git_reference_shorthand(head));
        count_distance(repository, head, ahead, behind);
    }
    git_reference_free(head);
    return text;
}
