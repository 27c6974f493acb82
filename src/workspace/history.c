/* A commit's blob is mostly the next older commit's "after": each version is parsed once, as long
 * as one form reads both. */
#include "workspace/history.h"

#include "base/memory.h"
#include "history_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A version of the file; `spec` is NULL if it could not be read, `problem` then says why. */
struct version {
    char blob[GIT_HEX_SIZE];
    struct spec *spec;
    struct error problem;
};

struct history {
    struct workspace *workspace;
    struct path_walk *walk;
    history_visit *visit; /* and its context: of the step under way */
    void *context;
    struct version kept;     /* what the last commit was compared with */
    const struct form *form; /* of the newest version read so far; NULL: of none */
};

/* Read with the form it asks for; in words of the last one where that form is no more. Messages call
 * the file by `revision`, as Git does. */
static void read_version(struct history *history, const char *revision, const char *blob,
                         const char *path, struct version *version)
{
    const struct form *fallback = history->form;
    struct workspace *workspace = history->workspace;
    struct buffer bytes = {0};
    *version = (struct version){0};
    (void)snprintf(version->blob, sizeof version->blob, "%s", blob);
    char *name = memory_format("%s:%s", revision, path);
    struct error *problem = &version->problem;
    if (workspace->git->blob_read(workspace->repository, blob, &bytes, problem) == 0 &&
        workspace_parse(workspace, name, &bytes, NULL, NULL, &version->spec, problem) != 0 &&
        problem->kind == ERROR_NOT_FOUND && fallback != NULL &&
        workspace_parse(workspace, name, &bytes, fallback, NULL, &version->spec, problem) == 0)
        error_clear(problem);
    free(name);
    buffer_done(&bytes);
}

static void version_done(struct version *version)
{
    spec_free(version->spec);
    *version = (struct version){0};
}

/* The version in the commit: the one kept, or read now. */
static struct version take_after(struct history *history, const struct path_commit *commit)
{
    struct version version = {0};
    if (commit->blob[0] != '\0' && strcmp(history->kept.blob, commit->blob) == 0) {
        version = history->kept;
        history->kept = (struct version){0};
    } else if (commit->blob[0] != '\0') {
        char *revision = memory_format("%.7s", commit->id);
        read_version(history, revision, commit->blob, commit->path, &version);
        free(revision);
    }
    if (version.spec != NULL)
        history->form = spec_form(version.spec);
    return version;
}

/* Both sides in words of one form, the later one's. */
static void find_changes(struct history *history, const struct path_commit *commit,
                         const struct spec *after, struct changes *changes)
{
    const struct version *before = &history->kept;
    struct buffer bytes = {0};
    struct spec *translated = NULL;
    if (before->spec == NULL || after == NULL || spec_form(before->spec) == spec_form(after)) {
        changes_find(before->spec, after, changes);
        return;
    }
    if (history->workspace->git->blob_read(history->workspace->repository, commit->old_blob, &bytes,
                                           NULL) == 0 &&
        workspace_parse(history->workspace, commit->old_path, &bytes, spec_form(after), NULL,
                        &translated, NULL) == 0)
        changes_find(translated, after, changes);
    spec_free(translated);
    buffer_done(&bytes);
}

static int visit_commit(void *context, const struct path_commit *commit)
{
    struct history *history = context;
    if (commit->is_again)
        return 0;
    struct version after = take_after(history, commit);
    struct changes changes = {0};
    version_done(&history->kept);
    if (commit->old_blob[0] != '\0') {
        char *revision = memory_format("%.7s^", commit->id);
        read_version(history, revision, commit->old_blob, commit->old_path, &history->kept);
        free(revision);
    }
    struct history_entry entry = {
        .commit = commit->id,
        .author = commit->author.name,
        .email = commit->author.email,
        .when = commit->author.when,
        .subject = commit->subject,
        .path = commit->path,
        .blob = commit->blob,
        .created = commit->old_blob[0] == '\0' && !commit->is_cut,
        .is_cut = commit->is_cut,
        .changes = &changes,
        .spec = after.spec,
    };
    if (after.problem.kind != ERROR_NONE)
        entry.problem = after.problem.text;
    else if (history->kept.problem.kind != ERROR_NONE)
        entry.problem = history->kept.problem.text;
    else if (!commit->is_cut)
        find_changes(history, commit, after.spec, &changes);
    int result = history->visit(history->context, &entry);
    changes_done(&changes);
    version_done(&after);
    return result;
}

