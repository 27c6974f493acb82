/* The catalogue begins with what the index says; what the files are now and what Git knows comes from
 * threads, and is taken over when no key is waiting. */
#include "base/memory.h"

#include "catalogue_internal.h"

#include <stdlib.h>

/* How long a step of idle work waits for the threads: a key waits for it at most. */
enum { IDLE_MILLISECONDS = 8 };

static struct catalogue_screen *as_catalogue(struct screen *screen)
{
    return (struct catalogue_screen *)screen;
}

/* ── reading behind ── */

/* What is behind the first page. */
static void open_rest(struct catalogue_screen *self)
{
    char *path = catalogue_place(self);
    bool is_page = self->catalogue.is_page;
    catalogue_open_rest(app_workspace(self->screen.app), &self->catalogue);
    if (is_page)
        catalogue_arrange(self, path);
    free(path);
}

void catalogue_start_reading(struct catalogue_screen *self)
{
    self->read_again = self->reader != NULL || self->git != NULL;
    if (self->read_again)
        return;
    open_rest(self);
    catalogue_read_unsaved(self);
    workspace_forget_broken_forms(app_workspace(self->screen.app));
    self->reader = catalogue_reader_start(app_workspace(self->screen.app), &self->catalogue);
    catalogue_read_groups_again(self);
}

static void answer_init(struct screen *screen, int choice);

/* A working copy that nobody made a specification repository yet. */
static void offer_init(struct catalogue_screen *self)
{
    if (self->init_offered || self->catalogue.count > 0 ||
        workspace_is_created(app_workspace(self->screen.app)))
        return;
    self->init_offered = true;
    app_ask(self->screen.app,
            "No specifications here yet. Make this working copy a specification repository?\n"
            "As `ifspec init` does, this writes ifspec.yaml,\n"
            ".gitattributes and interfaces/; it commits nothing.",
            "Initialise\0Not now\0", answer_init, &self->screen);
}

static bool take_readings(struct catalogue_screen *self)
{
    struct error error = {0};
    bool changed = false;
    char *path = catalogue_place(self);
    bool more = catalogue_reader_take(self->reader, &self->catalogue, IDLE_MILLISECONDS, &changed);
    if (changed)
        catalogue_arrange(self, path);
    free(path);
    if (more)
        return true;
    if (catalogue_reader_end(self->reader, &error) != 0)
        app_complain(self->screen.app, &error);
    self->reader = NULL;
    self->git_asked = false;
    offer_init(self);
    return true;
}

static bool take_git(struct catalogue_screen *self)
{
    struct error error = {0};
    bool changed = false;
    char *path = catalogue_place(self);
    size_t count = self->catalogue.count;
    bool more = catalogue_git_take(self->git, &self->catalogue, IDLE_MILLISECONDS, &self->branch,
                                   &self->ahead, &self->behind, &changed);
    /* A date that is known now moves no row, unless the rows are sorted by it. */
    if (changed && (count != self->catalogue.count || self->sorted_by == ORDER_CHANGED ||
                    self->sorted_by == ORDER_STATE))
        catalogue_arrange(self, path);
    free(path);
    if (more)
        return true;
    if (catalogue_git_end(self->git, &error) != 0)
        app_complain(self->screen.app, &error);
    self->git = NULL;
    return true;
}

bool catalogue_fill_in(struct screen *screen)
{
    struct catalogue_screen *self = as_catalogue(screen);
    struct workspace *workspace = app_workspace(screen->app);
    if (catalogue_offer_new(self))
        return true;
    if (self->reader != NULL)
        return take_readings(self);
    if (self->grouping.reader != NULL) {
        catalogue_take_groups(self);
        return true;
    }
    if (self->git != NULL)
        return take_git(self);
    if (self->read_again) {
        catalogue_start_reading(self);
        return true;
    }
    if (!self->git_asked) {
        self->git_asked = true;
        self->git = catalogue_git_start(workspace, &self->catalogue);
        return true;
    }
    catalogue_save(workspace, &self->catalogue);
    return false;
}

static void ignore_file(void *context, const char *text)
{
    (void)context;
    (void)text;
}

static void answer_init(struct screen *screen, int choice)
{
    struct workspace *workspace = app_workspace(screen->app);
    struct error error = {0};
    if (choice != 0)
        return;
    if (workspace_create(workspace_root(workspace), NULL, ignore_file, NULL, &error) != 0)
        app_complain(screen->app, &error);
    else
        app_say(screen->app, "Wrote ifspec.yaml, interfaces/ and .gitattributes; nothing is "
                             "committed yet");
    catalogue_start_reading(as_catalogue(screen));
}
