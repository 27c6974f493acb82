#include "assignment_internal.h"
#include "commands_internal.h"
#include "output_internal.h"
#include "session_internal.h"
#include "set_many_internal.h"
#include "workspace/form_impact.h"

#include <stdlib.h>
#include <string.h>

static const struct option options[] = {SET_MANY_OPTIONS};

/* "form=NAME": the answers stay, and what they are not in the other form is said. */
static int change_form(const struct arguments *arguments, const char *form)
{
    struct session session = {0};
    struct impact_spec impact = {0};
    struct error error = {0};
    int status = EXIT_DONE;
    if (arguments->operand_count > 2) {
        error_set(&error, ERROR_INPUT, "set: form= stands alone; set the other fields after it");
        return output_error(&error);
    }
    if (session_open_spec(&session, arguments->operands[0], false, &error) != 0)
        goto fail;
    if (strcmp(spec_form(sheet_spec(session.sheet))->name, form) == 0) {
        output_line("Nothing to change in %s", sheet_path(session.sheet));
        goto out;
    }
    if (sheet_change_form(session.sheet, form, &impact, &error) != 0)
        goto fail;
    output_line("Saved %s", sheet_path(session.sheet));
    for (size_t i = 0; i < impact.count; i++) {
        const struct impact_change *change = &impact.changes[i];
        output_warning("warning: %s:%zu:%zu: %s: %s%s", impact.path, change->line, change->column,
                       change->field, change->moves_to != NULL ? "moves to " : "",
                       change->moves_to != NULL ? change->moves_to : change->message);
    }
    goto out;
fail:
    status = output_error(&error);
out:
    impact_spec_done(&impact);
    session_close(&session);
    return status;
}

static int read_answers(const struct arguments *arguments, struct assignments *answers,
                        struct error *error)
{
    for (size_t i = 1; i < arguments->operand_count; i++)
        if (assignments_add(answers, arguments->operands[i], error) != 0)
            return -1;
    return 0;
}

static int set_one(const struct arguments *arguments)
{
    struct session session = {0};
    struct assignments answers = {0};
    struct error error = {0};
    int status = EXIT_DONE;
    if (read_answers(arguments, &answers, &error) != 0 ||
        session_open_spec(&session, arguments->operands[0], false, &error) != 0 ||
        assignments_apply(&answers, sheet_spec(session.sheet), &error) != 0)
        goto fail;
    bool modified = sheet_is_modified(session.sheet);
    if (sheet_save(session.sheet, &error) != 0)
        goto fail;
    output_line(modified ? "Saved %s" : "Nothing to change in %s", sheet_path(session.sheet));
    assignments_warn(&answers, session.sheet, "");
    goto out;
fail:
    status = output_error(&error);
out:
    assignments_done(&answers);
    session_close(&session);
    return status;
}

static int run(const struct arguments *arguments)
{
    struct error error = {0};
    bool many = set_many_is_wanted(arguments);
    const char *form = NULL;
    for (size_t i = many ? 0 : 1; i < arguments->operand_count; i++)
        if (strncmp(arguments->operands[i], "form=", 5) == 0)
            form = arguments->operands[i] + 5;
    if (many && form != NULL)
        error_set(&error, ERROR_INPUT, "set: form= takes one SPEC, and no --where");
    else if (many)
        return set_many(arguments, false);
    else if (arguments->operand_count < 2)
        (void)arguments_refuse_few(arguments, &error);
    else if (set_many_refuse(arguments, &error) == 0)
        return form != NULL ? change_form(arguments, form) : set_one(arguments);
    return output_error(&error);
}

const struct command set_command = {
    .name = "set",
    .operands = "SPEC FIELD=VALUE…",
    .summary = "change values; all of them, or none if one is refused",
    .details =
        "FIELD is section.field, section.list[2] or section.table[2].column; indices count from "
        "0.\n"
        "FIELD=VALUE sets (a list becomes a list of one), FIELD+=VALUE appends to a list or "
        "table.\n"
        "A row is \"cell | cell\" or a JSON object. FIELD= clears, FIELD=- reads standard input.\n"
        "form=NAME lets the specification answer another form, and says what does not fit it.\n"
        "Nothing else in the file changes. With --where or --missing instead of SPEC all that\n"
        "pass are shown with what would change; --yes writes them, each file by itself: one that\n"
        "cannot be written stops none of the others, and the status tells.",
    .example = "ifspec set APP-S4-SF-CUSTOMER-V1 'overview.data_volume=Low' "
               "'overview.legacy_ids+=SCPIINT12'\n"
               "ifspec set --where overview.frequency=Batch overview.data_volume=High --yes",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .least_operands = 1,
    .most_operands = OPERANDS_ANY,
    .run = run,
};
