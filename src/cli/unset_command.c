#include "commands_internal.h"
#include "output_internal.h"
#include "session_internal.h"
#include "set_many_internal.h"
#include "workspace/answer.h"

static const struct option options[] = {SET_MANY_OPTIONS};

static int clear(struct spec *spec, const char *text, struct error *error)
{
    struct address address = {0};
    if (address_parse(spec_form(spec), text, &address, error) != 0)
        return -1;
    return answer_clear(spec, &address, error);
}

static int unset_one(const struct arguments *arguments)
{
    struct session session = {0};
    struct error error = {0};
    int status = EXIT_DONE;
    if (session_open_spec(&session, arguments->operands[0], false, &error) != 0)
        goto fail;
    for (size_t i = 1; i < arguments->operand_count; i++)
        if (clear(sheet_spec(session.sheet), arguments->operands[i], &error) != 0)
            goto fail;
    bool modified = sheet_is_modified(session.sheet);
    if (sheet_save(session.sheet, &error) != 0)
        goto fail;
    output_line(modified ? "Saved %s" : "Nothing to change in %s", sheet_path(session.sheet));
    goto out;
fail:
    status = output_error(&error);
out:
    session_close(&session);
    return status;
}

static int run(const struct arguments *arguments)
{
    struct error error = {0};
    if (set_many_is_wanted(arguments))
        return set_many(arguments, true);
    if (arguments->operand_count < 2)
        (void)arguments_refuse_few(arguments, &error);
    else if (set_many_refuse(arguments, &error) == 0)
        return unset_one(arguments);
    return output_error(&error);
}

const struct command unset_command = {
    .name = "unset",
    .also = true,
    .operands = "SPEC FIELD…",
    .summary = "clear values, entries of lists, rows, cells",
    .details = "FIELD is section.field, section.list[2] or section.table[2].column; indices count "
               "from 0\nand mean the list as it is when their turn comes. With --where or "
               "--missing instead of\nSPEC all that pass are shown with what would change; --yes "
               "writes them.",
    .example = "ifspec unset APP-S4-SF-CUSTOMER-V1 overview.data_volume 'overview.legacy_ids[0]'",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .least_operands = 1,
    .most_operands = OPERANDS_ANY,
    .run = run,
};
