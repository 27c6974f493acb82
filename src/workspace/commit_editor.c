/* The message outside of the screen: in the user's editor, and on disk until its commit is made. */
#include "commit_editor_internal.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/process.h"
#include "base/utf8.h"
#include "model/digest.h"
#include "store/state_folder.h"
#include "workspace/trust.h"
#include "workspace_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MESSAGE_LIMIT = 1024 * 1024 };

/* ── Which editor, and running it ── */

static char *copy_of(const char *text)
{
    return text != NULL && text[0] != '\0' ? memory_copy_string(text) : NULL;
}

/* In git's order (git-var(1), GIT_EDITOR). Owned. */
static char *find_editor(struct workspace *workspace)
{
    char *editor = copy_of(process_git_variable("GIT_EDITOR"));
    if (editor == NULL && workspace_open_git(workspace, NULL) == 0)
        editor = workspace->git->program_setting(workspace->repository, "core.editor",
                                                 trust_is_given(workspace));
    if (editor == NULL)
        editor = copy_of(getenv("VISUAL"));
    if (editor == NULL)
        editor = copy_of(getenv("EDITOR"));
    return editor != NULL ? editor : memory_copy_string("vi");
}

int commit_editor_run(struct workspace *workspace, const struct commit_host *host, const char *path,
                      struct error *error)
{
    char *editor = find_editor(workspace);
    /* As git does it: the shell reads the user's own words and a constant, the name is an argument.
     */
    char *script = memory_format("%s \"$@\"", editor);
    const char *const arguments[] = {"/bin/sh", "-c", script, editor, path, NULL};
    const struct process_request request = {
        .arguments = arguments, .folder = "/", .on_terminal = true};
    struct error problem = {0};
    if (host != NULL && host->leave != NULL)
        host->leave(host->context);
    int status = process_execute(&request, &problem);
    if (host != NULL && host->come_back != NULL)
        host->come_back(host->context);
    if (status != 0)
        (void)error_set(error, ERROR_ENVIRONMENT, "the editor %s failed (status %d)", editor,
                        status);
    free(script);
    free(editor);
    return status == 0 ? 0 : -1;
}

/* ── Files in the state folder ── */

static const char kind[] = "message";
static const char file_name[] = "COMMIT_EDITMSG";

static void name_message(struct workspace *workspace, const char *const *paths, size_t count,
                         char digest[DIGEST_SIZE])
{
    struct buffer name = {0};
    buffer_append_string(&name, workspace->root);
    for (size_t i = 0; i < count; i++)
        buffer_append_format(&name, "\n%s", paths[i]);
    digest_bytes(name.bytes, name.length, digest);
    buffer_done(&name);
}

static int write_message(int folder, const char *text, struct error *error)
{
    const struct file_base none = {0};
    if (unlinkat(folder, file_name, 0) != 0 && errno != ENOENT)
        return error_set_system(error, ERROR_ENVIRONMENT, errno, "%s", file_name);
    return file_save_beneath(folder, file_name, text, strlen(text), &none, false, error);
}

static char *read_message(int folder, struct error *error)
{
    struct buffer text = {0};
    char *read = NULL;
    if (file_read_beneath(folder, file_name, MESSAGE_LIMIT, &text, error) == 0) {
        if (utf8_find_invalid(text.bytes, text.length) == text.length &&
            memchr(text.bytes, '\0', text.length) == NULL)
            read = buffer_take(&text);
        else
            (void)error_set(error, ERROR_INPUT, "the message is not UTF-8; it stays as it was");
    }
    buffer_done(&text);
    return read;
}

char *commit_kept_message(struct workspace *workspace, const char *const *paths, size_t count)
{
    char digest[DIGEST_SIZE] = "";
    name_message(workspace, paths, count, digest);
    int folder = state_folder_find(workspace->root, kind, digest);
    char *text = folder >= 0 ? read_message(folder, NULL) : NULL;
    if (folder >= 0)
        close(folder);
    return text;
}

void commit_keep_message(struct workspace *workspace, const char *const *paths, size_t count,
                         const char *text)
{
    char digest[DIGEST_SIZE] = "";
    name_message(workspace, paths, count, digest);
    int folder = text != NULL ? state_folder_open(workspace->root, kind, digest, NULL)
                              : state_folder_find(workspace->root, kind, digest);
    if (folder < 0)
        return;
    if (text != NULL)
        (void)write_message(folder, text, NULL);
    else
        (void)unlinkat(folder, file_name, 0);
    close(folder);
    if (text == NULL)
        state_folder_remove(workspace->root, kind, digest);
}

/* The path of an open folder as the editor can reach it: it has none of our descriptors. */
static char *folder_path(int folder, struct error *error)
{
    char path[PATH_MAX] = "";
    char *link = memory_format("/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, path, sizeof path - 1);
    free(link);
    if (length > 0)
        return memory_copy_bytes(path, (size_t)length);
    (void)error_set_system(error, ERROR_ENVIRONMENT, errno, "the state folder has no path");
    return NULL;
}

int commit_edit_message(struct workspace *workspace, const struct commit_host *host, char **text,
                        struct error *error)
{
    static const char key[] = "editor";
    int result = -1;
    char *path = NULL;
    char *file = NULL;
    char *read = NULL;
    int folder = state_folder_open(workspace->root, kind, key, error);
    if (folder < 0 || write_message(folder, *text, error) != 0)
        goto out;
    path = folder_path(folder, error);
    if (path == NULL)
        goto out;
    file = memory_format("%s/%s", path, file_name);
    if (commit_editor_run(workspace, host, file, error) != 0)
        goto out;
    read = read_message(folder, error);
    if (read == NULL)
        goto out;
    free(*text);
    *text = read;
    result = 0;
out:
    if (folder >= 0) {
        (void)unlinkat(folder, file_name, 0);
        close(folder);
    }
    free(file);
    free(path);
    return result;
}

/* ── The template ── */

static char *expand(const struct workspace *workspace, char *name)
{
    const char *home = getenv("HOME");
    char *path = NULL;
    if (name[0] == '~' && name[1] == '/' && home != NULL)
        path = memory_format("%s%s", home, name + 1);
    else if (name[0] == '/')
        path = memory_copy_string(name);
    else
        path = memory_format("%s/%s", workspace->root, name);
    free(name);
    return path;
}

char *commit_template(struct workspace *workspace)
{
    struct buffer text = {0};
    char *found = NULL;
    if (workspace_open_git(workspace, NULL) != 0)
        return NULL;
    char *name = workspace->git->repository_setting(workspace->repository, "commit.template");
    if (name == NULL)
        return NULL;
    char *path = expand(workspace, name);
    if (file_read(path, MESSAGE_LIMIT, &text, NULL) == 0 && text.length > 0 &&
        utf8_find_invalid(text.bytes, text.length) == text.length &&
        memchr(text.bytes, '\0', text.length) == NULL)
        found = buffer_take(&text);
    buffer_done(&text);
    free(path);
    return found;
}
