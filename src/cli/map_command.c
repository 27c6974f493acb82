#include "commands_internal.h"
#include "export/landscape.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/landscape.h"

#include <string.h>

static const struct option options[] = {
    {"around", 0, "NAME", "only what is near this system or ID"},
    {"hops", 0, "N", "how near: 0 is what touches it; default: 1"},
    {"to", 0, "FORMAT", "text, mermaid or dot; default: text"},
};

typedef void map_append(const struct landscape *landscape, size_t hops, struct buffer *out);

static map_append *find_format(const char *name, struct error *error)
{
    static const struct {
        const char *name;
        map_append *append;
    } formats[] = {{"text", landscape_append_text},
                   {"mermaid", landscape_append_mermaid},
                   {"dot", landscape_append_dot}};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (name == NULL || strcmp(formats[i].name, name) == 0)
            return formats[i].append;
    error_set(error, ERROR_INPUT, "there is no format %s; text, mermaid or dot", name);
    return NULL;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct landscape landscape = {0};
    struct buffer out = {0};
    struct error error = {0};
    size_t hops = 1;
    int status = EXIT_DONE;
    const char *around = arguments_value(arguments, "around");
    map_append *append = find_format(arguments_value(arguments, "to"), &error);
    if (append == NULL || arguments_number(arguments, "hops", &hops, &error) != 0 ||
        session_open(&session, false, &error) != 0 ||
        workspace_landscape(session.workspace, &landscape, &error) != 0) {
        status = output_error(&error);
    } else if (!landscape_measure(&landscape, around, hops)) {
        output_warning("there is nothing %s%s", around != NULL ? "around " : "to draw",
                       around != NULL ? around : "");
        status = EXIT_FINDINGS;
    } else {
        append(&landscape, hops, &out);
        output_text(&out);
    }
    buffer_done(&out);
    if (landscape.unreadable > 0)
        output_warning("%zu file%s could not be read; `ifspec check` says why",
                       landscape.unreadable, landscape.unreadable == 1 ? "" : "s");
    landscape_done(&landscape);
    session_close(&session);
    return status;
}

const struct command map_command = {
    .name = "map",
    .also = true,
    .operands = "",
    .summary = "the landscape: systems and what runs between them",
    .details = "Where a specification runs from and to is what the first two columns of its form's\n"
               "catalogue say that are choices.",
    .example = "ifspec map --around Salesforce --to mermaid",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .least_operands = 0,
    .most_operands = 0,
    .run = run,
};
