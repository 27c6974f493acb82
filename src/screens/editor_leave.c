/* Saving and leaving: nothing that was typed is lost on the way. */
#include "base/memory.h"

#include "editor_internal.h"

#include <stdlib.h>

static struct editor_screen *self_of(struct screen *screen)
{
    return (struct editor_screen *)screen;
}

void editor_go(struct editor_screen *self, enum editor_intent intent)
{
    const struct editor_screen *below =
        intent == EDITOR_QUITS ? editor_unsaved_below(self) : NULL;
    if (below != NULL) {
        app_pop(self->screen.app);
        app_say(self->screen.app, "%s has changes that are not saved.",
                spec_id(sheet_spec(below->sheet)));
    } else if (intent == EDITOR_QUITS)
        app_quit(self->screen.app);
    else if (intent == EDITOR_LEAVES)
        app_pop(self->screen.app);
}

bool editor_save(struct editor_screen *self, enum editor_intent intent)
{
    struct error error = {0};
    struct app *app = self->screen.app;
    bool nameless = sheet_is_new(self->sheet) && sheet_check_id(self->sheet, &error) != 0;
    struct error reason = error;
    (void)editor_record(self);
    if (sheet_save(self->sheet, &error) != 0) {
        if (error.kind == ERROR_CHANGED && !sheet_is_new(self->sheet))
            editor_merge_and_save(self, intent);
        else
            app_complain(app, &error);
        self->care.disk = sheet_look(self->sheet); /* the reason was said */
        return false;
    }
    self->care.disk = SHEET_CURRENT;
    self->care.look_due = 0;
    editor_renew_history(self);
    if (nameless)
        app_say(app, "Saved %s until it has an ID: %s", sheet_path(self->sheet), reason.text);
    else
        app_say(app, "Saved %s", sheet_path(self->sheet));
    editor_go(self, intent);
    return true;
}

enum { ANSWER_SAVE, ANSWER_DISCARD };

static void discard(struct editor_screen *self, enum editor_intent intent)
{
    struct error error = {0};
    (void)editor_record(self);
    if (recovery_discard(self->sheet, &error) != 0)
        app_complain(self->screen.app, &error);
    else
        editor_go(self, intent);
}

static void answer_leave(struct screen *screen, int choice)
{
    struct editor_screen *self = self_of(screen);
    enum editor_intent intent = self->intent;
    self->intent = EDITOR_STAYS;
    if (choice == ANSWER_DISCARD)
        discard(self, intent);
    else if (choice == ANSWER_SAVE)
        (void)editor_save(self, intent);
}

/* Going back keeps everything in the journal, where the catalogue shows it. */
static bool stays_findable(struct editor_screen *self, enum editor_intent intent)
{
    return intent == EDITOR_LEAVES && !sheet_is_new(self->sheet) &&
           app_has_below(self->screen.app, &self->screen) && editor_record(self) &&
           recovery_off_reason(self->sheet) == NULL;
}

void editor_leave(struct editor_screen *self, enum editor_intent intent)
{
    const char *id = spec_id(sheet_spec(self->sheet));
    const char *name = id[0] != '\0' ? id : "This specification";
    if (!sheet_is_modified(self->sheet)) {
        editor_go(self, intent);
        return;
    }
    if (stays_findable(self, intent)) {
        struct app *app = self->screen.app;
        char *said = memory_format("%s is not saved; its changes are kept (~).", name);
        app_pop(app);
        app_say(app, "%s", said);
        free(said);
        return;
    }
    char *question = memory_format("%s has changes that are not saved.%s", name,
                                   recovery_off_reason(self->sheet) == NULL
                                       ? " Discarded ones are kept for 14 days."
                                       : " Recovery is off: discarded ones are gone.");
    self->intent = intent;
    app_ask(self->screen.app, question, "Save\0Discard\0Stay\0", answer_leave, &self->screen);
    free(question);
}
