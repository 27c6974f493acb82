/* Other writers: what another program made of the file is brought together with what is typed here,
 * field by field; a field that both changed is a question. */
#include "base/buffer.h"
#include "base/memory.h"
#include "base/show.h"

#include "editor_internal.h"

#include <stdlib.h>
#include <string.h>

static struct editor_screen *self_of(struct screen *screen)
{
    return (struct editor_screen *)screen;
}

/* ── after a merge ── */

/* The sheet has another spec: a new form view, where the old one was. */
static void show_new_spec(struct editor_screen *self)
{
    const struct field *field = form_view_field(self->view);
    char *path = field != NULL ? memory_copy_string(field->path) : NULL;
    struct spec *spec = sheet_spec(self->sheet);
    const struct form *form = spec_form(spec);
    section_list_free(self->sections);
    self->sections = section_list_new(form);
    form_view_free(self->view);
    self->view = form_view_new(spec, &self->host);
    field = path != NULL ? form_find_field(form, path) : NULL;
    if (field != NULL)
        (void)form_view_focus(self->view, field);
    free(path);
    self->stale = true;
    self->care.recorded = spec_revision(spec);
    self->care.field = form_view_field(self->view);
}

static void take_merge(struct editor_screen *self)
{
    struct editor_care *care = &self->care;
    editor_forget_history(self);
    reconcile_finish(self->sheet, &care->merge);
    reconciliation_done(&care->merge);
    show_new_spec(self);
    care->disk = SHEET_CURRENT;
}

static void finish_merge(struct editor_screen *self)
{
    struct editor_care *care = &self->care;
    struct app *app = self->screen.app;
    size_t theirs = care->merge.theirs;
    take_merge(self);
    if (care->saves)
        (void)editor_save(self, care->then);
    else
        app_say(app, "Changed by another program: %zu field%s taken over%s.", theirs, theirs == 1 ? "" : "s",
                sheet_is_modified(self->sheet) ? ", yours kept" : "");
}

/* ── conflicts ── */

enum { ANSWER_MINE, ANSWER_THEIRS };

/* So that both sides, and the buttons, find room on the smallest screen. */
enum { SIDE_LINES = 4, SIDE_COLUMNS = 100 };

static void ask_next(struct editor_screen *self);

static void answer_conflict(struct screen *screen, int choice)
{
    struct editor_screen *self = self_of(screen);
    struct editor_care *care = &self->care;
    if (choice != ANSWER_MINE && choice != ANSWER_THEIRS) {
        bool offered = care->asking == &care->offer.differences;
        care->asking = NULL;
        reconciliation_done(&care->merge);
        if (offered) {
            care->looking = true;
            editor_offer_again(self);
        } else {
            app_say(screen->app, "Nothing was brought together, and nothing saved.");
        }
        return;
    }
    care->asking->items[care->asked++].take_mine = choice == ANSWER_MINE;
    ask_next(self);
}

static void append_side(struct buffer *question, const char *name, const char *text)
{
    size_t lines = 0;
    buffer_append_format(question, "\n%s: ", name);
    for (const char *line = text; *line != '\0'; lines++) {
        size_t length = strcspn(line, "\n");
        if (lines > 0 && lines < SIDE_LINES)
            buffer_append_string(question, "\n  ");
        if (lines < SIDE_LINES)
            show_append_cut(question, line, length, SIDE_COLUMNS, show_locale_flags());
        line += length + (line[length] == '\n');
    }
    if (lines > SIDE_LINES)
        buffer_append_format(question, "\n  and %zu more", lines - SIDE_LINES);
}

static void ask_about(struct editor_screen *self, const struct reconcile_item *item)
{
    struct buffer question = {0};
    struct buffer mine = {0};
    struct buffer theirs = {0};
    reconcile_describe_side(item, true, &mine);
    reconcile_describe_side(item, false, &theirs);
    buffer_append_format(&question, "%s: you and another program changed it.", item->field->label);
    append_side(&question, "Mine", buffer_string(&mine));
    append_side(&question, "Theirs", buffer_string(&theirs));
    /* Of a list both sides say what they changed. */
    if (item->base_text[0] != '\0' && item->mine.kind != VALUE_LIST)
        append_side(&question, "Before", item->base_text);
    app_ask(self->screen.app, buffer_string(&question), "Mine\0Theirs\0Later\0", answer_conflict,
            &self->screen);
    buffer_done(&theirs);
    buffer_done(&mine);
    buffer_done(&question);
}

static void ask_next(struct editor_screen *self)
{
    struct editor_care *care = &self->care;
    const struct reconciliation *asking = care->asking;
    while (care->asked < asking->count && !asking->items[care->asked].conflict)
        care->asked++;
    if (care->asked < asking->count) {
        ask_about(self, &asking->items[care->asked]);
        return;
    }
    care->asking = NULL;
    if (asking == &care->offer.differences)
        editor_restore(self);
    else
        finish_merge(self);
}

