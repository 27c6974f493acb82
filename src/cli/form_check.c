#include "export/report.h"
#include "form_actions_internal.h"
#include "output_internal.h"

#include <stdlib.h>

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

static int check_all(struct workspace *workspace, size_t *errors, struct error *error)
{
    size_t count = 0;
    int result = 0;
    char **names = workspace_form_names(workspace, &count);
    for (size_t i = 0; i < count; i++) {
        if (result == 0)
            result = check_one(workspace, names[i], errors, error);
        free(names[i]);
    }
    free(names);
    return result;
}

int form_check_action(struct session *session, const struct arguments *arguments,
                      const char *const *operands, size_t count, struct error *error)
{
    size_t errors = 0;
    int result = 0;
    (void)arguments;
    if (count == 0)
        result = check_all(session->workspace, &errors, error);
    for (size_t i = 0; result == 0 && i < count; i++)
        result = check_one(session->workspace, operands[i], &errors, error);
    if (result != 0)
        return -1;
    return errors > 0 ? EXIT_FINDINGS : EXIT_DONE;
}
