/* The command palette: every command by name, with its key; typing narrows the list. */
#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "ui/list_view.h"
#include "ui/text_line.h"

#include "screen_internal.h"

#include <stdlib.h>
#include <string.h>

enum { TITLE_WIDTH = 20, KEYS_WIDTH = 18 };

struct palette_screen {
    struct screen screen;
    struct screen *below;
    void (*chosen)(struct screen *below, enum command command);
    enum keymap_context contexts[5]; /* of the screen below, and global */
    size_t context_count;
    enum command shown[COMMAND_COUNT];
    size_t count;
    struct text_line filter;
    struct list_view view;
    struct list_rows rows;
};

static struct palette_screen *as_palette(struct screen *screen)
{
    return (struct palette_screen *)screen;
}

/* ── what is shown ── */

/* A key that reaches the command where the palette was opened. */
static bool find_key(const struct palette_screen *self, enum command command, size_t n,
                     key_code *key)
{
    for (size_t i = 0; i < self->context_count; i++) {
        if (keymap_key(app_keymap(self->screen.app), self->contexts[i], command, n, key))
            return true;
    }
    return false;
}

static void filter(struct palette_screen *self)
{
    char *needle = utf8_fold(text_line_string(&self->filter), true);
    self->count = 0;
    for (enum command command = 1; command < COMMAND_COUNT; command++) {
        const struct command_info *info = command_info(command);
        char *text = memory_format("%s %s %s", info->title, info->name, info->help);
        char *folded = utf8_fold(text, true);
        key_code key = 0;
        bool offered = find_key(self, command, 0, &key) || command == COMMAND_SUSPEND;
        if (offered && strstr(folded, needle) != NULL)
            self->shown[self->count++] = command;
        free(folded);
        free(text);
    }
    free(needle);
    list_view_set_count(&self->view, self->count, &self->rows);
}

/* ── drawing ── */

static void draw_row(void *context, size_t index, struct canvas row, bool selected)
{
    (void)selected;
    struct palette_screen *self = context;
    enum command command = self->shown[index];
    const struct command_info *info = command_info(command);
    struct buffer keys = {0};
    key_code key = 0;
    for (size_t n = 0; n < 2 && find_key(self, command, n, &key); n++) {
        char name[KEY_TEXT_SIZE];
        key_format_for_people(key, name);
        buffer_append_format(&keys, "%s%s", n > 0 ? "  " : "", name);
    }
    canvas_text_cut(row, 0, 1, TITLE_WIDTH, STYLE_STRONG, info->title, strlen(info->title));
    canvas_text_cut(row, 0, TITLE_WIDTH + 2, KEYS_WIDTH, STYLE_LABEL, buffer_string(&keys),
                    keys.length);
    int column = TITLE_WIDTH + KEYS_WIDTH + 3;
    canvas_text_cut(row, 0, column, row.width - column - 1, STYLE_TEXT, info->help,
                    strlen(info->help));
    buffer_done(&keys);
}

static void draw(struct screen *screen, struct canvas canvas)
{
    struct palette_screen *self = as_palette(screen);
    int width = canvas.width > 100 ? 96 : canvas.width - 4;
    int height = canvas.height > 20 ? 18 : canvas.height - 2;
    struct canvas box = canvas_part(canvas, (canvas.height - height) / 2,
                                    (canvas.width - width) / 2, height, width);
    canvas_fill(box, 0, 0, height, width, STYLE_TEXT);
    canvas_frame(box, STYLE_FRAME, "Commands");
    struct canvas inside = canvas_part(box, 1, 1, height - 2, width - 2);
    struct canvas line = canvas_part(inside, 0, 1, 1, inside.width - 2);
    text_line_draw(&self->filter, line, STYLE_FIELD, true);
    struct canvas list = canvas_part(inside, 1, 0, inside.height - 1, inside.width);
    if (self->count == 0)
        canvas_string(list, 0, 1, STYLE_EXAMPLE, "No command has this name.");
    list_view_draw(&self->view, list, &self->rows, false);
}

/* ── commands ── */

static bool obey(struct screen *screen, enum command command)
{
    struct palette_screen *self = as_palette(screen);
    if (command == COMMAND_CLOSE || command == COMMAND_PALETTE) {
        app_pop(screen->app);
        return true;
    }
    if (command == COMMAND_OPEN) {
        if (self->count == 0)
            return true;
        enum command chosen = self->shown[self->view.selected];
        app_pop(screen->app);
        self->chosen(self->below, chosen);
        return true;
    }
    if (list_view_obey(&self->view, command, &self->rows))
        return true;
    if (text_line_obey(&self->filter, command))
        filter(self);
    return command != COMMAND_QUIT;
}

static bool insert(struct screen *screen, const char *text, size_t length, bool pasted)
{
    (void)pasted;
    struct palette_screen *self = as_palette(screen);
    text_line_insert(&self->filter, text, length);
    filter(self);
    list_view_select(&self->view, 0, &self->rows);
    return true;
}

static size_t contexts(const struct screen *screen, enum keymap_context found[4])
{
    (void)screen;
    found[0] = CONTEXT_TEXT;
    found[1] = CONTEXT_ROWS;
    return 2;
}

static void free_palette(struct screen *screen)
{
    struct palette_screen *self = as_palette(screen);
    text_line_done(&self->filter);
    free(self);
}

static const struct screen_class palette_class = {
    .name = "palette",
    .overlay = true,
    .draw = draw,
    .obey = obey,
    .insert = insert,
    .contexts = contexts,
    .commands = (const enum command[]){COMMAND_OPEN, COMMAND_CLOSE, COMMAND_NONE},
    .free = free_palette,
};

struct screen *palette_screen_new(struct app *app,
                                  void (*chosen)(struct screen *below, enum command command),
                                  struct screen *below)
{
    struct palette_screen *self = memory_allocate(sizeof *self);
    self->screen = (struct screen){.class = &palette_class, .app = app};
    self->chosen = chosen;
    self->below = below;
    self->rows = (struct list_rows){.context = self, .draw = draw_row};
    self->context_count = screen_contexts(below, self->contexts);
    self->contexts[self->context_count++] = CONTEXT_GLOBAL;
    text_line_init(&self->filter, "");
    filter(self);
    return &self->screen;
}
