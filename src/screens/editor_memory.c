/* What is remembered from one sitting to the next, and of the approval: none of it blocks
 * anything. */
#include "base/memory.h"
#include "workspace/copied.h"
#include "workspace/last_place.h"

#include "editor_internal.h"

#include <stdlib.h>

enum { COMMITS_A_STEP = 50 };

/* ── the place one was at last ── */

void editor_return_to_place(struct editor_screen *self, const char *field)
{
    const struct form *form = spec_form(sheet_spec(self->sheet));
    char *last = NULL;
    if (field == NULL && !sheet_is_new(self->sheet))
        last = last_place_find(app_workspace(self->screen.app), sheet_path(self->sheet));
    const char *wanted = field != NULL ? field : last;
    const struct field *start = wanted != NULL ? form_find_field(form, wanted) : NULL;
    if (start != NULL)
        (void)form_view_focus(self->view, start);
    free(last);
}

void editor_keep_place(struct editor_screen *self)
{
    const struct field *field = form_view_field(self->view);
    if (field != NULL && !sheet_is_new(self->sheet))
        last_place_keep(app_workspace(self->screen.app), sheet_path(self->sheet), field);
}

/* ── what was copied ── */

bool editor_is_on_copied(const struct editor_screen *self)
{
    const struct field *field = form_view_field(self->view);
    return field != NULL && copied_is_untouched(self->sheet, field);
}

void editor_accept_copied(struct editor_screen *self)
{
    struct app *app = self->screen.app;
    const struct field *field = form_view_field(self->view);
    if (!editor_is_on_copied(self)) {
        app_say(app, "Nothing here is marked as copied.");
        return;
    }
    copied_accept(self->sheet, field);
    self->stale = true;
    size_t left = copied_count(self->sheet);
    const struct field *next = copied_next(self->sheet, field);
    if (next == NULL) {
        app_say(app, "%s is right as it is; it was the last that was copied.", field->label);
        return;
    }
    (void)form_view_focus(self->view, next);
    app_say(app, "%s is right as it is. %zu copied field%s left; this is the next.",
            field->label, left, left == 1 ? "" : "s");
}

/* ── what was approved ── */

bool editor_find_approved(struct editor_screen *self)
{
    bool looked = false;
    while (!app_is_wanted(self->screen.app) && sheet_find_approved(self->sheet, COMMITS_A_STEP))
        looked = true;
    self->stale = self->stale || looked;
    return looked;
}

void editor_describe_approval(const struct editor_screen *self, struct buffer *out)
{
    int count = sheet_count_since_approval(self->sheet);
    if (count > 0)
        buffer_append_format(out, "changed since approval: %d field%s   ", count,
                             count == 1 ? "" : "s");
}
