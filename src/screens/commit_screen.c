/* The commit: a message, proposed from what changed, and below it the changes of each file by
 * field. The files can be picked; the message survives going back and a commit that was refused. */
#include "base/memory.h"

#include "commit_internal.h"

#include <stdlib.h>

static struct commit_screen *as_commit(struct screen *screen)
{
    return (struct commit_screen *)screen;
}

/* ── commands ── */

static void close_change(struct screen *screen, int choice)
{
    (void)screen;
    (void)choice;
}

/* A long text does not fit into its row. */
static void show_change(struct commit_screen *self, const struct change *change)
{
    struct buffer text = {0};
    change_describe(change, &text);
    app_ask(self->screen.app, buffer_string(&text), "Back\0", close_change, &self->screen);
    buffer_done(&text);
}

static void act_on_row(struct commit_screen *self)
{
    if (self->count == 0)
        return;
    const struct commit_row item = self->items[self->view.selected];
    if (item.kind == COMMIT_ROW_FILE)
        commit_file_toggle(self, item.file);
    else if (item.kind == COMMIT_ROW_CHANGE)
        show_change(self, &self->files[item.file].changes.items[item.item]);
    else if (item.kind == COMMIT_ROW_OFFER)
        commit_offer(self, item.file);
}

static bool obey_in_list(struct commit_screen *self, enum command command)
{
    if (command == COMMAND_TOGGLE || command == COMMAND_OPEN) {
        act_on_row(self);
        return true;
    }
    if (command == COMMAND_UP && self->view.selected == 0) {
        self->in_list = false;
        return true;
    }
    return list_view_obey(&self->view, command, &self->rows);
}

static bool obey_in_message(struct commit_screen *self, enum command command)
{
    enum text_area_answer answer = text_area_obey(&self->message, command);
    if (answer == TEXT_AREA_AT_EDGE && command == COMMAND_DOWN)
        self->in_list = self->count > 0;
    return answer != TEXT_AREA_NOT_MINE;
}

static bool obey(struct screen *screen, enum command command)
{
    struct commit_screen *self = as_commit(screen);
    switch (command) {
    case COMMAND_CLOSE:
        commit_message_keep(self, true);
        app_pop(screen->app);
        return true;
    case COMMAND_COMMIT:
        commit_advance(self);
        return true;
    case COMMAND_EDIT_OUTSIDE:
        commit_message_edit(self);
        return true;
    case COMMAND_NEXT_FIELD:
    case COMMAND_PREVIOUS_FIELD:
        self->in_list = !self->in_list && self->count > 0;
        return true;
    default:
        return self->in_list ? obey_in_list(self, command) : obey_in_message(self, command);
    }
}

static bool insert(struct screen *screen, const char *text, size_t length, bool pasted)
{
    (void)pasted;
    struct commit_screen *self = as_commit(screen);
    if (self->in_list)
        return false;
    (void)text_area_insert(&self->message, text, length);
    return true;
}

static size_t contexts(const struct screen *screen, enum keymap_context found[4])
{
    const struct commit_screen *self = (const struct commit_screen *)screen;
    found[0] = self->in_list ? CONTEXT_PICK : CONTEXT_PARAGRAPH;
    found[1] = CONTEXT_FORM;
    return 2;
}

static void footer(const struct screen *screen, enum command *commands, size_t room)
{
    static const enum command in_message[] = {COMMAND_COMMIT,     COMMAND_CLOSE,
                                              COMMAND_NEXT_FIELD, COMMAND_EDIT_OUTSIDE,
                                              COMMAND_HELP,       COMMAND_NONE};
    static const enum command in_list[] = {COMMAND_COMMIT, COMMAND_CLOSE, COMMAND_NEXT_FIELD,
                                           COMMAND_TOGGLE, COMMAND_HELP,  COMMAND_NONE};
    const struct commit_screen *self = (const struct commit_screen *)screen;
    const enum command *wanted = self->in_list ? in_list : in_message;
    for (size_t i = 0; i < room && wanted[i] != COMMAND_NONE; i++)
        commands[i] = wanted[i];
}

/* ── life ── */

/* What else changed is looked for behind the first paint. */
static bool idle(struct screen *screen)
{
    struct commit_screen *self = as_commit(screen);
    if (self->others_known)
        return false;
    int ahead = 0;
    int behind = 0;
    self->branch = workspace_branch(app_workspace(screen->app), &ahead, &behind);
    commit_files_add_others(self);
    return true;
}

static int wait(const struct screen *screen)
{
    return commit_message_wait((const struct commit_screen *)screen);
}

static void tick(struct screen *screen)
{
    commit_message_tick(as_commit(screen));
}

static void keep(struct screen *screen)
{
    commit_message_keep(as_commit(screen), true);
}

static void free_commit(struct screen *screen)
{
    struct commit_screen *self = as_commit(screen);
    commit_files_done(self);
    text_area_done(&self->message);
    buffer_done(&self->said);
    free(self->proposed);
    free(self->kept);
    free(self->branch);
    free(self->identity);
    free(self->obstacle);
    free(self);
}

static const struct screen_class commit_class = {
    .name = "commit",
    .draw = commit_draw,
    .obey = obey,
    .insert = insert,
    .contexts = contexts,
    .footer = footer,
    .wait = wait,
    .tick = tick,
    .idle = idle,
    .keep = keep,
    .free = free_commit,
};

struct screen *commit_screen_new(struct app *app, const char *const *paths, size_t count)
{
    struct commit_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &commit_class, .app = app};
    self->rows = (struct list_rows){.context = self, .draw = commit_draw_row};
    commit_files_open(self, paths, count);
    commit_message_begin(self);
    return &self->screen;
}
