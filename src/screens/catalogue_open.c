/* New specifications, copies, the one that is selected; and back to the same place. */
#include "base/memory.h"
#include "model/smart_id.h"

#include "catalogue_internal.h"

#include <stdlib.h>
#include <string.h>

static struct catalogue_screen *as_catalogue(struct screen *screen)
{
    return (struct catalogue_screen *)screen;
}

/* ── open ── */

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

/* ── new ── */

static void ask_for_id(struct catalogue_screen *self, const char *initial);

static void start_new(struct screen *screen, const char *id)
{
    struct catalogue_screen *self = as_catalogue(screen);
    struct sheet *sheet = NULL;
    struct error error = {0};
    if (id == NULL)
        return;
    if (sheet_new(app_workspace(screen->app), self->new_form, id[0] != '\0' ? id : NULL, &sheet,
                  &error) == 0) {
        edit(self, sheet);
        return;
    }
    ask_for_id(self, id);
    app_complain(screen->app, &error);
}

static void ask_for_id(struct catalogue_screen *self, const char *initial)
{
    struct buffer question = {0};
    const struct form *form = NULL;
    buffer_append_string(&question, "ID of the new specification (empty: later)");
    if (workspace_form(app_workspace(self->screen.app), self->new_form, &form, NULL) == 0 &&
        form->id->part_count > 0) {
        char *shape = smart_id_describe(form->id);
        buffer_append_format(&question, "\n%s", shape);
        free(shape);
    }
    app_prompt(self->screen.app, buffer_string(&question), initial, start_new, &self->screen);
    buffer_done(&question);
}

void catalogue_forget_forms(struct catalogue_screen *self)
{
    for (size_t i = 0; i < self->form_count; i++)
        free(self->forms[i]);
    free(self->forms);
    self->forms = NULL;
    self->form_count = 0;
    self->new_form = NULL;
}

static bool has_form(const struct catalogue_screen *self, const char *name)
{
    for (size_t i = 0; i < self->form_count; i++)
        if (strcmp(self->forms[i], name) == 0)
            return true;
    return false;
}

static void add_form(struct catalogue_screen *self, const char *name)
{
    if (name[0] == '\0' || has_form(self, name))
        return;
    self->forms = memory_resize(self->forms, self->form_count + 1, sizeof *self->forms);
    self->forms[self->form_count++] = memory_copy_string(name);
}

static void add_forms(struct catalogue_screen *self, char **take_names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add_form(self, take_names[i]);
        free(take_names[i]);
    }
    free(take_names);
}

/* The usual form first, then what this working copy has or uses: how many that is. If that leaves a
 * choice, the shipped ones are behind. */
static size_t list_forms(struct catalogue_screen *self)
{
    struct workspace *workspace = app_workspace(self->screen.app);
    const struct form *usual = NULL;
    size_t count = 0;
    catalogue_forget_forms(self);
    if (workspace_form(workspace, NULL, &usual, NULL) == 0)
        add_form(self, usual->name);
    char **own = workspace_own_form_names(workspace, &count);
    add_forms(self, own, count);
    for (size_t i = 0; i < self->catalogue.count; i++)
        if (self->catalogue.entries[i].problem == NULL)
            add_form(self, self->catalogue.entries[i].form);
    size_t offered = self->form_count;
    char **all = workspace_form_names(workspace, &count);
    add_forms(self, all, count);
    return offered;
}

/* What was looked for in vain is what is new, if it can be an ID. */
static const char *first_id(const struct catalogue_screen *self)
{
    const char *typed = text_line_string(&self->filter);
    const struct form *form = NULL;
    bool is_id = self->shown_count == 0 &&
                 workspace_form(app_workspace(self->screen.app), self->new_form, &form, NULL) == 0 &&
                 form->id->part_count > 0 &&
                 smart_id_find_fault(form->id, typed) > form->id->part_count;
    return is_id ? typed : "";
}

static void take_form(struct screen *screen, size_t index, const char *text)
{
    struct catalogue_screen *self = as_catalogue(screen);
    (void)text;
    self->new_form = self->forms[index];
    ask_for_id(self, first_id(self));
}

void catalogue_ask_new(struct catalogue_screen *self)
{
    if (list_forms(self) < 2) {
        catalogue_forget_forms(self);
        ask_for_id(self, first_id(self));
        return;
    }
    struct pick pick = {.title = memory_copy_string("New specification: which form?")};
    for (size_t i = 0; i < self->form_count; i++) {
        const struct form *form = NULL;
        bool usable =
            workspace_form(app_workspace(self->screen.app), self->forms[i], &form, NULL) == 0;
        pick_add(&pick, usable ? form->title : self->forms[i],
                 usable ? form->help : "cannot be used; `ifspec form check` says why");
    }
    app_pick(self->screen.app, &pick, take_form, &self->screen);
}

/* ── copy ── */

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

void catalogue_ask_copy(struct catalogue_screen *self)
{
    const struct catalogue_entry *selected = catalogue_selected(self);
    if (selected != NULL)
        ask_for_copy_id(self, selected->id);
}

/* ── look, and come back ── */

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
    }
    self->opened = NULL;
    sheet_close(self->previewed);
    self->previewed = NULL;
}
