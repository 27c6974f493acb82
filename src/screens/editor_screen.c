/* The editor: one specification as a form. Values live in the sheet's spec; the form's widgets
 * change them there, so that undo covers everything. */
#include "base/memory.h"
#include "model/field_type.h"
#include "ui/footer.h"

#include "editor_internal.h"
#include "history_internal.h"

#include <stdlib.h>
#include <string.h>

static struct editor_screen *self_of(struct screen *screen)
{
    return (struct editor_screen *)screen;
}

void editor_check(struct editor_screen *self)
{
    const struct spec *spec = sheet_spec(self->sheet);
    if (!self->stale && self->revision == spec_revision(spec))
        return;
    findings_done(&self->findings);
    if (self->looks_around)
        sheet_check(self->sheet, &self->findings);
    else
        sheet_check_alone(self->sheet, &self->findings);
    section_list_update(self->sections, spec, &self->findings);
    self->completeness = spec_completeness(spec);
    self->revision = spec_revision(spec);
    self->stale = false;
}

/* ── commands ── */

static void commit(struct editor_screen *self)
{
    struct app *app = self->screen.app;
    if (sheet_is_modified(self->sheet) && !editor_save(self, EDITOR_STAYS))
        return;
    const char *path = sheet_path(self->sheet);
    app_push(app, commit_screen_new(app, &path, 1));
    editor_renew_history(self);
    self->commits = true;
}

/* The commit may have added a line for readers, its hooks may have tidied the file. */
static void come_back_from_commit(struct editor_screen *self)
{
    self->commits = false;
    free(self->branch);
    self->branch = NULL;
    self->branch_known = false;
    editor_catch_up(self);
}

static void step_back(struct editor_screen *self, bool redo)
{
    const struct field *field = NULL;
    struct spec *spec = sheet_spec(self->sheet);
    struct app *app = self->screen.app;
    if (redo ? !spec_redo(spec, &field) : !spec_undo(spec, &field)) {
        app_say(app, redo ? "Nothing was taken back." : "Nothing is left to undo.");
        return;
    }
    form_view_reload(self->view);
    (void)form_view_focus(self->view, field);
    app_say(app, redo ? "Done again: %s" : "Taken back: %s", field->label);
}

static void go_to_finding(struct screen *screen, const struct field *field, size_t row)
{
    struct form_view *view = self_of(screen)->view;
    if (field != NULL && row != FINDING_NO_ROW)
        (void)form_view_focus_row(view, field, row);
    else if (field != NULL)
        (void)form_view_focus(view, field);
}

static void go_to_missing(struct editor_screen *self)
{
    editor_check(self);
    if (!form_view_focus_missing(self->view, &self->findings))
        app_say(self->screen.app, "Nothing is missing or wrong.");
}

static void show_history(struct editor_screen *self)
{
    struct app *app = self->screen.app;
    const struct field *field = form_view_field(self->view);
    if (sheet_is_new(self->sheet))
        app_say(app, "A specification that was never saved has no history.");
    else
        app_push(app, history_screen_of_sheet(app, self->sheet, field != NULL ? field->path : NULL));
}

static bool obey_own(struct editor_screen *self, enum command command)
{
    struct app *app = self->screen.app;
    switch (command) {
    case COMMAND_SAVE:
        (void)editor_save(self, EDITOR_STAYS);
        return true;
    case COMMAND_COMMIT:
        commit(self);
        return true;
    case COMMAND_UNDO:
    case COMMAND_REDO:
        step_back(self, command == COMMAND_REDO);
        return true;
    case COMMAND_NEXT_MISSING:
        go_to_missing(self);
        return true;
    case COMMAND_PROBLEMS:
        app_push(app, problems_screen_new(app, self->sheet, form_view_field(self->view),
                                          go_to_finding, &self->screen));
        return true;
    case COMMAND_PREVIEW:
        app_push(app, preview_screen_new(app, self->sheet));
        return true;
    case COMMAND_HISTORY:
        show_history(self);
        return true;
    case COMMAND_FIND:
        editor_find(self);
        return true;
    case COMMAND_GO_TO:
        editor_go_to(self);
        return true;
    case COMMAND_WHY_HIDDEN:
        editor_why_hidden(self);
        return true;
    case COMMAND_QUESTION:
        editor_question(self);
        return true;
    case COMMAND_COPY_VALUE:
        editor_copy_value(self);
        return true;
    case COMMAND_FOLLOW:
        editor_follow(self);
        return true;
    case COMMAND_ACCEPT:
        editor_accept_copied(self);
        return true;
    case COMMAND_EDIT_OUTSIDE:
        editor_edit_outside(self);
        return true;
    case COMMAND_QUIT:
        editor_leave(self, EDITOR_QUITS);
        return true;
    default:
        return false;
    }
}

