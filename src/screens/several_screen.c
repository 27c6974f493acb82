#include "several_internal.h"

#include "base/memory.h"
#include "ui/list_view.h"

#include <stdlib.h>
#include <string.h>

enum { STEP_MILLISECONDS = 8, LABEL_WIDTH_MOST = 30, DETAIL_HEIGHT = 4, HEADING = -1 };

struct thing {
    enum style style;
    char *label;
    char *text;
    char *field;
};

struct subject {
    char *path;
    char *id;
    char *title;
    struct thing *things;
    size_t count;
    size_t capacity;
};

struct row {
    uint32_t subject;
    int32_t thing; /* HEADING: its name */
};

enum stage { STAGE_LOOKING, STAGE_LOOKED, STAGE_WRITING };

struct several_screen {
    struct screen screen;
    const struct several_task *task;
    void *context;
    struct subject *subjects;
    size_t count;
    enum stage stage;
    size_t next;    /* to be looked at or written */
    size_t written;
    struct error failure; /* the first of a write */
    size_t opened;        /* 1 + the subject that the editor has */
    struct row *shown;
    size_t shown_count;
    size_t shown_capacity;
    struct list_view view;
    struct list_rows rows;
};

static struct several_screen *as_several(struct screen *screen)
{
    return (struct several_screen *)screen;
}

/* ── what is said ── */

static void forget_things(struct subject *subject)
{
    for (size_t i = 0; i < subject->count; i++) {
        free(subject->things[i].label);
        free(subject->things[i].text);
        free(subject->things[i].field);
    }
    free(subject->things);
    free(subject->id);
    free(subject->title);
    *subject = (struct subject){.path = subject->path};
}

void several_name(struct several_screen *screen, const char *id, const char *title)
{
    struct subject *subject = &screen->subjects[screen->next];
    free(subject->id);
    free(subject->title);
    subject->id = memory_copy_string(id);
    subject->title = memory_copy_string(title);
}

void several_add(struct several_screen *screen, enum style style, const char *label,
                 const char *text, const char *field)
{
    struct subject *subject = &screen->subjects[screen->next];
    subject->things = memory_grow(subject->things, &subject->capacity, subject->count,
                                  sizeof *subject->things);
    subject->things[subject->count++] = (struct thing){
        .style = style,
        .label = memory_copy_string(label),
        .text = memory_copy_string(text),
        .field = field != NULL ? memory_copy_string(field) : NULL,
    };
}

static size_t count_in(const struct subject *subject, enum style style)
{
    size_t count = 0;
    for (size_t i = 0; i < subject->count; i++)
        count += subject->things[i].style == style;
    return count;
}

size_t several_count(const struct several_screen *screen, enum style style)
{
    size_t count = 0;
    for (size_t i = 0; i < screen->count; i++)
        count += count_in(&screen->subjects[i], style);
    return count;
}

size_t several_count_specs(const struct several_screen *screen, enum style style)
{
    size_t count = 0;
    for (size_t i = 0; i < screen->count; i++)
        count += count_in(&screen->subjects[i], style) > 0;
    return count;
}

size_t several_count_silent(const struct several_screen *screen)
{
    size_t count = 0;
    for (size_t i = 0; i < screen->count; i++)
        count += screen->subjects[i].count == 0;
    return count;
}

struct workspace *several_workspace(const struct several_screen *screen)
{
    return app_workspace(screen->screen.app);
}

/* ── rows ── */

static bool is_heading(const void *context, size_t index)
{
    const struct several_screen *self = context;
    return self->shown[index].thing == HEADING;
}

static void add_row(struct several_screen *self, size_t subject, int32_t thing)
{
    self->shown =
        memory_grow(self->shown, &self->shown_capacity, self->shown_count, sizeof *self->shown);
    self->shown[self->shown_count++] = (struct row){(uint32_t)subject, thing};
}

static void list_rows(struct several_screen *self)
{
    self->shown_count = 0;
    for (size_t i = 0; i < self->count; i++) {
        if (self->subjects[i].count > 0)
            add_row(self, i, HEADING);
        for (size_t j = 0; j < self->subjects[i].count; j++)
            add_row(self, i, (int32_t)j);
    }
    list_view_set_count(&self->view, self->shown_count, &self->rows);
}

static const struct thing *selected_thing(const struct several_screen *self)
{
    if (self->shown_count == 0 || is_heading(self, self->view.selected))
        return NULL;
    const struct row *row = &self->shown[self->view.selected];
    return &self->subjects[row->subject].things[row->thing];
}