int history_open(struct workspace *workspace, const char *path, struct history **out,
                 struct error *error)
{
    struct history *history = memory_allocate(sizeof *history);
    *history = (struct history){.workspace = workspace};
    *out = NULL;
    if (workspace_check_inside(path, error) != 0 || workspace_open_git(workspace, error) != 0 ||
        workspace->git->path_walk_open(workspace->repository, path, &history->walk, error) != 0) {
        history_close(history);
        return -1;
    }
    *out = history;
    return 0;
}

void history_close(struct history *history)
{
    if (history == NULL)
        return;
    if (history->walk != NULL)
        history->workspace->git->path_walk_close(history->walk);
    version_done(&history->kept);
    free(history);
}

int history_step(struct history *history, size_t most, history_visit *visit, void *context,
                 struct error *error)
{
    history->visit = visit;
    history->context = context;
    return history->workspace->git->path_walk_step(history->walk, most, visit_commit, history,
                                                   error);
}

int history_walk(struct workspace *workspace, const char *path, history_visit *visit, void *context,
                 struct error *error)
{
    struct history history = {.workspace = workspace, .visit = visit, .context = context};
    if (workspace_check_inside(path, error) != 0 || workspace_open_git(workspace, error) != 0)
        return -1;
    int result = workspace->git->path_history(workspace->repository, path, visit_commit, &history,
                                              error);
    version_done(&history.kept);
    return result < 0 ? -1 : 0;
}

static int visit_spec(void *context, const struct path_commit *commit)
{
    size_t length = strlen(commit->path);
    if (length <= 5 || strcmp(commit->path + length - 5, ".yaml") != 0)
        return 0;
    return visit_commit(context, commit);
}

int history_walk_all(struct workspace *workspace, history_visit *visit, void *context,
                     struct error *error)
{
    struct history history = {.workspace = workspace, .visit = visit, .context = context};
    if (workspace_open_git(workspace, error) != 0)
        return -1;
    int result = workspace->git->folder_history(
        workspace->repository, workspace_specs_folder(workspace), visit_spec, &history, error);
    version_done(&history.kept);
    return result < 0 ? -1 : 0;
}

/* ── one version ── */

struct name_search {
    struct workspace *workspace;
    const char *revision;
    struct buffer *bytes;
    char *found;
};

static int try_name(void *context, const struct path_commit *commit)
{
    struct name_search *search = context;
    const struct git_door *git = search->workspace->git;
    if (commit->old_path[0] == '\0' || strcmp(commit->old_path, commit->path) == 0 ||
        git->revision_read(search->workspace->repository, search->revision, commit->old_path,
                           search->bytes, NULL) != 0)
        return 0;
    search->found = memory_copy_string(commit->old_path);
    return 1;
}

bool history_has_revision(struct workspace *workspace, const char *revision, struct error *error)
{
    char id[GIT_HEX_SIZE] = "";
    return workspace_open_git(workspace, error) == 0 &&
           workspace->git->revision_resolve(workspace->repository, revision, id, error) == 0;
}

