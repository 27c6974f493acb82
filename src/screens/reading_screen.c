/* Something to be read and closed: what hooks said, unsaved work against the file. */
#include "base/memory.h"
#include "ui/pager.h"

#include "screen_internal.h"

#include <stdlib.h>
#include <string.h>

struct reading_screen {
    struct screen screen;
    struct pager *pager;
    char *title;
    const char *what; /* "" for nothing more than the title */
};

static struct reading_screen *self_of(struct screen *screen)
{
    return (struct reading_screen *)screen;
}

static void draw(struct screen *screen, struct canvas canvas)
{
    struct reading_screen *self = self_of(screen);
    canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_BAR);
    int column = 1 + canvas_text_cut(canvas, 0, 1, canvas.width - 2, STYLE_BAR_KEY, self->title,
                                     strlen(self->title));
    canvas_text_cut(canvas, 0, column + 2, canvas.width - column - 3, STYLE_BAR, self->what,
                    strlen(self->what));
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

static void free_reading(struct screen *screen)
{
    struct reading_screen *self = self_of(screen);
    pager_free(self->pager);
    free(self->title);
    free(self);
}

static const struct screen_class reading_class = {
    .name = "reading",
    .draw = draw,
    .obey = obey,
    .context = CONTEXT_PAGER,
    .commands = (const enum command[]){COMMAND_CLOSE, COMMAND_PAGE_DOWN, COMMAND_PAGE_UP,
                                       COMMAND_NONE},
    .free = free_reading,
};

struct screen *reading_screen_new(struct app *app, const char *title, const char *what,
                                  struct pager *take)
{
    struct reading_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &reading_class, .app = app};
    self->title = memory_copy_string(title);
    self->what = what;
    self->pager = take;
    return &self->screen;
}
