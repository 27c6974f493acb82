/* The table behind git_door_open(): the one symbol that the shared object shows. */
#include "commit_check_internal.h"
#include "commit_internal.h"
#include "commit_trust_internal.h"
#include "door_internal.h"
#include "folder_history_internal.h"
#include "history_internal.h"
#include "identity_internal.h"
#include "last_changes_internal.h"
#include "library_internal.h"
#include "repository_internal.h"
#include "revision_internal.h"
#include "status_internal.h"

static char *program_setting(struct repository *repository, const char *key, bool trusted)
{
    return repository_program_setting(repository, key, trusted, NULL);
}

__attribute__((visibility("default"))) const struct git_door ifspec_git_table = {
    .inherit = library_inherit,
    .repository_open = repository_open,
    .repository_close = repository_close,
    .repository_create = repository_create,
    .repository_worktree = repository_worktree,
    .repository_git_directory = repository_git_directory,
    .repository_common_directory = repository_common_directory,
    .repository_branch = repository_branch,
    .repository_setting = repository_setting,
    .program_setting = program_setting,
    .repository_configure = repository_configure,
    .path_state = path_state,
    .path_states = path_states,
    .revision_read = revision_read,
    .blob_read = blob_read,
    .revision_resolve = revision_resolve,
    .revision_walk = revision_walk,
    .path_history = path_history,
    .folder_history = folder_history,
    .path_walk_open = path_walk_open,
    .path_walk_close = path_walk_close,
    .path_walk_step = path_walk_step,
    .path_walk_origin = path_walk_origin,
    .last_changes = last_changes,
    .identity_read = identity_read,
    .commit_check = commit_check,
    .commit_programs = commit_programs,
    .commit_subject = commit_subject,
    .head_is_detached = repository_is_detached,
    .bisect_is_under_way = repository_is_bisecting,
    .commit_create = commit_create,
};
