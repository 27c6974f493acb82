/* Unsaved work in the catalogue: which specifications have some, and those that were never saved. */
#include "base/memory.h"
#include "workspace/recovery.h"

#include "catalogue_internal.h"

#include <stdlib.h>
#include <string.h>

static void take_entry(void *context, const struct recovery_entry *entry)
{
    struct catalogue_unsaved *unsaved = context;
    bool is_new = entry->path[0] == '\0';
    if (entry->state == RECOVERY_DISCARDED || (is_new && entry->state == RECOVERY_OPEN))
        return;
    if (is_new && unsaved->key == NULL) {
        unsaved->key = memory_copy_string(entry->key);
        unsaved->form = memory_copy_string(entry->form);
        unsaved->id = memory_copy_string(entry->id);
    }
    if (is_new || catalogue_is_unsaved(unsaved, entry->path))
        return;
    unsaved->paths = memory_grow(unsaved->paths, &unsaved->capacity, unsaved->count,
                                 sizeof *unsaved->paths);
    unsaved->paths[unsaved->count++] = memory_copy_string(entry->path);
}

bool catalogue_is_unsaved(const struct catalogue_unsaved *unsaved, const char *path)
{
    for (size_t i = 0; i < unsaved->count; i++)
        if (strcmp(unsaved->paths[i], path) == 0)
            return true;
    return false;
}

void catalogue_forget_unsaved(struct catalogue_unsaved *unsaved)
{
    for (size_t i = 0; i < unsaved->count; i++)
        free(unsaved->paths[i]);
    free(unsaved->paths);
    free(unsaved->key);
    free(unsaved->form);
    free(unsaved->id);
    *unsaved = (struct catalogue_unsaved){.asked = unsaved->asked};
}

void catalogue_read_unsaved(struct catalogue_screen *self)
{
    catalogue_forget_unsaved(&self->unsaved);
    struct error error = {0};
    if (recovery_walk(app_workspace(self->screen.app), take_entry, &self->unsaved, &error) != 0)
        app_say(self->screen.app, "Recovery is off: %s", error.text);
}

/* ── a specification that was never saved ── */

static void answer_new(struct screen *screen, int choice)
{
    struct catalogue_screen *self = (struct catalogue_screen *)screen;
    struct app *app = screen->app;
    struct sheet *sheet = NULL;
    struct error error = {0};
    if (choice != 0)
        app_say(app, "It is kept: `ifspec recover` lists it.");
    else if (recovery_open_new(app_workspace(app), self->unsaved.key, self->unsaved.form, &sheet,
                               &error) != 0)
        app_complain(app, &error);
    else
        app_push(app, editor_screen_new(app, sheet, NULL));
}

bool catalogue_offer_new(struct catalogue_screen *self)
{
    if (self->unsaved.asked || self->unsaved.key == NULL ||
        !app_is_on_top(self->screen.app, &self->screen))
        return false;
    self->unsaved.asked = true;
    const char *id = self->unsaved.id;
    char *question = memory_format("%s was never saved. Open it?",
                                   id[0] != '\0' ? id : "A new specification");
    app_ask(self->screen.app, question, "Open\0Later\0", answer_new, &self->screen);
    free(question);
    return true;
}
