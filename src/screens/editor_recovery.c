/* Unsaved work: recorded when a field is left and at the latest a second after a change; offered when
 * the specification is opened again. */
#include "base/buffer.h"
#include "base/memory.h"
#include "base/show.h"

#include "editor_internal.h"

#include <stdlib.h>
#include <string.h>

enum {
    RECORD_DELAY = 1000, /* milliseconds */
    LOOK_DELAY = 3000,
    OFFER_LINES = 6,
    LINE_COLUMNS = 100,
};

static struct editor_screen *self_of(struct screen *screen)
{
    return (struct editor_screen *)screen;
}

/* ── recording ── */

bool editor_record(struct editor_screen *self)
{
    struct editor_care *care = &self->care;
    struct error error = {0};
    care->record_due = 0;
    care->recorded = spec_revision(sheet_spec(self->sheet));
    if (recovery_record(self->sheet, &error) == 0) {
        care->warned = false;
        return true;
    }
    if (!care->warned)
        app_say(self->screen.app, "Recovery is off: %s", error.text);
    care->warned = true;
    return false;
}

void editor_note_change(struct editor_screen *self)
{
    struct editor_care *care = &self->care;
    const struct field *field = form_view_field(self->view);
    bool left = field != care->field;
    care->field = field;
    if (care->recorded == spec_revision(sheet_spec(self->sheet)))
        return;
    if (left)
        (void)editor_record(self);
    else if (care->record_due == 0)
        care->record_due = app_clock() + RECORD_DELAY;
}

static int until(long long due)
{
    long long left = due - app_clock();
    return left > 0 ? (int)left : 0;
}

/* A timer only runs while something is unsaved. */
int editor_wait(const struct screen *screen)
{
    const struct editor_care *care = &((const struct editor_screen *)screen)->care;
    int record = care->record_due != 0 ? until(care->record_due) : -1;
    int look = care->look_due != 0 ? until(care->look_due) : -1;
    if (record < 0 || look < 0)
        return record < 0 ? look : record;
    return record < look ? record : look;
}

void editor_tick(struct screen *screen)
{
    struct editor_screen *self = self_of(screen);
    struct editor_care *care = &self->care;
    editor_note_change(self);
    if (care->record_due != 0 && app_clock() >= care->record_due)
        (void)editor_record(self);
    if (!sheet_is_modified(self->sheet)) {
        care->look_due = 0;
    } else if (care->look_due == 0) {
        care->look_due = app_clock() + LOOK_DELAY;
    } else if (app_clock() >= care->look_due) {
        care->look_due = app_clock() + LOOK_DELAY;
        if (app_is_on_top(screen->app, screen))
            editor_look(self, false);
    }
}

void editor_keep(struct screen *screen)
{
    struct editor_screen *self = self_of(screen);
    struct error error = {0};
    const char *path = sheet_path(self->sheet);
    bool kept = recovery_record(self->sheet, &error) == 0;
    if (!sheet_is_modified(self->sheet))
        return;
    if (kept)
        app_tell(screen->app,
                 "unsaved changes are kept (`ifspec recover`) and offered at the next start: %s",
                 sheet_is_new(self->sheet) ? "the new specification" : path);
    else
        app_tell(screen->app, "unsaved changes of %s could not be kept: %s", path, error.text);
}

/* ── offering ── */

enum { ANSWER_RESTORE, ANSWER_LOOK, ANSWER_KEEP, ANSWER_DELETE };

static void ask_about_offer(struct editor_screen *self);

static void show_differences(struct editor_screen *self)
{
    struct app *app = self->screen.app;
    self->care.looking = true;
    app_push(app, difference_screen_new(app, spec_id(sheet_spec(self->sheet)),
                                        &self->care.offer.differences));
}

void editor_offer_again(struct editor_screen *self)
{
    if (!self->care.looking)
        return;
    self->care.looking = false;
    ask_about_offer(self);
}

/* The form shows another state of the spec. */
static void show_anew(struct editor_screen *self)
{
    form_view_reload(self->view);
    self->stale = true;
    self->care.recorded = spec_revision(sheet_spec(self->sheet));
}

