/* A version of a specification in the form as it was; what changed against another version stands
 * below each field. Nothing can be typed here; values can be taken back into the editor below. */
#include "base/buffer.h"
#include "base/memory.h"
#include "ui/form_view.h"

#include "history_internal.h"

#include <stdlib.h>
#include <string.h>

struct version_screen {
    struct screen screen;
    const struct history_rows *rows; /* of the history below */
    size_t version;
    size_t against;      /* VERSION_BEFORE: the one before */
    struct sheet *sheet; /* NULL: values cannot be taken back */
    struct spec *spec;   /* NULL: it cannot be read */
    struct error problem;
    struct findings changes;
    struct findings findings; /* the changes, and what is marked */
    struct strings marks;     /* paths of fields */
    struct field_host host;
    struct form_view *view;
};

static struct version_screen *as_version(struct screen *screen)
{
    return (struct version_screen *)screen;
}

/* ── reading ── */

static struct spec *read_version(struct version_screen *self, size_t index, const struct form *form,
                                 struct error *error)
{
    const struct history_version *version = &self->rows->versions[index];
    struct workspace *workspace = app_workspace(self->screen.app);
    struct buffer bytes = {0};
    struct spec *spec = NULL;
    if (version->commit == NULL)
        return self->sheet != NULL ? spec_copy(sheet_spec(self->sheet)) : NULL;
    if (form != NULL)
        (void)(history_read_as(workspace, version->path, version->commit, form, &spec, error) == 0);
    else
        (void)(history_read(workspace, version->path, version->commit, &bytes, &spec, error) == 0);
    buffer_done(&bytes);
    return spec;
}

/* The version that this one is compared with; version_count: there is none. */
static size_t other_version(const struct version_screen *self)
{
    return self->against == VERSION_BEFORE ? self->version + 1 : self->against;
}

/* What the value was, or will be; of a long text and of rows, what differs. The field itself is
 * named above it. */
static void describe_change(const struct version_screen *self, const struct change *change,
                            struct buffer *out)
{
    struct change_text text = {0};
    bool is_later = other_version(self) < self->version;
    change_text_make(change, &text);
    bool is_whole = change->kind == CHANGE_CLEARED ||
                    (change->kind == CHANGE_CHANGED && change_text_is_pair(&text));
    if (change->kind == CHANGE_ADDED)
        buffer_append_string(out, is_later ? "not there later" : "new in this version");
    else if (is_whole)
        buffer_append_format(out, "%s %s", is_later ? "later" : "was", change->old_text);
    else
        buffer_append_string(out, buffer_string(&text.text) + text.field);
    change_text_done(&text);
}

static void note_change(struct version_screen *self, const struct change *change)
{
    struct buffer text = {0};
    size_t row = change->new_row != CHANGE_NO_ROW ? change->new_row : FINDING_NO_ROW;
    describe_change(self, change, &text);
    findings_add(&self->changes, SEVERITY_WARNING, "changed", change->field, row, NULL, "%s",
                 buffer_string(&text));
    buffer_done(&text);
}

static void find_changes(struct version_screen *self)
{
    struct changes changes = {0};
    size_t other = other_version(self);
    if (other >= self->rows->version_count)
        return;
    struct spec *base = read_version(self, other, spec_form(self->spec), NULL);
    if (base != NULL)
        changes_find(base, self->spec, &changes);
    for (size_t i = 0; i < changes.count; i++)
        note_change(self, &changes.items[i]);
    changes_done(&changes);
    spec_free(base);
}

static bool is_marked(const struct version_screen *self, const struct field *field);

/* A mark stands in front of what changed. */
static void make_findings(struct version_screen *self)
{
    const struct form *form = spec_form(self->spec);
    findings_done(&self->findings);
    for (size_t i = 0; i < form->field_count; i++)
        if (is_marked(self, &form->fields[i]))
            findings_add(&self->findings, SEVERITY_WARNING, "marked", &form->fields[i],
                         FINDING_NO_ROW, NULL, "marked, to be taken back");
    for (size_t i = 0; i < self->changes.count; i++) {
        const struct finding *change = &self->changes.items[i];
        findings_add(&self->findings, change->severity, change->rule, change->field, change->row,
                     NULL, "%s", change->message);
    }
}

static void forget(struct version_screen *self)
{
    form_view_free(self->view);
    spec_free(self->spec);
    findings_done(&self->changes);
    findings_done(&self->findings);
    self->changes = (struct findings){0};
    self->view = NULL;
    self->spec = NULL;
    self->findings = (struct findings){0};
    self->problem = (struct error){0};
}

