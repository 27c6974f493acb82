#include "base/memory.h"
#include "commands_internal.h"
#include "output_internal.h"
#include "references_internal.h"
#include "session_internal.h"

#include <stdlib.h>

static const struct option options[] = {
    {"references", 0, NULL, "also write the new ID where other specifications name the old one"},
};

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct references references = {0};
    struct error error = {0};
    int status = EXIT_DONE;
    char *old_id = NULL;
    const char *new_id = arguments->operands[1];
    if (session_open_spec(&session, arguments->operands[0], false, &error) != 0)
        goto fail;
    old_id = memory_copy_string(spec_id(sheet_spec(session.sheet)));
    if (sheet_rename(session.sheet, new_id, &error) != 0)
        goto fail;
    output_line("Renamed %s to %s", session.path, sheet_path(session.sheet));
    if (references_show(&references, session.workspace, old_id, sheet_path(session.sheet),
                        &error) != 0)
        goto fail;
    if (references.count > 0 && !arguments_have(arguments, "references"))
        output_line("They still name %s; `ifspec rename --references` rewrites them too.", old_id);
    else if (references_rewrite(&references, session.workspace, old_id, new_id, &error) != 0)
        goto fail;
    goto out;
fail:
    status = output_error(&error);
out:
    references_done(&references);
    free(old_id);
    session_close(&session);
    return status;
}

const struct command rename_command = {
    .name = "rename",
    .also = true,
    .operands = "SPEC ID",
    .summary = "another ID for a specification, and its file",
    .details = "What the form ties to parts of the ID (the version) follows. Where other "
               "specifications\nname the old ID is shown, and rewritten with --references.",
    .example = "ifspec rename APP-S4-SF-CUSTOMER-V1 APP-S4-SF-CUSTOMER-V2 --references",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .least_operands = 2,
    .most_operands = 2,
    .run = run,
};
