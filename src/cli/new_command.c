#include "assignment_internal.h"
#include "commands_internal.h"
#include "output_internal.h"
#include "plain_internal.h"
#include "screens/app.h"
#include "session_internal.h"

#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    {"form", 0, "FORM", "the form to answer; `ifspec form list` shows them"},
    {"from", 0, "SPEC", "begin with the answers of this specification"},
    {"set", 0, "FIELD=VALUE", "answer a field; as often as needed"},
    {"no-edit", 0, NULL, "write the file without opening the editor"},
    {"plain", 0, NULL, "ask line by line, without a screen"},
};

static int make_sheet(struct session *session, const struct arguments *arguments,
                      struct error *error)
{
    const char *id = arguments->operand_count > 0 ? arguments->operands[0] : NULL;
    const char *from = arguments_value(arguments, "from");
    const char *form = arguments_value(arguments, "form");
    char *source = NULL;
    if (from == NULL)
        return sheet_new(session->workspace, form, id, &session->sheet, error);
    if (form != NULL)
        return error_set(error, ERROR_INPUT, "--from takes the form of %s; leave out --form", from);
    if (workspace_find(session->workspace, from, &source, error) != 0)
        return -1;
    int result = sheet_new_from(session->workspace, source, id, &session->sheet, error);
    free(source);
    return result;
}

static int answer(struct session *session, const struct arguments *arguments, struct error *error)
{
    struct assignments answers = {0};
    const char *text = NULL;
    int result = 0;
    for (size_t i = 0; result == 0 && (text = arguments_item(arguments, "set", i)) != NULL; i++)
        result = assignments_add(&answers, text, error);
    if (result == 0)
        result = assignments_apply(&answers, sheet_spec(session->sheet), error);
    assignments_done(&answers);
    return result;
}

static int write_sheet(struct session *session, struct error *error)
{
    if (sheet_check_id(session->sheet, error) != 0 || sheet_save(session->sheet, error) != 0)
        return -1;
    output_line("Created %s", sheet_path(session->sheet));
    return EXIT_DONE;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct error error = {0};
    bool plain = plain_is_wanted(arguments);
    bool edits = !arguments_have(arguments, "no-edit");
    int status = -1;
    if (edits && !plain && !output_has_terminal()) {
        output_problem("there is no terminal for the editor; --plain asks line by line, --no-edit writes "
                   "the file without asking");
        return EXIT_ENVIRONMENT;
    }
    if (session_open(&session, false, &error) != 0 ||
        make_sheet(&session, arguments, &error) != 0 || answer(&session, arguments, &error) != 0)
        goto out;
    if (edits && plain) {
        status = plain_run(session.sheet, NULL);
    } else if (edits) {
        struct app_start start = {.sheet = session.sheet};
        session.sheet = NULL;
        status = app_run(session.workspace, &start, &error);
    } else {
        status = write_sheet(&session, &error);
    }
out:
    if (status < 0)
        status = output_error(&error);
    session_close(&session);
    return status;
}

const struct command new_command = {
    .name = "new",
    .operands = "[ID]",
    .summary = "a new specification, in the form",
    .details = "In the editor nothing is written before you save. --from leaves out the identity, "
               "status, dates,\nquestions and reviews of the other specification.",
    .example = "ifspec new APP-S4-SF-CUSTOMER-V2 --from APP-S4-SF-CUSTOMER-V1 --no-edit",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .most_operands = 1,
    .run = run,
};
