/* The way to a commit: what has to be known or allowed is asked, one question after the other. */
#include "base/date.h"
#include "base/memory.h"
#include "ui/pager.h"
#include "workspace/commit.h"
#include "workspace/milestone.h"
#include "workspace/trust.h"

#include "commit_internal.h"

#include <stdlib.h>
#include <string.h>

enum { SHORT_ID = 7 };

static struct commit_screen *as_commit(struct screen *screen)
{
    return (struct commit_screen *)screen;
}

/* ── the commit ── */

static void show(void *context, const char *text, size_t length)
{
    struct commit_screen *self = context;
    buffer_append(&self->said, text, length);
}

static void leave(void *context)
{
    app_lend_terminal(((struct commit_screen *)context)->screen.app);
}

static void come_back(void *context)
{
    app_take_terminal(((struct commit_screen *)context)->screen.app);
}

/* Quick hooks run unseen; what takes longer is said, and can be stopped. */
static bool is_cancelled(void *context)
{
    enum { PATIENCE = 300 }; /* milliseconds */
    const struct commit_screen *self = context;
    return app_clock() - self->begun >= PATIENCE &&
           app_is_interrupted(self->screen.app, "A hook of this repository runs.");
}

void commit_show_said(struct commit_screen *self, const char *title)
{
    struct pager *said = pager_new();
    pager_add(said, STYLE_TEXT, 0, buffer_string(&self->said));
    app_push(self->screen.app, reading_screen_new(self->screen.app, title, "", said));
}

/* What the hooks said lies over the screen that one comes back to. */
static void finish(struct commit_screen *self, const char *id)
{
    struct app *app = self->screen.app;
    char *subject = commit_subject(app_workspace(app), id, NULL);
    commit_message_keep(self, false);
    app_pop(app);
    if (self->said.length > 0)
        commit_show_said(self, "Said by the hooks of this commit");
    app_say(app, "Committed %.*s %s", SHORT_ID, id, subject != NULL ? subject : "");
    free(subject);
}

/* The reason stands above what was said about it. */
static void refuse(struct commit_screen *self, const struct error *error)
{
    if (self->said.length == 0) {
        app_complain(self->screen.app, error);
        return;
    }
    self->refusal = memory_copy_string(error->text);
    app_say(self->screen.app, "Nothing was committed; the message is kept.");
}

static void commit(struct commit_screen *self)
{
    struct app *app = self->screen.app;
    const struct commit_host host = {
        .context = self,
        .show = show,
        .leave = leave,
        .come_back = come_back,
        .is_cancelled = is_cancelled,
    };
    struct error error = {0};
    char id[COMMIT_ID_SIZE] = "";
    size_t count = 0;
    const char **paths = commit_files_picked(self, &count);
    const struct commit_order order = {
        .paths = paths,
        .count = count,
        .message = text_area_string(&self->message),
        .edited = self->edited,
        .no_verify = self->answers.untrusted_allowed,
        .host = &host,
    };
    commit_message_keep(self, true);
    buffer_clear(&self->said);
    free(self->refusal);
    self->refusal = NULL;
    self->begun = app_clock();
    if (commit_specs(app_workspace(app), &order, id, &error) == 0)
        finish(self, id);
    else
        refuse(self, &error);
    free(paths);
}

/* ── who ── */

static void take_email(struct screen *screen, const char *email)
{
    struct commit_screen *self = as_commit(screen);
    struct error error = {0};
    if (email == NULL || email[0] == '\0')
        return;
    if (commit_set_identity(app_workspace(screen->app), self->identity, email, &error) != 0)
        app_complain(screen->app, &error);
    else
        commit_advance(self);
}

static void take_name(struct screen *screen, const char *name)
{
    struct commit_screen *self = as_commit(screen);
    if (name == NULL || name[0] == '\0')
        return;
    free(self->identity);
    self->identity = memory_copy_string(name);
    app_prompt(screen->app, "Your mail address (kept in this repository's Git configuration)", "",
               take_email, screen);
}

/* True: Git knows who commits. */
static bool has_identity(struct commit_screen *self)
{
    struct app *app = self->screen.app;
    struct error error = {0};
    char *name = NULL;
    char *email = NULL;
    int result = commit_identity(app_workspace(app), &name, &email, &error);
    free(name);
    free(email);
    if (result != 0 && error.kind == ERROR_NOT_FOUND)
        app_prompt(app, "Your name, as it shall stand in commits", "", take_name, &self->screen);
    else if (result != 0)
        app_complain(app, &error);
    return result == 0;
}