int history_read_bytes(struct workspace *workspace, const char *path, const char *revision,
                       struct buffer *bytes, char **name, struct error *error)
{
    struct name_search search = {.workspace = workspace, .revision = revision, .bytes = bytes};
    struct error problem = {0};
    *name = NULL;
    if (workspace_check_inside(path, error) != 0 || workspace_open_git(workspace, error) != 0)
        return -1;
    if (workspace->git->revision_read(workspace->repository, revision, path, bytes, &problem) == 0)
        search.found = memory_copy_string(path);
    else if (problem.kind == ERROR_NOT_FOUND &&
             workspace->git->path_history(workspace->repository, path, try_name, &search, error) < 0)
        return -1;
    *name = search.found;
    return search.found != NULL ? 0 : error_set(error, problem.kind, "%s", problem.text);
}

int history_read(struct workspace *workspace, const char *path, const char *revision,
                 struct buffer *bytes, struct spec **spec, struct error *error)
{
    char *old_path = NULL;
    *spec = NULL;
    if (history_read_bytes(workspace, path, revision, bytes, &old_path, error) != 0)
        return -1;
    char *name = memory_format("%s:%s", revision, old_path);
    int result = workspace_parse(workspace, name, bytes, NULL, NULL, spec, error);
    free(name);
    free(old_path);
    return result;
}

int history_read_as(struct workspace *workspace, const char *path, const char *revision,
                    const struct form *form, struct spec **spec, struct error *error)
{
    struct buffer bytes = {0};
    char *name = NULL;
    *spec = NULL;
    int result = history_read_bytes(workspace, path, revision, &bytes, &name, error);
    if (result == 0)
        result = workspace_parse(workspace, name, &bytes, form, NULL, spec, error);
    free(name);
    buffer_done(&bytes);
    return result;
}

/* ── not committed yet ── */

static int read_present(struct workspace *workspace, const char *path, struct spec **spec,
                        struct error *error)
{
    struct buffer bytes = {0};
    struct error problem = {0};
    int result = workspace_read_bytes(workspace, path, &bytes, &problem);
    if (result == 0)
        result = workspace_parse(workspace, path, &bytes, NULL, NULL, spec, error);
    else if (problem.kind == ERROR_NOT_FOUND)
        result = 0;
    else
        error_set(error, problem.kind, "%s", problem.text);
    buffer_done(&bytes);
    return result;
}

static int read_head(struct workspace *workspace, const char *path, const struct form *form,
                     struct spec **spec, bool *existed, struct error *error)
{
    struct buffer bytes = {0};
    struct error problem = {0};
    int result =
        workspace->git->revision_read(workspace->repository, "HEAD", path, &bytes, &problem);
    *existed = result == 0;
    if (result == 0) {
        char *name = memory_format("HEAD:%s", path);
        result = workspace_parse(workspace, name, &bytes, form, NULL, spec, error);
        free(name);
    } else if (problem.kind == ERROR_NOT_FOUND) {
        result = 0;
    } else {
        error_set(error, problem.kind, "%s", problem.text);
    }
    buffer_done(&bytes);
    return result;
}

void pending_done(struct pending *pending)
{
    spec_free(pending->before);
    spec_free(pending->after);
    *pending = (struct pending){0};
}

int pending_read(struct workspace *workspace, const char *path, const char *old_path,
                 struct pending *pending, struct error *error)
{
    *pending = (struct pending){0};
    if (workspace_check_inside(path, error) != 0 || workspace_open_git(workspace, error) != 0 ||
        read_present(workspace, path, &pending->after, error) != 0)
        return -1;
    const struct form *form = pending->after != NULL ? spec_form(pending->after) : NULL;
    return read_head(workspace, old_path != NULL ? old_path : path, form, &pending->before,
                     &pending->existed, error);
}

int history_pending(struct workspace *workspace, const char *path, const char *old_path,
                    struct changes *changes, bool *existed, struct error *error)
{
    struct pending pending = {0};
    *changes = (struct changes){0};
    int result = pending_read(workspace, path, old_path, &pending, error);
    if (result == 0)
        changes_find(pending.before, pending.after, changes);
    *existed = pending.existed;
    pending_done(&pending);
    return result;
}
