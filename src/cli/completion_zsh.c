/* zsh knows itself how to quote what it is given. */
#include "cli/completion.h"

#include "completion_internal.h"

static const char head[] =
    "#compdef ifspec\n"
    "# Completion of ifspec for zsh.\n"
    "local kind=none place=0 word field at=2\n"
    "local -a options operands commands lines\n"
    "[[ $words[2] == -C ]] && at=4\n"
    "for word in ${words[at+1,CURRENT-1]}; do [[ $word == -* ]] || (( place++ )); done\n"
    "if (( CURRENT < at )); then\n"
    "    _files -/\n"
    "    return\n"
    "elif (( CURRENT == at )); then\n"
    "    commands=(\n";

static const char foot[] =
    "*)\n"
    "    (( place >= $#operands )) && place=$(( $#operands - 1 ))\n"
    "    kind=$operands[place+1]\n"
    "    ;;\n"
    "esac\n"
    "local match=('m:{[:lower:][:upper:]}={[:upper:][:lower:]}')\n"
    "if [[ $PREFIX == -* ]]; then\n"
    "    compadd -- $options\n"
    "elif [[ $kind == answers && $PREFIX == *=* ]]; then\n"
    "    field=${${PREFIX%%=*}%[+!]}\n"
    "    compset -P '*='\n"
    "    lines=(${(f)\"$(" COMPLETION_VALUES " \"${(Q)field}\" 2>/dev/null)\"})\n"
    "    compadd -M \"$match\" -a lines\n"
    "else\n"
    "    case $kind in\n"
    "    ids) lines=(${(f)\"$(" COMPLETION_IDS ")\"}) ;;\n"
    "    fields | answers) lines=(${(f)\"$(" COMPLETION_FIELDS ")\"}) ;;\n"
    "    forms) lines=(${(f)\"$(" COMPLETION_FORMS ")\"}) ;;\n"
    "    esac\n"
    "    if [[ $kind == answers ]]; then\n"
    "        compadd -M \"$match\" -S = -q -a lines\n"
    "    else\n"
    "        compadd -M \"$match\" -a lines\n"
    "    fi\n"
    "    _files\n"
    "fi\n";

void completion_append_zsh(struct buffer *out)
{
    size_t count = 0;
    const struct command *const *commands = command_all(&count);
    buffer_append_string(out, head);
    for (size_t i = 0; i < count; i++) {
        buffer_append_format(out, "        '%s:", commands[i]->name);
        completion_append_quoted(out, commands[i]->summary);
        buffer_append_string(out, "'\n");
    }
    buffer_append_string(out, "    )\n    _describe command commands\n    return\nfi\n"
                              "case $words[at] in\n");
    for (size_t i = 0; i < count; i++) {
        buffer_append_format(out, "%s)\n    options=(", commands[i]->name);
        for (size_t j = 0; j < commands[i]->option_count; j++)
            if (commands[i]->options[j].name[0] != '\0')
                buffer_append_format(out, "--%s ", commands[i]->options[j].name);
        buffer_append_string(out, "--help)\n    operands=(");
        completion_append_operands(out, commands[i]);
        buffer_append_string(out, ")\n    ;;\n");
    }
    buffer_append_string(out, "esac\ncase $words[at]:$words[CURRENT-1] in\n");
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < commands[i]->option_count; j++)
            if (commands[i]->options[j].argument != NULL)
                buffer_append_format(out, "%s:--%s) kind=%s ;;\n", commands[i]->name,
                                     commands[i]->options[j].name,
                                     completion_kind(commands[i]->options[j].argument));
    buffer_append_string(out, foot);
}
