/* ifspec commits with libgit2, which filters nothing and resolves a conflict when it is told to add
 * a file. So everything that would make its commit differ from
 * git's is looked for before anything is changed, and git is named as the way. */
#include "commit_check_internal.h"

#include "base/memory.h"
#include "commit_path_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The path as one word of a shell. */
static char *quote(const char *path)
{
    struct buffer out = {0};
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "/._-+,:@%";
    if (path[strspn(path, plain)] == '\0')
        return memory_copy_string(path);
    buffer_append_byte(&out, '\'');
    for (const char *at = path; at[0] != '\0'; at++) {
        if (at[0] == '\'')
            buffer_append_string(&out, "'\\'");
        buffer_append_byte(&out, at[0]);
    }
    buffer_append_byte(&out, '\'');
    return buffer_take(&out);
}

int commit_refuse(struct error *error, const char *path, const char *format, ...)
{
    char text[ERROR_TEXT_SIZE] = "";
    char *word = quote(path);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    error_set(error, ERROR_ENVIRONMENT, "%s; commit with git itself: git commit -- %s", text, word);
    free(word);
    return -1;
}

/* ── The repository ────────────────────────────────────────────────────────────────────────── */

static int check_state(struct repository *repository, struct error *error)
{
    const char *state = NULL;
    switch (git_repository_state(repository->handle)) {
    case GIT_REPOSITORY_STATE_NONE:
    case GIT_REPOSITORY_STATE_BISECT:
        return 0;
    case GIT_REPOSITORY_STATE_MERGE:
        state = "a merge is under way; finish it (git commit) or give it up (git merge --abort)";
        break;
    case GIT_REPOSITORY_STATE_REVERT:
    case GIT_REPOSITORY_STATE_REVERT_SEQUENCE:
        state = "a revert is under way; finish it (git revert --continue) or give it up "
                "(git revert --abort)";
        break;
    case GIT_REPOSITORY_STATE_CHERRYPICK:
    case GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE:
        state = "a cherry-pick is under way; finish it (git cherry-pick --continue) or give it up "
                "(git cherry-pick --abort)";
        break;
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX:
        state = "patches are being applied; finish (git am --continue) or give up (git am --abort)";
        break;
    default:
        state = "a rebase is under way; finish it (git rebase --continue) or give it up "
                "(git rebase --abort)";
        break;
    }
    return error_set(error, ERROR_ENVIRONMENT, "no commit now: %s", state);
}

int commit_check_repository(struct repository *repository, const struct index_file *index,
                            struct error *error)
{
    if (check_state(repository, error) < 0)
        return -1;
    if (index_file_has_conflicts(index))
        return error_set(error, ERROR_ENVIRONMENT,
                         "no commit now: files with conflicts wait to be resolved (git status, "
                         "then git add)");
    return 0;
}

/* ── One path ──────────────────────────────────────────────────────────────────────────────── */

static int check_attributes(struct repository *repository, const char *path, struct error *error)
{
    enum { FILTER, IDENT, ENCODING, COUNT };
    static const char *names[COUNT] = {"filter", "ident", "working-tree-encoding"};
    const char *values[COUNT] = {NULL};
    if (git_attr_get_many(values, repository->handle, GIT_ATTR_CHECK_FILE_THEN_INDEX, path, COUNT,
                          names) < 0)
        return library_fail(error, ERROR_ENVIRONMENT, "the attributes of %s cannot be read", path);
    if (git_attr_value(values[FILTER]) == GIT_ATTR_VALUE_STRING)
        return commit_refuse(error, path,
                             "%s goes through the filter \"%s\" (.gitattributes), and ifspec runs "
                             "no filters: its content would be committed unfiltered",
                             path, values[FILTER]);
    if (git_attr_value(values[IDENT]) == GIT_ATTR_VALUE_TRUE)
        return commit_refuse(error, path, "%s has the attribute ident, which ifspec does not apply",
                             path);
    if (git_attr_value(values[ENCODING]) == GIT_ATTR_VALUE_STRING)
        return commit_refuse(error, path,
                             "%s has the attribute working-tree-encoding=%s, which ifspec does "
                             "not apply",
                             path, values[ENCODING]);
    return 0;
}

static int check_ignored(struct repository *repository, const char *path, struct error *error)
{
    int ignored = 0;
    if (git_ignore_path_is_ignored(&ignored, repository->handle, path) < 0)
        return library_fail(error, ERROR_ENVIRONMENT, "the ignore rules for %s cannot be read",
                            path);
    if (!ignored)
        return 0;
    return error_set(error, ERROR_ENVIRONMENT,
                     "%s is ignored by .gitignore; if it shall be committed, run: git add -f %s",
                     path, path);
}

int commit_check_path(struct repository *repository, const struct index_file *index,
                      const char *path, struct error *error)
{
    if (commit_path_check(repository, index, path, error) < 0)
        return -1;
    const struct index_entry *entry = index_file_find(index, path);
    if (entry == NULL && check_ignored(repository, path, error) < 0)
        return -1;
    if (entry != NULL && entry->is_left_out)
        return error_set(error, ERROR_ENVIRONMENT,
                         "%s is outside of the sparse checkout; widen it first: git "
                         "sparse-checkout add",
                         path);
    return check_attributes(repository, path, error);
}

int commit_check(struct repository *repository, const char *path, struct error *error)
{
    const struct index_file *index = index_load(repository, error);
    if (index == NULL || commit_check_repository(repository, index, error) < 0)
        return -1;
    char *clean = repository_clean_path(path);
    const char *const paths[] = {clean};
    int result = index_lend(repository, index, paths, 1, error);
    if (result == 0)
        result = commit_check_path(repository, index, clean, error);
    index_take_back(repository);
    free(clean);
    return result;
}
