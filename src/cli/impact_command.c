#include "commands_internal.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/landscape.h"

#include <string.h>

static void print_reached(const struct landscape *landscape, size_t distance, const char *heading)
{
    bool first = true;
    for (size_t i = 0; i < landscape->count; i++) {
        const struct landscape_spec *spec = &landscape->specs[i];
        if (spec->distance != distance)
            continue;
        if (first)
            output_line("%s", heading);
        first = false;
        output_line("  %s  %s", spec->id[0] != '\0' ? spec->id : spec->path, spec->title);
    }
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct landscape landscape = {0};
    struct error error = {0};
    int status = EXIT_DONE;
    if (arguments->operands[0][0] == '\0') {
        error_set(&error, ERROR_INPUT, "impact: the name is empty");
        status = output_error(&error);
    } else if (session_open(&session, false, &error) != 0 ||
               workspace_landscape(session.workspace, &landscape, &error) != 0) {
        status = output_error(&error);
    } else if (!landscape_measure(&landscape, arguments->operands[0], 1)) {
        output_warning("nothing touches %s", arguments->operands[0]);
        status = EXIT_FINDINGS;
    } else {
        print_reached(&landscape, 0, "Directly");
        print_reached(&landscape, 1, "One hop on");
    }
    if (landscape.unreadable > 0)
        output_warning("%zu file%s could not be read; `ifspec check` says why",
                       landscape.unreadable, landscape.unreadable == 1 ? "" : "s");
    landscape_done(&landscape);
    session_close(&session);
    return status;
}

const struct command impact_command = {
    .name = "impact",
    .also = true,
    .operands = "NAME",
    .summary = "what touches a system or interface, directly and next",
    .details = "NAME is a system or an ID; case, accents and blanks do not count. One hop on is "
               "what\nrefers to one that is touched, is referred to by it, or takes its data "
               "further. Status 1 if\nnothing touches it.",
    .example = "ifspec impact Salesforce",
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
