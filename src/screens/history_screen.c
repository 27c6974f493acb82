/* The history of one specification: its commits, newest first, and below each what it changed by
 * field; or the values that one field ever had. The first ones are there at once, the rest fills in
 * whenever no key waits. */
#include "base/buffer.h"
#include "base/memory.h"

#include "history_internal.h"

#include <stdlib.h>
#include <string.h>

enum { COMMITS_A_STEP = 100 };

static struct history_screen *as_history(struct screen *screen)
{
    return (struct history_screen *)screen;
}

/* ── reading ── */

static int add_commit(void *context, const struct history_entry *entry)
{
    struct history_screen *self = context;
    history_rows_add(&self->rows, self->title, entry);
    return app_is_wanted(self->screen.app);
}

static void add_pending(struct history_screen *self)
{
    struct changes changes = {0};
    bool existed = false;
    if (history_pending(app_workspace(self->screen.app), self->path, NULL, &changes, &existed,
                        NULL) == 0 &&
        changes.count > 0)
        history_rows_add_pending(&self->rows, self->path, &changes, existed);
    changes_done(&changes);
}

static void show_rows(struct history_screen *self)
{
    history_rows_show(&self->rows);
    list_view_set_count(&self->view, self->rows.shown_count, &self->list);
}

/* Read until a screenful is new or a key waits; tells whether there is more. */
static int read_some(struct history_screen *self, struct error *error)
{
    enum { SCREENFUL = 40 };
    size_t before = self->rows.version_count;
    int more = 1;
    if (!self->begun) {
        self->begun = true;
        if (history_open(app_workspace(self->screen.app), self->path, &self->history, error) != 0)
            return -1;
        add_pending(self);
    }
    while (more > 0 && self->rows.version_count < before + SCREENFUL &&
           !app_is_wanted(self->screen.app))
        more = history_step(self->history, COMMITS_A_STEP, add_commit, self, error);
    return more;
}

static bool read_history(struct screen *screen)
{
    struct history_screen *self = as_history(screen);
    struct error error = {0};
    if (self->read)
        return false;
    int more = read_some(self, &error);
    if (more < 0) {
        self->problem = memory_copy_string(error.text);
        app_complain(screen->app, &error);
    }
    if (more <= 0) {
        history_close(self->history);
        self->history = NULL;
        self->read = true;
    }
    show_rows(self);
    return true;
}

/* ── commands ── */

/* Step from commit to commit: the next row that is one. */
static void step_to_commit(struct history_screen *self, bool down)
{
    size_t at = self->view.selected;
    while (down ? at + 1 < self->rows.shown_count : at > 0) {
        at = down ? at + 1 : at - 1;
        if (self->rows.items[self->rows.shown[at]].kind == ROW_COMMIT) {
            list_view_select(&self->view, at, &self->list);
            return;
        }
    }
}

static void open_row(struct history_screen *self)
{
    const struct history_row *row = history_selected_row(self);
    if (row == NULL)
        return;
    if (row->kind == ROW_BEGINNING) {
        self->rows.versions[row->version].expanded ^= true;
        show_rows(self);
        return;
    }
    size_t against =
        self->marked != 0 && self->marked != row->version + 1 ? self->marked - 1 : VERSION_BEFORE;
    const char *field = row->field != NULL ? row->field : self->rows.only_field;
    app_push(self->screen.app, version_screen_new(self->screen.app, &self->rows, row->version,
                                                  against, field, self->sheet));
}

/* A change is marked to be taken back, a version to be compared with. */
static void mark_row(struct history_screen *self)
{
    struct history_row *row = history_selected_row(self);
    size_t count = 0;
    if (row == NULL)
        return;
    if (row->field != NULL && self->sheet == NULL) {
        history_take_back(self->screen.app, NULL, NULL, 0);
        return;
    }
    if (row->field != NULL) {
        history_rows_mark(&self->rows, row);
        free(history_rows_choices(&self->rows, &count));
        app_say(self->screen.app, "%zu marked, to be taken back together.", count);
        (void)list_view_obey(&self->view, COMMAND_DOWN, &self->list);
        return;
    }
    self->marked = self->marked == row->version + 1 ? 0 : row->version + 1;
    if (self->marked != 0)
        app_say(self->screen.app, "Marked: Enter on another version compares it with this one.");
}

/* One key between the field's own history and that of the whole spec. */
static void switch_field(struct history_screen *self)
{
    char *field = self->rows.only_field;
    self->rows.only_field =
        field == NULL && self->field != NULL ? memory_copy_string(self->field) : NULL;
    free(field);
    self->view.selected = 0;
    self->view.top = 0;
    show_rows(self);
}

static void take_row_back(struct history_screen *self, const char *field,
                          enum history_moment moment)
{
    const struct history_row *row = history_selected_row(self);
    struct history_choice choice = {
        row != NULL ? &self->rows.versions[row->version] : NULL,
        field,
        moment,
    };
    history_take_back(self->screen.app, self->sheet, &choice, 1);
}

