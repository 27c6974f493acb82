/* Candidates are compared in the shell, never expanded by it: `compgen -W` would run what stands in
 * a hostile file name. Where = breaks words, "FIELD=VALUE" is three of them. */
#include "cli/completion.h"

#include "completion_internal.h"

#include <string.h>

static const char head[] =
    "# Completion of ifspec for bash.\n"
    "_ifspec_ask()\n"
    "{\n"
    "    case $1 in\n"
    "    ids) " COMPLETION_IDS " ;;\n"
    "    fields | answers) " COMPLETION_FIELDS " ;;\n"
    "    forms) " COMPLETION_FORMS " ;;\n"
    "    values) " COMPLETION_VALUES " \"$2\" 2>/dev/null ;;\n"
    "    esac\n"
    "}\n\n"
    "_ifspec_offer()\n"
    "{\n"
    "    local candidate\n"
    "    while IFS= read -r candidate; do\n"
    "        if [[ ${candidate,,} == \"${word,,}\"* ]]; then\n"
    "            COMPREPLY+=(\"$lead$(printf %q \"$candidate\")$tail\")\n"
    "        fi\n"
    "    done\n"
    "}\n\n"
    "_ifspec()\n"
    "{\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} lead= tail= at=1\n"
    "    local command options operands kind= place=0 i\n"
    "    COMPREPLY=()\n"
    "    [[ ${COMP_WORDS[1]} == -C ]] && at=3\n"
    "    command=${COMP_WORDS[at]}\n"
    "    for ((i = at + 1; i < COMP_CWORD; i++)); do\n"
    "        [[ ${COMP_WORDS[i]} == -* ]] || ((place++))\n"
    "    done\n"
    "    word=${word//\\\\/}\n"
    "    if ((COMP_CWORD < at)); then\n"
    "        return\n"
    "    elif ((COMP_CWORD == at)); then\n"
    "        options='";

static const char foot[] =
    "        *) return ;;\n"
    "        esac\n"
    "        case $command:$before in\n";

static const char tail_part[] =
    "        *)\n"
    "            set -- $operands\n"
    "            ((place >= $#)) && place=$(($# - 1))\n"
    "            shift $place\n"
    "            kind=$1\n"
    "            ;;\n"
    "        esac\n"
    "    fi\n"
    "    if [[ $word == -* ]]; then\n"
    "        kind=\n"
    "    elif [[ $word == = || $before == = ]]; then\n"
    "        if [[ $word == = ]]; then word= i=$((COMP_CWORD - 1)); else i=$((COMP_CWORD - 2)); fi\n"
    "        _ifspec_offer < <(_ifspec_ask values \"${COMP_WORDS[i]%[+!]}\")\n"
    "        return\n"
    "    elif [[ $kind == answers && $word == *=* ]]; then\n"
    "        lead=${word%%=*}= word=${word#*=}\n"
    "        _ifspec_offer < <(_ifspec_ask values \"${lead%%[+!=]*}\")\n"
    "        return\n"
    "    elif [[ $kind == answers ]]; then\n"
    "        tail='='\n"
    "        compopt -o nospace 2>/dev/null\n"
    "    fi\n"
    "    if [[ -n $kind ]]; then\n"
    "        _ifspec_offer < <(_ifspec_ask \"$kind\")\n"
    "    fi\n"
    "    tail=\n"
    "    if [[ -z $kind || $word == -* ]]; then\n"
    "        _ifspec_offer < <(printf '%s\\n' $options)\n"
    "    fi\n"
    "}\n"
    "complete -o default -F _ifspec ifspec\n";

static void append_options(struct buffer *out, const struct command *command)
{
    for (size_t i = 0; i < command->option_count; i++) {
        if (command->options[i].name[0] != '\0')
            buffer_append_format(out, "--%s ", command->options[i].name);
        if (command->options[i].letter != 0)
            buffer_append_format(out, "-%c ", command->options[i].letter);
    }
    buffer_append_string(out, "--help");
}

/* What stands behind an option, where it can be known. */
static void append_arguments(struct buffer *out, const struct command *command)
{
    for (size_t i = 0; i < command->option_count; i++) {
        const struct option *option = &command->options[i];
        if (option->argument == NULL || option->name[0] == '\0')
            continue;
        buffer_append_format(out, "        %s:--%s) kind=%s ;;\n", command->name, option->name,
                             completion_kind(option->argument));
    }
}

void completion_append_bash(struct buffer *out)
{
    size_t count = 0;
    const struct command *const *commands = command_all(&count);
    buffer_append_string(out, head);
    for (size_t i = 0; i < count; i++)
        buffer_append_format(out, "%s ", commands[i]->name);
    buffer_append_string(out, "--help --version -C'\n    else\n        case $command in\n");
    for (size_t i = 0; i < count; i++) {
        buffer_append_format(out, "        %s) options='", commands[i]->name);
        append_options(out, commands[i]);
        buffer_append_string(out, "' operands='");
        completion_append_operands(out, commands[i]);
        buffer_append_string(out, "' ;;\n");
    }
    buffer_append_string(out, foot);
    for (size_t i = 0; i < count; i++)
        append_arguments(out, commands[i]);
    buffer_append_string(out, tail_part);
}
