/* The commit: a message, proposed from what changed, and below it the changes of each file by
 * field. The files can be picked; the message survives going back. */
#include "workspace/commit.h"
#include "base/buffer.h"
#include "base/memory.h"
#include "ui/list_view.h"
#include "ui/text_area.h"
#include "workspace/history.h"

#include "screen_internal.h"

#include <stdlib.h>
#include <string.h>

enum { MESSAGE_HEIGHT = 4, CHANGE_INDENT = 7, SHORT_ID = 7 };

struct commit_file {
    char *path;
    bool picked;
    bool is_new;
    struct changes changes;
};

/* A line of the list: a file, or one of its changes. */
struct commit_row {
    size_t file;
    size_t change; /* index of the change; NO_CHANGE: the file itself */
};
#define NO_CHANGE ((size_t)-1)

struct commit_screen {
    struct screen screen;
    struct commit_file *files;
    size_t file_count;
    struct commit_row *items;
    size_t count;
    size_t capacity;
    struct text_area message;
    bool in_list;     /* the focus; else it is in the message */
    char *identity;   /* the name that was asked for, until the address is known too */
    char *obstacle;   /* why nothing can be committed here, or NULL */
    struct list_view view;
    struct list_rows rows;
};

static struct commit_screen *as_commit(struct screen *screen)
{
    return (struct commit_screen *)screen;
}

/* ── what there is to commit ── */

static void add_row(struct commit_screen *self, size_t file, size_t change)
{
    self->items = memory_grow(self->items, &self->capacity, self->count, sizeof *self->items);
    self->items[self->count++] = (struct commit_row){.file = file, .change = change};
}

static void read_file(struct commit_screen *self, size_t index, const char *path)
{
    struct commit_file *file = &self->files[index];
    struct error error = {0};
    bool existed = false;
    file->path = memory_copy_string(path);
    file->picked = true;
    if (history_pending(app_workspace(self->screen.app), path, &file->changes, &existed, &error) !=
        0)
        app_complain(self->screen.app, &error);
    file->is_new = !existed;
    add_row(self, index, NO_CHANGE);
    for (size_t i = 0; i < file->changes.count; i++)
        add_row(self, index, i);
}

/* Paths of the picked files; the array is owned, the strings are not. */
static const char **picked_paths(const struct commit_screen *self, size_t *count)
{
    const char **paths = memory_allocate((self->file_count + 1) * sizeof *paths);
    *count = 0;
    for (size_t i = 0; i < self->file_count; i++) {
        if (self->files[i].picked)
            paths[(*count)++] = self->files[i].path;
    }
    return paths;
}

/* The name under which the message is kept: it belongs to these files. */
static char *message_name(const struct commit_screen *self)
{
    struct buffer name = {0};
    buffer_append_string(&name, "commit");
    for (size_t i = 0; i < self->file_count; i++)
        buffer_append_format(&name, "\n%s", self->files[i].path);
    return buffer_take(&name);
}

static void begin_message(struct commit_screen *self)
{
    struct workspace *workspace = app_workspace(self->screen.app);
    struct error error = {0};
    char *name = message_name(self);
    const char *kept = app_kept_text(self->screen.app, name);
    char *proposed = NULL;
    size_t count = 0;
    const char **paths = picked_paths(self, &count);
    if (kept == NULL && commit_propose(workspace, paths, count, &proposed, &error) != 0)
        self->obstacle = memory_copy_string(error.text);
    else if (commit_check(workspace, paths, count, &error) != 0)
        self->obstacle = memory_copy_string(error.text);
    text_area_init(&self->message, kept != NULL ? kept : proposed != NULL ? proposed : "");
    free(proposed);
    free(paths);
    free(name);
}

static void keep_message(struct commit_screen *self, bool keep)
{
    char *name = message_name(self);
    app_keep_text(self->screen.app, name, keep ? text_area_string(&self->message) : NULL);
    free(name);
}

/* ── committing ── */

static void commit(struct commit_screen *self)
{
    struct app *app = self->screen.app;
    struct error error = {0};
    char id[COMMIT_ID_SIZE] = "";
    size_t count = 0;
    const char **paths = picked_paths(self, &count);
    keep_message(self, true);
    const struct commit_order order = {
        .paths = paths, .count = count, .message = text_area_string(&self->message)};
    if (commit_specs(app_workspace(app), &order, id, &error) != 0) {
        app_complain(app, &error);
    } else {
        const char *message = text_area_string(&self->message);
        app_say(app, "Committed %.*s %.*s", SHORT_ID, id, (int)strcspn(message, "\n"), message);
        keep_message(self, false);
        app_pop(app);
    }
    free(paths);
}

static void take_email(struct screen *screen, const char *email)
{
    struct commit_screen *self = as_commit(screen);
    struct error error = {0};
    if (email == NULL || email[0] == '\0')
        return;
    if (commit_set_identity(app_workspace(screen->app), self->identity, email, &error) != 0)
        app_complain(screen->app, &error);
    else
        commit(self);
}

static void take_name(struct screen *screen, const char *name)
{
    struct commit_screen *self = as_commit(screen);
    if (name == NULL || name[0] == '\0')
        return;
    free(self->identity);
    self->identity = memory_copy_string(name);
    app_prompt(screen->app, "Your mail address (kept in this repository's Git configuration)", "",
               take_email, screen);
}