static void take_all_back(struct screen *screen, int choice)
{
    if (choice == 0)
        take_row_back(as_history(screen), NULL, HISTORY_AFTER);
}

static void take_either_back(struct screen *screen, int choice)
{
    const struct history_row *row = history_selected_row(as_history(screen));
    if (row != NULL && (choice == 0 || choice == 1))
        take_row_back(as_history(screen), row->field, choice == 0 ? HISTORY_BEFORE : HISTORY_AFTER);
}

/* Whether the field changed again since. */
static bool has_newer_change(const struct history_screen *self, const struct history_row *row)
{
    for (size_t i = 0; &self->rows.items[i] < row; i++) {
        const struct history_row *newer = &self->rows.items[i];
        if (newer->version != row->version && newer->field != NULL &&
            strcmp(newer->field, row->field) == 0)
            return true;
    }
    return false;
}

/* The newest change of a field can only be undone. In the field's own history every row is a value.
 * Of an older change both values may be meant. */
static void take_field_back(struct history_screen *self, const struct history_row *row)
{
    const struct history_version *version = &self->rows.versions[row->version];
    if (version->created || self->rows.only_field != NULL || !has_newer_change(self, row)) {
        take_row_back(self, row->field, HISTORY_OTHER);
        return;
    }
    char *question = memory_format("%s. Take the field back as it was before this change of %s, or "
                                   "after it?",
                                   buffer_string(&row->change.text), version->date);
    app_ask(self->screen.app, question, "Before\0After\0Leave\0", take_either_back, &self->screen);
    free(question);
}

static void take_version_back(struct history_screen *self, const struct history_version *version)
{
    char *question = version->commit == NULL
                         ? memory_copy_string("Take back every field as it is committed?")
                         : memory_format("Take back every field as of %s (%.7s)?", version->date,
                                         version->commit);
    app_ask(self->screen.app, question, "Take back\0Leave\0", take_all_back, &self->screen);
    free(question);
}

/* What is marked; else the selected change, or all of the selected version. */
static void take_back(struct history_screen *self)
{
    const struct history_row *row = history_selected_row(self);
    size_t count = 0;
    struct history_choice *choices = history_rows_choices(&self->rows, &count);
    if (count > 0)
        history_take_back(self->screen.app, self->sheet, choices, count);
    else if (self->sheet == NULL)
        history_take_back(self->screen.app, NULL, NULL, 0);
    else if (row != NULL && row->field != NULL)
        take_field_back(self, row);
    else if (row != NULL)
        take_version_back(self, &self->rows.versions[row->version]);
    free(choices);
}

static bool obey(struct screen *screen, enum command command)
{
    struct history_screen *self = as_history(screen);
    switch (command) {
    case COMMAND_CLOSE:
        app_pop(screen->app);
        return true;
    case COMMAND_HISTORY:
        if (self->field != NULL)
            switch_field(self);
        else
            app_pop(screen->app);
        return true;
    case COMMAND_OPEN:
        open_row(self);
        return true;
    case COMMAND_MARK:
        mark_row(self);
        return true;
    case COMMAND_TAKE_BACK:
        take_back(self);
        return true;
    case COMMAND_NEXT_FIELD:
        step_to_commit(self, true);
        return true;
    case COMMAND_PREVIOUS_FIELD:
        step_to_commit(self, false);
        return true;
    default:
        return list_view_obey(&self->view, command, &self->list);
    }
}

/* The list begins below the bar. */
static void click(struct screen *screen, int row, int column, bool twice)
{
    struct history_screen *self = as_history(screen);
    size_t index = 0;
    (void)column;
    if (!list_view_row_at(&self->view, row - 1, &index))
        return;
    list_view_select(&self->view, index, &self->list);
    if (twice)
        open_row(self);
}

static void free_history(struct screen *screen)
{
    struct history_screen *self = as_history(screen);
    history_close(self->history);
    history_rows_done(&self->rows);
    free(self->problem);
    free(self->path);
    free(self->title);
    free(self->field);
    free(self);
}

static const struct screen_class history_class = {
    .name = "history",
    .draw = history_draw,
    .obey = obey,
    .click = click,
    .context = CONTEXT_HISTORY,
    .footer = history_footer,
    .title = history_title,
    .idle = read_history,
    .free = free_history,
};

struct screen *history_screen_new(struct app *app, const char *path, const char *title)
{
    struct history_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &history_class, .app = app};
    self->list = (struct list_rows){.context = self, .draw = history_draw_row};
    self->path = memory_copy_string(path);
    self->title = memory_copy_string(title);
    return &self->screen;
}

struct screen *history_screen_of_sheet(struct app *app, struct sheet *sheet, const char *field)
{
    struct screen *screen = history_screen_new(app, sheet_path(sheet), spec_id(sheet_spec(sheet)));
    struct history_screen *self = as_history(screen);
    self->sheet = sheet;
    if (field != NULL)
        self->field = memory_copy_string(field);
    return screen;
}