static bool obey_form(struct editor_screen *self, enum command command)
{
    editor_note_status(self);
    bool mine = form_view_obey(self->view, command);
    editor_weigh_status(self);
    return mine;
}

static bool editor_obey(struct screen *screen, enum command command)
{
    struct editor_screen *self = self_of(screen);
    /* A key that was meant for the form answers no question that was not seen. */
    if (editor_offer(self))
        return true;
    if (obey_own(self, command) || obey_form(self, command))
        return true;
    if (command != COMMAND_CLOSE)
        return false;
    editor_leave(self, EDITOR_LEAVES);
    return true;
}

static bool editor_insert(struct screen *screen, const char *text, size_t length, bool pasted)
{
    struct form_view *view = self_of(screen)->view;
    enum keymap_context contexts[4];
    if (editor_offer(self_of(screen)))
        return true;
    /* Where no text is typed, `?` is help. */
    bool typed = form_view_contexts(view, contexts) > 1 && contexts[0] != CONTEXT_CHOICE;
    if (!typed && !pasted && length == 1 && text[0] == '?')
        return false;
    form_view_insert(view, text, length, pasted);
    return true;
}

static size_t editor_contexts(const struct screen *screen, enum keymap_context contexts[4])
{
    return form_view_contexts(((const struct editor_screen *)screen)->view, contexts);
}

/* ── the footer ── */

static void editor_footer(const struct screen *screen, enum command *commands, size_t room)
{
    static const enum command walk[] = {
        COMMAND_OPEN,    COMMAND_NEXT_FIELD, COMMAND_NEXT_MISSING, COMMAND_SAVE, COMMAND_COMMIT,
        COMMAND_HISTORY, COMMAND_PALETTE,    COMMAND_HELP,         COMMAND_NONE,
    };
    static const enum command paragraph[] = {
        COMMAND_NEXT_FIELD, COMMAND_NEW_LINE, COMMAND_NEXT_MISSING, COMMAND_SAVE, COMMAND_COMMIT,
        COMMAND_HISTORY,    COMMAND_PALETTE,  COMMAND_HELP,         COMMAND_NONE,
    };
    static const enum command text[] = {
        COMMAND_NEXT_FIELD, COMMAND_PREVIOUS_FIELD, COMMAND_NEXT_MISSING,
        COMMAND_SAVE,       COMMAND_COMMIT,         COMMAND_HISTORY,
        COMMAND_PALETTE,    COMMAND_HELP,           COMMAND_NONE,
    };
    static const enum command date[] = {
        COMMAND_NEXT_FIELD, COMMAND_CALENDAR, COMMAND_NEXT_MISSING, COMMAND_SAVE, COMMAND_COMMIT,
        COMMAND_HISTORY,    COMMAND_PALETTE,  COMMAND_HELP,         COMMAND_NONE,
    };
    static const enum command calendar[] = {
        COMMAND_OPEN,      COMMAND_CLOSE, COMMAND_PAGE_UP, COMMAND_PAGE_DOWN,
        COMMAND_FIRST, COMMAND_LAST,  COMMAND_NONE,
    };
    static const enum command pick[] = {
        COMMAND_OPEN,
        COMMAND_CLOSE,
        COMMAND_NEXT_FIELD,
        COMMAND_ADD_VALUE,
        COMMAND_NONE,
    };
    static const enum command pick_only[] = {COMMAND_OPEN, COMMAND_CLOSE, COMMAND_NEXT_FIELD,
                                             COMMAND_NONE};
    static const enum command check[] = {
        COMMAND_TOGGLE,     COMMAND_OPEN,      COMMAND_CLOSE,
        COMMAND_NEXT_FIELD, COMMAND_ADD_VALUE, COMMAND_NONE,
    };
    static const enum command list[] = {
        COMMAND_ROW_DELETE, COMMAND_ROW_UP, COMMAND_ROW_DOWN, COMMAND_NEXT_FIELD,
        COMMAND_SAVE,       COMMAND_HELP,   COMMAND_NONE,
    };
    static const enum command table[] = {
        COMMAND_OPEN,   COMMAND_NEXT_FIELD, COMMAND_ROW_ADD,  COMMAND_ROW_DELETE, COMMAND_CLOSE,
        COMMAND_ROW_UP, COMMAND_ROW_COPY,   COMMAND_ROW_FORM, COMMAND_SORT,       COMMAND_SAVE,
        COMMAND_NONE,
    };
    enum keymap_context contexts[4] = {CONTEXT_GLOBAL};
    size_t count = editor_contexts(screen, contexts);
    const struct editor_screen *self = (const struct editor_screen *)screen;
    const struct field *asked = form_view_asked(self->view);
    const enum command *chosen = count > 0 && contexts[0] == CONTEXT_TEXT ? text : walk;
    for (size_t i = count; i-- > 0;) {
        if (contexts[i] == CONTEXT_PARAGRAPH)
            chosen = paragraph;
        else if (contexts[i] == CONTEXT_DATE)
            chosen = date;
        else if (contexts[i] == CONTEXT_CALENDAR)
            chosen = calendar;
        else if (contexts[i] == CONTEXT_PICK)
            chosen = asked->choices == NULL               ? pick_only
                     : asked->type->shape == SHAPE_LIST ? check
                                                        : pick;
        else if (contexts[i] == CONTEXT_LIST)
            chosen = list;
        else if (contexts[i] == CONTEXT_TABLE)
            chosen = table;
    }
    size_t i = 0;
    if (editor_is_on_copied(self))
        commands[i++] = COMMAND_ACCEPT;
    while (i + 1 < room && *chosen != COMMAND_NONE)
        commands[i++] = *chosen++;
    commands[i] = COMMAND_NONE;
}

