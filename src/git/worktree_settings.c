/* extensions.worktreeConfig, which `git sparse-checkout` sets: what `config.worktree` in the Git
 * directory of a working copy says counts above the repository's configuration. libgit2 1.5 does
 * not read it. For what may name programs it is the repository's own. */
#include "repository_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The working copy cannot be put elsewhere here, either (repository.c). */
static int check_worktree(git_config *config, const char *git_directory, const char *root,
                          struct error *error)
{
    git_buf value = {0};
    int result = 0;
    if (git_config_get_string_buf(&value, config, "core.worktree") == 0) {
        char *path = value.ptr[0] == '/' ? memory_copy_string(value.ptr)
                                         : memory_format("%s%s", git_directory, value.ptr);
        char *real = realpath(path, NULL);
        if (real == NULL || strcmp(real, root) != 0)
            result = error_set(error, ERROR_ENVIRONMENT,
                               "%sconfig.worktree puts the working copy elsewhere (core.worktree: "
                               "%s); ifspec does not follow it: remove that setting",
                               git_directory, value.ptr);
        free(real);
        free(path);
    }
    git_buf_dispose(&value);
    return result;
}

int worktree_settings_read(git_repository *handle, const char *root, struct error *error)
{
    git_config *config = NULL;
    int wanted = 0;
    int result = 0;
    const char *git_directory = git_repository_path(handle);
    char *path = memory_format("%sconfig.worktree", git_directory);
    if (git_repository_config(&config, handle) == 0 &&
        git_config_get_bool(&wanted, config, "extensions.worktreeconfig") == 0 && wanted &&
        access(path, F_OK) == 0) {
        if (git_config_add_file_ondisk(config, path, GIT_CONFIG_LEVEL_APP, handle, 0) < 0)
            result = library_fail(error, ERROR_ENVIRONMENT, "%s cannot be read", path);
        else
            result = check_worktree(config, git_directory, root, error);
    }
    git_config_free(config);
    free(path);
    return result;
}
