/* The history of one specification: its commits, newest first, and below each what it changed by
 * field. Read when the screen stands, so that it opens at once. */
#include "base/buffer.h"
#include "base/memory.h"
#include "ui/list_view.h"
#include "workspace/history.h"

#include "screen_internal.h"

#include <stdlib.h>
#include <string.h>

enum { DATE_WIDTH = 12, AUTHOR_WIDTH = 18, CHANGE_INDENT = 4 };

/* One line of the screen: a commit, or one of its changes. */
struct history_row {
    enum { ROW_COMMIT, ROW_CHANGE, ROW_NOTE } kind;
    enum change_kind change;
    char date[DATE_TEXT_SIZE];
    char *author; /* ROW_COMMIT */
    char *text;   /* the subject, or the change */
};

struct history_screen {
    struct screen screen;
    char *path;
    char *title;
    struct history_row *items;
    size_t count;
    size_t capacity;
    size_t commits;
    bool read;
    char *problem;
    struct list_view view;
    struct list_rows rows;
};

static struct history_screen *as_history(struct screen *screen)
{
    return (struct history_screen *)screen;
}

/* ── reading ── */

static void add_row(struct history_screen *self, struct history_row row)
{
    self->items = memory_grow(self->items, &self->capacity, self->count, sizeof *self->items);
    self->items[self->count++] = row;
}

static void add_changes(struct history_screen *self, const struct changes *changes)
{
    for (size_t i = 0; changes != NULL && i < changes->count; i++) {
        struct buffer text = {0};
        change_describe(&changes->items[i], &text);
        add_row(self, (struct history_row){.kind = ROW_CHANGE,
                                           .change = changes->items[i].kind,
                                           .text = buffer_take(&text)});
    }
    if (changes != NULL && changes->count == 0)
        add_row(self, (struct history_row){.kind = ROW_NOTE,
                                           .text = memory_copy_string("no field changed")});
}

/* A subject mostly begins with the ID, which the heading says already. */
static const char *without_id(const struct history_screen *self, const char *subject)
{
    size_t length = strlen(self->title);
    bool begins = length > 0 && strncmp(subject, self->title, length) == 0;
    return begins && strncmp(subject + length, ": ", 2) == 0 ? subject + length + 2 : subject;
}

/* Of a first version the fields would only fill the screen. */
static void add_beginning(struct history_screen *self, const struct changes *changes)
{
    struct buffer text = {0};
    size_t fields = 0;
    for (size_t i = 0; i < changes->count; i++)
        fields += i == 0 || changes->items[i].field != changes->items[i - 1].field;
    buffer_append_format(&text, "new, %zu field%s answered", fields, fields == 1 ? "" : "s");
    add_row(self, (struct history_row){.kind = ROW_CHANGE,
                                       .change = CHANGE_ADDED,
                                       .text = buffer_take(&text)});
}

static int add_commit(void *context, const struct history_entry *entry)
{
    struct history_screen *self = context;
    struct history_row row = {.kind = ROW_COMMIT,
                              .author = memory_copy_string(entry->author),
                              .text = memory_copy_string(without_id(self, entry->subject))};
    date_format(instant_date(entry->when), row.date);
    add_row(self, row);
    self->commits++;
    if (entry->problem != NULL)
        add_row(self, (struct history_row){.kind = ROW_NOTE,
                                           .text = memory_copy_string(entry->problem)});
    else if (entry->created)
        add_beginning(self, entry->changes);
    else
        add_changes(self, entry->changes);
    return 0;
}

static void add_pending(struct history_screen *self)
{
    struct changes changes = {0};
    bool existed = false;
    if (history_pending(app_workspace(self->screen.app), self->path, &changes, &existed, NULL) ==
            0 &&
        changes.count > 0) {
        add_row(self, (struct history_row){
                          .kind = ROW_COMMIT,
                          .author = memory_copy_string(""),
                          .text = memory_copy_string(existed ? "Not committed yet"
                                                             : "New, not committed yet")});
        add_changes(self, &changes);
    }
    changes_done(&changes);
}

static bool read_history(struct screen *screen)
{
    struct history_screen *self = as_history(screen);
    if (self->read)
        return false;
    self->read = true;
    struct error error = {0};
    add_pending(self);
    if (history_walk(app_workspace(screen->app), self->path, add_commit, self, &error) != 0) {
        self->problem = memory_copy_string(error.text);
        app_complain(screen->app, &error);
    }
    list_view_set_count(&self->view, self->count, &self->rows);
    return false;
}

/* ── drawing ── */

static enum style change_style(enum change_kind kind)
{
    switch (kind) {
    case CHANGE_ADDED:
    case CHANGE_ROW_ADDED:
        return STYLE_ADDED;
    case CHANGE_CLEARED:
    case CHANGE_ROW_REMOVED:
        return STYLE_REMOVED;
    default:
        return STYLE_TEXT;
    }
}

