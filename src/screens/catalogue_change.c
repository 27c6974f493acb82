/* Another ID for a specification, and the end of specifications: the question shows who names them,
 * and says what takes it back. */
#include "base/memory.h"
#include "base/utf8.h"
#include "workspace/reference.h"

#include "catalogue_internal.h"

#include <stdlib.h>
#include <string.h>

enum {
    NAMINGS_SHOWN = 4,
    WORTH_A_WALK = 8, /* of so many IDs those who name them are looked for at once */
};

static struct catalogue_screen *as_catalogue(struct screen *screen)
{
    return (struct catalogue_screen *)screen;
}

/* ── what is changed ── */

void catalogue_forget_change(struct catalogue_screen *self)
{
    struct catalogue_change *change = &self->change;
    for (size_t i = 0; i < change->count; i++)
        free(change->paths[i]);
    for (size_t i = 0; i < change->naming_count; i++) {
        free(change->namings[i].path);
        free(change->namings[i].id);
        free(change->namings[i].text);
    }
    free(change->paths);
    free(change->namings);
    free(change->fields);
    free(change->id);
    free(change->text);
    *change = (struct catalogue_change){0};
}

bool catalogue_begin_change(struct catalogue_screen *self)
{
    size_t count = 0;
    const char **paths = catalogue_chosen_paths(self, &count);
    struct catalogue_change *change = &self->change;
    catalogue_forget_change(self);
    change->paths = memory_allocate((count + 1) * sizeof *change->paths);
    for (size_t i = 0; i < count; i++)
        if (catalogue_find(&self->catalogue, paths[i])->state != CATALOGUE_DELETED)
            change->paths[change->count++] = memory_copy_string(paths[i]);
    free(paths);
    if (change->count == 0 && count > 0)
        app_say(self->screen.app, "It is deleted already; a commit makes that final");
    return change->count > 0;
}

static bool is_changed(const struct catalogue_change *change, const char *path)
{
    for (size_t i = 0; i < change->count; i++)
        if (strcmp(change->paths[i], path) == 0)
            return true;
    return false;
}

/* ── who names them ── */

static void add_naming(struct catalogue_change *change, const struct reference *reference,
                       const char *id)
{
    struct buffer text = {0};
    buffer_append_format(&text, "%s (", reference->id[0] != '\0' ? reference->id : reference->path);
    reference_describe(reference, &text);
    buffer_append_byte(&text, ')');
    change->namings = memory_grow(change->namings, &change->naming_capacity, change->naming_count,
                                  sizeof *change->namings);
    change->namings[change->naming_count++] = (struct catalogue_naming){
        .path = memory_copy_string(reference->path),
        .id = memory_copy_string(id),
        .text = buffer_take(&text),
    };
}

static const char *id_at(const struct catalogue_screen *self, const char *path)
{
    const struct catalogue_entry *entry = catalogue_find(&self->catalogue, path);
    return entry != NULL ? entry->id : "";
}

/* Those that go together need not let go of one another. */
static int take_reference(void *context, const struct reference *reference)
{
    struct catalogue_screen *self = context;
    struct catalogue_change *change = &self->change;
    if (is_changed(change, reference->path))
        return 0;
    for (size_t i = 0; i < change->count; i++) {
        const char *id = id_at(self, change->paths[i]);
        if (id[0] != '\0' && utf8_equal_caseless(reference->target, id)) {
            add_naming(change, reference, id);
            break;
        }
    }
    return 0;
}

static int find_namings(struct catalogue_screen *self, struct error *error)
{
    struct workspace *workspace = app_workspace(self->screen.app);
    struct catalogue_change *change = &self->change;
    int result = 0;
    if (change->count > WORTH_A_WALK)
        return reference_walk(workspace, take_reference, self, error);
    for (size_t i = 0; result == 0 && i < change->count; i++)
        result = reference_find(workspace, id_at(self, change->paths[i]), change->paths[i],
                                take_reference, self, error);
    return result;
}

static void append_namings(const struct catalogue_change *change, struct buffer *out)
{
    size_t count = change->naming_count;
    if (count == 0)
        return;
    buffer_append_string(out, "\nNamed by ");
    for (size_t i = 0; i < count && i < NAMINGS_SHOWN; i++)
        buffer_append_format(out, "%s%s", i > 0 ? ", " : "", change->namings[i].text);
    if (count > NAMINGS_SHOWN)
        buffer_append_format(out, " and %zu more", count - NAMINGS_SHOWN);
    buffer_append_byte(out, '.');
}

static int rewrite_namings(struct catalogue_screen *self, const char *new_id, struct error *error)
{
    const struct catalogue_change *change = &self->change;
    for (size_t i = 0; i < change->naming_count; i++)
        if (reference_rewrite(app_workspace(self->screen.app), change->namings[i].path,
                              change->namings[i].id, new_id, error) != 0)
            return -1;
    return 0;
}

/* ── rename ── */

static int rename_file(struct catalogue_screen *self, struct error *error)
{
    struct sheet *sheet = NULL;
    int result =
        sheet_open(app_workspace(self->screen.app), self->change.paths[0], &sheet, error);
    if (result == 0)
        result = sheet_rename(sheet, self->change.text, error);
    if (result == 0) {
        free(self->wanted);
        self->wanted = memory_copy_string(sheet_path(sheet));
    }
    sheet_close(sheet);
    return result;
}

