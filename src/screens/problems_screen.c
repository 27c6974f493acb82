/* One list of everything missing, wrong or doubtful in a specification; Enter goes to the field. */
#include "base/buffer.h"
#include "base/memory.h"
#include "model/question.h"
#include "ui/list_view.h"
#include "workspace/copied.h"

#include "screen_internal.h"

#include <stdlib.h>
#include <string.h>

enum { FIELD_WIDTH_MOST = 34 };

struct problems_screen {
    struct screen screen;
    struct sheet *sheet; /* borrowed from the editor below */
    void (*go_to)(struct screen *editor, const struct field *field, size_t row);
    struct screen *editor;
    struct findings findings;
    struct list_view view;
    struct list_rows rows;
};

static struct problems_screen *as_problems(struct screen *screen)
{
    return (struct problems_screen *)screen;
}

/* ── drawing ── */

static enum style severity_style(enum severity severity)
{
    switch (severity) {
    case SEVERITY_ERROR:
        return STYLE_ERROR;
    case SEVERITY_WARNING:
        return STYLE_WARNING;
    case SEVERITY_INFO:
        break;
    }
    return STYLE_INFO;
}

static const char *severity_name(enum severity severity)
{
    static const char *const names[] = {"info", "warning", "error"};
    return names[severity];
}

static void draw_row(void *context, size_t index, struct canvas row, bool selected)
{
    (void)selected;
    struct problems_screen *self = context;
    const struct finding *finding = &self->findings.items[index];
    struct buffer place = {0};
    buffer_append_string(&place, finding->field != NULL ? finding->field->label : "File");
    if (finding->row != FINDING_NO_ROW)
        buffer_append_format(&place, " %zu", finding->row + 1);
    if (finding->column != NULL)
        buffer_append_format(&place, ", %s", finding->column->label);
    int width = row.width / 3 < FIELD_WIDTH_MOST ? row.width / 3 : FIELD_WIDTH_MOST;
    canvas_string(row, 0, 1, severity_style(finding->severity), severity_name(finding->severity));
    canvas_text_cut(row, 0, 9, width, STYLE_LABEL, place.bytes, place.length);
    int column = 9 + width + 1;
    canvas_text_cut(row, 0, column, row.width - column - 1, STYLE_TEXT, finding->message,
                    strlen(finding->message));
    buffer_done(&place);
}

static void draw_selected(const struct problems_screen *self, struct canvas canvas)
{
    canvas_horizontal_rule(canvas, 0, 0, canvas.width);
    if (self->findings.count == 0)
        return;
    const struct finding *finding = &self->findings.items[self->view.selected];
    struct buffer text = {0};
    if (finding->field != NULL && finding->field->section != NULL)
        buffer_append_format(&text, "%s, ", finding->field->section->title);
    buffer_append_format(&text, "%s: %s",
                         finding->field != NULL ? finding->field->label : "The file",
                         finding->message);
    canvas_paragraph(canvas, 1, 1, canvas.width - 2, canvas.height - 1, STYLE_TEXT,
                     buffer_string(&text));
    buffer_done(&text);
}

/* "2 errors, 1 note". */
static void format_counts(const struct findings *findings, struct buffer *out)
{
    static const struct {
        enum severity severity;
        const char *name;
    } kinds[] = {
        {SEVERITY_ERROR, "error"}, {SEVERITY_WARNING, "warning"}, {SEVERITY_INFO, "note"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t count = findings_count(findings, kinds[i].severity);
        if (count > 0)
            buffer_append_format(out, "%s%zu %s%s", out->length > 0 ? ", " : "", count,
                                 kinds[i].name, count == 1 ? "" : "s");
    }
}

static void draw_bar(const struct problems_screen *self, struct canvas canvas)
{
    const char *id = spec_id(sheet_spec(self->sheet));
    struct buffer counts = {0};
    format_counts(&self->findings, &counts);
    int right = canvas.width - 1 - (int)counts.length;
    canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_BAR);
    canvas_string(canvas, 0, right, STYLE_BAR, buffer_string(&counts));
    int column = 1 + canvas_text_cut(canvas, 0, 1, right - 3, STYLE_BAR_KEY, id, strlen(id));
    if (column + 2 < right - 2)
        canvas_text_cut(canvas, 0, column + 2, right - column - 4, STYLE_BAR, "Problems", 8);
    buffer_done(&counts);
}

