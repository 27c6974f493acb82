/* Configuration values, and HEAD. */
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
