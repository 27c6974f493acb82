#include "base/memory.h"
#include "commands_internal.h"
#include "output_internal.h"
#include "references_internal.h"
#include "rename_system_internal.h"
#include "session_internal.h"

#include <stdlib.h>

static const struct option options[] = {
    {"references", 0, NULL, "also write the new ID where other specifications name the old one"},
    {"system", 0, NULL, "OLD and NEW are names of a system, which is renamed everywhere"},
    {"yes", 0, NULL, "with --system: write what otherwise is only shown"},
};

static int rename_spec(const struct arguments *arguments)
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

static int run(const struct arguments *arguments)
{
    struct error error = {0};
    bool is_system = arguments_have(arguments, "system");
    if (is_system && arguments_have(arguments, "references"))
        error_set(&error, ERROR_INPUT, "rename: --references goes with the ID of a specification");
    else if (is_system)
        return rename_system(arguments->operands[0], arguments->operands[1],
                             arguments_have(arguments, "yes"));
    else if (arguments_have(arguments, "yes"))
        error_set(&error, ERROR_INPUT, "rename: --yes goes with --system");
    else
        return rename_spec(arguments);
    return output_error(&error);
}

const struct command rename_command = {
    .name = "rename",
    .also = true,
    .operands = "SPEC ID | --system OLD NEW",
    .summary = "another ID for a specification, another name for a system",
    .details = "What the form ties to parts of the ID (the version) follows. Where other "
               "specifications\nname the old ID is shown, and rewritten with --references.\n"
               "With --system: all answers chosen from the vocabulary of the systems, cells of "
               "tables\nthat hold the name and nothing else, and the vocabulary, where the old "
               "name becomes\nan alias; of the entry that has the new name, if there is one: the old "
               "entry goes. Smart\nIDs stay. Shown first; --yes writes.",
    .example = "ifspec rename APP-S4-SF-CUSTOMER-V1 APP-S4-SF-CUSTOMER-V2 --references\n"
               "ifspec rename --system '11VMS' 'VMS Cloud'",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .least_operands = 2,
    .most_operands = 2,
    .run = run,
};