static void rename_now(struct catalogue_screen *self, bool everywhere)
{
    struct app *app = self->screen.app;
    struct error error = {0};
    size_t rewritten = everywhere ? self->change.naming_count : 0;
    if (rename_file(self, &error) != 0 ||
        (everywhere && rewrite_namings(self, self->change.text, &error) != 0))
        app_complain(app, &error);
    else if (rewritten > 0)
        app_say(app, "Renamed to %s, also where named (%zu); not committed yet",
                self->change.text, rewritten);
    else
        app_say(app, "Renamed to %s; not committed yet", self->change.text);
    catalogue_forget_change(self);
    catalogue_start_reading(self);
}

static void answer_rename(struct screen *screen, int choice)
{
    struct catalogue_screen *self = as_catalogue(screen);
    bool named = self->change.naming_count > 0;
    if (choice == 0 || (choice == 1 && named))
        rename_now(self, choice == 0);
}

static void ask_for_name(struct catalogue_screen *self, const char *initial);

static int check_name(struct catalogue_screen *self, const char *id, struct error *error)
{
    struct sheet *sheet = NULL;
    int result =
        sheet_open(app_workspace(self->screen.app), self->change.paths[0], &sheet, error);
    if (result == 0)
        result = sheet_check_rename(sheet, id, error);
    sheet_close(sheet);
    return result;
}

static void take_name(struct screen *screen, const char *id)
{
    struct catalogue_screen *self = as_catalogue(screen);
    struct error error = {0};
    struct buffer question = {0};
    if (id == NULL || strcmp(id, self->change.id) == 0)
        return;
    if (check_name(self, id, &error) != 0) {
        ask_for_name(self, id);
        app_complain(screen->app, &error);
        return;
    }
    free(self->change.text);
    self->change.text = memory_copy_string(id);
    if (find_namings(self, &error) != 0) {
        app_complain(screen->app, &error);
        return;
    }
    buffer_append_format(&question, "Rename %s to %s, and its file? Git takes it back, as does "
                                    "another rename.", self->change.id, id);
    append_namings(&self->change, &question);
    app_ask(screen->app, buffer_string(&question),
            self->change.naming_count > 0 ? "Rename everywhere\0Only here\0Cancel\0"
                                          : "Rename\0Cancel\0",
            answer_rename, screen);
    buffer_done(&question);
}

static void ask_for_name(struct catalogue_screen *self, const char *initial)
{
    char *question = memory_format("New ID of %s", self->change.id);
    app_prompt(self->screen.app, question, initial, take_name, &self->screen);
    free(question);
}

/* The selected one, whatever is marked: an ID is one spec's. */
void catalogue_ask_rename(struct catalogue_screen *self)
{
    const struct catalogue_entry *selected = catalogue_selected(self);
    struct catalogue_change *change = &self->change;
    if (selected == NULL)
        return;
    if (selected->problem != NULL || selected->state == CATALOGUE_DELETED) {
        app_say(self->screen.app, "%s cannot be read, and not renamed", selected->path);
        return;
    }
    catalogue_forget_change(self);
    change->paths = memory_allocate(sizeof *change->paths);
    change->paths[change->count++] = memory_copy_string(selected->path);
    change->id = memory_copy_string(selected->id);
    ask_for_name(self, change->id);
}

/* ── delete ── */

static int delete_file(struct catalogue_screen *self, const char *path, struct error *error)
{
    struct sheet *sheet = NULL;
    int result = sheet_open(app_workspace(self->screen.app), path, &sheet, error);
    if (result == 0)
        result = sheet_delete(sheet, error);
    sheet_close(sheet);
    return result;
}

static void delete_now(struct catalogue_screen *self, bool rewrites)
{
    struct app *app = self->screen.app;
    struct error error = {0};
    size_t deleted = 0;
    int result = rewrites ? rewrite_namings(self, NULL, &error) : 0;
    for (size_t i = 0; result == 0 && i < self->change.count; i++) {
        result = delete_file(self, self->change.paths[i], &error);
        deleted += result == 0;
    }
    if (result != 0) {
        error_prefix(&error, "%zu of %zu deleted", deleted, self->change.count);
        app_complain(app, &error);
    } else {
        app_say(app, "Deleted %zu specification%s; nothing is committed yet", deleted,
                deleted == 1 ? "" : "s");
    }
    catalogue_forget_change(self);
    catalogue_start_reading(self);
}

static void answer_delete(struct screen *screen, int choice)
{
    if (choice == 1 || choice == 2)
        delete_now(as_catalogue(screen), choice == 2);
}

void catalogue_ask_delete(struct catalogue_screen *self)
{
    struct error error = {0};
    struct buffer question = {0};
    if (!catalogue_begin_change(self))
        return;
    if (find_namings(self, &error) != 0) {
        app_complain(self->screen.app, &error);
        return;
    }
    const struct catalogue_change *change = &self->change;
    if (change->count == 1)
        buffer_append_format(&question, "Delete %s? ", id_at(self, change->paths[0]));
    else
        buffer_append_format(&question, "Delete the %zu marked specifications? ", change->count);
    buffer_append_format(&question, "Git has what was committed; `ifspec versions FILE` has %s "
                                    "last text.", change->count == 1 ? "its" : "their");
    append_namings(change, &question);
    app_ask(self->screen.app, buffer_string(&question),
            change->naming_count > 0 ? "Keep\0Delete\0Delete, and where named\0" : "Keep\0Delete\0",
            answer_delete, &self->screen);
    buffer_done(&question);
}
