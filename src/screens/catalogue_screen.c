/* The catalogue: every specification of the working copy, filtered by what is typed. What Git knows
 * is filled in behind, when no key is waiting. */
#include "base/date.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "ui/list_view.h"
#include "ui/text_line.h"
#include "workspace/catalogue.h"

#include "catalogue_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static struct catalogue_screen *as_catalogue(struct screen *screen)
{
    return (struct catalogue_screen *)screen;
}

const struct catalogue_entry *catalogue_selected(const struct catalogue_screen *self)
{
    if (self->shown_count == 0)
        return NULL;
    return &self->catalogue.entries[self->shown[self->view.selected].entry];
}

/* ── filter ── */

/* What one means comes first: the beginning of an ID, its middle, the title, any text. */
static int rank_of(const struct catalogue_entry *entry, const char *needle)
{
    char *id = utf8_fold(entry->id, true);
    char *title = utf8_fold(entry->title, true);
    int rank = -1;
    if (strncmp(id, needle, strlen(needle)) == 0)
        rank = 0;
    else if (strstr(id, needle) != NULL)
        rank = 1;
    else if (strstr(title, needle) != NULL)
        rank = 2;
    else if (strstr(entry->search, needle) != NULL)
        rank = 3;
    free(id);
    free(title);
    return rank;
}

static int compare_ranks(const void *a, const void *b)
{
    const struct catalogue_rank *left = a;
    const struct catalogue_rank *right = b;
    if (left->rank != right->rank)
        return left->rank - right->rank;
    return left->entry < right->entry ? -1 : 1;
}

static void filter(struct catalogue_screen *self)
{
    char *needle = utf8_fold(text_line_string(&self->filter), true);
    self->shown_count = 0;
    self->shown = memory_resize(self->shown, self->catalogue.count + 1, sizeof *self->shown);
    for (size_t i = 0; i < self->catalogue.count; i++) {
        int rank = needle[0] == '\0' ? 0 : rank_of(&self->catalogue.entries[i], needle);
        if (rank >= 0)
            self->shown[self->shown_count++] = (struct catalogue_rank){.entry = i, .rank = rank};
    }
    if (needle[0] != '\0' && self->shown_count > 1)
        qsort(self->shown, self->shown_count, sizeof *self->shown, compare_ranks);
    list_view_set_count(&self->view, self->shown_count, &self->rows);
    free(needle);
}

static void select_path(struct catalogue_screen *self, const char *path)
{
    for (size_t i = 0; path != NULL && i < self->shown_count; i++) {
        if (strcmp(self->catalogue.entries[self->shown[i].entry].path, path) == 0)
            list_view_select(&self->view, i, &self->rows);
    }
}

/* ── reading ── */

/* Read everything again and stand where we stood. */
static void read_again(struct catalogue_screen *self)
{
    const struct catalogue_entry *selected = catalogue_selected(self);
    char *path = selected != NULL ? memory_copy_string(selected->path) : NULL;
    struct error error = {0};
    catalogue_done(&self->catalogue);
    self->catalogue = (struct catalogue){0};
    if (catalogue_read(app_workspace(self->screen.app), &self->catalogue, &error) != 0)
        app_complain(self->screen.app, &error);
    self->git_known = false;
    filter(self);
    select_path(self, path);
    free(path);
}

static bool fill_in_git(struct screen *screen)
{
    struct catalogue_screen *self = as_catalogue(screen);
    if (self->git_known)
        return false;
    self->git_known = true;
    struct error error = {0};
    struct workspace *workspace = app_workspace(screen->app);
    if (catalogue_read_git(workspace, &self->catalogue, &error) != 0)
        app_complain(screen->app, &error);
    free(self->branch);
    self->branch = workspace_branch(workspace, &self->ahead, &self->behind);
    return false;
}

