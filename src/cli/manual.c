#include "cli/manual.h"

#include "command_internal.h"

#include <string.h>

static void append_text(struct buffer *out, const char *text, size_t length)
{
    if (length > 0 && (text[0] == '.' || text[0] == '\''))
        buffer_append_string(out, "\\&");
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\\')
            buffer_append_string(out, "\\e");
        else if (text[i] == '-')
            buffer_append_string(out, "\\-");
        else if (text[i] == ' ' && i > 0 && text[i - 1] == '.')
            buffer_append_byte(out, '\n');
        else if (text[i] != ' ' || out->bytes[out->length - 1] != '\n')
            buffer_append_byte(out, text[i]);
    }
}

void manual_append_text(struct buffer *out, const char *text)
{
    append_text(out, text, strlen(text));
}

/* Paragraphs are parted by empty lines; a line of its own stays one. */
static void append_paragraphs(struct buffer *out, const char *text)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        if (length == 0)
            buffer_append_string(out, ".Pp");
        append_text(out, text, length);
        buffer_append_byte(out, '\n');
        text += length + (text[length] == '\n');
    }
}

static void append_option(struct buffer *out, const struct option *option)
{
    buffer_append_string(out, ".It ");
    if (option->letter != 0)
        buffer_append_format(out, "Fl %c", option->letter);
    if (option->letter != 0 && option->name[0] != '\0')
        buffer_append_string(out, " , ");
    if (option->name[0] != '\0')
        buffer_append_format(out, "Fl \\-%s", option->name);
    if (option->argument != NULL)
        buffer_append_format(out, " Ar %s", option->argument);
    buffer_append_byte(out, '\n');
    manual_append_text(out, option->help);
    buffer_append_string(out, "\n");
}

/* A line for each, as it is typed. */
static void append_example(struct buffer *out, const char *examples)
{
    buffer_append_string(out, ".Pp\nExample:\n.Dl ");
    for (const char *at = examples; *at != '\0'; at++) {
        if (*at == '\n')
            buffer_append_string(out, "\n.Dl ");
        else if (*at == '\\')
            buffer_append_string(out, "\\e");
        else if (*at == '-')
            buffer_append_string(out, "\\-");
        else if (*at == '\'')
            buffer_append_string(out, "\\(aq");
        else
            buffer_append_byte(out, *at);
    }
    buffer_append_byte(out, '\n');
}

static void append_command(struct buffer *out, const struct command *command)
{
    buffer_append_format(out, ".It Ic %s", command->name);
    if (command->operands[0] != '\0')
        buffer_append_format(out, " Ar %s", command->operands);
    buffer_append_byte(out, '\n');
    if (command->summary != NULL) {
        manual_append_text(out, command->summary);
        buffer_append_string(out, ".\n");
    }
    if (command->details != NULL) {
        buffer_append_string(out, ".Pp\n");
        append_paragraphs(out, command->details);
    }
    if (command->option_count > 0)
        buffer_append_string(out, ".Bl -tag -width Ds\n");
    for (size_t i = 0; i < command->option_count; i++)
        append_option(out, &command->options[i]);
    if (command->option_count > 0)
        buffer_append_string(out, ".El\n");
    append_example(out, command->example);
}

void manual_append_commands(struct buffer *out)
{
    size_t count = 0;
    const struct command *const *commands = command_all(&count);
    buffer_append_string(out, ".Bl -tag -width Ds\n");
    for (size_t i = 0; i < count; i++)
        append_command(out, commands[i]);
    buffer_append_string(out, ".El\n");
}

void manual_append_examples(struct buffer *out)
{
    size_t count = 0;
    const struct command *const *commands = command_all(&count);
    for (size_t i = 0; i < count; i++)
        buffer_append_format(out, "%s\n", commands[i]->example);
}
