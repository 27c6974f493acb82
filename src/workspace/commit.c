#include "workspace/commit.h"

#include "base/memory.h"
#include "base/path.h"
#include "base/utf8.h"
#include "commit_rename_internal.h"
#include "history_internal.h"
#include "workspace/milestone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int commit_check(struct workspace *workspace, const char *const *paths, size_t count,
                 struct error *error)
{
    if (workspace_open_git(workspace, error) != 0)
        return -1;
    for (size_t i = 0; i < count; i++)
        if (workspace_check_inside(paths[i], error) != 0 ||
            workspace->git->commit_check(workspace->repository, paths[i], error) != 0)
            return -1;
    return 0;
}

/* ── message ── */

/* The line for readers only repeats what the rest says; it counts where there is no rest. */
static char *summarise_changes(const char *id, const struct spec *before,
                               const struct changes *changes, const struct field *milestones)
{
    struct changes rest = {0};
    for (size_t i = 0; i < changes->count; i++) {
        const struct change *change = &changes->items[i];
        if (change->field == milestones && change->kind == CHANGE_ROW_ADDED)
            continue;
        rest.items = memory_grow(rest.items, &rest.capacity, rest.count, sizeof *rest.items);
        rest.items[rest.count++] = *change;
    }
    char *summary = changes_summarise(id, before, rest.count > 0 ? &rest : changes);
    free(rest.items); /* what they hold belongs to the changes */
    return summary;
}

/* What the difference between HEAD and the disk is called. A file that is no readable spec is
 * committed all the same: that may be what its author wants to keep. */
static char *describe(struct workspace *workspace, const char *path, const char *old_path,
                      enum path_state state)
{
    struct pending pending = {0};
    struct changes changes = {0};
    char *stem = path_stem(path);
    char *summary = NULL;
    bool read = pending_read(workspace, path, old_path, &pending, NULL) == 0;
    const struct spec *named = pending.after != NULL ? pending.after : pending.before;
    const char *id = named != NULL && spec_id(named)[0] != '\0' ? spec_id(named) : stem;
    const struct field *milestones = NULL;
    if (read)
        changes_find(pending.before, pending.after, &changes);
    if (read && pending.after != NULL)
        milestones = milestone_table(spec_form(pending.after));
    if (state == PATH_DELETED)
        summary = memory_format("%s: removed", id);
    else if (old_path != NULL && (!read || changes.count == 0))
        summary = memory_format("%s: file moved", id);
    else if (!read || (pending.existed && changes.count == 0))
        summary = memory_format("%s: text of the file", id);
    else
        summary = summarise_changes(id, pending.before, &changes, milestones);
    changes_done(&changes);
    pending_done(&pending);
    free(stem);
    return summary;
}

static char *summarise(struct workspace *workspace, const char *path, const char *old_path,
                       struct error *error)
{
    enum path_state state = PATH_UNCHANGED;
    if (workspace->git->path_state(workspace->repository, path, &state, error) != 0)
        return NULL;
    if (state != PATH_UNCHANGED)
        return describe(workspace, path, old_path, state);
    error_set(error, ERROR_NOT_FOUND, "%s: nothing to commit, HEAD has the same content", path);
    return NULL;
}

struct summaries {
    char **items;
    size_t count;
};

static void summaries_done(struct summaries *summaries)
{
    for (size_t i = 0; i < summaries->count; i++)
        free(summaries->items[i]);
    free(summaries->items);
}

/* One for each spec: the halves of a rename are one. */
static int collect(struct workspace *workspace, const char *const *paths, size_t count,
                   struct summaries *summaries, struct error *error)
{
    struct commit_renames renames = {0};
    size_t whole = 0;
    int result = -1;
    const char **all = NULL;
    if (commit_renames_find(workspace, paths, count, &renames, error) != 0)
        goto out;
    all = commit_renames_complete(&renames, paths, count, &whole);
    summaries->items = memory_allocate((whole + 1) * sizeof *summaries->items);
    for (size_t i = 0; i < whole; i++) {
        if (commit_renamed_to(&renames, all[i]) != NULL)
            continue;
        char *text = summarise(workspace, all[i], commit_renamed_from(&renames, all[i]), error);
        if (text == NULL)
            goto out;
        summaries->items[summaries->count++] = text;
    }
    result = 0;
out:
    free(all);
    commit_renames_done(&renames);
    return result;
}

enum { SUBJECT_WIDTH = 72 };

static size_t id_length(const char *summary)
{
    return strcspn(summary, ":");
}

/* "A, B, C", cut where the subject would get too wide; false if it was. */
static bool append_ids(struct buffer *message, char *const *summaries, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = id_length(summaries[i]);
        if (message->length + length + 6 > SUBJECT_WIDTH) {
            buffer_append_string(message, i > 0 ? ", …" : " …");
            return false;
        }
        buffer_append_string(message, i > 0 ? ", " : " ");
        buffer_append(message, summaries[i], length);
    }
    return true;
}

/* What is said of every spec behind its ID; NULL if that is not the same. */
static const char *common_summary(char *const *summaries, size_t count)
{
    const char *common = summaries[0] + id_length(summaries[0]);
    for (size_t i = 1; i < count; i++)
        if (strcmp(summaries[i] + id_length(summaries[i]), common) != 0)
            return NULL;
    return common;
}

/* "3 specifications: A, B, C"; where those are too many, "300 specifications: data volume" or "300
 * new specifications" if that is true of all. */
