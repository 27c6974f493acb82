/* Open questions: noted on a field without touching its value, answered or dropped later. */
#include "base/date.h"
#include "base/memory.h"
#include "model/question.h"

#include "editor_internal.h"

#include <stdlib.h>

static struct editor_screen *self_of(struct screen *screen)
{
    return (struct editor_screen *)screen;
}

static void prompt(struct editor_screen *self, const char *format, const char *name,
                   void (*answer)(struct screen *screen, const char *text))
{
    char *question = memory_format("%s%s", format, name);
    app_prompt(self->screen.app, question, "", answer, &self->screen);
    free(question);
}

/* ── ask ── */

static void hear_who(struct screen *screen, const char *text)
{
    struct editor_screen *self = self_of(screen);
    struct editor_doubt *doubt = &self->doubt;
    if (text == NULL)
        return;
    question_add(sheet_spec(self->sheet), doubt->field, doubt->text, text, date_today());
    form_view_reload(self->view);
    app_say(screen->app, "Noted a question on %s; its value stays.", doubt->field->label);
}

static void hear_question(struct screen *screen, const char *text)
{
    struct editor_screen *self = self_of(screen);
    if (text == NULL || text[0] == '\0')
        return;
    char *copy = memory_copy_string(text);
    free(self->doubt.text);
    self->doubt.text = copy;
    prompt(self, "Who can answer it? Empty: anyone", "", hear_who);
}

static void ask(struct editor_screen *self)
{
    prompt(self, "Open question on ", self->doubt.field->label, hear_question);
}

/* ── close ── */

static void close_question(struct editor_screen *self, const char *status, const char *answer)
{
    question_close(sheet_spec(self->sheet), self->doubt.row, status, answer);
    form_view_reload(self->view);
    app_say(self->screen.app, "The question on %s is %s.", self->doubt.field->label, status);
}

static void hear_answer(struct screen *screen, const char *text)
{
    if (text != NULL)
        close_question(self_of(screen), "answered", text);
}

enum { ANSWER, DROP, ASK_ANOTHER };

static void hear_choice(struct screen *screen, int choice)
{
    struct editor_screen *self = self_of(screen);
    if (choice == ANSWER)
        prompt(self, "The answer", "", hear_answer);
    else if (choice == DROP)
        close_question(self, "dropped", "");
    else if (choice == ASK_ANOTHER)
        ask(self);
}

void editor_question(struct editor_screen *self)
{
    const struct spec *spec = sheet_spec(self->sheet);
    const char *reason = spec_read_only_reason(spec, spec_form(spec)->questions);
    struct question question = {0};
    self->doubt.field = form_view_field(self->view);
    if (self->doubt.field == NULL)
        return;
    if (reason != NULL) {
        app_say(self->screen.app, "Questions are not editable here: %s.", reason);
        return;
    }
    if (!question_find_open(spec, self->doubt.field, 0, &question)) {
        ask(self);
        return;
    }
    self->doubt.row = question.row;
    char *text = question.with[0] != '\0'
                     ? memory_format("%s (%s, %s)", question.text, question.with, question.raised)
                     : memory_format("%s (%s)", question.text, question.raised);
    app_ask(self->screen.app, text, "Answer\0Drop\0Ask another\0", hear_choice, &self->screen);
    free(text);
}
