/* Help: the keys and commands as they are bound now, those of the place one comes from first. */
#include "base/buffer.h"
#include "base/memory.h"
#include "ui/pager.h"

#include "screen_internal.h"

#include <stdlib.h>
#include <string.h>

enum { KEYS_COLUMN = 24, KEYS_SHOWN = 3 };

struct help_screen {
    struct screen screen;
    struct pager *pager;
};

static const char *const context_titles[CONTEXT_COUNT] = {
    [CONTEXT_GLOBAL] = "Everywhere",
    [CONTEXT_FORM] = "In the form",
    [CONTEXT_TEXT] = "While typing in one line",
    [CONTEXT_PARAGRAPH] = "While typing in a paragraph",
    [CONTEXT_DATE] = "On a date",
    [CONTEXT_CALENDAR] = "In the calendar of a date",
    [CONTEXT_CHOICE] = "On a choice",
    [CONTEXT_LIST] = "In a list or in steps",
    [CONTEXT_TABLE] = "In a table",
    [CONTEXT_PICK] = "In an open list of values",
    [CONTEXT_ROWS] = "In a list of rows",
    [CONTEXT_HISTORY] = "In the history",
    [CONTEXT_VERSION] = "In a version from the history",
    [CONTEXT_COMMIT] = "In the commit",
    [CONTEXT_DIALOG] = "In a question",
    [CONTEXT_PAGER] = "While reading",
};

static struct help_screen *as_help(struct screen *screen)
{
    return (struct help_screen *)screen;
}

static void add_context(struct help_screen *self, enum keymap_context context)
{
    const struct keymap *keymap = app_keymap(self->screen.app);
    pager_add_gap(self->pager);
    pager_add(self->pager, STYLE_STRONG, 1, context_titles[context]);
    for (enum command command = 1; command < COMMAND_COUNT; command++) {
        struct buffer keys = {0};
        key_code key = 0;
        for (size_t n = 0; n < KEYS_SHOWN && keymap_key(keymap, context, command, n, &key); n++) {
            char name[KEY_TEXT_SIZE];
            key_format_for_people(key, name);
            buffer_append_format(&keys, "%s%s", n > 0 ? "  " : "", name);
        }
        if (keys.length > 0)
            pager_add_pair(self->pager, 3, STYLE_LABEL, buffer_string(&keys), KEYS_COLUMN,
                           STYLE_TEXT, command_info(command)->help);
        buffer_done(&keys);
    }
}

static void fill(struct help_screen *self, const enum keymap_context *contexts, size_t count)
{
    bool added[CONTEXT_COUNT] = {false};
    pager_add(self->pager, STYLE_TEXT, 1,
              "Tab leads from field to field; whatever you leave open can be filled in later, and "
              "saving is always possible. Every command also stands in the palette.");
    for (size_t i = 0; i < count; i++) {
        add_context(self, contexts[i]);
        added[contexts[i]] = true;
    }
    for (enum keymap_context context = 0; context < CONTEXT_COUNT; context++) {
        if (!added[context])
            add_context(self, context);
    }
}

static void draw(struct screen *screen, struct canvas canvas)
{
    canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_BAR);
    canvas_string(canvas, 0, 1, STYLE_BAR_KEY, "Help");
    canvas_string(canvas, 0, 7, STYLE_BAR, "keys and commands");
    pager_draw(as_help(screen)->pager, canvas_part(canvas, 1, 0, canvas.height - 1, canvas.width));
}

static bool obey(struct screen *screen, enum command command)
{
    if (command == COMMAND_CLOSE || command == COMMAND_HELP) {
        app_pop(screen->app);
        return true;
    }
    return pager_obey(as_help(screen)->pager, command);
}

static void free_help(struct screen *screen)
{
    pager_free(as_help(screen)->pager);
    free(screen);
}

static const struct screen_class help_class = {
    .name = "help",
    .draw = draw,
    .obey = obey,
    .context = CONTEXT_PAGER,
    .commands = (const enum command[]){COMMAND_CLOSE, COMMAND_PAGE_DOWN, COMMAND_PAGE_UP,
                                       COMMAND_NONE},
    .free = free_help,
};

struct screen *help_screen_new(struct app *app, const enum keymap_context *found, size_t count)
{
    struct help_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &help_class, .app = app};
    self->pager = pager_new();
    fill(self, found, count);
    return &self->screen;
}
