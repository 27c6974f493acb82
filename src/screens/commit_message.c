/* The message: proposed from what changes, kept until its commit is made. */
#include "base/memory.h"
#include "workspace/commit.h"

#include "commit_internal.h"

#include <stdlib.h>
#include <string.h>

/* The message belongs to the files that the screen was opened for. */
static const char **own_paths(const struct commit_screen *self)
{
    const char **paths = memory_allocate((self->own_count + 1) * sizeof *paths);
    for (size_t i = 0; i < self->own_count; i++)
        paths[i] = self->files[i].path;
    return paths;
}

void commit_message_keep(struct commit_screen *self, bool keep)
{
    const char **paths = own_paths(self);
    const char *text = text_area_string(&self->message);
    bool proposed = self->proposed != NULL && strcmp(text, self->proposed) == 0;
    commit_keep_message(app_workspace(self->screen.app), paths, self->own_count,
                        keep && !proposed ? text : NULL);
    free(self->kept);
    self->kept = memory_copy_string(text);
    self->unkept_since = 0;
    free(paths);
}

enum { KEPT_AFTER = 1000 }; /* milliseconds */

int commit_message_wait(const struct commit_screen *self)
{
    long long passed = app_clock() - self->unkept_since;
    if (self->unkept_since == 0)
        return -1;
    return passed < KEPT_AFTER ? (int)(KEPT_AFTER - passed) : 0;
}

void commit_message_tick(struct commit_screen *self)
{
    if (strcmp(text_area_string(&self->message), self->kept) == 0)
        self->unkept_since = 0;
    else if (self->unkept_since == 0)
        self->unkept_since = app_clock();
    else if (commit_message_wait(self) == 0)
        commit_message_keep(self, true);
}

/* With the template below it, if there is one. Owned; NULL with the reason in `error`. */
static char *propose(struct commit_screen *self, struct error *error)
{
    struct workspace *workspace = app_workspace(self->screen.app);
    size_t count = 0;
    const char **paths = commit_files_picked(self, &count);
    char *message = NULL;
    int result = count == 0 ? 0 : commit_propose(workspace, paths, count, &message, error);
    if (result == 0 && count > 0)
        result = commit_check(workspace, paths, count, error);
    free(paths);
    if (message == NULL)
        return result == 0 ? memory_copy_string("") : NULL;
    char *template = commit_template(workspace);
    if (template != NULL) {
        char *longer = memory_format("%s\n\n%s", message, template);
        free(message);
        message = longer;
        self->edited = true;
    }
    free(template);
    return message;
}

/* What is proposed now; why it cannot be committed. */
static void look(struct commit_screen *self)
{
    struct error error = {0};
    free(self->proposed);
    free(self->obstacle);
    self->proposed = propose(self, &error);
    self->obstacle = error.kind != ERROR_NONE ? memory_copy_string(error.text) : NULL;
}

/* The subject is what is read and corrected first, however much stands below it. */
static void go_to_subject(struct commit_screen *self)
{
    (void)text_area_obey(&self->message, COMMAND_FIRST);
    (void)text_area_obey(&self->message, COMMAND_LINE_END);
}

void commit_message_begin(struct commit_screen *self)
{
    const char **paths = own_paths(self);
    char *kept = commit_kept_message(app_workspace(self->screen.app), paths, self->own_count);
    look(self);
    text_area_init(&self->message, kept != NULL             ? kept
                                   : self->proposed != NULL ? self->proposed
                                                            : "");
    go_to_subject(self);
    self->kept = memory_copy_string(text_area_string(&self->message));
    if (kept != NULL)
        app_say(self->screen.app, "Your message of before: it was not committed yet.");
    free(kept);
    free(paths);
}

void commit_message_propose(struct commit_screen *self)
{
    const char *text = text_area_string(&self->message);
    bool untouched =
        text[0] == '\0' || (self->proposed != NULL && strcmp(text, self->proposed) == 0);
    look(self);
    if (untouched && self->proposed != NULL)
        text_area_set(&self->message, self->proposed);
    if (untouched)
        go_to_subject(self);
}

static void leave(void *context)
{
    app_lend_terminal(context);
}

static void come_back(void *context)
{
    app_take_terminal(context);
}

void commit_message_edit(struct commit_screen *self)
{
    struct app *app = self->screen.app;
    const struct commit_host host = {.context = app, .leave = leave, .come_back = come_back};
    struct error error = {0};
    char *text = memory_copy_string(text_area_string(&self->message));
    if (commit_edit_message(app_workspace(app), &host, &text, &error) != 0) {
        app_complain(app, &error);
    } else {
        text_area_set(&self->message, text);
        go_to_subject(self);
        app_say(app, "Taken from the editor.");
    }
    free(text);
}
