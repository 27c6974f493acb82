#include "base/memory.h"
#include "commands_internal.h"
#include "export/blame.h"
#include "export/json.h"
#include "model/field_type.h"
#include "output_internal.h"
#include "progress_internal.h"
#include "session_internal.h"
#include "workspace/answer.h"
#include "workspace/blame.h"

#include <stdlib.h>
#include <string.h>

enum { STEP = 500 }; /* commits between two looks at the clock */

static const struct option options[] = {
    {"format", 0, "FORMAT", "text or json; default: text"},
};

/* Lines with the texts they own. */
struct report {
    struct blame_line *lines;
    char **texts;
    size_t count;
    size_t text_count;
};

static char *copy_value(const struct spec *spec, const struct blame_item *item)
{
    const struct value *value = spec_value(spec, item->field);
    struct buffer text = {0};
    field_format(item->field, item->row == BLAME_NO_ROW ? value : &value->items[item->row], &text);
    return buffer_take(&text);
}

static char *copy_address(const struct blame_item *item)
{
    if (item->row == BLAME_NO_ROW)
        return memory_copy_string(item->field->path);
    return memory_format("%s[%zu]", item->field->path, item->row);
}

static void add_line(struct report *report, const struct blame *blame,
                     const struct blame_item *item)
{
    char *field = report->texts[report->text_count++] = copy_address(item);
    char *value = report->texts[report->text_count++] = copy_value(blame_spec(blame), item);
    struct blame_line line = {.field = field, .value = value};
    if (item->commit != NULL) {
        line.commit = item->commit->id;
        line.is_cut = item->commit->is_cut;
        line.author = item->commit->author;
        line.email = item->commit->email;
        line.when = item->commit->when;
        line.subject = item->commit->subject;
    }
    report->lines[report->count++] = line;
}

static void make_report(const struct blame *blame, const struct address *address,
                        struct report *report)
{
    size_t count = 0;
    const struct blame_item *items = blame_items(blame, &count);
    report->lines = memory_allocate((count + 1) * sizeof *report->lines);
    report->texts = memory_allocate((2 * count + 1) * sizeof *report->texts);
    for (size_t i = 0; i < count; i++)
        if (!address->has_row || items[i].row == address->row)
            add_line(report, blame, &items[i]);
}

static void report_done(struct report *report)
{
    for (size_t i = 0; i < report->text_count; i++)
        free(report->texts[i]);
    free(report->texts);
    free(report->lines);
}

static void print(const struct report *report, const char *spec, bool as_json)
{
    struct buffer text = {0};
    const struct text_look look = output_look();
    if (as_json)
        json_print(blame_to_json(report->lines, report->count), &text);
    else if (report->count > 0)
        blame_print_text(report->lines, report->count, spec, &look, &text);
    output_bytes(&text);
}

static int find_address(struct session *session, const char *name, struct address *address,
                        struct error *error)
{
    if (sheet_open(session->workspace, session->path, &session->sheet, error) != 0)
        return -1;
    return address_parse(spec_form(sheet_spec(session->sheet)), name, address, error);
}

static int run_blame(struct session *session, const struct address *address, bool as_json,
                     struct error *error)
{
    struct blame *blame = NULL;
    struct report report = {0};
    const char *field = address->field != NULL ? address->field->path : NULL;
    int more = blame_open(session->workspace, session->path, field, &blame, error) == 0 ? 1 : -1;
    for (size_t looked = STEP; more > 0; looked += STEP) {
        more = blame_step(blame, STEP, error);
        progress_show("Commits", looked, 0);
    }
    if (more == 0) {
        make_report(blame, address, &report);
        print(&report, spec_id(blame_spec(blame)), as_json);
        if (blame_problem(blame) != NULL)
            output_warning("^: set then or before; %s", blame_problem(blame));
    }
    bool is_absent = report.count == 0 && address->field != NULL;
    report_done(&report);
    blame_close(blame);
    return more < 0 ? -1 : is_absent ? EXIT_FINDINGS : EXIT_DONE;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct address address = {0};
    struct error error = {0};
    const char *format = arguments_value(arguments, "format");
    bool as_json = format != NULL && strcmp(format, "json") == 0;
    int status = -1;
    if (format != NULL && !as_json && strcmp(format, "text") != 0)
        error_set(&error, ERROR_INPUT, "blame: there is no format %s; text and json are known",
                  format);
    else if (session_open(&session, false, &error) == 0 &&
             workspace_find(session.workspace, arguments->operands[0], &session.path, &error) ==
                 0 &&
             (arguments->operand_count < 2 ||
              find_address(&session, arguments->operands[1], &address, &error) == 0))
        status = run_blame(&session, &address, as_json, &error);
    if (status < 0)
        status = output_error(&error);
    session_close(&session);
    return status;
}

const struct command blame_command = {
    .name = "blame",
    .operands = "SPEC [FIELD]",
    .summary = "who set each value, when, in which commit",
    .details = "Rows and entries are told one by one behind their field, on a terminal where they\n"
               "were set in several commits. FIELD limits it to one field, or with [N] to one row\n"
               "of it; status 1 if nothing is answered there. ^ stands before a commit if what was\n"
               "before it is not known.",
    .example = "ifspec blame APP-S4-SF-CUSTOMER-V1 overview.data_volume",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .least_operands = 1,
    .most_operands = 2,
    .run = run,
};
