#include "commands_internal.h"
#include "output_internal.h"
#include "references_internal.h"
#include "session_internal.h"

static const struct option options[] = {
    {"references", 0, NULL, "also remove the entries of other specifications that name it"},
    {"keep-references", 0, NULL, "delete it although others name it"},
};

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct references references = {0};
    struct error error = {0};
    int status = EXIT_DONE;
    if (session_open_spec(&session, arguments->operands[0], false, &error) != 0)
        goto fail;
    const char *id = spec_id(sheet_spec(session.sheet));
    bool rewrites = arguments_have(arguments, "references");
    if (references_show(&references, session.workspace, id, session.path, &error) != 0)
        goto fail;
    if (references.count > 0 && !rewrites && !arguments_have(arguments, "keep-references")) {
        output_line("Nothing was deleted: --references removes what names it, --keep-references "
                    "leaves it.");
        status = EXIT_FINDINGS;
        goto out;
    }
    if (rewrites && references_rewrite(&references, session.workspace, id, NULL, &error) != 0)
        goto fail;
    if (sheet_delete(session.sheet, &error) != 0)
        goto fail;
    output_line("Deleted %s", session.path);
    goto out;
fail:
    status = output_error(&error);
out:
    references_done(&references);
    session_close(&session);
    return status;
}

const struct command delete_command = {
    .name = "delete",
    .also = true,
    .operands = "SPEC",
    .summary = "delete a specification's file",
    .details = "Where other specifications name it is shown; then nothing is deleted (status 1) "
               "unless an\noption says what to do with them. Git keeps what was committed.",
    .example = "ifspec delete APP-S4-SF-CUSTOMER-V1 --keep-references",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
