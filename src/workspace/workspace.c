/* Opening a working copy, its forms, its files. Everything here works without Git's library. */
#include "workspace/workspace.h"

#include "base/file.h"
#include "base/memory.h"
#include "base/path.h"
#include "store/version_store.h"
#include "workspace_internal.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ── open ── */

static bool holds_git(const char *folder)
{
    char *path = memory_format("%s/.git", folder);
    struct stat status;
    /* A linked working copy and a submodule have a file of this name. */
    bool found = stat(path, &status) == 0 && (S_ISDIR(status.st_mode) || S_ISREG(status.st_mode));
    free(path);
    return found;
}

char *workspace_find_root(const char *folder, struct error *error)
{
    char *here = realpath(folder, NULL);
    if (here == NULL) {
        error_set_system(error, ERROR_ENVIRONMENT, errno, "%s", folder);
        return NULL;
    }
    char *root = memory_copy_string(here);
    while (root != NULL && !holds_git(root)) {
        char *slash = strrchr(root, '/');
        if (slash == NULL || root[1] == '\0') {
            error_set(error, ERROR_ENVIRONMENT,
                      "%s is not inside a Git working copy; go to one, or `ifspec init` makes one "
                      "here",
                      here);
            free(root);
            root = NULL;
        } else {
            slash[slash == root ? 1 : 0] = '\0';
        }
    }
    free(here);
    return root;
}

static struct workspace *workspace_make(char *take_root)
{
    struct workspace *workspace = memory_allocate(sizeof *workspace);
    workspace->root = take_root;
    workspace->directory = -1;
    (void)pthread_mutex_init(&workspace->forms_lock, NULL);
    return workspace;
}

int workspace_open(const char *folder, struct workspace **out, struct error *error)
{
    *out = NULL;
    char *root = workspace_find_root(folder, error);
    if (root == NULL)
        return -1;
    struct workspace *workspace = workspace_make(root);
    workspace->directory = file_open_directory(root, error);
    if (workspace->directory < 0 || layout_open(root, &workspace->layout, error) != 0) {
        workspace_close(workspace);
        return -1;
    }
    *out = workspace;
    return 0;
}

struct workspace *workspace_open_outside(void)
{
    struct workspace *workspace = workspace_make(memory_copy_string(""));
    workspace->layout = layout_open_outside();
    return workspace;
}

void workspace_close(struct workspace *workspace)
{
    if (workspace == NULL)
        return;
    if (workspace->repository != NULL)
        workspace->git->repository_close(workspace->repository);
    workspace_forget_ids(workspace);
    free(workspace->columns);
    form_free(workspace->checked_form);
    if (workspace->layout != NULL)
        layout_close(workspace->layout);
    if (workspace->directory >= 0)
        close(workspace->directory);
    (void)pthread_mutex_destroy(&workspace->forms_lock);
    free(workspace->root);
    free(workspace);
}

void workspace_listen(struct workspace *workspace, workspace_progress *progress, void *context)
{
    workspace->progress = progress;
    workspace->progress_context = context;
}

void workspace_report(const struct workspace *workspace, const char *what, size_t done, size_t all)
{
    if (workspace->progress != NULL)
        workspace->progress(workspace->progress_context, what, done, all);
}

const char *workspace_root(const struct workspace *workspace)
{
    return workspace->root;
}

const char *workspace_specs_folder(const struct workspace *workspace)
{
    return layout_specs_folder(workspace->layout);
}

bool workspace_is_created(const struct workspace *workspace)
{
    return workspace->directory >= 0 && file_exists_beneath(workspace->directory, "ifspec.yaml");
}

/* ── Git ── */

int workspace_open_repository(const char *root, const struct git_door **git,
                              struct repository **repository, struct error *error)
{
    /* The library is loaded and started once, by whoever needs it first. */
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    (void)pthread_mutex_lock(&lock);
    *git = git_door_open(error);
    int result = *git != NULL ? (*git)->repository_open(root, repository, error) : -1;
    (void)pthread_mutex_unlock(&lock);
    return result;
}

int workspace_open_git(struct workspace *workspace, struct error *error)
{
    if (workspace->repository != NULL)
        return 0;
    if (workspace->root[0] == '\0')
        return error_set(error, ERROR_ENVIRONMENT,
                         "this needs a Git working copy; `ifspec init` makes one");
    return workspace_open_repository(workspace->root, &workspace->git, &workspace->repository,
                                     error);
}

char *workspace_branch(struct workspace *workspace, int *ahead, int *behind)
{
    *ahead = -1;
    *behind = -1;
    if (workspace_open_git(workspace, NULL) != 0)
        return NULL;
    return workspace->git->repository_branch(workspace->repository, ahead, behind);
}