static void load(struct version_screen *self, const char *field)
{
    char *wanted = field != NULL ? memory_copy_string(field) : NULL;
    forget(self);
    self->spec = read_version(self, self->version, NULL, &self->problem);
    if (self->spec != NULL) {
        const struct form *form = spec_form(self->spec);
        for (size_t i = 0; i < form->field_count; i++)
            spec_load_read_only(self->spec, &form->fields[i], "");
        find_changes(self);
        make_findings(self);
        self->view = form_view_new(self->spec, &self->host);
        const struct field *focus = wanted != NULL ? form_find_field(form, wanted) : NULL;
        if (focus == NULL || !form_view_focus(self->view, focus))
            (void)form_view_focus_missing(self->view, &self->changes);
    }
    free(wanted);
}

/* ── drawing ── */

static void append_name(const struct history_version *version, struct buffer *out)
{
    if (version->commit == NULL)
        buffer_append_string(out, "The working copy");
    else
        buffer_append_format(out, "%s %.7s", version->date, version->commit);
}

static size_t count_fields(const struct findings *findings)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++)
        count += i == 0 || findings->items[i].field != findings->items[i - 1].field;
    return count;
}

/* "Version 5 of 6: 2 fields changed since 2025-03-03 3cd9e69" */
static void append_comparison(const struct version_screen *self, struct buffer *out)
{
    size_t count = count_fields(&self->changes);
    size_t versions = self->rows->version_count;
    size_t other = other_version(self);
    buffer_append_format(out, "Version %zu of %zu: ", versions - self->version, versions);
    if (other >= versions) {
        buffer_append_string(out, "the first one known");
    } else if (other == self->version) {
        buffer_append_string(out, "the one that others are compared with");
    } else {
        buffer_append_format(out, "%zu field%s %s ", count, count == 1 ? "" : "s",
                             other > self->version ? "changed since"
                             : count == 1          ? "differs from"
                                                   : "differ from");
        append_name(&self->rows->versions[other], out);
    }
}

/* A long name leaves room for what was said. */
static void draw_who_and_what(const struct history_version *version, struct canvas canvas,
                              int column)
{
    enum { AUTHOR_MOST = 20 };
    if (version->author[0] != '\0') {
        column += canvas_text_cut(canvas, 0, column, AUTHOR_MOST, STYLE_BAR, version->author,
                                  strlen(version->author));
        column += canvas_string(canvas, 0, column, STYLE_BAR, ": ");
    }
    if (column + 1 < canvas.width)
        canvas_text_cut(canvas, 0, column, canvas.width - column - 1, STYLE_BAR, version->subject,
                        strlen(version->subject));
}

static void draw_bars(const struct version_screen *self, struct canvas canvas)
{
    const struct history_version *version = &self->rows->versions[self->version];
    struct buffer text = {0};
    append_name(version, &text);
    canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_BAR);
    int column = 1 + canvas_text_cut(canvas, 0, 1, canvas.width - 2, STYLE_BAR_KEY,
                                     buffer_string(&text), text.length);
    draw_who_and_what(version, canvas, column + 2);
    buffer_clear(&text);
    append_comparison(self, &text);
    canvas_text_cut(canvas, 1, 1, canvas.width - 2, STYLE_LABEL, buffer_string(&text), text.length);
    buffer_done(&text);
}

static void draw(struct screen *screen, struct canvas canvas)
{
    struct version_screen *self = as_version(screen);
    draw_bars(self, canvas);
    struct canvas body = canvas_part(canvas, 2, 1, canvas.height - 2, canvas.width - 1);
    if (self->view == NULL) {
        const char *reason = self->problem.kind != ERROR_NONE
                                 ? self->problem.text
                                 : "In this version the specification is not there.";
        canvas_paragraph(body, 1, 2, body.width - 4, 4, STYLE_ERROR, reason);
        return;
    }
    form_view_draw(self->view, body, &self->findings);
    form_view_draw_over(self->view, body);
}

/* ── commands ── */

static bool is_marked(const struct version_screen *self, const struct field *field)
{
    for (size_t i = 0; i < self->marks.count; i++)
        if (strcmp(self->marks.items[i], field->path) == 0)
            return true;
    return false;
}

