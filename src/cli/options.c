#include "command_internal.h"

#include "base/edit_distance.h"
#include "base/memory.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int fail(const struct command *command, struct error *error, const char *what,
                const char *given)
{
    return error_set(error, ERROR_INPUT, "%s: %s %s; see `ifspec %s --help`", command->name, what,
                     given, command->name);
}

static const struct option *find_letter(const struct command *command, char letter)
{
    for (size_t i = 0; i < command->option_count; i++)
        if (command->options[i].letter == letter)
            return &command->options[i];
    return NULL;
}

static const struct option *find_name(const struct command *command, const char *name,
                                      size_t length)
{
    for (size_t i = 0; i < command->option_count; i++) {
        const char *known = command->options[i].name;
        if (length > 0 && strlen(known) == length && strncmp(known, name, length) == 0)
            return &command->options[i];
    }
    return NULL;
}

/* What was probably meant is said; `length` is that of the name behind the dashes. */
static int fail_unknown(const struct command *command, const char *given, size_t length,
                        struct error *error)
{
    char *name = memory_copy_bytes(given + 2, length);
    const char *nearest = NULL;
    size_t least = length / 3 + 1;
    for (size_t i = 0; i < command->option_count; i++) {
        const char *known = command->options[i].name;
        size_t distance = edit_distance(name, known, least);
        if (known[0] == '\0' || distance > least || (nearest != NULL && distance == least))
            continue;
        nearest = known;
        least = distance;
    }
    free(name);
    if (nearest == NULL)
        return fail(command, error, "there is no option", given);
    return error_set(error, ERROR_INPUT, "%s: there is no option %s; did you mean --%s?",
                     command->name, given, nearest);
}

static void add_value(struct arguments *arguments, const struct option *option, const char *value)
{
    arguments->set[arguments->value_count] = option;
    arguments->values[arguments->value_count++] = value;
}

/* "--name", "--name=value" or "--name" and the value behind it; *at moves over what was used. */
static int parse_long(struct arguments *arguments, int count, char **given, int *at,
                      struct error *error)
{
    const char *name = given[*at] + 2;
    size_t length = strcspn(name, "=");
    const struct option *option = find_name(arguments->command, name, length);
    if (option == NULL)
        return fail_unknown(arguments->command, given[*at], length, error);
    if (option->argument == NULL) {
        if (name[length] == '=')
            return fail(arguments->command, error, "this option takes no value:", given[*at]);
        add_value(arguments, option, "");
    } else if (name[length] == '=') {
        add_value(arguments, option, name + length + 1);
    } else if (*at + 1 < count) {
        add_value(arguments, option, given[++*at]);
    } else {
        return fail(arguments->command, error, "a value is missing behind", given[*at]);
    }
    return 0;
}

/* "-a", "-ab", "-mTEXT" or "-m" and the value behind it. */
static int parse_short(struct arguments *arguments, int count, char **given, int *at,
                       struct error *error)
{
    for (const char *letter = given[*at] + 1; *letter != '\0'; letter++) {
        const struct option *option = find_letter(arguments->command, *letter);
        if (option == NULL)
            return fail(arguments->command, error, "there is no option", given[*at]);
        if (option->argument == NULL) {
            add_value(arguments, option, "");
            continue;
        }
        if (letter[1] != '\0')
            add_value(arguments, option, letter + 1);
        else if (*at + 1 < count)
            add_value(arguments, option, given[++*at]);
        else
            return fail(arguments->command, error, "a value is missing behind", given[*at]);
        return 0;
    }
    return 0;
}

int arguments_refuse_few(const struct arguments *arguments, struct error *error)
{
    const struct command *command = arguments->command;
    return error_set(error, ERROR_INPUT,
                     "%s: something is missing; usage: ifspec %s %s (see `ifspec %s --help`)",
                     command->name, command->name, command->operands, command->name);
}

static int check_operands(const struct arguments *arguments, struct error *error)
{
    const struct command *command = arguments->command;
    if (arguments->operand_count < command->least_operands)
        return arguments_refuse_few(arguments, error);
    if (arguments->operand_count > command->most_operands)
        return fail(command, error,
                    "one argument too many:", arguments->operands[command->most_operands]);
    return 0;
}

static bool end_options(struct arguments *arguments)
{
    arguments->is_divided = true;
    arguments->first_part = arguments->operand_count;
    return true;
}

int arguments_parse(struct arguments *arguments, const struct command *command, int count,
                    char **given, struct error *error)
{
    size_t room = (size_t)count + 1;
    *arguments = (struct arguments){
        .command = command,
        .operands = memory_allocate(room * sizeof *arguments->operands),
        .values = memory_allocate(room * sizeof *arguments->values),
        .set = memory_allocate(room * sizeof *arguments->set),
    };
    bool options_end = false;
    for (int i = 0; i < count; i++) {
        int result = 0;
        if (options_end || given[i][0] != '-' || given[i][1] == '\0')
            arguments->operands[arguments->operand_count++] = given[i];
        else if (strcmp(given[i], "--") == 0)
            options_end = end_options(arguments);
        else if (given[i][1] == '-')
            result = parse_long(arguments, count, given, &i, error);
        else
            result = parse_short(arguments, count, given, &i, error);
        if (result != 0)
            return -1;
    }
    return check_operands(arguments, error);
}

void arguments_done(struct arguments *arguments)
{
    free(arguments->operands);
    free(arguments->values);
    free(arguments->set);
    *arguments = (struct arguments){0};
}

static const struct option *option_of(const struct arguments *arguments, const char *option)
{
    const struct option *found = find_name(arguments->command, option, strlen(option));
    if (found == NULL)
        found = find_letter(arguments->command, option[0]);
    assert(found != NULL);
    return found;
}

const char *arguments_item(const struct arguments *arguments, const char *option, size_t index)
{
    const struct option *wanted = option_of(arguments, option);
    for (size_t i = 0; i < arguments->value_count; i++)
        if (arguments->set[i] == wanted && index-- == 0)
            return arguments->values[i];
    return NULL;
}

const char *arguments_value(const struct arguments *arguments, const char *option)
{
    const struct option *wanted = option_of(arguments, option);
    for (size_t i = arguments->value_count; i > 0; i--)
        if (arguments->set[i - 1] == wanted)
            return arguments->values[i - 1];
    return NULL;
}

bool arguments_have(const struct arguments *arguments, const char *option)
{
    return arguments_value(arguments, option) != NULL;
}

int arguments_number(const struct arguments *arguments, const char *option, size_t *number,
                     struct error *error)
{
    const char *text = arguments_value(arguments, option);
    char *end = NULL;
    if (text == NULL)
        return 0;
    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0)
        return fail(arguments->command, error, "no number:", text);
    *number = value;
    return 0;
}
