#include "commands_internal.h"
#include "output_internal.h"
#include "plain_internal.h"
#include "screens/app.h"
#include "session_internal.h"
#include "workspace/answer.h"

static const struct option options[] = {
    {"field", 0, "FIELD", "begin in this field, as section.field"},
    {"plain", 0, NULL, "ask line by line, without a screen"},
};

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct app_start start = {0};
    struct error error = {0};
    const struct field *begin = NULL;
    bool plain = plain_is_wanted(arguments);
    int status = -1;
    if (!plain && !output_has_terminal()) {
        output_problem("there is no terminal for the editor; --plain asks line by line, `ifspec set` "
                   "changes values");
        return EXIT_ENVIRONMENT;
    }
    if (session_open_spec(&session, arguments->operands[0], false, &error) != 0)
        goto out;
    const char *field = arguments_value(arguments, "field");
    struct address address = {0};
    if (field != NULL) {
        if (address_parse(spec_form(sheet_spec(session.sheet)), field, &address, &error) != 0)
            goto out;
        begin = address.field->section != NULL ? address.field : NULL;
        start.field = address.field->path;
    }
    if (plain) {
        status = plain_run(session.sheet, begin);
        goto out;
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
    .details =
        "SPEC is an ID, a legacy ID, the beginning of one that no other has, or a path.\n"
        "--plain is for screen readers, simple terminals and pipes: it asks field by field, one line\n"
        "each. An empty line keeps, - clears, N/A says there is none, ? helps, < goes back; :save,\n"
        ":quit and other commands begin with a colon. At the end of the input it saves.",
    .example = "ifspec edit APP-S4-SF-CUSTOMER --field overview.data_volume",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
