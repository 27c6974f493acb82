#include "index_internal.h"

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
