#include "export/json.h"
#include "export/schema.h"
#include "form_actions_internal.h"
#include "output_internal.h"

int form_schema_action(struct session *session, const struct arguments *arguments,
                       const char *const *operands, size_t count, struct error *error)
{
    const struct form *form = NULL;
    struct buffer text = {0};
    (void)arguments;
    int result = count > 0 ? form_action_load(session, operands[0], &form, error)
                           : workspace_form(session->workspace, NULL, &form, error);
    if (result != 0)
        return -1;
    json_print(schema_of_form(form), &text);
    output_bytes(&text);
    return EXIT_DONE;
}
