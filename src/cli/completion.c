#include "cli/completion.h"

#include "command_internal.h"

#include <stdbool.h>
#include <string.h>

/* How the shells ask for what only the working copy knows. */
#define LIST_IDS    "ifspec list --columns id --format tsv 2>/dev/null | sed 1d"
#define LIST_FIELDS                                                                                \
    "ifspec form list 2>/dev/null | cut -d' ' -f1 | while read -r f; do ifspec form show \"$f\"; " \
    "done 2>/dev/null | sed -n 's/^  \\([a-z_0-9]*\\.[a-z_0-9]*\\) .*/\\1/p' | sort -u"

static bool begins(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static bool takes_spec(const struct command *command)
{
    return begins(command->operands, "SPEC") || begins(command->operands, "[SPEC");
}

static bool takes_field(const struct command *command)
{
    return strstr(command->operands, "FIELD") != NULL;
}

static bool wants_field(const struct option *option)
{
    return option->argument != NULL && begins(option->argument, "FIELD");
}

/* Text inside single quotes of a shell. */
static void append_quoted(struct buffer *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\'')
            buffer_append_string(out, "'\\''");
        else
            buffer_append_byte(out, *at);
    }
}

/* ── bash ── */

static void append_bash_options(struct buffer *out, const struct command *command)
{
    for (size_t i = 0; i < command->option_count; i++) {
        if (command->options[i].name[0] != '\0')
            buffer_append_format(out, " --%s", command->options[i].name);
        if (command->options[i].letter != 0)
            buffer_append_format(out, " -%c", command->options[i].letter);
    }
    buffer_append_string(out, " --help");
}

void completion_append_bash(struct buffer *out)
{
    size_t count = 0;
    const struct command *const *commands = command_all(&count);
    buffer_append_string(out, "# Completion of ifspec for bash.\n"
                              "_ifspec()\n{\n"
                              "    local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]}\n"
                              "    local words= more=\n"
                              "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        words='");
    for (size_t i = 0; i < count; i++)
        buffer_append_format(out, "%s ", commands[i]->name);
    buffer_append_string(out, "--help --version'\n    else case $command in\n");
    for (size_t i = 0; i < count; i++) {
        buffer_append_format(out, "    %s)\n        words='", commands[i]->name);
        append_bash_options(out, commands[i]);
        buffer_append_string(out, "'\n");
        if (takes_spec(commands[i]))
            buffer_append_string(out, "        more=ids\n");
        if (takes_field(commands[i]))
            buffer_append_string(out, "        [ \"$COMP_CWORD\" -gt 2 ] && more=fields\n");
        buffer_append_string(out, "        ;;\n");
    }
    buffer_append_string(out, "    esac; fi\n"
                              "    case $more$word in\n    ids-* | fields-*) ;;\n"
                              "    ids*) words=\"$words $(" LIST_IDS ")\" ;;\n"
                              "    fields*) words=\"$words $(" LIST_FIELDS ")\" ;;\n    esac\n"
                              "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
                              "}\ncomplete -o default -F _ifspec ifspec\n");
}

/* ── zsh ── */

void completion_append_zsh(struct buffer *out)
{
    size_t count = 0;
    const struct command *const *commands = command_all(&count);
    buffer_append_string(out, "#compdef ifspec\n# Completion of ifspec for zsh.\n"
                              "local -a commands\n"
                              "if (( CURRENT == 2 )); then\n    commands=(\n");
    for (size_t i = 0; i < count; i++) {
        buffer_append_format(out, "        '%s:", commands[i]->name);
        append_quoted(out, commands[i]->summary);
        buffer_append_string(out, "'\n");
    }
    buffer_append_string(out, "    )\n    _describe command commands\n    return\nfi\n"
                              "case $words[2] in\n");
    for (size_t i = 0; i < count; i++) {
        buffer_append_format(out, "%s)\n    compadd -- --help", commands[i]->name);
        for (size_t j = 0; j < commands[i]->option_count; j++)
            if (commands[i]->options[j].name[0] != '\0')
                buffer_append_format(out, " --%s", commands[i]->options[j].name);
        buffer_append_byte(out, '\n');
        if (takes_field(commands[i]))
            buffer_append_string(out, "    (( CURRENT > 3 )) && compadd -- ${(f)\"$(" LIST_FIELDS
                                      ")\"}\n");
        if (takes_spec(commands[i]))
            buffer_append_string(out, "    compadd -- ${(f)\"$(" LIST_IDS ")\"}\n");
        buffer_append_string(out, "    _files\n    ;;\n");
    }
    buffer_append_string(out, "esac\n");
}

/* ── fish ── */

static void append_fish_option(struct buffer *out, const struct command *command,
                               const struct option *option)
{
    buffer_append_format(out, "complete -c ifspec -n '__fish_seen_subcommand_from %s'",
                         command->name);
    if (option->name[0] != '\0')
        buffer_append_format(out, " -l %s", option->name);
    if (option->letter != 0)
        buffer_append_format(out, " -s %c", option->letter);
    if (wants_field(option))
        buffer_append_string(out, " -x -a '(__ifspec_fields)'");
    else if (option->argument != NULL)
        buffer_append_string(out, " -r");
    buffer_append_string(out, " -d '");
    append_quoted(out, option->help);
    buffer_append_string(out, "'\n");
}

void completion_append_fish(struct buffer *out)
{
    size_t count = 0;
    const struct command *const *commands = command_all(&count);
    buffer_append_string(out, "# Completion of ifspec for fish.\n"
                              "function __ifspec_ids\n    sh -c '");
    append_quoted(out, LIST_IDS);
    buffer_append_string(out, "'\nend\nfunction __ifspec_fields\n    sh -c '");
    append_quoted(out, LIST_FIELDS);
    buffer_append_string(out, "'\nend\n");
    for (size_t i = 0; i < count; i++) {
        buffer_append_format(out, "complete -c ifspec -n __fish_use_subcommand -f -a %s -d '",
                             commands[i]->name);
        append_quoted(out, commands[i]->summary);
        buffer_append_string(out, "'\n");
        if (takes_spec(commands[i]))
            buffer_append_format(out,
                                 "complete -c ifspec -n '__fish_seen_subcommand_from %s' "
                                 "-a '(__ifspec_ids)'\n",
                                 commands[i]->name);
        if (takes_field(commands[i]))
            buffer_append_format(out,
                                 "complete -c ifspec -n '__fish_seen_subcommand_from %s' "
                                 "-a '(__ifspec_fields)'\n",
                                 commands[i]->name);
        for (size_t j = 0; j < commands[i]->option_count; j++)
            append_fish_option(out, commands[i], &commands[i]->options[j]);
    }
}
