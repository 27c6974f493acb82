/* Dialogs as screens: they lie over the screen that asks, and answer it when they close. */
#include "base/memory.h"
#include "ui/dialog.h"

#include "screen_internal.h"

#include <stdlib.h>

struct dialog_screen {
    struct screen screen;
    struct widget *widget;
    struct screen *asker;
    void (*choose)(struct screen *asker, int choice);        /* a question */
    void (*answer)(struct screen *asker, const char *text);  /* a prompt */
};

static struct dialog_screen *as_dialog(struct screen *screen)
{
    return (struct dialog_screen *)screen;
}

static void draw(struct screen *screen, struct canvas canvas)
{
    struct widget *widget = as_dialog(screen)->widget;
    int width = canvas.width < 64 ? canvas.width : 60;
    int height = widget->class->height(widget, width, true);
    if (height > canvas.height)
        height = canvas.height;
    int row = (canvas.height - height) / 2;
    int column = (canvas.width - width) / 2;
    widget->class->draw(widget, canvas_part(canvas, row, column, height, width), true);
}

/* The answer may ask again: the dialog is gone from the top before. */
static bool settle(struct dialog_screen *self, enum widget_answer answer)
{
    if (answer == WIDGET_ACCEPTED || answer == WIDGET_CLOSED) {
        bool taken = answer == WIDGET_ACCEPTED;
        app_pop(self->screen.app);
        if (self->choose != NULL)
            self->choose(self->asker, taken ? question_dialog_choice(self->widget) : -1);
        else
            self->answer(self->asker, taken ? prompt_dialog_text(self->widget) : NULL);
    }
    return true;
}

static bool obey(struct screen *screen, enum command command)
{
    struct dialog_screen *self = as_dialog(screen);
    return settle(self, self->widget->class->obey(self->widget, command));
}

static bool insert(struct screen *screen, const char *text, size_t length, bool pasted)
{
    struct dialog_screen *self = as_dialog(screen);
    return settle(self, self->widget->class->insert(self->widget, text, length, pasted));
}

static size_t contexts(const struct screen *screen, enum keymap_context found[4])
{
    const struct widget *widget = ((const struct dialog_screen *)screen)->widget;
    return widget->class->contexts(widget, found);
}

static void free_dialog(struct screen *screen)
{
    struct dialog_screen *self = as_dialog(screen);
    self->widget->class->free(self->widget);
    free(self);
}

static const struct screen_class dialog_class = {
    .name = "dialog",
    .overlay = true,
    .draw = draw,
    .obey = obey,
    .insert = insert,
    .contexts = contexts,
    .commands = (const enum command[]){COMMAND_OPEN, COMMAND_CLOSE, COMMAND_NONE},
    .free = free_dialog,
};

static struct dialog_screen *push_dialog(struct app *app, struct widget *widget,
                                         struct screen *asker)
{
    struct dialog_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &dialog_class, .app = app};
    self->widget = widget;
    self->asker = asker;
    app_push(app, &self->screen);
    return self;
}

void app_ask(struct app *app, const char *question, const char *choices,
             void (*answer)(struct screen *screen, int choice), struct screen *screen)
{
    push_dialog(app, question_dialog_new(question, choices), screen)->choose = answer;
}

void app_prompt(struct app *app, const char *question, const char *initial,
                void (*answer)(struct screen *screen, const char *text), struct screen *screen)
{
    push_dialog(app, prompt_dialog_new(question, initial), screen)->answer = answer;
}
