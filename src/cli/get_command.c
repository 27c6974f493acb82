#include "commands_internal.h"
#include "model/field_type.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/answer.h"

/* A scalar as it is; an entry of a list, a row of a table on a line each. */
static void print_value(const struct field *field, const struct value *value)
{
    struct buffer text = {0};
    if (value->kind == VALUE_LIST) {
        for (size_t i = 0; i < value->count; i++) {
            field_format(field, &value->items[i], &text);
            buffer_append_byte(&text, '\n');
        }
    } else {
        if (value->kind == VALUE_ROW)
            field_format(field, value, &text);
        else
            buffer_append_string(&text, value_text(value));
        if (text.length == 0 || text.bytes[text.length - 1] != '\n')
            buffer_append_byte(&text, '\n');
    }
    output_text(&text);
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct address address = {0};
    struct error error = {0};
    int status = EXIT_DONE;
    if (session_open_spec(&session, arguments->operands[0], true, &error) != 0 ||
        address_parse(spec_form(sheet_spec(session.sheet)), arguments->operands[1], &address,
                      &error) != 0) {
        status = output_error(&error);
        goto out;
    }
    const struct value *value = answer_find(sheet_spec(session.sheet), &address);
    if (value_is_empty(value))
        status = EXIT_FINDINGS;
    else
        print_value(address.column != NULL ? address.column : address.field, value);
out:
    session_close(&session);
    return status;
}

const struct command get_command = {
    .name = "get",
    .operands = "SPEC FIELD",
    .summary = "print one value; status 1 if there is none",
    .details = "FIELD is section.field, section.list[2] or section.table[2].column; indices count "
               "from 0.\nAn entry of a list and a row of a table take a line each.",
    .example = "ifspec get APP-S4-SF-CUSTOMER-V1 overview.data_volume",
    .least_operands = 2,
    .most_operands = 2,
    .run = run,
};
