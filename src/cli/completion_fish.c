/* fish completes whole words and quotes them itself: a candidate is "FIELD=VALUE". */
#include "cli/completion.h"

#include "completion_internal.h"

#include <string.h>

static const char head[] =
    "# Completion of ifspec for fish.\n"
    "function __ifspec_ask\n"
    "    switch $argv[1]\n"
    "        case ids\n"
    "            " COMPLETION_IDS "\n"
    "        case fields\n"
    "            " COMPLETION_FIELDS "\n"
    "        case forms\n"
    "            " COMPLETION_FORMS "\n"
    "        case answers\n"
    "            set -l parts (string split -m 1 = -- (commandline -ct))\n"
    "            if test (count $parts) -lt 2\n"
    "                " COMPLETION_FIELDS " | string replace -r '$' =\n"
    "                return\n"
    "            end\n"
    "            set -l field (string replace -r '[+!]$' '' -- $parts[1])\n"
    "            for value in (" COMPLETION_VALUES " $field 2>/dev/null)\n"
    "                printf '%s=%s\\n' $parts[1] $value\n"
    "            end\n"
    "    end\n"
    "end\n"
    "function __ifspec_operand\n"
    "    set -l place 0\n"
    "    set -l known 0\n"
    "    for word in (commandline -opc)[2..-1]\n"
    "        if test $known -eq 0\n"
    "            __fish_seen_subcommand_from $word; and set known 1\n"
    "        else if not string match -q -- '-*' $word\n"
    "            set place (math $place + 1)\n"
    "        end\n"
    "    end\n"
    "    set place (math $place + 1)\n"
    "    test $place -gt (count $argv); and set place (count $argv)\n"
    "    __ifspec_ask $argv[$place]\n"
    "end\n";

static void append_option(struct buffer *out, const struct command *command,
                          const struct option *option)
{
    buffer_append_format(out, "complete -c ifspec -n '__fish_seen_subcommand_from %s'",
                         command->name);
    if (option->name[0] != '\0')
        buffer_append_format(out, " -l %s", option->name);
    if (option->letter != 0)
        buffer_append_format(out, " -s %c", option->letter);
    const char *kind = option->argument != NULL ? completion_kind(option->argument) : "";
    if (kind[0] != '\0' && strcmp(kind, "none") != 0)
        buffer_append_format(out, " -x -a '(__ifspec_ask %s)'", kind);
    else if (option->argument != NULL)
        buffer_append_string(out, " -r");
    buffer_append_string(out, " -d '");
    completion_append_quoted(out, option->help);
    buffer_append_string(out, "'\n");
}

void completion_append_fish(struct buffer *out)
{
    size_t count = 0;
    const struct command *const *commands = command_all(&count);
    buffer_append_string(out, head);
    for (size_t i = 0; i < count; i++) {
        buffer_append_format(out, "complete -c ifspec -n __fish_use_subcommand -f -a %s -d '",
                             commands[i]->name);
        completion_append_quoted(out, commands[i]->summary);
        buffer_append_string(out, "'\n");
        buffer_append_format(out,
                             "complete -c ifspec -n '__fish_seen_subcommand_from %s' -a "
                             "'(__ifspec_operand ",
                             commands[i]->name);
        completion_append_operands(out, commands[i]);
        buffer_append_string(out, ")'\n");
        for (size_t j = 0; j < commands[i]->option_count; j++)
            append_option(out, commands[i], &commands[i]->options[j]);
    }
}
