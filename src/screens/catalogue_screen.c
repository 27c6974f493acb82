/* The catalogue: every specification of the working copy, filtered by what is typed. It begins with
 * what the index says; what the files are now and what Git knows comes from threads, and is taken
 * over when no key is waiting. */
#include "base/memory.h"

#include "catalogue_internal.h"

#include <stdlib.h>
#include <string.h>

/* How long a step of idle work waits for the threads: a key waits for it at most. */
enum { IDLE_MILLISECONDS = 8 };

static struct catalogue_screen *as_catalogue(struct screen *screen)
{
    return (struct catalogue_screen *)screen;
}

struct catalogue_entry *catalogue_selected(const struct catalogue_screen *self)
{
    if (self->shown_count == 0 || catalogue_is_heading(self, self->view.selected))
        return NULL;
    return &self->catalogue.entries[self->shown[self->view.selected].entry];
}

/* Arrange anew, and stand where we stood. */
static void arrange(struct catalogue_screen *self, const char *path)
{
    catalogue_arrange(self);
    if (path != NULL)
        catalogue_select_path(self, path);
}

static char *selected_path(const struct catalogue_screen *self)
{
    const struct catalogue_entry *entry = catalogue_selected(self);
    return entry != NULL ? memory_copy_string(entry->path) : NULL;
}

static void arrange_again(struct catalogue_screen *self)
{
    char *path = selected_path(self);
    arrange(self, path);
    free(path);
}

/* ── reading behind ── */

static void start_reading(struct catalogue_screen *self)
{
    self->read_again = self->reader != NULL || self->git != NULL;
    if (self->read_again)
        return;
    catalogue_read_unsaved(self);
    self->reader = catalogue_reader_start(app_workspace(self->screen.app), &self->catalogue);
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
            "No specifications here yet. Make this working copy a specification repository? "
            "`ifspec init` writes ifspec.yaml, interfaces/ and .gitattributes; it commits nothing.",
            "Initialise\0Not now\0", answer_init, &self->screen);
}

static bool take_readings(struct catalogue_screen *self)
{
    struct error error = {0};
    bool changed = false;
    char *path = selected_path(self);
    bool more = catalogue_reader_take(self->reader, &self->catalogue, IDLE_MILLISECONDS, &changed);
    if (changed)
        arrange(self, path);
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
    char *path = selected_path(self);
    bool more = catalogue_git_take(self->git, &self->catalogue, IDLE_MILLISECONDS, &self->branch,
                                   &self->ahead, &self->behind, &changed);
    if (changed)
        arrange(self, path);
    free(path);
    if (more)
        return true;
    if (catalogue_git_end(self->git, &error) != 0)
        app_complain(self->screen.app, &error);
    self->git = NULL;
    return true;
}

