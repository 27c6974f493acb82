#include "commands_internal.h"
#include "form_actions_internal.h"
#include "output_internal.h"

#include <string.h>

static void ignore_problem(void *context, const char *path, size_t line, size_t column,
                           enum severity severity, const char *message)
{
    (void)context;
    (void)path;
    (void)line;
    (void)column;
    (void)severity;
    (void)message;
}

int form_action_load(struct session *session, const char *name, const struct form **form,
                     struct error *error)
{
    return workspace_check_form(session->workspace, name, ignore_problem, NULL, form, error);
}

static const struct option options[] = {
    {"format", 0, "FORMAT", "of impact: text (default) or json"},
    {"form", 0, "FORM", "of add: the form whose vocabulary it is"},
    {"meaning", 0, "TEXT", "of add: what the value means"},
};

static const struct {
    const char *name;
    form_action *run;
} actions[] = {
    {"list", form_list_action},     {"show", form_show_action},     {"fields", form_fields_action},
    {"values", form_values_action}, {"check", form_check_action},   {"schema", form_schema_action},
    {"impact", form_impact_action}, {"add", form_add_action},
};

static form_action *find_action(const char *name)
{
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (strcmp(actions[i].name, name) == 0)
            return actions[i].run;
    return NULL;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct error error = {0};
    form_action *action = find_action(arguments->operands[0]);
    int status = -1;
    if (action == NULL)
        error_set(&error, ERROR_INPUT,
                  "form: %s is no action; list, show, fields, values, check, schema, impact and add are known",
                  arguments->operands[0]);
    else if (session_open(&session, true, &error) == 0)
        status = action(&session, arguments, arguments->operands + 1,
                        arguments->operand_count - 1, &error);
    if (status < 0)
        status = output_error(&error);
    session_close(&session);
    return status;
}

const struct command form_command = {
    .name = "form",
    .also = true,
    .operands = "ACTION [NAME…]",
    .summary = "the forms there are, their fields, what is wrong",
    .details =
        "ACTION is list, show FORM, fields [FORM…], values FIELD [FORM], check [FORM…],\n"
        "schema [FORM], impact FILE or add VOCABULARY VALUE.\n"
        "FORM is a name or the path of a file. `fields` and `values` print the paths of all fields\n"
        "and the values of a choice, one a line, of all forms if none is named. `check` names every\n"
        "fault with its line; it takes all forms if none is named, and its status is 1 if it finds\n"
        "errors. `schema` prints a JSON Schema (draft-07) by which editors complete and check the\n"
        "YAML. `impact` says what a changed form does to the specifications: what keeps, what moves,\n"
        "what needs a person; then its status is 1. `add` puts a value into a vocabulary of the\n"
        "company; a shipped vocabulary is copied into the forms folder of the repository first.",
    .example = "ifspec form impact new/integration-interface.yaml",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .least_operands = 1,
    .most_operands = OPERANDS_ANY,
    .run = run,
};
