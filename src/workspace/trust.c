#include "workspace/trust.h"

#include "base/file.h"
#include "base/memory.h"
#include "model/digest.h"
#include "store/state_folder.h"
#include "workspace_internal.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char kind[] = "trust";
static const char file_name[] = "path";

/* The state folder of the user alone: what lies in a repository may not speak for it. */
static const char nowhere_else[] = "";

/* Owned real path of the Git directory, NULL without Git. */
static char *find_key(struct workspace *workspace, char digest[DIGEST_SIZE], struct error *error)
{
    if (workspace_open_git(workspace, error) != 0)
        return NULL;
    const char *named = workspace->git->repository_common_directory(workspace->repository);
    char *path = realpath(named, NULL);
    if (path == NULL)
        (void)error_set_system(error, ERROR_ENVIRONMENT, errno, "%s", named);
    else
        digest_bytes(path, strlen(path), digest);
    return path;
}

bool trust_is_given(struct workspace *workspace)
{
    char digest[DIGEST_SIZE] = "";
    struct buffer text = {0};
    char *path = find_key(workspace, digest, NULL);
    int folder = path != NULL ? state_folder_find(nowhere_else, kind, digest) : -1;
    bool given = folder >= 0 && file_read_beneath(folder, file_name, PATH_MAX, &text, NULL) == 0 &&
                 strcmp(buffer_string(&text), path) == 0;
    if (folder >= 0)
        close(folder);
    buffer_done(&text);
    free(path);
    return given;
}

int trust_give(struct workspace *workspace, struct error *error)
{
    const struct file_base new_file = {0};
    char digest[DIGEST_SIZE] = "";
    int result = 0;
    char *path = find_key(workspace, digest, error);
    if (path == NULL)
        return -1;
    if (!trust_is_given(workspace)) {
        int folder = state_folder_open(nowhere_else, kind, digest, error);
        result = folder < 0 ? -1
                            : file_save_beneath(folder, file_name, path, strlen(path), &new_file,
                                                false, error);
        if (folder >= 0)
            close(folder);
    }
    free(path);
    return result;
}

int trust_withdraw(struct workspace *workspace, struct error *error)
{
    char digest[DIGEST_SIZE] = "";
    int result = 0;
    char *path = find_key(workspace, digest, error);
    if (path == NULL)
        return -1;
    int folder = state_folder_find(nowhere_else, kind, digest);
    if (folder >= 0 && unlinkat(folder, file_name, 0) != 0 && errno != ENOENT)
        result = error_set_system(error, ERROR_ENVIRONMENT, errno,
                                  "the trust in %s cannot be withdrawn", path);
    if (folder >= 0)
        close(folder);
    state_folder_remove(nowhere_else, kind, digest);
    free(path);
    return result;
}

char *trust_programs(struct workspace *workspace)
{
    struct buffer names = {0};
    if (workspace_open_git(workspace, NULL) != 0 ||
        workspace->git->commit_programs(workspace->repository, &names) == 0) {
        buffer_done(&names);
        return NULL;
    }
    return buffer_take(&names);
}
