#include "index_internal.h"

#include "object_internal.h"

#include <string.h>

int index_fail(struct repository *repository, struct error *error)
{
    const char *reason = library_reason();
    const char *problem = NULL;
    if (strstr(reason, "'link'") != NULL)
        problem = "it is a split index; run: git update-index --no-split-index";
    else if (strstr(reason, "'sdir'") != NULL)
        problem = "it is a sparse index; run: git sparse-checkout reapply --no-sparse-index";
    else if (strstr(reason, "checksum") != NULL)
        problem = "its checksum is wrong or left out; with index.skipHash, run: "
                  "git -c index.skipHash=false update-index --force-write-index; "
                  "if it is damaged, run: git reset";
    else if (strstr(reason, "invalid data in index") != NULL ||
             strstr(reason, "no longer exists") != NULL)
        problem = "it is damaged; run: git reset";
    if (problem == NULL)
        return library_fail(error, ERROR_ENVIRONMENT, "%s/index cannot be read",
                            repository->git_directory);
    return error_set(error, ERROR_ENVIRONMENT, "%s/index cannot be read by ifspec: %s",
                     repository->git_directory, problem);
}

int index_read(struct repository *repository, git_index **out, struct error *error)
{
    *out = NULL;
    if (git_repository_index(out, repository->handle) == 0 && git_index_read(*out, false) == 0)
        return 0;
    git_index_free(*out);
    *out = NULL;
    return index_fail(repository, error);
}

/* 0: staged. 2: HEAD's side of a conflict. The others are what it was once, and what comes. */
static bool is_ours(const git_index_entry *entry)
{
    int stage = git_index_entry_stage(entry);
    return (stage == 0 || stage == 2) && (entry->mode & MODE_TYPE) == MODE_FILE;
}

int index_find(struct repository *repository, const char *path, git_oid *blob, struct error *error)
{
    git_index *index = NULL;
    if (index_read(repository, &index, error) < 0)
        return -1;
    const git_index_entry *entry = git_index_get_bypath(index, path, 0);
    if (entry == NULL)
        entry = git_index_get_bypath(index, path, 2);
    bool found = entry != NULL && is_ours(entry);
    if (found)
        *blob = entry->id;
    git_index_free(index);
    return found;
}

int index_walk(struct repository *repository, const char *folder,
               int (*visit)(void *context, const char *path, const char *blob), void *context,
               struct error *error)
{
    git_index *index = NULL;
    size_t length = strlen(folder);
    int result = 0;
    if (index_read(repository, &index, error) < 0)
        return -1;
    for (size_t i = 0; i < git_index_entrycount(index) && result == 0; i++) {
        const git_index_entry *entry = git_index_get_byindex(index, i);
        char blob[GIT_HEX_SIZE] = "";
        if (!is_ours(entry) || strncmp(entry->path, folder, length) != 0 ||
            (length > 0 && entry->path[length] != '/'))
            continue;
        git_oid_tostr(blob, sizeof blob, &entry->id);
        result = visit(context, entry->path, blob);
    }
    git_index_free(index);
    return result;
}