static void append_subject(struct buffer *message, char *const *summaries, size_t count)
{
    buffer_append_format(message, "%zu specifications", count);
    size_t before = message->length;
    buffer_append_byte(message, ':');
    const char *common = common_summary(summaries, count);
    if (append_ids(message, summaries, count) || common == NULL ||
        before + utf8_width(common, strlen(common)) > SUBJECT_WIDTH)
        return;
    buffer_clear(message);
    if (strcmp(common, ": new specification") == 0)
        buffer_append_format(message, "%zu new specifications", count);
    else
        buffer_append_format(message, "%zu specifications%s", count, common);
}

int commit_propose(struct workspace *workspace, const char *const *paths, size_t count,
                   char **message, struct error *error)
{
    struct buffer text = {0};
    struct summaries summaries = {0};
    int result = -1;
    *message = NULL;
    if (workspace_open_git(workspace, error) != 0 ||
        collect(workspace, paths, count, &summaries, error) != 0)
        goto out;
    if (summaries.count == 1) {
        buffer_append_string(&text, summaries.items[0]);
    } else {
        append_subject(&text, summaries.items, summaries.count);
        buffer_append_byte(&text, '\n');
        for (size_t i = 0; i < summaries.count; i++)
            buffer_append_format(&text, "\n%s", summaries.items[i]);
    }
    *message = buffer_take(&text);
    result = 0;
out:
    summaries_done(&summaries);
    buffer_done(&text);
    return result;
}

/* ── identity ── */

int commit_identity(struct workspace *workspace, char **name, char **email, struct error *error)
{
    struct error problem = {0};
    *name = NULL;
    *email = NULL;
    if (workspace_open_git(workspace, error) != 0)
        return -1;
    if (workspace->git->identity_read(workspace->repository, name, email, &problem) == 0)
        return 0;
    if (problem.kind != ERROR_NOT_FOUND)
        return error_set(error, problem.kind, "%s", problem.text);
    return error_set(error, ERROR_NOT_FOUND,
                     "Git does not know who you are: `git config --global user.name \"Your Name\"`"
                     " and `git config --global user.email you@example.org` tell it");
}

int commit_set_identity(struct workspace *workspace, const char *name, const char *email,
                        struct error *error)
{
    if (workspace_open_git(workspace, error) != 0)
        return -1;
    if (workspace->git->repository_configure(workspace->repository, "user.name", name, error) != 0)
        return -1;
    return workspace->git->repository_configure(workspace->repository, "user.email", email, error);
}

/* ── what there is ── */

static enum commit_state state_of(enum path_state state)
{
    switch (state) {
    case PATH_NEW:
        return COMMIT_ADDS;
    case PATH_DELETED:
        return COMMIT_REMOVES;
    case PATH_MODIFIED:
    case PATH_CONFLICTED:
        return COMMIT_CHANGES;
    case PATH_UNCHANGED:
    case PATH_IGNORED:
        break;
    }
    return COMMIT_NOTHING;
}

enum commit_state commit_state(struct workspace *workspace, const char *path)
{
    enum path_state state = PATH_UNCHANGED;
    if (workspace_open_git(workspace, NULL) != 0 ||
        workspace->git->path_state(workspace->repository, path, &state, NULL) != 0)
        return COMMIT_NOTHING;
    return state_of(state);
}

bool commit_is_spec_path(const char *path)
{
    size_t length = strlen(path);
    return length > 5 && strcmp(path + length - 5, ".yaml") == 0;
}

struct candidate {
    char *path;
    enum commit_state state;
};

struct candidates {
    struct candidate *items;
    size_t count;
    size_t capacity;
};

static void add_candidate(void *context, const char *path, enum path_state state)
{
    struct candidates *list = context;
    if (!commit_is_spec_path(path) || state_of(state) == COMMIT_NOTHING)
        return;
    list->items = memory_grow(list->items, &list->capacity, list->count, sizeof *list->items);
    list->items[list->count++] =
        (struct candidate){.path = memory_copy_string(path), .state = state_of(state)};
}

static int compare_candidates(const void *a, const void *b)
{
    return strcmp(((const struct candidate *)a)->path, ((const struct candidate *)b)->path);
}

int commit_visit_candidates(struct workspace *workspace, commit_candidate_visit *visit,
                            void *context, struct error *error)
{
    struct candidates list = {0};
    if (workspace_open_git(workspace, error) != 0)
        return -1;
    int result = workspace->git->path_states(
        workspace->repository, workspace_specs_folder(workspace), add_candidate, &list, error);
    if (list.count > 0)
        qsort(list.items, list.count, sizeof *list.items, compare_candidates);
    for (size_t i = 0; i < list.count; i++) {
        if (result == 0)
            visit(context, list.items[i].path, list.items[i].state);
        free(list.items[i].path);
    }
    free(list.items);
    return result;
}

struct found {
    char **paths;
    size_t count;
    size_t capacity;
};

static void add_path(void *context, const char *path, enum commit_state state)
{
    struct found *found = context;
    (void)state;
    found->paths = memory_grow(found->paths, &found->capacity, found->count, sizeof *found->paths);
    found->paths[found->count++] = memory_copy_string(path);
}

int commit_candidates(struct workspace *workspace, char ***paths, size_t *count,
                      struct error *error)
{
    struct found found = {0};
    int result = commit_visit_candidates(workspace, add_path, &found, error);
    *paths = found.paths;
    *count = found.count;
    return result;
}
