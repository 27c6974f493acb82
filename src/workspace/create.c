/* `init`: a folder becomes a specification repository. Nothing is staged or committed. */
#include "base/memory.h"
#include "workspace/trust.h"
#include "workspace_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* git diff and git log -p show specs as `ifspec textconv` prints them. Git fails where it cannot
 * run that, so it is asked for only if the program is found by its name. */
static const char textconv_key[] = "diff.ifspec.textconv";
static const char textconv_command[] = "ifspec textconv";

static bool is_in_path(void)
{
    const char *path = getenv("PATH");
    bool found = false;
    while (!found && path != NULL && *path != '\0') {
        size_t length = strcspn(path, ":");
        char *program = memory_format("%.*s/ifspec", (int)length, path);
        found = length > 0 && access(program, X_OK) == 0;
        free(program);
        path += length;
        path += *path == ':';
    }
    return found;
}

static int configure(struct workspace *workspace, void (*done)(void *context, const char *text),
                     void *context, struct error *error)
{
    if (workspace_open_git(workspace, error) != 0)
        return -1;
    char *present = workspace->git->repository_setting(workspace->repository, textconv_key);
    int result = 0;
    /* Another command is somebody's choice. */
    if (present == NULL && is_in_path()) {
        result = workspace->git->repository_configure(workspace->repository, textconv_key,
                                                      textconv_command, error);
        if (result == 0)
            done(context, ".git/config");
    }
    free(present);
    return result;
}

/* The folder to work in: a new one gets a repository, one inside a working copy is refused unless
 * it is where the user stands. */
static char *find_place(const char *folder, bool made, struct error *error)
{
    struct error missing = {0};
    char *place = realpath(folder, NULL);
    if (place == NULL) {
        error_set_system(error, ERROR_ENVIRONMENT, errno, "%s", folder);
        return NULL;
    }
    char *root = workspace_find_root(folder, &missing);
    if (root == NULL)
        return place;
    if (strcmp(root, place) == 0 || strcmp(folder, ".") == 0) {
        free(place);
        return root;
    }
    if (made)
        (void)rmdir(place);
    error_set(
        error, ERROR_REFUSED,
        "%s lies inside the working copy %s: run `ifspec init %s`, and name the folder of the "
        "specifications in its ifspec.yaml (specs: …)",
        folder, root, root);
    free(place);
    free(root);
    return NULL;
}

int workspace_create(const char *folder, const char *form,
                     void (*done)(void *context, const char *text), void *context,
                     struct error *error)
{
    struct workspace *workspace = NULL;
    bool made = mkdir(folder, 0777) == 0;
    int result = -1;
    if (!made && errno != EEXIST)
        return error_set_system(error, ERROR_ENVIRONMENT, errno, "%s", folder);
    char *place = find_place(folder, made, error);
    if (place == NULL)
        return -1;
    char *git_folder = memory_format("%s/.git", place);
    bool created = access(git_folder, F_OK) != 0;
    if (created) {
        const struct git_door *git = git_door_open(error);
        if (git == NULL || git->repository_create(place, error) != 0)
            goto out;
        done(context, ".git");
    }
    if (layout_create(place, form, done, context, error) != 0 ||
        workspace_open(place, &workspace, error) != 0)
        goto out;
    result = configure(workspace, done, context, error);
    /* Nobody else can have put anything into it. If this cannot be kept, the first commit asks. */
    if (result == 0 && created)
        (void)trust_give(workspace, NULL);
out:
    workspace_close(workspace);
    free(git_folder);
    free(place);
    return result;
}
