#include "commands_internal.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/trust.h"

#include <stdlib.h>

static const struct option options[] = {
    {"remove", 0, NULL, "trust this repository no more"},
};

static int give(struct workspace *workspace, struct error *error)
{
    if (trust_give(workspace, error) != 0)
        return -1;
    char *names = trust_programs(workspace);
    output_line("Trusted: %s", workspace_root(workspace));
    if (names != NULL)
        output_line("A commit runs %s", names);
    else
        output_line("It brings no programs that a commit would run.");
    free(names);
    return EXIT_DONE;
}

static int withdraw(struct workspace *workspace, struct error *error)
{
    if (trust_withdraw(workspace, error) != 0)
        return -1;
    output_line("Not trusted any more: %s", workspace_root(workspace));
    return EXIT_DONE;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct error error = {0};
    int status = -1;
    if (session_open(&session, false, &error) == 0)
        status = arguments_have(arguments, "remove") ? withdraw(session.workspace, &error)
                                                     : give(session.workspace, &error);
    if (status < 0)
        status = output_error(&error);
    session_close(&session);
    return status;
}

const struct command trust_command = {
    .name = "trust",
    .also = true,
    .operands = "",
    .summary = "let the hooks and signing programs of this repository run",
    .details = "Programs that a repository brings along (hooks, programs in its configuration) run "
               "only if you\ntrust it. One that `ifspec init` made is trusted; the rest is asked "
               "about at the first commit.",
    .example = "ifspec trust",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .most_operands = 0,
    .run = run,
};