/* ── commands ── */

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
    if (id == NULL)
        return;
    struct sheet *sheet = NULL;
    struct error error = {0};
    const char *wanted = id[0] != '\0' ? id : NULL;
    if (sheet_new(app_workspace(screen->app), NULL, wanted, &sheet, &error) == 0) {
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

static void answer_quit(struct screen *screen, int choice)
{
    if (choice == 0)
        app_quit(screen->app);
}

static void step_back(struct catalogue_screen *self)
{
    if (text_line_string(&self->filter)[0] != '\0') {
        text_line_set(&self->filter, "");
        const struct catalogue_entry *entry = catalogue_selected(self);
        char *path = entry != NULL ? memory_copy_string(entry->path) : NULL;
        filter(self);
        select_path(self, path);
        free(path);
        return;
    }
    app_ask(self->screen.app, "Leave ifspec?", "Leave\0Stay\0", answer_quit, &self->screen);
}

static void commit_selected(struct catalogue_screen *self)
{
    const struct catalogue_entry *entry = catalogue_selected(self);
    if (entry == NULL)
        return;
    const char *paths[] = {entry->path};
    app_push(self->screen.app, commit_screen_new(self->screen.app, paths, 1));
}

static void show_history(struct catalogue_screen *self)
{
    const struct catalogue_entry *entry = catalogue_selected(self);
    if (entry != NULL)
        app_push(self->screen.app, history_screen_new(self->screen.app, entry->path, entry->id));
}

static bool obey(struct screen *screen, enum command command)
{
    struct catalogue_screen *self = as_catalogue(screen);
    if (list_view_obey(&self->view, command, &self->rows))
        return true;
    switch (command) {
    case COMMAND_OPEN:
        open_selected(self);
        return true;
    case COMMAND_NEW:
        ask_for_id(self, "");
        return true;
    case COMMAND_CLOSE:
        step_back(self);
        return true;
    case COMMAND_COMMIT:
        commit_selected(self);
        return true;
    case COMMAND_HISTORY:
        show_history(self);
        return true;
    default:
        break;
    }
    if (!text_line_obey(&self->filter, command))
        return false;
    filter(self);
    return true;
}

static bool insert(struct screen *screen, const char *text, size_t length, bool pasted)
{
    (void)pasted;
    struct catalogue_screen *self = as_catalogue(screen);
    if (text_line_string(&self->filter)[0] == '\0' && length == 1 && text[0] == '?')
        return false; /* help */
    text_line_insert(&self->filter, text, length);
    filter(self);
    list_view_select(&self->view, 0, &self->rows);
    return true;
}

static size_t contexts(const struct screen *screen, enum keymap_context found[4])
{
    (void)screen;
    found[0] = CONTEXT_ROWS;
    found[1] = CONTEXT_TEXT;
    return 2;
}

static void footer(const struct screen *screen, enum command *commands, size_t room)
{
    static const enum command wanted[] = {COMMAND_OPEN,    COMMAND_NEW,  COMMAND_COMMIT,
                                          COMMAND_HISTORY, COMMAND_HELP, COMMAND_QUIT};
    (void)screen;
    for (size_t i = 0; i < room && i < sizeof wanted / sizeof wanted[0]; i++)
        commands[i] = wanted[i];
}

/* ── life ── */

static void resume(struct screen *screen)
{
    read_again(as_catalogue(screen));
}

static void free_catalogue(struct screen *screen)
{
    struct catalogue_screen *self = as_catalogue(screen);
    catalogue_done(&self->catalogue);
    text_line_done(&self->filter);
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
    .footer = footer,
    .resume = resume,
    .idle = fill_in_git,
    .free = free_catalogue,
};

struct screen *catalogue_screen_new(struct app *app)
{
    struct catalogue_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &catalogue_class, .app = app};
    self->rows = (struct list_rows){.context = self, .draw = catalogue_draw_row};
    self->ahead = -1;
    self->behind = -1;
    text_line_init(&self->filter, "");
    read_again(self);
    return &self->screen;
}
