#include "base/date.h"
#include "base/memory.h"
#include "commands_internal.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/review.h"

#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    {"message", 'm', "TEXT", "conditions and remarks"},
    {"role", 0, "TEXT", "on whose behalf"},
};

static const struct {
    const char *word;
    const char *decision;
} decisions[] = {
    {"approve", "approved"},
    {"reject", "rejected"},
};

static int find_decision(const char *word, const char **decision, struct error *error)
{
    for (size_t i = 0; i < sizeof decisions / sizeof *decisions; i++) {
        if (strcmp(decisions[i].word, word) != 0)
            continue;
        *decision = decisions[i].decision;
        return 0;
    }
    return error_set(error, ERROR_INPUT, "review: %s is no decision; approve and reject are", word);
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct error error = {0};
    struct review review = {.comment = arguments_value(arguments, "message"),
                            .role = arguments_value(arguments, "role")};
    int status = -1;
    if (find_decision(arguments->operands[1], &review.decision, &error) == 0 &&
        session_open_spec(&session, arguments->operands[0], false, &error) == 0 &&
        review_add(session.sheet, &review, &error) == 0 &&
        sheet_save(session.sheet, &error) == 0)
        status = EXIT_DONE;
    if (status == EXIT_DONE)
        output_line("%s: %s; `ifspec commit` records it", sheet_path(session.sheet),
                    review.decision);
    else
        status = output_error(&error);
    session_close(&session);
    return status;
}

const struct command review_command = {
    .name = "review",
    .also = true,
    .operands = "SPEC approve|reject",
    .summary = "record a review of the present content",
    .details = "Adds a row to the reviews of the specification, with the day, your name as Git knows\n"
               "it, and the fingerprint of the content. `ifspec diff --since approved` tells later\n"
               "what changed since.",
    .example = "ifspec review APP-S4-SF-CUSTOMER-V1 approve -m 'without conditions'",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .least_operands = 2,
    .most_operands = 2,
    .run = run,
};
