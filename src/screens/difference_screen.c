/* Unsaved work against the file, field by field, to be read before it is decided about. */
#include "base/memory.h"
#include "ui/pager.h"

#include "screen_internal.h"

#include <stdlib.h>
#include <string.h>

enum { INDENT = 3, VALUE_COLUMN = 14 };

struct difference_screen {
    struct screen screen;
    struct pager *pager;
    char *title;
};

static struct difference_screen *self_of(struct screen *screen)
{
    return (struct difference_screen *)screen;
}

static void add_text(struct pager *pager, const char *label, enum style style, const char *text)
{
    pager_add_pair(pager, INDENT, STYLE_LABEL, label, VALUE_COLUMN, style,
                   text[0] != '\0' ? text : "(empty)");
}

static void fill(struct pager *pager, const struct reconciliation *differences)
{
    for (size_t i = 0; i < differences->count; i++) {
        const struct reconcile_item *item = &differences->items[i];
        pager_add_gap(pager);
        pager_add(pager, STYLE_STRONG, 1, item->field != NULL ? item->field->label : item->path);
        add_text(pager, "In the file", STYLE_TEXT, item->theirs_text);
        add_text(pager, "Not saved", STYLE_ADDED, item->mine_text);
        if (item->conflict) {
            add_text(pager, "Before", STYLE_TEXT, item->base_text);
            pager_add(pager, STYLE_WARNING, INDENT, "Both sides changed it.");
        }
        if (!item->fits)
            pager_add(pager, STYLE_WARNING, INDENT, "It does not fit the form any more.");
    }
}

static void draw(struct screen *screen, struct canvas canvas)
{
    struct difference_screen *self = self_of(screen);
    canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_BAR);
    int column = 1 + canvas_string(canvas, 0, 1, STYLE_BAR_KEY, self->title);
    canvas_string(canvas, 0, column + 2, STYLE_BAR, "Changes that were not saved");
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

static void free_difference(struct screen *screen)
{
    struct difference_screen *self = self_of(screen);
    pager_free(self->pager);
    free(self->title);
    free(self);
}

static const struct screen_class difference_class = {
    .name = "differences",
    .draw = draw,
    .obey = obey,
    .context = CONTEXT_PAGER,
    .commands = (const enum command[]){COMMAND_CLOSE, COMMAND_PAGE_DOWN, COMMAND_PAGE_UP,
                                       COMMAND_NONE},
    .free = free_difference,
};

struct screen *difference_screen_new(struct app *app, const char *title,
                                     const struct reconciliation *differences)
{
    struct difference_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &difference_class, .app = app};
    self->title = memory_copy_string(title);
    self->pager = pager_new();
    fill(self->pager, differences);
    return &self->screen;
}
