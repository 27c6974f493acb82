#include "base/show.h"
#include "commands_internal.h"
#include "output_internal.h"
#include "screens/app.h"
#include "session_internal.h"
#include "workspace/answer.h"

static const struct option options[] = {
    {"field", 0, "FIELD", "begin in this field, as section.field"},
};

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct app_start start = {0};
    struct error error = {0};
    int status = -1;
    if (!output_has_terminal()) {
        show_error("there is no terminal for the editor; `ifspec set` changes values without one");
        return EXIT_ENVIRONMENT;
    }
    if (session_open_spec(&session, arguments->operands[0], false, &error) != 0)
        goto out;
    const char *field = arguments_value(arguments, "field");
    struct address address = {0};
    if (field != NULL) {
        if (address_parse(spec_form(sheet_spec(session.sheet)), field, &address, &error) != 0)
            goto out;
        start.field = address.field->path;
    }
    start.sheet = session.sheet;
    session.sheet = NULL;
    status = app_run(session.workspace, &start, &error);
out:
    if (status < 0)
        status = output_error(&error);
    session_close(&session);
    return status;
}

const struct command edit_command = {
    .name = "edit",
    .operands = "SPEC",
    .summary = "fill in a specification, field by field",
    .details = "SPEC is an ID, a legacy ID, the beginning of one that no other has, or a path.",
    .example = "ifspec edit APP-S4-SF --field overview.data_volume",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
