#include "base/memory.h"
#include "base/show.h"
#include "commands_internal.h"
#include "export/report.h"
#include "model/field_type.h"
#include "output_internal.h"
#include "session_internal.h"

#include <stdlib.h>
#include <string.h>

/* ── list ── */

static void names_done(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

static int list(struct session *session, const char *unused, struct error *error)
{
    size_t count = 0;
    char **names = workspace_form_names(session->workspace, &count);
    (void)unused;
    for (size_t i = 0; i < count; i++) {
        const struct form *form = NULL;
        if (workspace_form(session->workspace, names[i], &form, error) == 0)
            output_line("%-32s %s", names[i], form->title);
        else
            output_line("%-32s cannot be used: %s", names[i], error->text);
    }
    names_done(names, count);
    return EXIT_DONE;
}

/* ── show ── */

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

static void show_field(const struct form *form, const struct field *field)
{
    const char *status =
        field->required_from >= 0 ? form_status_name(form, field->required_from) : NULL;
    output_line("  %-34s %-10s %s%s%s%s", field->path, field->type->name, field->label,
                status != NULL ? " (needed from " : "", status != NULL ? status : "",
                status != NULL ? ")" : "");
    for (size_t i = 0; field->type->shape == SHAPE_TABLE && i < field->column_count; i++)
        output_line("    .%-31s %-10s %s%s", field->columns[i].id, field->columns[i].type->name,
                    field->columns[i].label, field->columns[i].required ? " (needed)" : "");
}

static int show(struct session *session, const char *name, struct error *error)
{
    const struct form *form = NULL;
    if (name == NULL)
        return error_set(error, ERROR_INPUT,
                         "form show: which form? `ifspec form list` shows them");
    if (workspace_check_form(session->workspace, name, ignore_problem, NULL, &form, error) != 0)
        return -1;
    output_line("%s (version %ld): %s", form->name, form->version, form->title);
    for (size_t i = 0; i < form->section_count; i++) {
        const struct section *section = &form->sections[i];
        output_line("%s", "");
        output_line("%s: %s", section->title, section->help);
        for (size_t j = 0; j < section->field_count; j++)
            show_field(form, section->fields[j]);
    }
    return EXIT_DONE;
}

/* ── check ── */

static void print_problem(void *context, const char *path, size_t line, size_t column,
                          enum severity severity, const char *message)
{
    size_t *errors = context;
    *errors += severity == SEVERITY_ERROR;
    output_line("%s:%zu:%zu: %s: %s", path, line, column, severity_name(severity), message);
}

static int check_one(struct workspace *workspace, const char *name, size_t *errors,
                     struct error *error)
{
    const struct form *form = NULL;
    size_t before = *errors;
    if (workspace_check_form(workspace, name, print_problem, errors, &form, error) == 0)
        return 0;
    /* Errors that were printed are findings; a form that is not there is wrong use. */
    return *errors > before ? 0 : -1;
}

static int check(struct session *session, const char *name, struct error *error)
{
    size_t count = 0;
    size_t errors = 0;
    int result = 0;
    char **names = NULL;
    if (name != NULL) {
        result = check_one(session->workspace, name, &errors, error);
    } else {
        names = workspace_form_names(session->workspace, &count);
        for (size_t i = 0; result == 0 && i < count; i++)
            result = check_one(session->workspace, names[i], &errors, error);
        names_done(names, count);
    }
    if (result != 0)
        return -1;
    return errors > 0 ? EXIT_FINDINGS : EXIT_DONE;
}

/* ── run ── */

static const struct {
    const char *name;
    int (*run)(struct session *session, const char *name, struct error *error);
} actions[] = {
    {"list", list},
    {"show", show},
    {"check", check},
};

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct error error = {0};
    const char *name = arguments->operand_count > 1 ? arguments->operands[1] : NULL;
    int status = -1;
    error_set(&error, ERROR_INPUT, "form: %s is no action; list, show and check are known",
              arguments->operands[0]);
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (strcmp(actions[i].name, arguments->operands[0]) == 0 &&
            session_open(&session, true, &error) == 0)
            status = actions[i].run(&session, name, &error);
    if (status < 0)
        status = output_error(&error);
    session_close(&session);
    return status;
}

const struct command form_command = {
    .name = "form",
    .operands = "list | show FORM | check [FORM]",
    .summary = "the forms there are, their fields, what is wrong",
    .details = "FORM is a name or the path of a file. `check` takes all forms if none is named;\n"
               "status 1 if it finds errors.",
    .example = "ifspec form check forms/our-interface.yaml",
    .least_operands = 1,
    .most_operands = 2,
    .run = run,
};
