#include "form_actions_internal.h"
#include "output_internal.h"
#include "workspace/vocabulary.h"

#include <stdlib.h>

int form_add_action(struct session *session, const struct arguments *arguments,
                    const char *const *operands, size_t count, struct error *error)
{
    const struct form *form = NULL;
    struct added_value added = {0};
    if (count != 2)
        return error_set(error, ERROR_INPUT, "form add: name a vocabulary and one value");
    if (workspace_form(session->workspace, arguments_value(arguments, "form"), &form, error) != 0 ||
        workspace_add_value(session->workspace, form, operands[0], operands[1],
                            arguments_value(arguments, "meaning"), &added, error) != 0)
        return -1;
    if (added.copied)
        output_line("Copied the shipped vocabulary to %s", added.path);
    output_line("Added “%s” to %s", operands[1], added.path);
    free(added.path);
    return EXIT_DONE;
}
