/* What one does with a value beside changing it: copy it, follow where it leads, teach it to the
 * company's vocabulary. Followed specifications lie over the one they were followed from. */
#include "base/buffer.h"
#include "base/memory.h"
#include "model/field_type.h"
#include "workspace/vocabulary.h"

#include "editor_internal.h"

#include <stdlib.h>
#include <string.h>

enum { FOLLOWED_MOST = 8 };

void editor_copy_value(struct editor_screen *self)
{
    struct app *app = self->screen.app;
    struct buffer text = {0};
    form_view_copy(self->view, &text);
    if (text.length == 0)
        app_say(app, "There is nothing to copy.");
    else if (app_copy(app, buffer_string(&text), text.length))
        app_say(app, "Offered to the clipboard of your terminal.");
    else
        app_say(app, "This terminal has no clipboard for programs, or the value is too long for it.");
    buffer_done(&text);
}

/* ── follow ── */

/* Why this file cannot be opened over what is open, or NULL. */
static const char *refuse(struct editor_screen *self, const char *path)
{
    int depth = 0;
    for (struct editor_screen *at = self; at != NULL; at = at->came_from, depth++)
        if (strcmp(sheet_path(at->sheet), path) == 0)
            return at == self ? "This is the specification itself."
                              : "It is open already, below this one: Esc goes back.";
    return depth >= FOLLOWED_MOST ? "Enough are open: go back first." : NULL;
}

static void open_over(struct editor_screen *self, const char *path)
{
    struct app *app = self->screen.app;
    struct sheet *sheet = NULL;
    struct error error = {0};
    if (sheet_open(app_workspace(app), path, &sheet, &error) != 0) {
        app_complain(app, &error);
        return;
    }
    (void)editor_record(self);
    struct screen *screen = editor_screen_new(app, sheet, NULL);
    ((struct editor_screen *)screen)->came_from = self;
    app_push(app, screen);
    app_say(app, "Esc goes back to %s.", spec_id(sheet_spec(self->sheet)));
}

void editor_follow(struct editor_screen *self)
{
    struct app *app = self->screen.app;
    const struct field *asked = form_view_asked(self->view);
    struct buffer id = {0};
    struct error error = {0};
    char *path = NULL;
    if (asked != NULL && strcmp(asked->type->name, "reference") == 0)
        form_view_copy(self->view, &id);
    if (id.length == 0) {
        app_say(app, "No other specification is named here.");
        goto out;
    }
    if (workspace_find(app_workspace(app), buffer_string(&id), &path, &error) != 0) {
        app_complain(app, &error);
        goto out;
    }
    const char *reason = refuse(self, path);
    if (reason != NULL)
        app_say(app, "%s", reason);
    else
        open_over(self, path);
out:
    buffer_done(&id);
    free(path);
}

struct editor_screen *editor_unsaved_below(const struct editor_screen *self)
{
    struct editor_screen *at = self->came_from;
    while (at != NULL && !sheet_is_modified(at->sheet))
        at = at->came_from;
    return at;
}

/* ── the vocabulary ── */

bool editor_add_value(void *context, const struct field *field, const char *value)
{
    struct editor_screen *self = context;
    struct app *app = self->screen.app;
    struct error error = {0};
    struct added_value added = {0};
    const struct vocabulary *vocabulary = field->choices;
    if (vocabulary == NULL || vocabulary->id[0] == '\0') {
        app_say(app, "The values of this list stand in the form, at the field.");
        return false;
    }
    char *name = memory_copy_string(vocabulary->id);
    int result = workspace_add_value(app_workspace(app), spec_form(sheet_spec(self->sheet)), name,
                                     value, NULL, &added, &error);
    if (result != 0)
        app_complain(app, &error);
    else
        app_say(app, "Added to %s, for everyone: commit it with the specification.", added.path);
    self->stale = true;
    free(name);
    free(added.path);
    return result == 0;
}
