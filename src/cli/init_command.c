#include "commands_internal.h"
#include "output_internal.h"
#include "workspace/workspace.h"

static const struct option options[] = {
    {"form", 0, "FORM", "copy this form into forms/ and use it for new specifications"},
};

struct progress {
    size_t count;
};

static void report(void *context, const char *text)
{
    struct progress *progress = context;
    progress->count++;
    output_line("Wrote %s", text);
}

static int run(const struct arguments *arguments)
{
    struct progress progress = {0};
    struct error error = {0};
    const char *folder = arguments->operand_count > 0 ? arguments->operands[0] : ".";
    if (workspace_create(folder, arguments_value(arguments, "form"), report, &progress, &error) !=
        0)
        return output_error(&error);
    if (progress.count == 0)
        output_line("Nothing to do: this is a specification repository already");
    else
        output_line("Nothing is committed: `git add -A` stages these. `ifspec new` starts a "
                    "specification");
    return EXIT_DONE;
}

const struct command init_command = {
    .name = "init",
    .operands = "[DIR]",
    .summary = "make a folder a specification repository",
    .details = "Makes a Git repository if there is none, ifspec.yaml, interfaces/ and the lines in "
               ".gitattributes\nwith which `git diff` shows specifications. What is there stays; "
               "nothing is staged or committed.",
    .example = "ifspec init specifications",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .most_operands = 1,
    .run = run,
};