/* ── questions ── */

static void answer_trust(struct screen *screen, int choice)
{
    enum { TRUST = 1, WITHOUT = 2 };
    struct commit_screen *self = as_commit(screen);
    struct error error = {0};
    if (choice == TRUST && trust_give(app_workspace(screen->app), &error) != 0) {
        app_complain(screen->app, &error);
        return;
    }
    self->answers.untrusted_allowed = choice == WITHOUT;
    if (choice == TRUST || choice == WITHOUT)
        commit_advance(self);
}

/* True: a commit runs nothing that was not allowed. */
static bool is_trusted(struct commit_screen *self)
{
    struct app *app = self->screen.app;
    struct workspace *workspace = app_workspace(app);
    if (self->answers.untrusted_allowed || trust_is_given(workspace))
        return true;
    char *names = trust_programs(workspace);
    if (names == NULL)
        return true;
    char *question = memory_format(
        "This repository brings programs that a commit runs: %s. Do you trust it?", names);
    app_ask(app, question, "Back\0Trust\0Without them\0", answer_trust, &self->screen);
    free(question);
    free(names);
    return false;
}

static void answer_detached(struct screen *screen, int choice)
{
    struct commit_screen *self = as_commit(screen);
    self->answers.detached_allowed = choice == 1;
    if (choice == 1)
        commit_advance(self);
}

static void answer_secrets(struct screen *screen, int choice)
{
    struct commit_screen *self = as_commit(screen);
    self->answers.secrets_allowed = choice == 1;
    if (choice == 1)
        commit_advance(self);
}

/* True: nothing is left to ask. */
static bool is_allowed(struct commit_screen *self)
{
    struct app *app = self->screen.app;
    const char *detachment = commit_detachment(app_workspace(app));
    if (!self->answers.detached_allowed && detachment != NULL) {
        char *question = memory_format("%s: a commit there is easily lost. Commit?", detachment);
        app_ask(app, question, "Back\0Commit\0", answer_detached, &self->screen);
        free(question);
        return false;
    }
    if (!self->answers.secrets_allowed && commit_files_secrets(self) > 0) {
        app_ask(app,
                "Something here looks like a secret. What is committed stays in the history for "
                "all to read. Commit it all the same?",
                "Back\0Insist\0", answer_secrets, &self->screen);
        return false;
    }
    return true;
}

void commit_advance(struct commit_screen *self)
{
    struct app *app = self->screen.app;
    const char *message = text_area_string(&self->message);
    struct error error = {0};
    size_t count = 0;
    free(commit_files_picked(self, &count));
    if (count == 0) {
        app_say(app, "No file is picked. Space picks the selected one.");
    } else if (self->obstacle != NULL) {
        (void)error_set(&error, ERROR_ENVIRONMENT, "%s", self->obstacle);
        app_complain(app, &error);
    } else if (message[strspn(message, " \t\n")] == '\0') {
        app_say(app, "Say in a line what changes, then commit.");
    } else if (has_identity(self) && is_trusted(self) && is_allowed(self)) {
        commit(self);
    }
}

/* ── the row that tells readers ── */

static void take_note(struct screen *screen, const char *note)
{
    struct commit_screen *self = as_commit(screen);
    struct error error = {0};
    if (note == NULL || note[0] == '\0')
        return;
    if (milestone_add(app_workspace(screen->app), self->files[self->offered].path, note, &error) !=
        0) {
        app_complain(screen->app, &error);
        return;
    }
    commit_file_read_again(self, self->offered);
    app_say(screen->app, "Added to %s", self->files[self->offered].path);
}

void commit_offer(struct commit_screen *self, size_t file)
{
    const char *message = text_area_string(&self->message);
    size_t length = strcspn(message, "\n");
    const char *colon = memchr(message, ':', length);
    /* The ID in front of the subject says nothing within its own spec. */
    size_t skipped = colon != NULL ? (size_t)(colon - message) + 1 : 0;
    skipped += strspn(message + skipped, " ");
    char *note = memory_copy_bytes(message + skipped, length - skipped);
    self->offered = file;
    app_prompt(self->screen.app, "What changed, in a line for readers (with today's date)", note,
               take_note, &self->screen);
    free(note);
}
