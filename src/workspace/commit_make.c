/* The commit itself: what Git's floor needs of the workspace, and of who asked. */
#include "base/buffer.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/process.h"
#include "commit_editor_internal.h"
#include "commit_rename_internal.h"
#include "workspace/commit.h"
#include "workspace/trust.h"
#include "workspace_internal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct party {
    struct workspace *workspace;
    const struct commit_order *order;
    const struct commit_host *host;
};

static void show(void *context, const char *text, size_t length)
{
    const struct commit_host *host = ((const struct party *)context)->host;
    if (host != NULL && host->show != NULL)
        host->show(host->context, text, length);
}

static void leave(void *context)
{
    const struct commit_host *host = ((const struct party *)context)->host;
    if (host != NULL && host->leave != NULL)
        host->leave(host->context);
}

static void come_back(void *context)
{
    const struct commit_host *host = ((const struct party *)context)->host;
    if (host != NULL && host->come_back != NULL)
        host->come_back(host->context);
}

static bool is_cancelled(void *context)
{
    const struct commit_host *host = ((const struct party *)context)->host;
    return host != NULL && host->is_cancelled != NULL && host->is_cancelled(host->context);
}

/* What was typed, without what Git's advice and difference added. Owned; NULL: nothing. */
static char *copy_typed(const char *text)
{
    static const char scissors[] = "------------------------ >8 ------------------------";
    struct buffer typed = {0};
    while (text[0] != '\0') {
        size_t length = strcspn(text, "\n");
        const char *cut = strstr(text, scissors);
        if (cut != NULL && cut < text + length)
            break;
        if (text[0] != '#')
            buffer_append(&typed, text, length + (text[length] == '\n'));
        text += length + (text[length] == '\n');
    }
    while (typed.length > 0 && strchr(" \t\n", typed.bytes[typed.length - 1]) != NULL)
        buffer_truncate(&typed, typed.length - 1);
    return typed.length > 0 ? buffer_take(&typed) : NULL;
}

/* The message is kept until its commit is made: a hook may still refuse it. */
static int edit(void *context, const char *path, struct error *error)
{
    const struct party *party = context;
    struct buffer bytes = {0};
    if (commit_editor_run(party->workspace, party->host, path, error) != 0)
        return -1;
    if (file_read(path, FILE_SIZE_LIMIT, &bytes, NULL) == 0) {
        char *typed = copy_typed(buffer_string(&bytes));
        commit_keep_message(party->workspace, party->order->paths, party->order->count, typed);
        free(typed);
    }
    buffer_done(&bytes);
    return 0;
}

/* What is too large to be read is no specification, and hashing it may take minutes. */
static int check_sizes(const struct workspace *workspace, const struct commit_order *order,
                       struct error *error)
{
    for (size_t i = 0; i < order->count; i++) {
        struct stat status = {0};
        if (fstatat(workspace->directory, order->paths[i], &status, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(status.st_mode) && status.st_size > FILE_SIZE_LIMIT)
            return error_set(error, ERROR_REFUSED,
                             "%s has %lld bytes, a specification at most %d: if it is to be "
                             "committed, let git do it",
                             order->paths[i], (long long)status.st_size, (int)FILE_SIZE_LIMIT);
    }
    return 0;
}

int commit_specs(struct workspace *workspace, const struct commit_order *order,
                 char id[COMMIT_ID_SIZE], struct error *error)
{
    _Static_assert((int)COMMIT_ID_SIZE == (int)GIT_HEX_SIZE, "an id fits");
    struct party party = {.workspace = workspace, .order = order, .host = order->host};
    const struct git_host host = {
        .context = &party,
        .show = show,
        .leave = leave,
        .come_back = come_back,
        .edit = order->edit ? edit : NULL,
        .is_cancelled = is_cancelled,
        .terminal = order->host != NULL && order->host->terminal,
    };
    struct commit_renames renames = {0};
    size_t count = 0;
    if (check_sizes(workspace, order, error) != 0 || workspace_open_git(workspace, error) != 0 ||
        commit_renames_find(workspace, order->paths, order->count, &renames, error) != 0)
        return -1;
    const char **paths = commit_renames_complete(&renames, order->paths, order->count, &count);
    const struct commit_request request = {
        .paths = paths,
        .path_count = count,
        .message = order->message,
        .edited = order->edited,
        .signoff = order->signoff,
        .no_verify = order->no_verify,
        .trusted = trust_is_given(workspace),
        .host = &host,
    };
    int result = workspace->git->commit_create(workspace->repository, &request, id, error);
    if (result == 0 && order->edit)
        commit_keep_message(workspace, order->paths, order->count, NULL);
    free(paths);
    commit_renames_done(&renames);
    return result;
}

const char *commit_detachment(struct workspace *workspace)
{
    if (workspace_open_git(workspace, NULL) != 0 ||
        !workspace->git->head_is_detached(workspace->repository))
        return NULL;
    if (workspace->git->bisect_is_under_way(workspace->repository))
        return "HEAD is on no branch (detached), because a bisect is under way";
    return "HEAD is on no branch (detached)";
}

char *commit_subject(struct workspace *workspace, const char *id, struct error *error)
{
    struct buffer subject = {0};
    if (workspace_open_git(workspace, error) == 0 &&
        workspace->git->commit_subject(workspace->repository, id, &subject, error) == 0)
        return buffer_take(&subject);
    buffer_done(&subject);
    return NULL;
}