static bool fill_in(struct screen *screen)
{
    struct catalogue_screen *self = as_catalogue(screen);
    struct workspace *workspace = app_workspace(screen->app);
    if (catalogue_offer_new(self))
        return true;
    if (self->reader != NULL)
        return take_readings(self);
    if (self->git != NULL)
        return take_git(self);
    if (self->read_again) {
        start_reading(self);
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
    start_reading(as_catalogue(screen));
}

/* ── new, copy, open ── */

static void open_selected(struct catalogue_screen *self)
{
    const struct catalogue_entry *entry = catalogue_selected(self);
    if (entry == NULL)
        return;
    struct app *app = self->screen.app;
    struct sheet *sheet = NULL;
    struct error error = {0};
    if (sheet_open(app_workspace(app), entry->path, &sheet, &error) != 0)
        app_complain(app, &error);
    else
        app_push(app, editor_screen_new(app, sheet, NULL));
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
        app_push(screen->app, editor_screen_new(screen->app, sheet, NULL));
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
        app_push(screen->app, editor_screen_new(screen->app, sheet, NULL));
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

/* ── marks ── */

static void mark(struct catalogue_screen *self, struct catalogue_entry *entry, bool marked)
{
    if (entry->marked == marked)
        return;
    entry->marked = marked;
    self->marked_count += marked ? 1 : (size_t)-1;
}

static void mark_selected(struct catalogue_screen *self)
{
    struct catalogue_entry *entry = catalogue_selected(self);
    if (entry == NULL)
        return;
    mark(self, entry, !entry->marked);
    (void)list_view_obey(&self->view, COMMAND_DOWN, &self->rows);
}

static void mark_all(struct catalogue_screen *self)
{
    bool all = true;
    for (size_t i = 0; i < self->shown_count; i++)
        all = all && self->catalogue.entries[self->shown[i].entry].marked;
    for (size_t i = 0; i < self->shown_count; i++)
        mark(self, &self->catalogue.entries[self->shown[i].entry], !all);
}

static void clear_marks(struct catalogue_screen *self)
{
    for (size_t i = 0; i < self->catalogue.count; i++)
        mark(self, &self->catalogue.entries[i], false);
}

/* Paths of what is marked, else of what is selected; borrowed strings in an owned array. */
static const char **chosen_paths(const struct catalogue_screen *self, size_t *count)
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

static void commit_chosen(struct catalogue_screen *self)
{
    size_t count = 0;
    const char **paths = chosen_paths(self, &count);
    if (count > 0)
        app_push(self->screen.app, commit_screen_new(self->screen.app, paths, count));
    free(paths);
}

/* ── order ── */

static void sort_by_next(struct catalogue_screen *self)
{
    self->sorted_by = (self->sorted_by + 1) % catalogue_order_count(self);
    self->reversed = false;
    arrange_again(self);
    app_say(self->screen.app, "Sorted by %s", catalogue_order_name(self, self->sorted_by));
}

static void group_by_next(struct catalogue_screen *self)
{
    self->grouped_by = (self->grouped_by + 1) % (self->catalogue.column_count + 1);
    arrange_again(self);
    if (self->grouped_by == 0)
        app_say(self->screen.app, "Not grouped");
    else
        app_say(self->screen.app, "Grouped by %s", self->catalogue.titles[self->grouped_by - 1]);
}

/* ── commands ── */

static void answer_quit(struct screen *screen, int choice)
{
    if (choice == 0)
        app_quit(screen->app);
}

static void step_back(struct catalogue_screen *self)
{
    if (text_line_string(&self->filter)[0] != '\0') {
        char *path = selected_path(self);
        text_line_set(&self->filter, "");
        catalogue_filter_rows(self);
        if (path != NULL)
            catalogue_select_path(self, path);
        free(path);
        return;
    }
    if (self->marked_count > 0) {
        clear_marks(self);
        return;
    }
    app_ask(self->screen.app, "Leave ifspec?", "Leave\0Stay\0", answer_quit, &self->screen);
}

static void show_history(struct catalogue_screen *self)
{
    const struct catalogue_entry *entry = catalogue_selected(self);
    if (entry != NULL)
        app_push(self->screen.app, history_screen_new(self->screen.app, entry->path, entry->id));
}

static bool obey_own(struct catalogue_screen *self, enum command command)
{
    const struct catalogue_entry *selected = catalogue_selected(self);
    switch (command) {
    case COMMAND_OPEN:
        open_selected(self);
        return true;
    case COMMAND_NEW:
        ask_for_id(self, "");
        return true;
    case COMMAND_COPY:
        if (selected != NULL)
            ask_for_copy_id(self, selected->id);
        return true;
    case COMMAND_CLOSE:
        step_back(self);
        return true;
    case COMMAND_COMMIT:
        commit_chosen(self);
        return true;
    case COMMAND_HISTORY:
        show_history(self);
        return true;
    case COMMAND_MARK:
        mark_selected(self);
        return true;
    case COMMAND_MARK_ALL:
        mark_all(self);
        return true;
    case COMMAND_SORT:
        sort_by_next(self);
        return true;
    case COMMAND_SORT_REVERSE:
        self->reversed = !self->reversed;
        arrange_again(self);
        return true;
    case COMMAND_GROUP:
        group_by_next(self);
        return true;
    default:
        return false;
    }
}

static bool obey(struct screen *screen, enum command command)
{
    struct catalogue_screen *self = as_catalogue(screen);
    if (list_view_obey(&self->view, command, &self->rows) || obey_own(self, command))
        return true;
    if (!text_line_obey(&self->filter, command))
        return false;
    catalogue_filter_rows(self);
    return true;
}

static bool insert(struct screen *screen, const char *text, size_t length, bool pasted)
{
    (void)pasted;
    struct catalogue_screen *self = as_catalogue(screen);
    if (text_line_string(&self->filter)[0] == '\0' && length == 1 && text[0] == '?')
        return false; /* help */
    text_line_insert(&self->filter, text, length);
    catalogue_filter_rows(self);
    return true;
}

static size_t contexts(const struct screen *screen, enum keymap_context found[4])
{
    (void)screen;
    found[0] = CONTEXT_ROWS;
    found[1] = CONTEXT_TEXT;
    return 2;
}

/* ── life ── */

static void resume(struct screen *screen)
{
    start_reading(as_catalogue(screen));
}

static void free_catalogue(struct screen *screen)
{
    struct catalogue_screen *self = as_catalogue(screen);
    (void)catalogue_reader_end(self->reader, NULL);
    (void)catalogue_git_end(self->git, NULL);
    catalogue_save(app_workspace(screen->app), &self->catalogue);
    catalogue_done(&self->catalogue);
    catalogue_forget_unsaved(&self->unsaved);
    catalogue_query_free(self->query);
    text_line_done(&self->filter);
    free(self->ranks);
    free(self->order);
    free(self->groups);
    free(self->shown);
    free(self->branch);
    free(self);
}

static const struct screen_class catalogue_class = {
    .name = "catalogue",
    .draw = catalogue_draw,
    .obey = obey,
    .insert = insert,
    .contexts = contexts,
    .commands = (const enum command[]){COMMAND_OPEN, COMMAND_NEW, COMMAND_MARK, COMMAND_SORT,
                                       COMMAND_COMMIT, COMMAND_HISTORY, COMMAND_HELP,
                                       COMMAND_QUIT, COMMAND_NONE},
    .resume = resume,
    .idle = fill_in,
    .free = free_catalogue,
};

struct screen *catalogue_screen_new(struct app *app)
{
    struct catalogue_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &catalogue_class, .app = app};
    self->rows = (struct list_rows){
        .context = self, .draw = catalogue_draw_row, .is_heading = catalogue_is_heading};
    self->ahead = -1;
    self->behind = -1;
    text_line_init(&self->filter, "");
    catalogue_open(app_workspace(app), &self->catalogue);
    arrange(self, NULL);
    start_reading(self);
    return &self->screen;
}
