/* Fills the tables of the program into a text: "@commands@", "@keys@" and "@settings@" in a manual page,
 * "@bash@", "@zsh@" and "@fish@" in a completion, "@examples@" for the tests, each a line of its own on
 * standard input, become what the program's own tables say; everything else is copied. */
#include "base/buffer.h"
#include "cli/completion.h"
#include "cli/manual.h"
#include "ui/keymap.h"
#include "workspace/settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void append_keys(const struct keymap *keymap, enum keymap_context context,
                        struct buffer *out)
{
    buffer_append_format(out, ".It Sy %s\n.Bl -tag -width \"previous-section\" -compact\n",
                         keymap_context_name(context));
    for (enum command command = 1; command < COMMAND_COUNT; command++) {
        struct buffer keys = {0};
        key_code key = 0;
        for (size_t n = 0; keymap_key(keymap, context, command, n, &key); n++) {
            char name[KEY_TEXT_SIZE];
            key_format_for_people(key, name);
            buffer_append_string(&keys, n > 0 ? ", " : "");
            manual_append_text(&keys, name);
        }
        if (keys.length > 0) {
            buffer_append_format(out, ".It Ic %s\n", command_info(command)->name);
            manual_append_text(out, command_info(command)->help);
            buffer_append_format(out, "\n.Pq %s\n", buffer_string(&keys));
        }
        buffer_done(&keys);
    }
    buffer_append_string(out, ".El\n");
}

static void append_all_keys(struct buffer *out)
{
    struct keymap *keymap = keymap_new();
    buffer_append_string(out, ".Bl -tag -width Ds\n");
    for (enum keymap_context context = 0; context < CONTEXT_COUNT; context++)
        append_keys(keymap, context, out);
    buffer_append_string(out, ".El\n");
    keymap_free(keymap);
}

static void append_settings(struct buffer *out)
{
    size_t count = 0;
    const struct setting *settings = settings_all(&count);
    buffer_append_string(out, ".Bl -tag -width Ds\n");
    for (size_t i = 0; i < count; i++) {
        buffer_append_format(out, ".It Ic %s : Ar %s\n", settings[i].name, settings[i].values);
        manual_append_text(out, settings[i].help);
        buffer_append_string(out, "\n");
    }
    buffer_append_string(out, ".El\n");
}

static const struct {
    const char *line;
    void (*append)(struct buffer *out);
} tables[] = {
    {"@commands@\n", manual_append_commands}, {"@keys@\n", append_all_keys},
    {"@bash@\n", completion_append_bash},     {"@zsh@\n", completion_append_zsh},
    {"@fish@\n", completion_append_fish},     {"@settings@\n", append_settings},
    {"@examples@\n", manual_append_examples},
};

static void append_line(struct buffer *out, const char *line)
{
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        if (strcmp(line, tables[i].line) == 0) {
            tables[i].append(out);
            return;
        }
    }
    buffer_append_string(out, line);
}

int main(void)
{
    struct buffer out = {0};
    char *line = NULL;
    size_t capacity = 0;
    while (getline(&line, &capacity, stdin) > 0)
        append_line(&out, line);
    free(line);
    bool written = fwrite(out.bytes, 1, out.length, stdout) == out.length;
    buffer_done(&out);
    return written && fflush(stdout) == 0 ? 0 : 1;
}
