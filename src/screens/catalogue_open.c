/* New specifications, copies, the one that is selected; and back to the same place. */
#include "base/memory.h"

#include "catalogue_internal.h"

#include <stdlib.h>

static struct catalogue_screen *as_catalogue(struct screen *screen)
{
    return (struct catalogue_screen *)screen;
}

static void edit(struct catalogue_screen *self, struct sheet *take)
{
    self->opened = take;
    app_push(self->screen.app, editor_screen_new(self->screen.app, take, NULL));
}

void catalogue_open_selected(struct catalogue_screen *self)
{
    const struct catalogue_entry *entry = catalogue_selected(self);
    struct app *app = self->screen.app;
    struct sheet *sheet = NULL;
    struct error error = {0};
    if (catalogue_is_empty(self))
        catalogue_ask_new(self);
    if (entry == NULL)
        return;
    workspace_forget_broken_forms(app_workspace(app));
    if (sheet_open(app_workspace(app), entry->path, &sheet, &error) != 0)
        app_complain(app, &error);
    else
        edit(self, sheet);
}

static void ask_for_id(struct catalogue_screen *self, const char *initial);

static void start_new(struct screen *screen, const char *id)
{
    struct sheet *sheet = NULL;
    struct error error = {0};
    if (id == NULL)
        return;
    if (sheet_new(app_workspace(screen->app), NULL, id[0] != '\0' ? id : NULL, &sheet, &error) ==
        0) {
        edit(as_catalogue(screen), sheet);
        return;
    }
    ask_for_id(as_catalogue(screen), id);
    app_complain(screen->app, &error);
}

static void ask_for_id(struct catalogue_screen *self, const char *initial)
{
    app_prompt(self->screen.app, "ID of the new specification (empty: later)", initial, start_new,
               &self->screen);
}

static void ask_for_copy_id(struct catalogue_screen *self, const char *initial);

static void start_copy(struct screen *screen, const char *id)
{
    struct catalogue_screen *self = as_catalogue(screen);
    const struct catalogue_entry *entry = catalogue_selected(self);
    struct sheet *sheet = NULL;
    struct error error = {0};
    if (id == NULL || entry == NULL)
        return;
    if (sheet_new_from(app_workspace(screen->app), entry->path, id[0] != '\0' ? id : NULL, &sheet,
                       &error) == 0) {
        edit(as_catalogue(screen), sheet);
        return;
    }
    ask_for_copy_id(self, id);
    app_complain(screen->app, &error);
}

static void ask_for_copy_id(struct catalogue_screen *self, const char *initial)
{
    app_prompt(self->screen.app, "ID of the copy (empty: later)", initial, start_copy,
               &self->screen);
}

void catalogue_ask_new(struct catalogue_screen *self)
{
    ask_for_id(self, "");
}

void catalogue_ask_copy(struct catalogue_screen *self)
{
    const struct catalogue_entry *selected = catalogue_selected(self);
    if (selected != NULL)
        ask_for_copy_id(self, selected->id);
}

void catalogue_preview(struct catalogue_screen *self)
{
    const struct catalogue_entry *entry = catalogue_selected(self);
    struct app *app = self->screen.app;
    struct error error = {0};
    if (entry == NULL)
        return;
    if (sheet_open(app_workspace(app), entry->path, &self->previewed, &error) != 0)
        app_complain(app, &error);
    else
        app_push(app, preview_screen_new(app, self->previewed));
}

void catalogue_come_back(struct catalogue_screen *self)
{
    /* It may have been saved for the first time. */
    if (self->opened != NULL && !sheet_is_new(self->opened)) {
        free(self->wanted);
        self->wanted = memory_copy_string(sheet_path(self->opened));
        catalogue_group_read_again(self, self->wanted);
    }
    self->opened = NULL;
    sheet_close(self->previewed);
    self->previewed = NULL;
}
