#include "base/date.h"
#include "commands_internal.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/answer.h"

#include <string.h>

static const struct option options[] = {
    {"with", 0, "WHO", "who can answer it"},
};

static void fill(const struct field *table, struct value *row, const char *column, const char *text)
{
    const struct field *found = field_find_column(table, column);
    if (found != NULL && text != NULL)
        value_set_text(&row->items[found->index], text);
}

/* A question may stand at an entry or a cell: its address is kept as it was given. */
static int ask(struct spec *spec, const struct arguments *arguments, struct error *error)
{
    const struct field *table = spec_form(spec)->questions;
    const char *reason = spec_read_only_reason(spec, table);
    struct address address = {0};
    char today[DATE_TEXT_SIZE];
    if (address_parse(spec_form(spec), arguments->operands[1], &address, error) != 0)
        return -1;
    if (reason != NULL)
        return error_set(error, ERROR_REFUSED, "%s can only be edited in the file: %s", table->path,
                         reason);
    struct value questions = value_copy(spec_value(spec, table));
    if (questions.kind != VALUE_LIST) {
        value_done(&questions);
        questions = value_of_list();
    }
    struct value row = value_of_row(table->column_count);
    date_format(date_today(), today);
    fill(table, &row, "field", arguments->operands[1]);
    fill(table, &row, "question", arguments->operands[2]);
    fill(table, &row, "with", arguments_value(arguments, "with"));
    fill(table, &row, "raised", today);
    fill(table, &row, "status", "open");
    value_insert(&questions, questions.count, row);
    spec_set_value(spec, table, &questions, 0);
    value_done(&questions);
    return 0;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct error error = {0};
    int status = EXIT_DONE;
    if (session_open_spec(&session, arguments->operands[0], false, &error) != 0 ||
        ask(sheet_spec(session.sheet), arguments, &error) != 0 ||
        sheet_save(session.sheet, &error) != 0)
        status = output_error(&error);
    else
        output_line("Saved %s", sheet_path(session.sheet));
    session_close(&session);
    return status;
}

const struct command question_command = {
    .name = "question",
    .operands = "SPEC FIELD TEXT",
    .summary = "note an open question on a field; its value stays",
    .example =
        "ifspec question APP-S4-SF-CUSTOMER-V1 design.direction 'Inbound, Outbound or Both?' "
        "--with Owen",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .least_operands = 3,
    .most_operands = 3,
    .run = run,
};
