/* Finding the way in the form: text in labels, help and values, and fields by name. */
#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "model/field_type.h"

#include "editor_internal.h"

#include <stdlib.h>
#include <string.h>

static bool holds(const char *text, const char *folded)
{
    char *mine = utf8_fold(text, false);
    bool found = strstr(mine, folded) != NULL;
    free(mine);
    return found;
}

static bool value_holds(const struct field *field, const struct value *value, const char *folded)
{
    struct buffer text = {0};
    field_format(field, value, &text);
    bool found = holds(buffer_string(&text), folded);
    buffer_done(&text);
    return found;
}

static bool field_holds(const struct spec *spec, const struct field *field, const char *folded)
{
    return value_holds(field, spec_value(spec, field), folded) || holds(field->label, folded) ||
           holds(field->help, folded);
}

/* From the field behind this one on, around at the end. */
static const struct field *find_next(const struct spec *spec, const struct field *from,
                                     const char *folded)
{
    const struct form *form = spec_form(spec);
    for (size_t i = 1; i <= form->field_count; i++) {
        size_t index = ((from != NULL ? from->index : 0) + i) % form->field_count;
        const struct field *field = &form->fields[index];
        if (field->section != NULL && spec_is_visible(spec, field) &&
            field_holds(spec, field, folded))
            return field;
    }
    return NULL;
}

/* Into the entry or row that holds it, which may lie far below; where it is only in the help, that
 * is said. */
static void show(struct editor_screen *self, const struct field *field, const char *folded)
{
    const struct value *value = spec_value(sheet_spec(self->sheet), field);
    bool in_value = value_holds(field, value, folded);
    size_t row = 0;
    while (value->kind == VALUE_LIST && row < value->count &&
           !value_holds(field, &value->items[row], folded))
        row++;
    if (value->kind == VALUE_LIST && row < value->count)
        (void)form_view_focus_row(self->view, field, row);
    else
        (void)form_view_focus(self->view, field);
    if (!in_value && !holds(field->label, folded))
        app_say(self->screen.app, "In the help of %s.", field->label);
}

static void find(struct screen *screen, const char *text)
{
    struct editor_screen *self = (struct editor_screen *)screen;
    if (text == NULL || text[0] == '\0')
        return;
    char *sought = memory_copy_string(text);
    free(self->sought);
    self->sought = sought;
    char *folded = utf8_fold(sought, false);
    const struct field *here = form_view_field(self->view);
    const struct field *found = find_next(sheet_spec(self->sheet), here, folded);
    if (found == NULL)
        app_say(screen->app, "Nothing holds “%s”.", sought);
    else if (found == here)
        app_say(screen->app, "Only this field holds “%s”.", sought);
    else
        show(self, found, folded);
    free(folded);
}

void editor_find(struct editor_screen *self)
{
    app_prompt(self->screen.app, "Find in labels, help and values",
               self->sought != NULL ? self->sought : "", find, &self->screen);
}

static void go_to(struct screen *screen, const struct section *section, const struct field *field)
{
    struct editor_screen *self = (struct editor_screen *)screen;
    if (field != NULL)
        (void)form_view_focus(self->view, field);
    else
        (void)form_view_focus_section(self->view, section);
}

void editor_go_to(struct editor_screen *self)
{
    struct app *app = self->screen.app;
    app_push(app, go_to_screen_new(app, sheet_spec(self->sheet), go_to, &self->screen));
}

/* ── what is hidden ── */

static size_t list_hidden(const struct spec *spec, const struct section *section,
                          struct buffer *out)
{
    const struct form *form = spec_form(spec);
    size_t count = 0;
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        if (field->when == NULL || spec_is_visible(spec, field) ||
            (section != NULL && field->section != section))
            continue;
        bool holds = !value_is_empty(spec_value(spec, field));
        buffer_append_format(out, "%s%s is shown if ", count++ > 0 ? "\n" : "", field->label);
        condition_describe(field->when, out);
        buffer_append_string(out, holds ? "; its value is kept." : ".");
    }
    return count;
}

static void hear_nothing(struct screen *screen, int choice)
{
    (void)screen, (void)choice;
}

void editor_why_hidden(struct editor_screen *self)
{
    const struct spec *spec = sheet_spec(self->sheet);
    const struct field *field = form_view_field(self->view);
    struct buffer text = {0};
    if (list_hidden(spec, field != NULL ? field->section : NULL, &text) > 0 ||
        list_hidden(spec, NULL, &text) > 0)
        app_ask(self->screen.app, buffer_string(&text), "Close\0", hear_nothing, &self->screen);
    else
        app_say(self->screen.app, "Nothing is hidden.");
    buffer_done(&text);
}