static void draw_commit(const struct history_row *item, struct canvas row)
{
    int author = row.width >= 72 ? AUTHOR_WIDTH : 0;
    canvas_string(row, 0, 1, STYLE_LABEL, item->date);
    if (author > 0)
        canvas_text_cut(row, 0, 1 + DATE_WIDTH, author - 2, STYLE_LABEL, item->author,
                        strlen(item->author));
    int column = 1 + (item->date[0] != '\0' ? DATE_WIDTH + author : 0);
    canvas_text_cut(row, 0, column, row.width - column - 1, STYLE_STRONG, item->text,
                    strlen(item->text));
}

static void draw_row(void *context, size_t index, struct canvas row, bool selected)
{
    (void)selected;
    struct history_screen *self = context;
    const struct history_row *item = &self->items[index];
    if (item->kind == ROW_COMMIT) {
        draw_commit(item, row);
        return;
    }
    enum style style = item->kind == ROW_NOTE ? STYLE_EXAMPLE : change_style(item->change);
    canvas_text_cut(row, 0, CHANGE_INDENT, row.width - CHANGE_INDENT - 1, style, item->text,
                    strlen(item->text));
}

static void draw(struct screen *screen, struct canvas canvas)
{
    struct history_screen *self = as_history(screen);
    canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_BAR);
    int column = 1 + canvas_string(canvas, 0, 1, STYLE_BAR_KEY, self->title);
    canvas_string(canvas, 0, column + 2, STYLE_BAR, "History");
    if (self->read) {
        struct buffer count = {0};
        buffer_append_format(&count, "%zu commit%s", self->commits,
                             self->commits == 1 ? "" : "s");
        canvas_string(canvas, 0, canvas.width - 1 - (int)count.length, STYLE_BAR,
                      buffer_string(&count));
        buffer_done(&count);
    }
    struct canvas below = canvas_part(canvas, 1, 0, canvas.height - 1, canvas.width);
    if (self->problem != NULL && self->count == 0)
        canvas_paragraph(below, 1, 3, below.width - 4, 4, STYLE_ERROR, self->problem);
    else if (!self->read)
        canvas_string(below, 1, 3, STYLE_EXAMPLE, "Reading the history …");
    else if (self->count == 0)
        canvas_string(below, 1, 3, STYLE_TEXT, "No commit has this specification yet.");
    list_view_draw(&self->view, below, &self->rows, true);
}

/* ── commands ── */

/* Step from commit to commit: the next row that is one. */
static void step_to_commit(struct history_screen *self, bool down)
{
    size_t at = self->view.selected;
    while (down ? at + 1 < self->count : at > 0) {
        at = down ? at + 1 : at - 1;
        if (self->items[at].kind == ROW_COMMIT) {
            list_view_select(&self->view, at, &self->rows);
            return;
        }
    }
}

static bool obey(struct screen *screen, enum command command)
{
    struct history_screen *self = as_history(screen);
    switch (command) {
    case COMMAND_CLOSE:
    case COMMAND_HISTORY:
        app_pop(screen->app);
        return true;
    case COMMAND_NEXT_FIELD:
        step_to_commit(self, true);
        return true;
    case COMMAND_PREVIOUS_FIELD:
        step_to_commit(self, false);
        return true;
    default:
        return list_view_obey(&self->view, command, &self->rows);
    }
}

static size_t contexts(const struct screen *screen, enum keymap_context found[4])
{
    (void)screen;
    found[0] = CONTEXT_ROWS;
    return 1;
}

static void footer(const struct screen *screen, enum command *commands, size_t room)
{
    static const enum command wanted[] = {COMMAND_CLOSE, COMMAND_NEXT_FIELD,
                                          COMMAND_PREVIOUS_FIELD, COMMAND_HELP};
    (void)screen;
    for (size_t i = 0; i < room && i < sizeof wanted / sizeof wanted[0]; i++)
        commands[i] = wanted[i];
}

static void free_history(struct screen *screen)
{
    struct history_screen *self = as_history(screen);
    for (size_t i = 0; i < self->count; i++) {
        free(self->items[i].author);
        free(self->items[i].text);
    }
    free(self->items);
    free(self->problem);
    free(self->path);
    free(self->title);
    free(self);
}

static const struct screen_class history_class = {
    .name = "history",
    .draw = draw,
    .obey = obey,
    .contexts = contexts,
    .footer = footer,
    .idle = read_history,
    .free = free_history,
};

struct screen *history_screen_new(struct app *app, const char *path, const char *title)
{
    struct history_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &history_class, .app = app};
    self->rows = (struct list_rows){.context = self, .draw = draw_row};
    self->path = memory_copy_string(path);
    self->title = memory_copy_string(title);
    return &self->screen;
}