/* ── drawing ── */

static void draw_row(void *context, size_t index, struct canvas row, bool selected)
{
    (void)selected;
    const struct several_screen *self = context;
    const struct subject *subject = &self->subjects[self->shown[index].subject];
    if (self->shown[index].thing == HEADING) {
        const char *id = subject->id != NULL ? subject->id : subject->path;
        int column = 1 + canvas_string(row, 0, 1, STYLE_STRONG, id);
        if (subject->title != NULL && column + 3 < row.width)
            canvas_text_cut(row, 0, column + 2, row.width - column - 3, STYLE_LABEL,
                            subject->title, strlen(subject->title));
        return;
    }
    const struct thing *thing = &subject->things[self->shown[index].thing];
    int width = row.width / 3 < LABEL_WIDTH_MOST ? row.width / 3 : LABEL_WIDTH_MOST;
    canvas_text_cut(row, 0, 3, width - 1, thing->style, thing->label, strlen(thing->label));
    canvas_text_cut(row, 0, 3 + width, row.width - width - 4, STYLE_TEXT, thing->text,
                    strlen(thing->text));
}

static void append_progress(const struct several_screen *self, struct buffer *out)
{
    if (self->stage == STAGE_LOOKED)
        self->task->summarise(self, out);
    else
        buffer_append_format(out, "%s %zu of %zu",
                             self->stage == STAGE_LOOKING ? "looking at" : "saving",
                             self->next + 1, self->count);
}

static void draw_bar(const struct several_screen *self, struct canvas row)
{
    struct buffer title = {0};
    struct buffer counts = {0};
    self->task->title(self->context, self->count, &title);
    append_progress(self, &counts);
    canvas_fill(row, 0, 0, 1, row.width, STYLE_BAR);
    int at = row.width - 1 - (int)counts.length;
    canvas_text_cut(row, 0, 1, at - 2, STYLE_BAR_KEY, title.bytes, title.length);
    canvas_string(row, 0, at, STYLE_BAR, buffer_string(&counts));
    buffer_done(&title);
    buffer_done(&counts);
}

static void draw(struct screen *screen, struct canvas canvas)
{
    struct several_screen *self = as_several(screen);
    draw_bar(self, canvas_part(canvas, 0, 0, 1, canvas.width));
    int detail = canvas.height > 12 ? DETAIL_HEIGHT : 0;
    struct canvas list = canvas_part(canvas, 1, 0, canvas.height - 1 - detail, canvas.width);
    if (self->shown_count == 0 && self->stage == STAGE_LOOKED)
        canvas_string(list, 1, 3, STYLE_GOOD, self->task->nothing);
    list_view_draw(&self->view, list, &self->rows, true);
    const struct thing *thing = selected_thing(self);
    if (detail == 0)
        return;
    struct canvas below = canvas_part(canvas, canvas.height - detail, 0, detail, canvas.width);
    canvas_horizontal_rule(below, 0, 0, below.width);
    int remark = self->task->remark != NULL ? 1 : 0;
    if (thing != NULL)
        canvas_paragraph(below, 1, 1, below.width - 2, detail - 1 - remark, STYLE_TEXT,
                         thing->text);
    if (remark > 0)
        canvas_text_cut(below, detail - 1, 1, below.width - 2, STYLE_LABEL, self->task->remark,
                        strlen(self->task->remark));
}

/* ── working behind ── */

static void look_at(struct several_screen *self, size_t index)
{
    size_t next = self->next;
    self->next = index;
    forget_things(&self->subjects[index]);
    self->task->look(self, self->context, self->subjects[index].path);
    self->next = next;
}

static void write_next(struct several_screen *self)
{
    struct error error = {0};
    const struct subject *subject = &self->subjects[self->next];
    /* Nothing would change; or it cannot be, as the list says. */
    if (subject->count == 0 || count_in(subject, STYLE_ERROR) > 0)
        return;
    if (self->task->write(self->context, self->screen.app, subject->path, &error) == 0)
        self->written++;
    else if (self->failure.kind == ERROR_NONE)
        self->failure = error;
}

static void end_writing(struct several_screen *self)
{
    struct app *app = self->screen.app;
    app_pop(app);
    if (self->failure.kind != ERROR_NONE) {
        error_prefix(&self->failure, "%zu saved, not all", self->written);
        app_complain(app, &self->failure);
    } else {
        app_say(app, "Saved %zu specification%s; nothing is committed yet", self->written,
                self->written == 1 ? "" : "s");
    }
}