/* ── forms ── */

int workspace_form(struct workspace *workspace, const char *name, const struct form **form,
                   struct error *error)
{
    if (name == NULL)
        name = layout_default_form(workspace->layout);
    (void)pthread_mutex_lock(&workspace->forms_lock);
    int result = layout_form(workspace->layout, name, form, error);
    (void)pthread_mutex_unlock(&workspace->forms_lock);
    return result;
}

void workspace_forget_broken_forms(struct workspace *workspace)
{
    (void)pthread_mutex_lock(&workspace->forms_lock);
    layout_forget_broken_forms(workspace->layout);
    (void)pthread_mutex_unlock(&workspace->forms_lock);
}

char **workspace_form_names(struct workspace *workspace, size_t *count)
{
    struct form_folders folders = layout_form_folders(workspace->layout);
    return form_list(&folders, count);
}

char **workspace_own_form_names(struct workspace *workspace, size_t *count)
{
    struct form_folders folders = layout_form_folders(workspace->layout);
    folders.count = workspace->root[0] != '\0' ? 1 : 0; /* the first is the working copy's */
    return form_list(&folders, count);
}

const char *const *workspace_columns(struct workspace *workspace, size_t *count)
{
    const char *const *named = layout_columns(workspace->layout, count);
    const struct form *form = NULL;
    if (*count > 0)
        return named;
    if (workspace_form(workspace, NULL, &form, NULL) != 0)
        return NULL;
    if (workspace->columns == NULL) {
        workspace->columns = memory_allocate((form->column_count + 1) * sizeof *workspace->columns);
        for (size_t i = 0; i < form->column_count; i++)
            workspace->columns[i] = form->columns[i]->path;
    }
    *count = form->column_count;
    return workspace->columns;
}

int workspace_check_form(struct workspace *workspace, const char *name, form_problem_visit *visit,
                         void *context, const struct form **form, struct error *error)
{
    struct form_folders folders = layout_form_folders(workspace->layout);
    struct form_problems problems = {0};
    struct form *loaded = NULL;
    bool is_path = strchr(name, '/') != NULL || strstr(name, ".yaml") != NULL;
    if (is_path && access(name, F_OK) != 0)
        return error_set(error, ERROR_NOT_FOUND, "there is no file %s", name);
    int result = is_path ? form_load_file(&folders, name, &loaded, &problems, error)
                         : form_load(&folders, name, &loaded, &problems, error);
    for (size_t i = 0; i < problems.count; i++) {
        const struct form_problem *problem = &problems.items[i];
        visit(context, problem->path, problem->line, problem->column, problem->severity,
              problem->message);
    }
    form_problems_done(&problems);
    if (result != 0)
        return -1;
    form_free(workspace->checked_form);
    workspace->checked_form = loaded;
    *form = loaded;
    return 0;
}

/* ── files ── */

void workspace_begin_saves(struct workspace *workspace)
{
    workspace->saves_many = true;
}

void workspace_end_saves(struct workspace *workspace)
{
    workspace->saves_many = false;
    version_store_flush(workspace->root);
}

bool workspace_path_is_outside(const char *path)
{
    return path[0] == '/';
}

int workspace_check_inside(const char *path, struct error *error)
{
    if (!workspace_path_is_outside(path))
        return 0;
    return error_set(error, ERROR_INPUT, "%s lies outside the working copy", path);
}

int workspace_read_bytes(struct workspace *workspace, const char *path, struct buffer *out,
                         struct error *error)
{
    if (workspace_path_is_outside(path))
        return file_read(path, FILE_SIZE_LIMIT, out, error);
    return file_read_beneath(workspace->directory, path, FILE_SIZE_LIMIT, out, error);
}

int workspace_parse(struct workspace *workspace, const char *name, const struct buffer *bytes,
                    const struct form *form, struct spec_file **file, struct spec **spec,
                    struct error *error)
{
    const char *text = buffer_string(bytes);
    char *form_name = NULL;
    struct spec_file *opened = NULL;
    int result = -1;
    *spec = NULL;
    if (form == NULL) {
        if (spec_file_form_name(name, text, bytes->length, &form_name, error) != 0)
            goto out;
        if (workspace_form(workspace, form_name, &form, error) != 0) {
            error_prefix(error, "%s", name);
            goto out;
        }
    }
    result = spec_file_read(name, text, bytes->length, form, &opened, spec, error);
out:
    free(form_name);
    if (file != NULL)
        *file = opened;
    else
        spec_file_free(opened);
    return result;
}