void editor_restore(struct editor_screen *self)
{
    struct app *app = self->screen.app;
    struct error error = {0};
    struct recovery_offer *offer = &self->care.offer;
    size_t taken = 0;
    for (size_t i = 0; i < offer->differences.count; i++)
        taken += offer->differences.items[i].take_mine;
    size_t left = offer->differences.count - taken;
    if (recovery_restore(self->sheet, offer, &error) != 0)
        app_complain(app, &error);
    else if (left > 0)
        app_say(app, "Restored %zu field%s; %zu not taken stay%s in `ifspec recover`.", taken,
                taken == 1 ? "" : "s", left, left == 1 ? "s" : "");
    else
        app_say(app, "Restored %zu field%s; not saved yet.", taken, taken == 1 ? "" : "s");
    recovery_offer_done(offer);
    show_anew(self);
}

static void decide(struct editor_screen *self, bool delete)
{
    struct error error = {0};
    struct recovery_offer *offer = &self->care.offer;
    int result = delete ? recovery_delete(self->sheet, offer, &error)
                        : recovery_keep(self->sheet, offer, &error);
    recovery_offer_done(offer);
    if (result != 0)
        app_complain(self->screen.app, &error);
    else
        app_say(self->screen.app, delete ? "Deleted." : "Kept for the next time.");
}

static void answer_offer(struct screen *screen, int choice)
{
    struct editor_screen *self = self_of(screen);
    if (choice == ANSWER_RESTORE)
        editor_ask_conflicts(self, &self->care.offer.differences);
    else if (choice == ANSWER_LOOK)
        show_differences(self);
    else
        decide(self, choice == ANSWER_DELETE);
}

/* As many lines as leave room for the rest; a long one is cut, Look shows it whole. */
static void append_lines(const struct reconciliation *differences, struct buffer *question)
{
    struct buffer lines = {0};
    size_t count = 0;
    reconciliation_describe(differences, &lines);
    for (const char *line = buffer_string(&lines); *line != '\0'; count++) {
        size_t length = strcspn(line, "\n");
        if (count < OFFER_LINES) {
            buffer_append_byte(question, '\n');
            show_append_cut(question, line, length, LINE_COLUMNS, show_locale_flags());
        }
        line += length + 1;
    }
    if (count > OFFER_LINES)
        buffer_append_format(question, "\nand %zu more", count - OFFER_LINES);
    buffer_done(&lines);
}

static void ask_about_offer(struct editor_screen *self)
{
    const struct recovery_offer *offer = &self->care.offer;
    char when[INSTANT_TEXT_SIZE] = "";
    struct buffer question = {0};
    instant_format(offer->when, when);
    when[16] = '\0'; /* the minute is enough */
    when[10] = ' ';
    buffer_append_format(&question, "Not saved, from %s:", when);
    if (offer->left_over)
        buffer_append_format(&question, "\n(a save was cut short and left %s)", offer->name);
    append_lines(&offer->differences, &question);
    if (offer->file_changed)
        buffer_append_string(&question, "\nThe file has changed since.");
    if (offer->damaged)
        buffer_append_string(&question, "\nThe end of what was kept is damaged.");
    app_ask(self->screen.app, buffer_string(&question),
            "Restore\0Look\0Keep for later\0Delete\0", answer_offer, &self->screen);
    buffer_done(&question);
}

void editor_begin_care(struct editor_screen *self)
{
    struct editor_care *care = &self->care;
    recovery_begin(self->sheet);
    /* Before anything can be typed: what is typed goes to the same journal. */
    (void)recovery_find(self->sheet, NULL, &care->offer);
    const char *reason = sheet_read_only_reason(self->sheet);
    if (reason != NULL)
        app_say(self->screen.app, "Read-only: %s.", reason);
    else if (recovery_off_reason(self->sheet) != NULL)
        app_say(self->screen.app, "Recovery is off: %s", recovery_off_reason(self->sheet));
    else if (recovery_damaged(self->sheet) != NULL)
        app_say(self->screen.app, "Unsaved work from before cannot be read; it is kept as %s.",
                recovery_damaged(self->sheet));
    care->recorded = spec_revision(sheet_spec(self->sheet));
}

bool editor_offer(struct editor_screen *self)
{
    struct editor_care *care = &self->care;
    if (care->offered || care->offer.name == NULL)
        return false;
    care->offered = true;
    ask_about_offer(self);
    return true;
}

void editor_forget_care(struct editor_screen *self)
{
    recovery_offer_done(&self->care.offer);
    reconciliation_done(&self->care.merge);
}
