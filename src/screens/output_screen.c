/* What hooks and other programs said, to be read and closed. */
#include "base/memory.h"
#include "ui/pager.h"

#include "screen_internal.h"

#include <stdlib.h>

struct output_screen {
    struct screen screen;
    struct pager *pager;
    char *title;
};

static struct output_screen *self_of(struct screen *screen)
{
    return (struct output_screen *)screen;
}

static void draw(struct screen *screen, struct canvas canvas)
{
    struct output_screen *self = self_of(screen);
    canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_BAR);
    canvas_string(canvas, 0, 1, STYLE_BAR_KEY, self->title);
    pager_draw(self->pager, canvas_part(canvas, 1, 0, canvas.height - 1, canvas.width));
}

static bool obey(struct screen *screen, enum command command)
{
    if (command == COMMAND_CLOSE || command == COMMAND_OPEN) {
        app_pop(screen->app);
        return true;
    }
    return pager_obey(self_of(screen)->pager, command);
}

static void free_output(struct screen *screen)
{
    struct output_screen *self = self_of(screen);
    pager_free(self->pager);
    free(self->title);
    free(self);
}

static const struct screen_class output_class = {
    .name = "output",
    .draw = draw,
    .obey = obey,
    .context = CONTEXT_PAGER,
    .commands = (const enum command[]){COMMAND_CLOSE, COMMAND_PAGE_DOWN, COMMAND_PAGE_UP,
                                       COMMAND_NONE},
    .free = free_output,
};

struct screen *output_screen_new(struct app *app, const char *title, const char *text)
{
    struct output_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &output_class, .app = app};
    self->title = memory_copy_string(title);
    self->pager = pager_new();
    pager_add(self->pager, STYLE_TEXT, 1, text);
    return &self->screen;
}
