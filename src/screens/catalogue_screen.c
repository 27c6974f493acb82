/* The catalogue: every specification of the working copy, filtered by what is typed. */
#include "base/memory.h"

#include "catalogue_internal.h"

#include <stdlib.h>
#include <string.h>

static struct catalogue_screen *as_catalogue(struct screen *screen)
{
    return (struct catalogue_screen *)screen;
}

/* ── order ── */

static void sort_by_next(struct catalogue_screen *self)
{
    self->sorted_by = (self->sorted_by + 1) % catalogue_order_count(self);
    self->reversed = false;
    catalogue_arrange_again(self);
    app_say(self->screen.app, "Sorted by %s", catalogue_order_name(self, self->sorted_by));
}

static void reverse(struct catalogue_screen *self)
{
    self->reversed = !self->reversed;
    catalogue_arrange_again(self);
}

/* ── commands ── */

static void answer_quit(struct screen *screen, int choice)
{
    if (choice == 0)
        app_quit(screen->app);
}

static bool is_filtered(const struct catalogue_screen *self)
{
    return text_line_string(&self->filter)[0] != '\0';
}

static void step_back(struct catalogue_screen *self)
{
    if (catalogue_is_grouping(self)) {
        catalogue_forget_grouping(self);
        app_say(self->screen.app, "Stopped; not grouped");
        return;
    }
    if (is_filtered(self)) {
        char *path = catalogue_place(self);
        text_line_set(&self->filter, "");
        catalogue_filter_rows(self);
        catalogue_stand_at(self, path);
        free(path);
        return;
    }
    if (self->marked_count > 0) {
        catalogue_clear_marks(self);
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

/* Commands that need nothing but the catalogue. */
static void (*const actions[COMMAND_COUNT])(struct catalogue_screen *self) = {
    [COMMAND_OPEN] = catalogue_open_selected,
    [COMMAND_NEW] = catalogue_ask_new,
    [COMMAND_COPY] = catalogue_ask_copy,
    [COMMAND_PREVIEW] = catalogue_preview,
    [COMMAND_CLOSE] = step_back,
    [COMMAND_COMMIT] = catalogue_commit,
    [COMMAND_PROBLEMS] = catalogue_problems,
    [COMMAND_SET_FIELD] = catalogue_ask_set,
    [COMMAND_RENAME] = catalogue_ask_rename,
    [COMMAND_DELETE] = catalogue_ask_delete,
    [COMMAND_HISTORY] = show_history,
    [COMMAND_MARK] = catalogue_mark_selected,
    [COMMAND_MARK_ALL] = catalogue_mark_all,
    [COMMAND_SORT] = sort_by_next,
    [COMMAND_SORT_REVERSE] = reverse,
    [COMMAND_GROUP] = catalogue_group_by_next,
    [COMMAND_GROUP_BY] = catalogue_ask_group,
};

/* What is done to the selected specification alone; to what is marked, or else to that. */
enum row_need { NEEDS_NOTHING, NEEDS_ROW, NEEDS_ROW_OR_MARK };
static const unsigned char needs[COMMAND_COUNT] = {
    [COMMAND_OPEN] = NEEDS_ROW,
    [COMMAND_COPY] = NEEDS_ROW,
    [COMMAND_PREVIEW] = NEEDS_ROW,
    [COMMAND_RENAME] = NEEDS_ROW,
    [COMMAND_HISTORY] = NEEDS_ROW,
    [COMMAND_MARK] = NEEDS_ROW,
    [COMMAND_MARK_ALL] = NEEDS_ROW,
    [COMMAND_COMMIT] = NEEDS_ROW_OR_MARK,
    [COMMAND_PROBLEMS] = NEEDS_ROW_OR_MARK,
    [COMMAND_SET_FIELD] = NEEDS_ROW_OR_MARK,
    [COMMAND_DELETE] = NEEDS_ROW_OR_MARK,
};

static bool has_what_it_needs(const struct catalogue_screen *self, enum command command)
{
    return needs[command] == NEEDS_NOTHING || catalogue_selected(self) != NULL ||
           (needs[command] == NEEDS_ROW_OR_MARK && self->marked_count > 0) ||
           (command == COMMAND_OPEN && catalogue_is_empty(self)); /* begins the first */
}

static void say_what_is_missing(const struct catalogue_screen *self)
{
    struct app *app = self->screen.app;
    if (catalogue_is_empty(self))
        app_say(app, "There is no specification yet: Enter begins the first");
    else if (self->catalogue.count > 0 && is_filtered(self))
        app_say(app, "Nothing matches “%s”: Esc clears the filter",
                text_line_string(&self->filter));
    else
        app_say(app, "No specification is selected");
}

static bool obey(struct screen *screen, enum command command)
{
    struct catalogue_screen *self = as_catalogue(screen);
    if (!has_what_it_needs(self, command)) {
        say_what_is_missing(self);
        return true;
    }
    if (list_view_obey(&self->view, command, &self->rows))
        return true;
    if (actions[command] != NULL) {
        actions[command](self);
        return true;
    }
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

/* With marks: what can be done to them. Without a row: what works without one. */
static void footer(const struct screen *screen, enum command *commands, size_t room)
{
    static const enum command usual[] = {COMMAND_OPEN,    COMMAND_NEW,  COMMAND_MARK,
                                         COMMAND_COMMIT,  COMMAND_HISTORY, COMMAND_PALETTE,
                                         COMMAND_HELP,    COMMAND_QUIT, COMMAND_NONE};
    static const enum command marked[] = {COMMAND_MARK,      COMMAND_COMMIT, COMMAND_PROBLEMS,
                                          COMMAND_SET_FIELD, COMMAND_DELETE, COMMAND_CLOSE,
                                          COMMAND_HELP,      COMMAND_NONE};
    static const enum command unmatched[] = {COMMAND_CLOSE, COMMAND_NEW,  COMMAND_PALETTE,
                                             COMMAND_HELP,  COMMAND_QUIT, COMMAND_NONE};
    static const enum command *const bare = unmatched + 1;
    const struct catalogue_screen *self = (const struct catalogue_screen *)screen;
    const enum command *wanted = self->marked_count > 0             ? marked
                                 : catalogue_selected(self) != NULL ? usual
                                 : is_filtered(self)                ? unmatched
                                                                    : bare;
    size_t count = 0;
    for (size_t i = 0; count < room && (i == 0 || wanted[i - 1] != COMMAND_NONE); i++)
        if (has_what_it_needs(self, wanted[i]))
            commands[count++] = wanted[i];
}

static const char *title(const struct screen *screen, enum command command)
{
    const struct catalogue_screen *self = (const struct catalogue_screen *)screen;
    if (command != COMMAND_CLOSE)
        return NULL;
    if (is_filtered(self))
        return "Clear filter";
    return self->marked_count > 0 ? "Clear marks" : NULL;
}

/* ── life ── */

static void resume(struct screen *screen)
{
    catalogue_come_back(as_catalogue(screen));
    catalogue_start_reading(as_catalogue(screen));
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
    free(self->wanted);
    catalogue_forget_change(self);
    catalogue_forget_grouping(self);
    catalogue_forget_forms(self);
    sheet_close(self->previewed); /* the opened one is its editor's, and gone by now */
    free(self);
}

static const struct screen_class catalogue_class = {
    .name = "catalogue",
    .draw = catalogue_draw,
    .obey = obey,
    .insert = insert,
    .contexts = contexts,
    .footer = footer,
    .title = title,
    .resume = resume,
    .idle = catalogue_fill_in,
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
    catalogue_open_page(app_workspace(app), &self->catalogue);
    self->read_again = true;
    catalogue_arrange(self, NULL);
    return &self->screen;
}