void editor_ask_conflicts(struct editor_screen *self, struct reconciliation *conflicts)
{
    self->care.asking = conflicts;
    self->care.asked = 0;
    ask_next(self);
}

/* ── the file ── */

static void begin_merge(struct editor_screen *self)
{
    struct editor_care *care = &self->care;
    struct error error = {0};
    reconciliation_done(&care->merge);
    if (reconcile_begin(self->sheet, &care->merge, &error) != 0) {
        reconciliation_done(&care->merge);
        app_say(self->screen.app, "Another program left something else there: %s", error.text);
        return;
    }
    editor_ask_conflicts(self, &care->merge);
}

static void answer_deleted(struct screen *screen, int choice)
{
    struct editor_screen *self = self_of(screen);
    enum editor_intent then = self->care.then;
    if (choice == 0) {
        sheet_create_again(self->sheet);
        (void)editor_save(self, then);
    } else if (choice == 1) {
        struct error error = {0};
        (void)editor_record(self);
        if (recovery_discard(self->sheet, &error) != 0)
            app_complain(screen->app, &error);
        else
            editor_go(self, then == EDITOR_STAYS ? EDITOR_LEAVES : then);
    }
}

void editor_merge_and_save(struct editor_screen *self, enum editor_intent intent)
{
    struct editor_care *care = &self->care;
    struct error error = {0};
    care->saves = true;
    care->then = intent;
    care->disk = sheet_look(self->sheet);
    switch (care->disk) {
    case SHEET_DELETED:
        app_ask(self->screen.app, "The file was deleted or renamed by another program.",
                "Create it again\0Drop my changes\0Stay\0", answer_deleted, &self->screen);
        break;
    case SHEET_CHANGED:
        begin_merge(self);
        break;
    case SHEET_UNREADABLE:
        (void)error_set(&error, ERROR_CHANGED,
                        "The file was replaced by something that is no file: nothing was saved.");
        app_complain(self->screen.app, &error);
        break;
    default:
        app_say(self->screen.app, "Another program is writing the file: save again.");
        break;
    }
}

static void say_state(struct editor_screen *self)
{
    struct app *app = self->screen.app;
    switch (self->care.disk) {
    case SHEET_CHANGED:
        app_say(app, "The file was changed by another program; saving brings both together.");
        break;
    case SHEET_DELETED:
        app_say(app, "The file was deleted or renamed by another program.");
        break;
    case SHEET_UNREADABLE:
        app_say(app, "The file cannot be read any more; your text is kept.");
        break;
    case SHEET_LOCKED:
        app_say(app, "The file cannot be written any more; your text is kept.");
        break;
    case SHEET_CURRENT:
        break;
    }
}

/* Without a question, if both sides changed different fields. */
static void merge_quietly(struct editor_screen *self)
{
    struct editor_care *care = &self->care;
    reconciliation_done(&care->merge);
    care->saves = false;
    if (reconcile_begin(self->sheet, &care->merge, NULL) == 0 && care->merge.conflicts == 0) {
        finish_merge(self);
        return;
    }
    reconciliation_done(&care->merge);
    say_state(self);
}

void editor_look(struct editor_screen *self, bool merge)
{
    struct editor_care *care = &self->care;
    if (sheet_is_new(self->sheet) || care->asking != NULL || care->offer.name != NULL)
        return;
    enum sheet_disk before = care->disk;
    care->disk = sheet_look(self->sheet);
    if (care->disk == SHEET_CHANGED && merge && app_is_on_top(self->screen.app, &self->screen))
        merge_quietly(self);
    else if (care->disk != before)
        say_state(self);
}

void editor_catch_up(struct editor_screen *self)
{
    struct editor_care *care = &self->care;
    if (sheet_is_new(self->sheet) || care->asking != NULL || care->offer.name != NULL ||
        sheet_look(self->sheet) != SHEET_CHANGED)
        return;
    reconciliation_done(&care->merge);
    care->saves = false;
    if (reconcile_begin(self->sheet, &care->merge, NULL) == 0 && care->merge.conflicts == 0)
        take_merge(self);
    else
        reconciliation_done(&care->merge);
}

const char *editor_disk_note(const struct editor_screen *self)
{
    static const char *const notes[] = {
        [SHEET_CURRENT] = "",
        [SHEET_CHANGED] = "changed on disk",
        [SHEET_DELETED] = "deleted on disk",
        [SHEET_UNREADABLE] = "unreadable on disk",
        [SHEET_LOCKED] = "write-protected",
    };
    return notes[self->care.disk];
}
