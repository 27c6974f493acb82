/* The commit: a message, proposed from what changed, and below it the changes of each file by
 * field. The files can be picked; the message survives going back and a commit that was refused. */
#include "base/memory.h"
#include "model/change_text.h"
#include "ui/pager.h"

#include "commit_internal.h"

#include <stdlib.h>
#include <string.h>

static struct commit_screen *as_commit(struct screen *screen)
{
    return (struct commit_screen *)screen;
}

/* ── commands ── */

static void add_value(struct pager *pager, const char *label, const char *text)
{
    enum { COLUMN = 11 };
    pager_add_gap(pager);
    if (text != NULL)
        pager_add_pair(pager, 1, STYLE_LABEL, label, COLUMN, STYLE_TEXT, text);
}

/* A long text does not fit into its row: what differs, and both values whole. */
static void show_change(struct commit_screen *self, const struct change *change)
{
    struct change_text text = {0};
    struct pager *pager = pager_new();
    bool is_moved = change->kind == CHANGE_ROW_MOVED;
    bool is_by_word = change->old_text != NULL && change->new_text != NULL;
    change_text_make(change, &text);
    if (is_moved || (is_by_word && !change_text_is_pair(&text)))
        pager_add(pager, STYLE_TEXT, 1, buffer_string(&text.text) + text.label);
    if (!is_moved) {
        add_value(pager, "Before", change->old_text);
        add_value(pager, "Now", change->new_text);
    }
    char *title = memory_copy_bytes(text.text.bytes, text.label - strlen(": "));
    app_push(self->screen.app, reading_screen_new(self->screen.app, title, "", pager));
    free(title);
    change_text_done(&text);
}

static void show_finding(struct commit_screen *self, const struct finding *finding)
{
    struct error error = {0};
    (void)error_set(&error, ERROR_INPUT, "%s", finding->message);
    app_complain(self->screen.app, &error);
}

static void act_on_row(struct commit_screen *self)
{
    if (self->count == 0)
        return;
    const struct commit_row item = self->items[self->view.selected];
    const struct commit_file *file = &self->files[item.file];
    switch (item.kind) {
    case COMMIT_ROW_FILE:
        commit_file_toggle(self, item.file);
        break;
    case COMMIT_ROW_NEW:
        commit_file_unfold(self, item.file);
        break;
    case COMMIT_ROW_CHANGE:
        show_change(self, &file->changes.items[item.item]);
        break;
    case COMMIT_ROW_SECRET:
        show_finding(self, &file->findings.items[item.item]);
        break;
    case COMMIT_ROW_COUNTS:
        app_say(self->screen.app, "The problems of the form list them one by one.");
        break;
    case COMMIT_ROW_OFFER:
        commit_offer(self, item.file);
        break;
    }
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
    case COMMAND_PREVIEW:
        if (self->refusal != NULL)
            commit_show_said(self, self->refusal);
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
    if (self->in_list) {
        found[0] = CONTEXT_COMMIT;
        return 1;
    }
    found[0] = CONTEXT_PARAGRAPH;
    found[1] = CONTEXT_FORM;
    return 2;
}

/* ── the footer ── */

static const struct commit_row *selected_row(const struct commit_screen *self)
{
    bool has_one = self->in_list && self->view.selected < self->count;
    return has_one ? &self->items[self->view.selected] : NULL;
}

static enum command command_of_row(const struct commit_row *row)
{
    if (row->kind == COMMIT_ROW_FILE)
        return COMMAND_TOGGLE;
    return row->kind != COMMIT_ROW_COUNTS ? COMMAND_OPEN : COMMAND_NONE;
}

static void footer(const struct screen *screen, enum command *commands, size_t room)
{
    const struct commit_screen *self = (const struct commit_screen *)screen;
    const struct commit_row *row = selected_row(self);
    const enum command wanted[] = {
        COMMAND_COMMIT,
        COMMAND_CLOSE,
        COMMAND_NEXT_FIELD,
        row != NULL ? command_of_row(row) : COMMAND_NONE,
        self->refusal != NULL ? COMMAND_PREVIEW : COMMAND_NONE,
        self->in_list ? COMMAND_NONE : COMMAND_EDIT_OUTSIDE,
        COMMAND_HELP,
    };
    size_t count = 0;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted && count < room; i++)
        if (wanted[i] != COMMAND_NONE)
            commands[count++] = wanted[i];
}

static const char *title(const struct screen *screen, enum command command)
{
    const struct commit_screen *self = (const struct commit_screen *)screen;
    const struct commit_row *row = selected_row(self);
    if (command == COMMAND_NEXT_FIELD)
        return self->in_list ? "Message" : "Files";
    if (command == COMMAND_PREVIEW)
        return "All it said";
    if (command == COMMAND_TOGGLE && row != NULL)
        return self->files[row->file].picked ? "Leave out" : "Pick";
    if (command == COMMAND_OPEN && row != NULL && row->kind == COMMIT_ROW_NEW)
        return self->files[row->file].expanded ? "Fold" : "Show all";
    if (command == COMMAND_OPEN && row != NULL)
        return row->kind == COMMIT_ROW_OFFER ? "Add the line" : "Whole text";
    return NULL;
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
    free(self->refusal);
    free(self);
}

static const struct screen_class commit_class = {
    .name = "commit",
    .draw = commit_draw,
    .obey = obey,
    .insert = insert,
    .contexts = contexts,
    .footer = footer,
    .title = title,
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
