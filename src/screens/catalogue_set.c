/* One field of everything that is marked: which one, then what; the preview is several_set.c. */
#include "base/memory.h"
#include "model/field_type.h"

#include "catalogue_internal.h"
#include "several_internal.h"

#include <stdlib.h>
#include <string.h>

static struct catalogue_screen *as_catalogue(struct screen *screen)
{
    return (struct catalogue_screen *)screen;
}

static char *title_of(const struct catalogue_screen *self, const char *what)
{
    return memory_format("%s of %zu specification%s", what, self->change.count,
                         self->change.count == 1 ? "" : "s");
}

/* ── preview ── */

static void preview(struct catalogue_screen *self, bool append)
{
    struct app *app = self->screen.app;
    const struct catalogue_change *change = &self->change;
    app_push(app, several_set_new(app, (const char *const *)change->paths, change->count,
                                  change->field->path, change->text, append));
    catalogue_forget_change(self);
}

static void answer_append(struct screen *screen, int choice)
{
    if (choice >= 0)
        preview(as_catalogue(screen), choice == 0);
}

static bool has_entries(const struct field *field)
{
    enum field_shape shape = field->type->shape;
    return shape == SHAPE_LIST || shape == SHAPE_TABLE || shape == SHAPE_LINKS;
}

/* ── value ── */

static void take_value(struct screen *screen, const char *text)
{
    struct catalogue_screen *self = as_catalogue(screen);
    if (text == NULL)
        return;
    free(self->change.text);
    self->change.text = memory_copy_string(text);
    if (text[0] != '\0' && has_entries(self->change.field))
        app_ask(screen->app, "Add it to what is there, or put it in the place of that?",
                "Add\0Replace\0", answer_append, screen);
    else
        preview(self, false);
}

static void take_choice(struct screen *screen, size_t index, const char *text)
{
    (void)index;
    take_value(screen, text);
}

static void ask_choice(struct catalogue_screen *self)
{
    const struct field *field = self->change.field;
    struct pick pick = {.title = title_of(self, field->label), .open = field->open};
    for (size_t i = 0; i < field->choices->count; i++)
        pick_add(&pick, field->choices->entries[i].value, field->choices->entries[i].help);
    pick_add(&pick, "", "clears the answer");
    app_pick(self->screen.app, &pick, take_choice, &self->screen);
}

static void ask_text(struct catalogue_screen *self)
{
    char *title = title_of(self, self->change.field->label);
    char *question = memory_format("%s (empty: cleared)", title);
    app_prompt(self->screen.app, question, "", take_value, &self->screen);
    free(question);
    free(title);
}

/* ── field ── */

/* A spec is named by its ID alone, and the engine's own tables are not set. */
static bool can_be_set(const struct form *form, const struct field *field)
{
    return field != form->id && field->section != NULL;
}

static bool is_listed(const struct catalogue_change *change, const struct field *field)
{
    for (size_t i = 0; i < change->field_count; i++)
        if (change->fields[i] == field || strcmp(change->fields[i]->path, field->path) == 0)
            return true;
    return false;
}

static void list_fields(struct catalogue_screen *self, const struct form *form, struct pick *pick)
{
    struct catalogue_change *change = &self->change;
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        if (!can_be_set(form, field) || is_listed(change, field))
            continue;
        change->fields = memory_grow(change->fields, &change->field_capacity, change->field_count,
                                     sizeof *change->fields);
        change->fields[change->field_count++] = field;
        pick_add(pick, field->label, field->section->title);
    }
}

static void take_field(struct screen *screen, size_t index, const char *text)
{
    struct catalogue_screen *self = as_catalogue(screen);
    (void)text;
    self->change.field = self->change.fields[index];
    if (self->change.field->choices != NULL)
        ask_choice(self);
    else
        ask_text(self);
}

/* The fields of all forms that there are among the specs. */
void catalogue_ask_set(struct catalogue_screen *self)
{
    struct error error = {0};
    const char *last = NULL;
    if (!catalogue_begin_change(self))
        return;
    struct pick pick = {.title = title_of(self, "Set a field")};
    for (size_t i = 0; i < self->change.count; i++) {
        const struct form *form = NULL;
        const struct catalogue_entry *entry =
            catalogue_find(&self->catalogue, self->change.paths[i]);
        if (entry->problem != NULL || (last != NULL && strcmp(last, entry->form) == 0))
            continue;
        last = entry->form;
        if (workspace_form(app_workspace(self->screen.app), last, &form, &error) == 0)
            list_fields(self, form, &pick);
    }
    if (pick.count > 0) {
        app_pick(self->screen.app, &pick, take_field, &self->screen);
        return;
    }
    free(pick.title);
    if (error.kind != ERROR_NONE)
        app_complain(self->screen.app, &error);
    else
        app_say(self->screen.app, "None of these can be read");
}
