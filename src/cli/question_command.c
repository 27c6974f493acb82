#include "base/date.h"
#include "commands_internal.h"
#include "model/question.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/answer.h"

#include <string.h>

static const struct option options[] = {
    {"with", 0, "WHO", "who can answer it"},
    {"answer", 0, "TEXT", "close the open question of the field: this is the answer"},
    {"drop", 0, NULL, "close it: it is of no interest any more"},
    {"number", 0, "N", "which one to close, as `questions` numbers them from 0"},
};

static int check_writable(const struct spec *spec, struct error *error)
{
    const struct field *table = spec_form(spec)->questions;
    const char *reason = spec_read_only_reason(spec, table);
    if (reason == NULL)
        return 0;
    return error_set(error, ERROR_REFUSED, "%s can only be edited in the file: %s", table->path,
                     reason);
}

/* ── close ── */

static int find_only(const struct spec *spec, const struct field *field, struct question *question,
                     struct error *error)
{
    struct question other = {0};
    if (!question_find_open(spec, field, 0, question))
        return error_set(error, ERROR_INPUT, "there is no open question on %s", field->path);
    if (question_find_open(spec, field, question->row + 1, &other))
        return error_set(error, ERROR_INPUT,
                         "there are several open questions on %s; --number says which: %zu (%s), "
                         "%zu (%s)",
                         field->path, question->row, question->text, other.row, other.text);
    return 0;
}

static int find_number(const struct spec *spec, size_t number, struct question *question,
                       struct error *error)
{
    if (!question_at(spec, number, question))
        return error_set(error, ERROR_INPUT, "there is no question number %zu", number);
    if (!question_is_open(question))
        return error_set(error, ERROR_INPUT, "question number %zu is %s already", number,
                         question->status);
    return 0;
}

static int close_question(struct spec *spec, const struct arguments *arguments,
                          const struct field *field, struct error *error)
{
    struct question question = {0};
    const char *answer = arguments_value(arguments, "answer");
    size_t number = 0;
    bool has_number = arguments_have(arguments, "number");
    if (arguments_number(arguments, "number", &number, error) != 0)
        return -1;
    int result = has_number ? find_number(spec, number, &question, error)
                            : find_only(spec, field, &question, error);
    if (result != 0)
        return -1;
    question_close(spec, question.row, answer != NULL ? "answered" : "dropped",
                   answer != NULL ? answer : "");
    return 0;
}

/* ── run ── */

static int apply(struct spec *spec, const struct arguments *arguments, struct error *error)
{
    const char *with = arguments_value(arguments, "with");
    bool closes = arguments_have(arguments, "answer") || arguments_have(arguments, "drop");
    struct address address = {0};
    if (address_parse(spec_form(spec), arguments->operands[1], &address, error) != 0 ||
        check_writable(spec, error) != 0)
        return -1;
    if (closes && (arguments->operand_count > 2 || with != NULL))
        return error_set(error, ERROR_INPUT,
                         "question: ask with TEXT, or close with --answer or --drop");
    if (arguments_have(arguments, "answer") && arguments_have(arguments, "drop"))
        return error_set(error, ERROR_INPUT, "question: --answer or --drop, not both");
    if (closes)
        return close_question(spec, arguments, address.field, error);
    if (arguments->operand_count < 3 || arguments->operands[2][0] == '\0')
        return error_set(error, ERROR_INPUT, "question: what is the question on %s?",
                         arguments->operands[1]);
    /* It may stand at an entry or a cell: the address is kept as it was given. */
    question_add_at(spec, arguments->operands[1], arguments->operands[2], with != NULL ? with : "",
                    date_today());
    return 0;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct error error = {0};
    int status = EXIT_DONE;
    if (session_open_spec(&session, arguments->operands[0], false, &error) != 0 ||
        apply(sheet_spec(session.sheet), arguments, &error) != 0 ||
        sheet_save(session.sheet, &error) != 0)
        status = output_error(&error);
    else
        output_line("Saved %s", sheet_path(session.sheet));
    session_close(&session);
    return status;
}

const struct command question_command = {
    .name = "question",
    .also = true,
    .operands = "SPEC FIELD [TEXT]",
    .summary = "ask, answer or drop a question on a field; its value stays",
    .details = "With TEXT a question is asked; --answer and --drop close the one that is open.",
    .example = "ifspec question APP-S4-SF-CUSTOMER-V1 design.direction 'Inbound, Outbound or Both?' "
               "--with Owen",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .least_operands = 2,
    .most_operands = 3,
    .run = run,
};
