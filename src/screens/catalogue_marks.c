/* Marks, and what goes with everything that is marked: a commit, the problems. */
#include "base/memory.h"

#include "catalogue_internal.h"
#include "several_internal.h"

#include <stdlib.h>

static void mark(struct catalogue_screen *self, struct catalogue_entry *entry, bool marked)
{
    if (entry->marked == marked)
        return;
    entry->marked = marked;
    self->marked_count += marked ? 1 : (size_t)-1;
}

void catalogue_mark_selected(struct catalogue_screen *self)
{
    struct catalogue_entry *entry = catalogue_selected(self);
    if (entry == NULL)
        return;
    mark(self, entry, !entry->marked);
    (void)list_view_obey(&self->view, COMMAND_DOWN, &self->rows);
}

void catalogue_mark_all(struct catalogue_screen *self)
{
    bool all = true;
    for (size_t i = 0; i < self->shown_count; i++)
        all = all && self->catalogue.entries[self->shown[i].entry].marked;
    for (size_t i = 0; i < self->shown_count; i++)
        mark(self, &self->catalogue.entries[self->shown[i].entry], !all);
}

void catalogue_clear_marks(struct catalogue_screen *self)
{
    for (size_t i = 0; i < self->catalogue.count; i++)
        mark(self, &self->catalogue.entries[i], false);
}

const char **catalogue_chosen_paths(const struct catalogue_screen *self, size_t *count)
{
    const struct catalogue_entry *selected = catalogue_selected(self);
    const char **paths = memory_allocate((self->marked_count + 1) * sizeof *paths);
    *count = 0;
    for (size_t i = 0; i < self->catalogue.count && self->marked_count > 0; i++)
        if (self->catalogue.entries[i].marked)
            paths[(*count)++] = self->catalogue.entries[i].path;
    if (self->marked_count == 0 && selected != NULL)
        paths[(*count)++] = selected->path;
    return paths;
}

/* Only what has changed can be committed. */
static size_t keep_changed(const struct catalogue_screen *self, const char **paths, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (catalogue_find(&self->catalogue, paths[i])->state != CATALOGUE_UNCHANGED)
            paths[kept++] = paths[i];
    return kept;
}

/* What is typed but not saved is no change that Git sees. */
static void say_unchanged(struct catalogue_screen *self, const struct catalogue_entry *entry)
{
    if (catalogue_is_unsaved(&self->unsaved, entry->path))
        app_say(self->screen.app, "%s has unsaved changes (~): save them first",
                entry->id);
    else
        app_say(self->screen.app, "%s has not changed since the last commit", entry->id);
}

void catalogue_commit(struct catalogue_screen *self)
{
    size_t count = 0;
    const char **paths = catalogue_chosen_paths(self, &count);
    size_t changed = keep_changed(self, paths, count);
    if (changed > 0)
        app_push(self->screen.app, commit_screen_new(self->screen.app, paths, changed));
    else if (self->marked_count > 0)
        app_say(self->screen.app, "Nothing that is marked has changed since the last commit");
    else
        say_unchanged(self, catalogue_selected(self));
    free(paths);
}

void catalogue_problems(struct catalogue_screen *self)
{
    size_t count = 0;
    const char **paths = catalogue_chosen_paths(self, &count);
    if (count > 0)
        app_push(self->screen.app, several_problems_new(self->screen.app, paths, count));
    free(paths);
}
