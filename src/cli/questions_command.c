#include "base/show.h"
#include "base/utf8.h"
#include "commands_internal.h"
#include "output_internal.h"
#include "session_internal.h"

#include <string.h>

static const struct option options[] = {
    {"with", 0, "WHO", "only those that wait for this person"},
};

struct listing {
    const char *with; /* NULL: anyone */
    size_t found;
};

static const char *cell(const struct field *table, const struct value *row, const char *column)
{
    const struct field *found = field_find_column(table, column);
    if (found == NULL || row->kind != VALUE_ROW || found->index >= row->count)
        return "";
    return value_text(&row->items[found->index]);
}

static int list_spec(void *context, const char *path, const struct spec *spec,
                     const struct error *problem)
{
    struct listing *listing = context;
    if (spec == NULL) {
        show_error(problem->text);
        return 0;
    }
    const struct field *table = spec_form(spec)->questions;
    const struct value *rows = spec_value(spec, table);
    for (size_t i = 0; rows->kind == VALUE_LIST && i < rows->count; i++) {
        const struct value *row = &rows->items[i];
        const char *status = cell(table, row, "status");
        const char *with = cell(table, row, "with");
        if ((status[0] != '\0' && strcmp(status, "open") != 0) ||
            (listing->with != NULL && !utf8_equal_caseless(with, listing->with)))
            continue;
        listing->found++;
        output_line("%s  %s: %s%s%s%s%s", spec_id(spec)[0] != '\0' ? spec_id(spec) : path,
                    cell(table, row, "field"), cell(table, row, "question"),
                    with[0] != '\0' ? " — " : "", with,
                    cell(table, row, "raised")[0] != '\0' ? ", " : "", cell(table, row, "raised"));
    }
    return 0;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct listing listing = {.with = arguments_value(arguments, "with")};
    struct error error = {0};
    int status = -1;
    if (session_open(&session, false, &error) == 0 &&
        workspace_walk(session.workspace, list_spec, &listing, &error) == 0)
        status = listing.found > 0 ? EXIT_DONE : EXIT_FINDINGS;
    if (status < 0)
        status = output_error(&error);
    session_close(&session);
    return status;
}

const struct command questions_command = {
    .name = "questions",
    .operands = "",
    .summary = "open questions in all specifications",
    .details = "Status 1 if there are none.",
    .example = "ifspec questions --with Owen",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .run = run,
};