static void switch_mark(struct version_screen *self, const struct field *field)
{
    struct strings *marks = &self->marks;
    if (!is_marked(self, field)) {
        marks->items = memory_resize(marks->items, marks->count + 1, sizeof *marks->items);
        marks->items[marks->count++] = memory_copy_string(field->path);
        return;
    }
    for (size_t i = 0; i < marks->count; i++)
        if (strcmp(marks->items[i], field->path) == 0) {
            free(marks->items[i]);
            marks->items[i] = marks->items[--marks->count];
        }
}

/* Mark the field, or take the mark away, and go on to the next that changed. */
static void mark(struct version_screen *self)
{
    const struct field *field = self->view != NULL ? form_view_field(self->view) : NULL;
    if (field == NULL)
        return;
    switch_mark(self, field);
    make_findings(self);
    app_say(self->screen.app, "%zu field%s marked, to be taken back together.", self->marks.count,
            self->marks.count == 1 ? "" : "s");
    (void)form_view_focus_missing(self->view, &self->changes);
}

/* What is marked; else the field with the focus. */
static void take_back(struct version_screen *self)
{
    const struct history_version *version = &self->rows->versions[self->version];
    const struct field *field = self->view != NULL ? form_view_field(self->view) : NULL;
    size_t count = self->marks.count > 0 ? self->marks.count : 1;
    struct history_choice *choices = memory_allocate(count * sizeof *choices);
    for (size_t i = 0; i < self->marks.count; i++)
        choices[i] = (struct history_choice){version, self->marks.items[i], HISTORY_AFTER};
    if (self->marks.count == 0 && field != NULL)
        choices[0] = (struct history_choice){version, field->path, HISTORY_AFTER};
    if (field != NULL)
        history_take_back(self->screen.app, self->sheet, choices, count);
    free(choices);
}

static void step(struct version_screen *self, bool older)
{
    const struct field *field = self->view != NULL ? form_view_field(self->view) : NULL;
    char *path = field != NULL ? memory_copy_string(field->path) : NULL;
    bool at_end = older ? self->version + 1 >= self->rows->version_count : self->version == 0;
    if (at_end) {
        app_say(self->screen.app,
                older ? "This is the first version." : "This is the last version.");
    } else {
        self->version = older ? self->version + 1 : self->version - 1;
        load(self, path);
    }
    free(path);
}

static bool obey(struct screen *screen, enum command command)
{
    struct version_screen *self = as_version(screen);
    switch (command) {
    case COMMAND_OLDER_VERSION:
    case COMMAND_NEWER_VERSION:
        step(self, command == COMMAND_OLDER_VERSION);
        return true;
    case COMMAND_MARK:
        mark(self);
        return true;
    case COMMAND_TAKE_BACK:
        take_back(self);
        return true;
    case COMMAND_NEXT_MISSING:
        if (self->view == NULL || !form_view_focus_missing(self->view, &self->changes))
            app_say(screen->app, "No field changed.");
        return true;
    case COMMAND_HISTORY:
        app_pop(screen->app);
        return true;
    default:
        break;
    }
    if (self->view != NULL && form_view_obey(self->view, command))
        return true;
    if (command != COMMAND_CLOSE)
        return false;
    app_pop(screen->app);
    return true;
}

static void say(void *context, const char *text)
{
    struct version_screen *self = context;
    app_say(self->screen.app, "%s", text);
}

static size_t contexts(const struct screen *screen, enum keymap_context found[4])
{
    (void)screen;
    found[0] = CONTEXT_VERSION;
    found[1] = CONTEXT_FORM;
    return 2;
}

static void free_version(struct screen *screen)
{
    struct version_screen *self = as_version(screen);
    forget(self);
    for (size_t i = 0; i < self->marks.count; i++)
        free(self->marks.items[i]);
    free(self->marks.items);
    free(self);
}

static const struct screen_class version_class = {
    .name = "version",
    .draw = draw,
    .obey = obey,
    .contexts = contexts,
    .commands = (const enum command[]){COMMAND_OLDER_VERSION, COMMAND_NEWER_VERSION,
                                       COMMAND_NEXT_MISSING, COMMAND_TAKE_BACK, COMMAND_CLOSE,
                                       COMMAND_MARK, COMMAND_HELP, COMMAND_NONE},
    .free = free_version,
};

struct screen *version_screen_new(struct app *app, const struct history_rows *rows, size_t version,
                                  size_t against, const char *field, struct sheet *sheet)
{
    struct version_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &version_class, .app = app};
    self->rows = rows;
    self->version = version;
    self->against = against;
    self->sheet = sheet;
    self->host = (struct field_host){.context = self, .say = say};
    load(self, field);
    return &self->screen;
}