/* ── the life of the screen ── */

static void editor_resume(struct screen *screen)
{
    struct editor_screen *self = self_of(screen);
    self->stale = true;
    if (self->commits)
        come_back_from_commit(self);
    form_view_reload(self->view);
    editor_offer_again(self);
}

static void editor_attend(struct screen *screen)
{
    editor_look(self_of(screen), true);
}

/* Behind the first paint: other files, Git. */
static bool editor_idle(struct screen *screen)
{
    struct editor_screen *self = self_of(screen);
    if (editor_offer(self))
        return true;
    if (self->revision != spec_revision(sheet_spec(self->sheet))) {
        editor_check(self);
        return true;
    }
    if (!self->looks_around) {
        self->looks_around = true;
        self->stale = true;
        editor_check(self);
        return true;
    }
    if (!self->branch_known) {
        self->branch_known = true;
        self->branch = workspace_branch(app_workspace(screen->app), &self->ahead, &self->behind);
        return true;
    }
    return editor_find_approved(self) || editor_read_history(self);
}

static void editor_free(struct screen *screen)
{
    struct editor_screen *self = self_of(screen);
    editor_keep_place(self);
    form_view_free(self->view);
    section_list_free(self->sections);
    editor_forget_history(self);
    findings_done(&self->findings);
    editor_forget_care(self);
    sheet_close(self->sheet);
    free(self->branch);
    free(self->sought);
    free(self->doubt.text);
    value_done(&self->status_before);
    free(self);
}

/* ── what the fields need ── */

static void say(void *context, const char *text)
{
    struct editor_screen *self = context;
    app_say(self->screen.app, "%s", text);
}

struct id_visit {
    void (*visit)(void *visitor, const char *id, const char *title);
    void *visitor;
};

static int visit_spec(void *context, const char *path, const struct spec *spec,
                      const struct error *problem)
{
    const struct id_visit *visit = context;
    (void)path, (void)problem;
    if (spec != NULL && spec_id(spec)[0] != '\0')
        visit->visit(visit->visitor, spec_id(spec), spec_title(spec));
    return 0;
}

static void each_id(void *context, void (*visit)(void *visitor, const char *id, const char *title),
                    void *visitor)
{
    struct editor_screen *self = context;
    struct error error = {0};
    struct id_visit all = {visit, visitor};
    if (workspace_walk(app_workspace(self->screen.app), visit_spec, &all, &error) != 0)
        app_complain(self->screen.app, &error);
}

static const char *title_of(void *context, const char *id)
{
    const struct editor_screen *self = context;
    return self->looks_around ? workspace_title(app_workspace(self->screen.app), id) : NULL;
}

struct screen *editor_screen_new(struct app *app, struct sheet *sheet, const char *field)
{
    static const struct screen_class class = {
        .name = "editor",
        .draw = editor_draw,
        .obey = editor_obey,
        .insert = editor_insert,
        .contexts = editor_contexts,
        .footer = editor_footer,
        .click = editor_click,
        .wheel = editor_wheel,
        .resume = editor_resume,
        .attend = editor_attend,
        .wait = editor_wait,
        .tick = editor_tick,
        .keep = editor_keep,
        .idle = editor_idle,
        .free = editor_free,
    };
    struct editor_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &class, .app = app};
    self->sheet = sheet;
    editor_begin_care(self);
    self->host = (struct field_host){.context = self, .say = say, .each_id = each_id,
                                      .title_of = title_of, .add_value = editor_add_value};
    self->stale = true;
    self->sections = section_list_new(spec_form(sheet_spec(sheet)));
    self->view = form_view_new(sheet_spec(sheet), &self->host);
    editor_return_to_place(self, field);
    self->care.field = form_view_field(self->view);
    return &self->screen;
}
