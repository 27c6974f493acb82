#include "command_internal.h"

#include <string.h>

enum { SUMMARY_COLUMN = 21, OPTION_COLUMN = 26 };

static void append_padded(struct buffer *out, const char *text, size_t column, size_t used)
{
    buffer_append_string(out, text);
    /* The names and arguments hold ASCII and "…", which takes one column and three bytes. */
    for (const char *at = text; *at != '\0'; at++)
        used += ((unsigned char)*at & 0xc0) != 0x80;
    if (used + 2 > column) {
        buffer_append_byte(out, '\n');
        used = 0;
    }
    buffer_append_repeated(out, ' ', column - used);
}

/* Shown first, whatever the table holds: what people come for. */
static const struct {
    const char *usage;
    const char *text;
} first_steps[] = {
    {"ifspec", "the catalogue: find, open, compare, commit"},
    {"ifspec new", "a new specification, in the form"},
    {"ifspec edit SPEC", "fill in a specification, field by field"},
};

static bool is_first_step(const struct command *command)
{
    return strcmp(command->name, "new") == 0 || strcmp(command->name, "edit") == 0;
}

/* The names of the rest, so that all of it fits on one screen. */
static void print_others(const struct command *const *commands, size_t count, struct buffer *out)
{
    size_t column = 0;
    for (size_t i = 0; i < count; i++) {
        if (!commands[i]->also)
            continue;
        if (column == 0 || column + strlen(commands[i]->name) > 78) {
            buffer_append_string(out, column == 0 ? "\n  also:  " : "\n         ");
            column = 9;
        }
        buffer_append_format(out, "%s%s", column == 9 ? "" : "  ", commands[i]->name);
        column += strlen(commands[i]->name) + 2;
    }
    buffer_append_byte(out, '\n');
}

void help_print_all(struct buffer *out)
{
    size_t count = 0;
    const struct command *const *commands = command_all(&count);
    buffer_append_string(out,
                         "usage: ifspec [-C DIR] [COMMAND …]   SPEC: an ID or its beginning\n\n");
    for (size_t i = 0; i < sizeof first_steps / sizeof *first_steps; i++) {
        buffer_append_string(out, "  ");
        append_padded(out, first_steps[i].usage, SUMMARY_COLUMN, 2);
        buffer_append_format(out, "%s\n", first_steps[i].text);
    }
    buffer_append_byte(out, '\n');
    for (size_t i = 0; i < count; i++) {
        if (is_first_step(commands[i]) || commands[i]->also)
            continue;
        buffer_append_string(out, "  ");
        append_padded(out, commands[i]->name, SUMMARY_COLUMN, 2);
        buffer_append_format(out, "%s\n", commands[i]->summary);
    }
    print_others(commands, count, out);
    buffer_append_string(out,
                         "\n`ifspec COMMAND --help` explains one of them; F1 helps in the form."
                         "\n");
}

static void print_option(const struct option *option, struct buffer *out)
{
    struct buffer usage = {0};
    if (option->letter != 0)
        buffer_append_format(&usage, "-%c", option->letter);
    if (option->letter != 0 && option->name[0] != '\0')
        buffer_append_string(&usage, ", ");
    if (option->name[0] != '\0')
        buffer_append_format(&usage, "--%s", option->name);
    if (option->argument != NULL)
        buffer_append_format(&usage, " %s", option->argument);
    buffer_append_string(out, "  ");
    append_padded(out, buffer_string(&usage), OPTION_COLUMN, 2);
    buffer_append_format(out, "%s\n", option->help);
    buffer_done(&usage);
}

static void print_examples(const char *examples, struct buffer *out)
{
    const char *lead = "\nexample: ";
    for (size_t length = 0; examples[0] != '\0'; examples += length + (examples[length] != '\0')) {
        length = strcspn(examples, "\n");
        buffer_append_string(out, lead);
        buffer_append(out, examples, length);
        buffer_append_byte(out, '\n');
        lead = "         ";
    }
}

void help_print_command(const struct command *command, struct buffer *out)
{
    buffer_append_format(out, "usage: ifspec %s%s%s%s\n", command->name,
                         command->option_count > 0 ? " [OPTION…]" : "",
                         command->operands[0] != '\0' ? " " : "", command->operands);
    if (command->details != NULL)
        buffer_append_format(out, "\n%s\n", command->details);
    if (command->option_count > 0)
        buffer_append_byte(out, '\n');
    for (size_t i = 0; i < command->option_count; i++)
        print_option(&command->options[i], out);
    print_examples(command->example, out);
}
