/* Configuration values, and HEAD. */
#include "repository_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* What the repository says stands above all that the user's configuration includes. */
static bool is_own(git_config *config, const char *key)
{
    git_config_entry *entry = NULL;
    bool own =
        git_config_get_entry(&entry, config, key) == 0 && entry->level >= GIT_CONFIG_LEVEL_LOCAL;
    git_config_entry_free(entry);
    return own;
}

char *repository_setting(struct repository *repository, const char *key)
{
    git_config *config = NULL;
    git_buf value = {0};
    char *copy = NULL;
    if (git_repository_config_snapshot(&config, repository->handle) == 0) {
        if (!is_own(config, key))
            copy = remote_include_setting(config, key);
        if (copy == NULL && git_config_get_string_buf(&value, config, key) == 0)
            copy = memory_copy_string(value.ptr);
    }
    git_buf_dispose(&value);
    git_config_free(config);
    return copy;
}

bool repository_setting_is_true(struct repository *repository, const char *key, bool otherwise)
{
    git_config *config = NULL;
    char *included = NULL;
    int value = otherwise;
    if (git_repository_config_snapshot(&config, repository->handle) == 0) {
        if (!is_own(config, key))
            included = remote_include_setting(config, key);
        int code = included != NULL ? git_config_parse_bool(&value, included)
                                    : git_config_get_bool(&value, config, key);
        if (code < 0)
            value = otherwise;
    }
    free(included);
    git_config_free(config);
    return value != 0;
}

char *repository_program_setting(struct repository *repository, const char *key, bool trusted,
                                 bool *own)
{
    git_config *config = NULL;
    git_config_iterator *iterator = NULL;
    git_config_entry *entry = NULL;
    char *value = NULL;
    int level = 0;
    if (git_repository_config_snapshot(&config, repository->handle) == 0 &&
        git_config_multivar_iterator_new(&iterator, config, key, NULL) == 0) {
        while (git_config_next(&entry, iterator) == 0) {
            bool counts = trusted || entry->level < GIT_CONFIG_LEVEL_LOCAL;
            if (!counts || (int)entry->level < level || entry->value == NULL)
                continue;
            level = (int)entry->level;
            free(value);
            value = memory_copy_string(entry->value);
        }
    }
    if (own != NULL)
        *own = level >= (int)GIT_CONFIG_LEVEL_LOCAL;
    git_config_iterator_free(iterator);
    git_config_free(config);
    return value;
}

char *repository_expand_home(char *path)
{
    const char *home = getenv("HOME");
    if (path == NULL || path[0] != '~' || path[1] != '/' || home == NULL)
        return path;
    char *expanded = memory_format("%s%s", home, path + 1);
    free(path);
    return expanded;
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
