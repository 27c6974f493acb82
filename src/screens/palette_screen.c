/* The command palette: every command by name, with its key; typing narrows the list. */
#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"

#include "narrow_internal.h"

#include <stdlib.h>
#include <string.h>

enum { TITLE_WIDTH = 20, KEYS_WIDTH = 18 };

struct palette_screen {
    struct narrow_screen narrow;
    struct screen *below;
    void (*chosen)(struct screen *below, enum command command);
    enum keymap_context contexts[5]; /* of the screen below, and global */
    size_t context_count;
    enum command shown[COMMAND_COUNT];
};

/* A key that reaches the command where the palette was opened. */
static bool find_key(const struct palette_screen *self, enum command command, size_t n,
                     key_code *key)
{
    for (size_t i = 0; i < self->context_count; i++) {
        if (keymap_key(app_keymap(self->narrow.screen.app), self->contexts[i], command, n, key))
            return true;
    }
    return false;
}

/* What one means first: a name that begins with it, then one that has it, then what the help says. */
enum match { MATCH_BEGINS, MATCH_NAME, MATCH_HELP, MATCH_NONE };

static enum match match_name(const char *name, const char *folded)
{
    char *mine = utf8_fold(name, true);
    const char *found = strstr(mine, folded);
    enum match match = found == NULL ? MATCH_NONE : found == mine ? MATCH_BEGINS : MATCH_NAME;
    free(mine);
    return match;
}

static enum match match_of(enum command command, const char *folded)
{
    const struct command_info *info = command_info(command);
    enum match title = match_name(info->title, folded);
    enum match name = match_name(info->name, folded);
    enum match best = title < name ? title : name;
    if (best == MATCH_NONE && match_name(info->help, folded) != MATCH_NONE)
        best = MATCH_HELP;
    return best;
}

static size_t fill(struct narrow_screen *narrow, const char *folded)
{
    struct palette_screen *self = (struct palette_screen *)narrow;
    size_t count = 0;
    for (enum match match = MATCH_BEGINS; match < MATCH_NONE; match++) {
        for (enum command command = 1; command < COMMAND_COUNT; command++) {
            key_code key = 0;
            bool offered = find_key(self, command, 0, &key) || command == COMMAND_SUSPEND;
            if (offered && match_of(command, folded) == match)
                self->shown[count++] = command;
        }
    }
    return count;
}

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

static void take(struct narrow_screen *narrow, size_t index)
{
    const struct palette_screen *self = (const struct palette_screen *)narrow;
    self->chosen(self->below, self->shown[index]);
}

struct screen *palette_screen_new(struct app *app,
                                  void (*chosen)(struct screen *below, enum command command),
                                  struct screen *below)
{
    static const struct narrow_traits traits = {
        .title = "Commands",
        .nothing = "No command has this name.",
        .opener = COMMAND_PALETTE,
        .width = 96,
        .height = 20,
        .fill = fill,
        .draw_row = draw_row,
        .take = take,
    };
    struct palette_screen *self = memory_allocate(sizeof *self);
    self->chosen = chosen;
    self->below = below;
    self->context_count = screen_contexts(below, self->contexts);
    self->contexts[self->context_count++] = CONTEXT_GLOBAL;
    narrow_begin(&self->narrow, app, &traits);
    return &self->narrow.screen;
}
