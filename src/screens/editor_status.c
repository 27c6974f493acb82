/* A step to a status that is not earned yet: what is missing is listed, and it is the person's choice.
 * Nothing is blocked. */
#include "base/buffer.h"
#include "base/memory.h"

#include "editor_internal.h"

#include <stdlib.h>
#include <string.h>

enum { NAMED_MOST = 8 };

enum { GO_BACK, TAKE_IT, SHOW_FIRST };

static bool is_missing(const struct finding *finding)
{
    return strcmp(finding->rule, "required") == 0 && finding->field != NULL;
}

/* A field is named once, however many of its rows lack something. */
static bool is_repeated(const struct findings *findings, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (is_missing(&findings->items[i]) &&
            findings->items[i].field == findings->items[index].field)
            return true;
    return false;
}

/* Append the labels of what is missing; returns how many fields that are. */
static size_t list_missing(const struct findings *findings, struct buffer *out)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++) {
        if (!is_missing(&findings->items[i]) || is_repeated(findings, i))
            continue;
        if (count < NAMED_MOST)
            buffer_append_format(out, "%s%s", count > 0 ? ", " : "",
                                 findings->items[i].field->label);
        count++;
    }
    if (count > NAMED_MOST)
        buffer_append_format(out, " and %zu more", count - NAMED_MOST);
    return count;
}

static void hear_choice(struct screen *screen, int choice)
{
    struct editor_screen *self = (struct editor_screen *)screen;
    struct spec *spec = sheet_spec(self->sheet);
    const struct field *status = spec_form(spec)->status;
    if (choice == TAKE_IT)
        return;
    if (choice == SHOW_FIRST) {
        (void)form_view_focus_missing(self->view, &self->findings);
        return;
    }
    spec_begin_step(spec);
    spec_set_value(spec, status, &self->status_before, 0);
    spec_end_step(spec);
    form_view_reload(self->view);
    (void)form_view_focus(self->view, status);
    app_say(screen->app, "%s stays as it was.", status->label);
}

void editor_note_status(struct editor_screen *self)
{
    const struct spec *spec = sheet_spec(self->sheet);
    const struct field *status = spec_form(spec)->status;
    if (status == NULL)
        return;
    value_done(&self->status_before);
    self->status_before = value_copy(spec_value(spec, status));
    self->status_index = spec_status(spec);
}

void editor_weigh_status(struct editor_screen *self)
{
    const struct spec *spec = sheet_spec(self->sheet);
    int now = spec_status(spec);
    if (spec_form(spec)->status == NULL || now <= self->status_index)
        return;
    editor_check(self);
    struct buffer names = {0};
    size_t count = list_missing(&self->findings, &names);
    if (count > 0) {
        char *question = memory_format("%s is not earned yet. %zu %s missing: %s.",
                                       form_status_name(spec_form(spec), now), count,
                                       count == 1 ? "field is" : "fields are",
                                       buffer_string(&names));
        app_ask(self->screen.app, question, "Back\0Take it anyway\0Show the first\0", hear_choice,
                &self->screen);
        free(question);
    }
    buffer_done(&names);
}