/* That nothing is missing is said of the present status: what a later one needs is not a problem yet. */
static void draw_nothing(const struct problems_screen *self, struct canvas canvas)
{
    const struct spec *spec = sheet_spec(self->sheet);
    struct spec_count needed = spec_count_needed(spec);
    struct buffer text = {0};
    char name[KEY_TEXT_SIZE] = "";
    key_code key = 0;
    canvas_string(canvas, 1, 3, STYLE_GOOD, "Nothing is missing, wrong or doubtful.");
    if (needed.answered == needed.visible)
        return;
    const char *status = form_status_name(spec_form(spec), spec_status(spec));
    size_t open = needed.visible - needed.answered;
    buffer_append_format(&text, "That is so for the status %s. Later ones need %zu more field%s",
                         status != NULL ? status : "it has", open, open == 1 ? "" : "s");
    if (keymap_key(app_keymap(self->screen.app), CONTEXT_FORM, COMMAND_NEXT_MISSING, 0, &key)) {
        key_format_for_people(key, name);
        buffer_append_format(&text, ": in the form %s leads there", name);
    }
    buffer_append_byte(&text, '.');
    canvas_paragraph(canvas, 3, 3, canvas.width - 6, canvas.height - 3, STYLE_TEXT,
                     buffer_string(&text));
    buffer_done(&text);
}

static void draw(struct screen *screen, struct canvas canvas)
{
    struct problems_screen *self = as_problems(screen);
    draw_bar(self, canvas);
    int detail = canvas.height > 12 ? 4 : 0;
    struct canvas list = canvas_part(canvas, 1, 0, canvas.height - 1 - detail, canvas.width);
    if (self->findings.count == 0)
        draw_nothing(self, list);
    list_view_draw(&self->view, list, &self->rows, true);
    if (detail > 0)
        draw_selected(self, canvas_part(canvas, canvas.height - detail, 0, detail, canvas.width));
}

/* ── commands ── */

static void say_no_field(const struct problems_screen *self, const struct finding *finding)
{
    if (finding->line > 0)
        app_say(self->screen.app, "No field shows this: it is in line %zu of the file",
                finding->line);
    else
        app_say(self->screen.app, "No field shows this: it is the file as a whole");
}

static void go_to_selected(struct problems_screen *self)
{
    if (self->findings.count == 0)
        return;
    const struct finding *finding = &self->findings.items[self->view.selected];
    const struct field *field = sheet_field_of(self->sheet, finding);
    struct screen *editor = self->editor;
    if (field == NULL) {
        say_no_field(self, finding);
        return;
    }
    app_pop(self->screen.app);
    self->go_to(editor, field, field == finding->field ? finding->row : FINDING_NO_ROW);
}

static bool obey(struct screen *screen, enum command command)
{
    struct problems_screen *self = as_problems(screen);
    switch (command) {
    case COMMAND_CLOSE:
    case COMMAND_PROBLEMS:
        app_pop(screen->app);
        return true;
    case COMMAND_OPEN:
        go_to_selected(self);
        return true;
    default:
        return list_view_obey(&self->view, command, &self->rows);
    }
}

/* The list begins below the bar. */
static void click(struct screen *screen, int row, int column, bool twice)
{
    struct problems_screen *self = as_problems(screen);
    size_t index = 0;
    (void)column;
    if (!list_view_row_at(&self->view, row - 1, &index))
        return;
    list_view_select(&self->view, index, &self->rows);
    if (twice)
        go_to_selected(self);
}

static void footer(const struct screen *screen, enum command *commands, size_t room)
{
    static const enum command all[] = {COMMAND_OPEN, COMMAND_CLOSE, COMMAND_HELP, COMMAND_NONE};
    const struct problems_screen *self = (const struct problems_screen *)screen;
    const enum command *wanted = all + (self->findings.count == 0 ? 1 : 0);
    for (size_t i = 0; i < room && (i == 0 || wanted[i - 1] != COMMAND_NONE); i++)
        commands[i] = wanted[i];
}

static void free_problems(struct screen *screen)
{
    struct problems_screen *self = as_problems(screen);
    findings_done(&self->findings);
    free(self);
}

static const struct screen_class problems_class = {
    .name = "problems",
    .draw = draw,
    .obey = obey,
    .click = click,
    .context = CONTEXT_ROWS,
    .footer = footer,
    .free = free_problems,
};

struct screen *problems_screen_new(struct app *app, struct sheet *sheet, const struct field *field,
                                   void (*go_to)(struct screen *editor, const struct field *field,
                                                 size_t row),
                                   struct screen *editor)
{
    struct problems_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &problems_class, .app = app};
    self->sheet = sheet;
    self->go_to = go_to;
    self->editor = editor;
    self->rows = (struct list_rows){.context = self, .draw = draw_row};
    sheet_check(sheet, &self->findings);
    copied_sum_up(sheet, field, &self->findings);
    question_list_open(sheet_spec(sheet), &self->findings);
    list_view_set_count(&self->view, self->findings.count, &self->rows);
    return &self->screen;
}
