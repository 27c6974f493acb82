/* What Git knows of the specs, asked at once: for the command line. */
#include "base/memory.h"
#include "catalogue_internal.h"

#include <stdlib.h>
#include <string.h>

/* ── what is taken ── */

static enum catalogue_state state_of(enum path_state state)
{
    switch (state) {
    case PATH_UNCHANGED:
        return CATALOGUE_UNCHANGED;
    case PATH_MODIFIED:
        return CATALOGUE_MODIFIED;
    case PATH_NEW:
    case PATH_IGNORED:
        return CATALOGUE_NEW;
    case PATH_DELETED:
        return CATALOGUE_DELETED;
    case PATH_CONFLICTED:
        return CATALOGUE_CONFLICTED;
    }
    return CATALOGUE_UNKNOWN;
}

static bool is_spec_path(const char *path)
{
    size_t length = strlen(path);
    return length > 5 && strcmp(path + length - 5, ".yaml") == 0;
}

void catalogue_set_state(struct catalogue *catalogue, const char *path, enum path_state state,
                         bool with_deleted)
{
    struct catalogue_entry *entry = catalogue_find(catalogue, path);
    if (entry == NULL && state == PATH_DELETED && with_deleted && is_spec_path(path)) {
        struct columns columns = catalogue_columns(catalogue);
        struct reading *reading = reading_new(path, NULL, NULL, &columns);
        catalogue_merge(catalogue, &reading, 1, NULL, 0);
        entry = catalogue_find(catalogue, path);
    }
    if (entry != NULL)
        entry->state = state_of(state);
}

void catalogue_set_change(struct catalogue *catalogue, const char *path, struct instant when,
                          const char *author)
{
    struct catalogue_entry *entry = catalogue_find(catalogue, path);
    if (entry == NULL)
        return;
    entry->dated = true;
    entry->changed = when;
    entry->changed_by = catalogue_keep_name(catalogue, author);
}

void catalogue_forget_states(struct catalogue *catalogue)
{
    size_t count = 0;
    for (size_t i = 0; i < catalogue->count; i++) {
        struct catalogue_entry *entry = &catalogue->entries[i];
        if (entry->state == CATALOGUE_DELETED) {
            reading_free(entry->reading);
            continue;
        }
        entry->state = CATALOGUE_UNCHANGED;
        catalogue->entries[count++] = *entry;
    }
    catalogue->count = count;
}

/* ── at once ── */

struct states {
    struct catalogue *catalogue;
    bool with_deleted;
};

static void take_state(void *context, const char *path, enum path_state state)
{
    struct states *states = context;
    catalogue_set_state(states->catalogue, path, state, states->with_deleted);
}

int catalogue_read_states(struct workspace *workspace, struct catalogue *catalogue,
                          bool with_deleted, struct error *error)
{
    struct states states = {catalogue, with_deleted};
    if (workspace_open_git(workspace, error) != 0)
        return -1;
    catalogue_forget_states(catalogue);
    return workspace->git->path_states(workspace->repository, workspace_specs_folder(workspace),
                                       take_state, &states, error);
}

static int take_change(void *context, const char *path, struct instant when, const char *author)
{
    catalogue_set_change(context, path, when, author);
    return 0;
}

int catalogue_read_changes(struct workspace *workspace, struct catalogue *catalogue,
                           struct error *error)
{
    if (workspace_open_git(workspace, error) != 0)
        return -1;
    return workspace->git->last_changes(workspace->repository, workspace_specs_folder(workspace),
                                        take_change, NULL, catalogue, error);
}

const char *catalogue_state_name(enum catalogue_state state)
{
    switch (state) {
    case CATALOGUE_UNKNOWN:
        return "unknown";
    case CATALOGUE_UNCHANGED:
        return "unchanged";
    case CATALOGUE_MODIFIED:
        return "modified";
    case CATALOGUE_NEW:
        return "new";
    case CATALOGUE_DELETED:
        return "deleted";
    case CATALOGUE_CONFLICTED:
        return "conflicted";
    }
    return "unknown";
}
