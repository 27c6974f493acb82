/* What there is to commit: the files, and below each what it changes and what is wrong with it. */
#include "base/memory.h"
#include "workspace/history.h"
#include "workspace/milestone.h"

#include "commit_internal.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ── one file ── */

static bool is_secret(const struct finding *finding)
{
    return strcmp(finding->rule, "secret") == 0;
}

static void forget_file(struct commit_file *file)
{
    changes_done(&file->changes);
    findings_done(&file->findings);
    file->changes = (struct changes){0};
    file->findings = (struct findings){0};
    file->secrets = file->errors = file->warnings = 0;
    file->offers = file->read = false;
}

static void count_findings(struct commit_file *file)
{
    for (size_t i = 0; i < file->findings.count; i++) {
        const struct finding *finding = &file->findings.items[i];
        if (is_secret(finding) && file->secrets > 0)
            continue;
        file->errors += finding->severity == SEVERITY_ERROR;
        file->warnings += finding->severity == SEVERITY_WARNING;
    }
}

static void read_file(struct commit_screen *self, struct commit_file *file)
{
    struct workspace *workspace = app_workspace(self->screen.app);
    struct error error = {0};
    bool existed = false;
    const char *old_path = commit_renamed_from(&self->renames, file->path);
    forget_file(file);
    file->read = true;
    file->state = commit_state(workspace, file->path);
    if (file->state == COMMIT_REMOVES)
        return;
    if (history_pending(workspace, file->path, old_path, &file->changes, &existed, &error) != 0)
        app_complain(self->screen.app, &error);
    else if (commit_find_problems(workspace, file->path, old_path, &file->findings, &file->secrets,
                                  NULL) == 0)
        count_findings(file);
    file->offers = existed && milestone_is_missing(workspace, file->path, &file->changes);
}

/* ── rows ── */

static void add_row(struct commit_screen *self, enum commit_row_kind kind, size_t file, size_t item)
{
    self->items = memory_grow(self->items, &self->capacity, self->count, sizeof *self->items);
    self->items[self->count++] = (struct commit_row){.kind = kind, .file = file, .item = item};
}

static void add_details(struct commit_screen *self, size_t index)
{
    const struct commit_file *file = &self->files[index];
    bool is_new = file->state == COMMIT_ADDS &&
                  commit_renamed_from(&self->renames, file->path) == NULL;
    if (is_new && file->changes.count > 0)
        add_row(self, COMMIT_ROW_NEW, index, 0);
    for (size_t i = 0; i < file->changes.count && (!is_new || file->expanded); i++)
        add_row(self, COMMIT_ROW_CHANGE, index, i);
    for (size_t i = 0; i < file->findings.count && file->secrets > 0; i++)
        if (is_secret(&file->findings.items[i]))
            add_row(self, COMMIT_ROW_SECRET, index, i);
    if (file->errors + file->warnings > 0)
        add_row(self, COMMIT_ROW_COUNTS, index, 0);
    if (file->offers)
        add_row(self, COMMIT_ROW_OFFER, index, 0);
}

static void build_rows(struct commit_screen *self)
{
    self->count = 0;
    for (size_t i = 0; i < self->file_count; i++) {
        add_row(self, COMMIT_ROW_FILE, i, 0);
        if (self->files[i].picked)
            add_details(self, i);
    }
    list_view_set_count(&self->view, self->count, &self->rows);
}

/* ── all of them ── */

static bool is_listed(const struct commit_screen *self, const char *path)
{
    for (size_t i = 0; i < self->file_count; i++)
        if (strcmp(self->files[i].path, path) == 0)
            return true;
    return false;
}

/* Behind the others, unless it is there. */
static void add_file(struct commit_screen *self, const char *path, bool picked)
{
    const char *now = commit_renamed_to(&self->renames, path);
    if (now == NULL)
        now = path;
    if (!is_listed(self, now))
        self->files[self->file_count++] =
            (struct commit_file){.path = memory_copy_string(now), .picked = picked};
}

/* A rename that is not found is one that comes and one that goes. */
static void find_renames(struct commit_screen *self, const char *const *paths, size_t count)
{
    commit_renames_done(&self->renames);
    (void)(commit_renames_find(app_workspace(self->screen.app), paths, count, &self->renames,
                               NULL) == 0);
}

void commit_files_open(struct commit_screen *self, const char *const *paths, size_t count)
{
    self->files = memory_allocate((count + 1) * sizeof *self->files);
    find_renames(self, paths, count);
    for (size_t i = 0; i < count; i++)
        add_file(self, paths[i], true);
    self->own_count = self->file_count;
    for (size_t i = 0; i < self->file_count; i++)
        read_file(self, &self->files[i]);
    build_rows(self);
}

void commit_files_done(struct commit_screen *self)
{
    for (size_t i = 0; i < self->file_count; i++) {
        forget_file(&self->files[i]);
        free(self->files[i].path);
    }
    free(self->files);
    free(self->items);
    commit_renames_done(&self->renames);
}

struct others {
    const char **paths; /* owned strings */
    enum commit_state *states;
    size_t count;
    size_t path_capacity;
    size_t state_capacity;
};

static void take_other(void *context, const char *path, enum commit_state state)
{
    struct others *others = context;
    others->paths = memory_grow(others->paths, &others->path_capacity, others->count,
                                sizeof *others->paths);
    others->states = memory_grow(others->states, &others->state_capacity, others->count,
                                 sizeof *others->states);
    others->paths[others->count] = memory_copy_string(path);
    others->states[others->count++] = state;
}

void commit_files_add_others(struct commit_screen *self)
{
    struct others others = {0};
    self->others_known = true;
    (void)(commit_visit_candidates(app_workspace(self->screen.app), take_other, &others, NULL) ==
           0);
    if (others.count > 0)
        find_renames(self, others.paths, others.count);
    self->files = memory_resize(self->files, self->file_count + others.count + 1,
                                sizeof *self->files);
    for (size_t i = 0; i < others.count; i++) {
        size_t before = self->file_count;
        add_file(self, others.paths[i], false);
        if (self->file_count > before)
            self->files[before].state = others.states[i];
        free((char *)(uintptr_t)others.paths[i]);
    }
    free(others.paths);
    free(others.states);
    build_rows(self);
}

void commit_file_toggle(struct commit_screen *self, size_t index)
{
    struct commit_file *file = &self->files[index];
    file->picked = !file->picked;
    if (file->picked && !file->read)
        read_file(self, file);
    build_rows(self);
    commit_message_propose(self);
}

void commit_file_unfold(struct commit_screen *self, size_t index)
{
    self->files[index].expanded ^= true;
    build_rows(self);
}

void commit_file_read_again(struct commit_screen *self, size_t index)
{
    read_file(self, &self->files[index]);
    build_rows(self);
    commit_message_propose(self);
}

const char **commit_files_picked(const struct commit_screen *self, size_t *count)
{
    const char **paths = memory_allocate((self->file_count + 1) * sizeof *paths);
    *count = 0;
    for (size_t i = 0; i < self->file_count; i++) {
        if (self->files[i].picked)
            paths[(*count)++] = self->files[i].path;
    }
    return paths;
}

size_t commit_files_secrets(const struct commit_screen *self)
{
    size_t count = 0;
    for (size_t i = 0; i < self->file_count; i++)
        count += self->files[i].picked ? self->files[i].secrets : 0;
    return count;
}