static void end_stage(struct several_screen *self)
{
    if (self->stage == STAGE_WRITING)
        end_writing(self);
    self->stage = STAGE_LOOKED;
}

static bool idle(struct screen *screen)
{
    struct several_screen *self = as_several(screen);
    if (self->stage == STAGE_LOOKED)
        return false;
    for (long long end = app_clock() + STEP_MILLISECONDS; app_clock() < end; self->next++) {
        if (self->next == self->count) {
            end_stage(self);
            break;
        }
        if (self->stage == STAGE_LOOKING)
            look_at(self, self->next);
        else
            write_next(self);
    }
    if (self->stage != STAGE_WRITING)
        list_rows(self);
    return true;
}

/* ── commands ── */

static void begin_writing(struct several_screen *self)
{
    if (self->stage != STAGE_LOOKED)
        return;
    self->stage = STAGE_WRITING;
    self->next = 0;
    self->written = 0;
    self->failure = (struct error){0};
}

static void close(struct several_screen *self)
{
    struct app *app = self->screen.app;
    bool writing = self->stage == STAGE_WRITING;
    app_pop(app);
    if (writing)
        app_say(app, "Stopped: %zu saved, the others are as they were", self->written);
}

static void open_selected(struct several_screen *self)
{
    struct app *app = self->screen.app;
    struct sheet *sheet = NULL;
    struct error error = {0};
    const struct thing *thing = selected_thing(self);
    if (thing == NULL || self->stage == STAGE_WRITING)
        return;
    size_t subject = self->shown[self->view.selected].subject;
    if (sheet_open(app_workspace(app), self->subjects[subject].path, &sheet, &error) != 0) {
        app_complain(app, &error);
        return;
    }
    self->opened = subject + 1;
    app_push(app, editor_screen_new(app, sheet, thing->field));
}

static bool obey(struct screen *screen, enum command command)
{
    struct several_screen *self = as_several(screen);
    switch (command) {
    case COMMAND_CLOSE:
        close(self);
        return true;
    case COMMAND_OPEN:
        open_selected(self);
        return true;
    case COMMAND_SAVE:
        if (self->task->write != NULL)
            begin_writing(self);
        return true;
    default:
        return list_view_obey(&self->view, command, &self->rows);
    }
}

static void footer(const struct screen *screen, enum command *commands, size_t room)
{
    const struct several_screen *self = (const struct several_screen *)screen;
    static const enum command all[] = {COMMAND_SAVE, COMMAND_OPEN, COMMAND_CLOSE, COMMAND_HELP,
                                       COMMAND_NONE};
    const enum command *wanted = all + (self->task->write == NULL ? 1 : 0);
    for (size_t i = 0; i < room && (i == 0 || wanted[i - 1] != COMMAND_NONE); i++)
        commands[i] = wanted[i];
}

/* The editor may have changed what is said. */
static void resume(struct screen *screen)
{
    struct several_screen *self = as_several(screen);
    if (self->opened == 0)
        return;
    look_at(self, self->opened - 1);
    self->opened = 0;
    list_rows(self);
}

static void free_several(struct screen *screen)
{
    struct several_screen *self = as_several(screen);
    for (size_t i = 0; i < self->count; i++) {
        forget_things(&self->subjects[i]);
        free(self->subjects[i].path);
    }
    free(self->subjects);
    free(self->shown);
    if (self->task->free != NULL)
        self->task->free(self->context);
    free(self);
}

struct screen *several_screen_new(struct app *app, const struct several_task *task, void *context,
                                  const char *const *paths, size_t count)
{
    static const struct screen_class class = {
        .name = "several",
        .draw = draw,
        .obey = obey,
        .context = CONTEXT_ROWS,
        .footer = footer,
        .resume = resume,
        .idle = idle,
        .free = free_several,
    };
    struct several_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &class, .app = app};
    self->task = task;
    self->context = context;
    self->count = count;
    self->subjects = memory_allocate((count + 1) * sizeof *self->subjects);
    for (size_t i = 0; i < count; i++)
        self->subjects[i].path = memory_copy_string(paths[i]);
    self->rows = (struct list_rows){.context = self, .draw = draw_row, .is_heading = is_heading};
    return &self->screen;
}
