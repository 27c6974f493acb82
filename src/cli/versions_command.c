#include "base/date.h"
#include "base/memory.h"
#include "commands_internal.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/saved_version.h"

#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    {"restore", 0, NULL, "make version N the file again"},
};

static void print_version(void *context, const struct saved_version *version)
{
    (void)context;
    char when[INSTANT_TEXT_SIZE] = "";
    instant_format(version->when, when);
    output_line("%2zu  %s  %zu bytes%s", version->number, when, version->length,
                version->current ? "  (the file now)" : "");
    char *changes = memory_copy_string(version->changes);
    for (char *line = changes, *next = NULL; line != NULL && line[0] != '\0'; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        output_line("    %s", line);
    }
    free(changes);
}

static int parse_number(const char *text, size_t *number, struct error *error)
{
    char *end = NULL;
    unsigned long value = strtoul(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0')
        return error_set(error, ERROR_INPUT, "%s is no number of a version", text);
    *number = value;
    return 0;
}

static int run_on(struct workspace *workspace, const char *path, const struct arguments *arguments,
                  struct error *error)
{
    struct buffer text = {0};
    size_t number = 0;
    if (arguments->operand_count < 2 && arguments_have(arguments, "restore"))
        return error_set(error, ERROR_INPUT, "--restore needs the number of a version");
    if (arguments->operand_count < 2) {
        if (saved_version_walk(workspace, path, print_version, NULL) == 0)
            output_line("No versions of %s are kept.", path);
        return 0;
    }
    if (parse_number(arguments->operands[1], &number, error) != 0)
        return -1;
    if (arguments_have(arguments, "restore")) {
        if (saved_version_restore(workspace, path, number, error) != 0)
            return -1;
        output_line("Restored version %zu of %s", number, path);
        return 0;
    }
    int result = saved_version_read(workspace, path, number, &text, error);
    if (result == 0)
        output_text(&text);
    buffer_done(&text);
    return result;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct error error = {0};
    char *path = NULL;
    int status = EXIT_DONE;
    if (session_open(&session, false, &error) != 0 ||
        saved_version_find(session.workspace, arguments->operands[0], &path, &error) != 0 ||
        run_on(session.workspace, path, arguments, &error) != 0)
        status = output_error(&error);
    free(path);
    session_close(&session);
    return status;
}

const struct command versions_command = {
    .name = "versions",
    .also = true,
    .operands = "SPEC [N]",
    .summary = "the last saved versions kept on this machine",
    .details = "Every save keeps a version apart from Git: the newest 20 of the last 14 days. "
               "Without N they\nare listed, 1 being the newest; with N that one is printed. SPEC "
               "may be deleted: its path or\nits whole ID finds what is kept.",
    .example = "ifspec versions APP-S4-SF-CUSTOMER-V1 2 --restore",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .least_operands = 1,
    .most_operands = 2,
    .run = run,
};