/* Commit, once Git knows who does it. */
static void try_commit(struct commit_screen *self)
{
    struct app *app = self->screen.app;
    struct error error = {0};
    char *name = NULL;
    char *email = NULL;
    size_t count = 0;
    free(picked_paths(self, &count));
    if (self->obstacle != NULL) {
        (void)error_set(&error, ERROR_ENVIRONMENT, "%s", self->obstacle);
        app_complain(app, &error);
    } else if (count == 0) {
        app_say(app, "No file is picked. Space picks the selected one.");
    } else if (strspn(text_area_string(&self->message), " \t\n") == self->message.text.bytes.length) {
        app_say(app, "Say in a line what changes, then commit.");
    } else if (commit_identity(app_workspace(app), &name, &email, &error) == 0) {
        commit(self);
    } else if (error.kind == ERROR_NOT_FOUND) {
        app_prompt(app, "Your name, as it shall stand in commits", "", take_name, &self->screen);
    } else {
        app_complain(app, &error);
    }
    free(name);
    free(email);
}

/* ── commands ── */

static void pick_selected(struct commit_screen *self)
{
    if (self->count == 0)
        return;
    struct commit_file *file = &self->files[self->items[self->view.selected].file];
    file->picked = !file->picked;
}

static bool obey_in_list(struct commit_screen *self, enum command command)
{
    if (command == COMMAND_TOGGLE || command == COMMAND_OPEN) {
        pick_selected(self);
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
        keep_message(self, true);
        app_pop(screen->app);
        return true;
    case COMMAND_COMMIT:
        try_commit(self);
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
    static const enum command wanted[] = {COMMAND_COMMIT, COMMAND_CLOSE, COMMAND_NEXT_FIELD,
                                          COMMAND_TOGGLE, COMMAND_HELP};
    (void)screen;
    for (size_t i = 0; i < room && i < sizeof wanted / sizeof wanted[0]; i++)
        commands[i] = wanted[i];
}

/* ── drawing ── */

static void draw_file(const struct commit_screen *self, const struct commit_file *file,
                      struct canvas row)
{
    if (self->file_count > 1)
        canvas_symbol(row, 0, 1, STYLE_TEXT, file->picked ? SYMBOL_TICKED : SYMBOL_BOX);
    int column = self->file_count > 1 ? 3 : 1;
    column += canvas_string(row, 0, column, STYLE_STRONG, file->path);
    if (file->is_new)
        canvas_string(row, 0, column + 2, STYLE_ADDED, "new");
}

static void draw_row(void *context, size_t index, struct canvas row, bool selected)
{
    (void)selected;
    struct commit_screen *self = context;
    const struct commit_row *item = &self->items[index];
    const struct commit_file *file = &self->files[item->file];
    if (item->change == NO_CHANGE) {
        draw_file(self, file, row);
        return;
    }
    struct buffer text = {0};
    change_describe(&file->changes.items[item->change], &text);
    canvas_text_cut(row, 0, CHANGE_INDENT, row.width - CHANGE_INDENT - 1,
                    file->picked ? STYLE_TEXT : STYLE_EXAMPLE, text.bytes, text.length);
    buffer_done(&text);
}

static void draw(struct screen *screen, struct canvas canvas)
{
    struct commit_screen *self = as_commit(screen);
    canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_BAR);
    canvas_string(canvas, 0, 1, STYLE_BAR_KEY, "Commit");
    int row = 1;
    if (self->obstacle != NULL)
        row += canvas_paragraph(canvas, row, 1, canvas.width - 2, 3, STYLE_ERROR, self->obstacle);
    canvas_string(canvas, row, 1, self->in_list ? STYLE_LABEL : STYLE_STRONG, "Message");
    int height = canvas.height >= 16 ? MESSAGE_HEIGHT : 2;
    text_area_draw(&self->message, canvas_part(canvas, row + 1, 1, height, canvas.width - 2),
                   self->in_list ? STYLE_TEXT : STYLE_FIELD, !self->in_list);
    row += height + 1;
    canvas_horizontal_rule(canvas, row, 0, canvas.width);
    struct canvas list =
        canvas_part(canvas, row + 1, 0, canvas.height - row - 1, canvas.width);
    list_view_draw(&self->view, list, &self->rows, self->in_list);
}

/* ── life ── */

static void free_commit(struct screen *screen)
{
    struct commit_screen *self = as_commit(screen);
    for (size_t i = 0; i < self->file_count; i++) {
        changes_done(&self->files[i].changes);
        free(self->files[i].path);
    }
    text_area_done(&self->message);
    free(self->files);
    free(self->items);
    free(self->identity);
    free(self->obstacle);
    free(self);
}

static const struct screen_class commit_class = {
    .name = "commit",
    .draw = draw,
    .obey = obey,
    .insert = insert,
    .contexts = contexts,
    .footer = footer,
    .free = free_commit,
};

struct screen *commit_screen_new(struct app *app, const char *const *paths, size_t count)
{
    struct commit_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &commit_class, .app = app};
    self->rows = (struct list_rows){.context = self, .draw = draw_row};
    self->files = memory_allocate((count + 1) * sizeof *self->files);
    self->file_count = count;
    for (size_t i = 0; i < count; i++)
        read_file(self, i, paths[i]);
    list_view_set_count(&self->view, self->count, &self->rows);
    begin_message(self);
    return &self->screen;
}
