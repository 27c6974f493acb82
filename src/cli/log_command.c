#include "base/date.h"
#include "base/memory.h"
#include "commands_internal.h"
#include "export/json.h"
#include "export/log.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/answer.h"
#include "workspace/history.h"

#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    {"field", 0, "FIELD", "only commits that changed this field"},
    {"", 'n', "N", "at most N commits"},
    {"since", 0, "DATE", "from this day on, as 2025-05-01"},
    {"format", 0, "FORMAT", "text or json; default: text"},
};

/* An entry that is printed later: those of several specs are sorted by date first. */
struct line {
    struct instant when;
    char *commit;
    size_t number; /* keeps the order of one spec's commits */
    struct buffer heading;
    struct buffer changes;
    struct json *json; /* NULL: as text */
};

struct logging {
    bool as_json;
    const char *field; /* path; NULL: all */
    size_t most;
    bool has_since;
    struct date since;
    bool one_spec; /* its commits come newest first: stop at `most` */
    struct line *lines;
    size_t count;
    size_t capacity;
};

static bool touches_field(const struct changes *changes, const char *path)
{
    for (size_t i = 0; i < changes->count; i++)
        if (strcmp(changes->items[i].field->path, path) == 0)
            return true;
    return false;
}

static int take_entry(void *context, const struct history_entry *entry)
{
    struct logging *logging = context;
    if (logging->field != NULL && !touches_field(entry->changes, logging->field))
        return 0;
    if (logging->has_since && date_compare(instant_date(entry->when), logging->since) < 0)
        return 0;
    if (logging->one_spec && logging->count >= logging->most)
        return 1;
    struct log_entry log = {
        .commit = entry->commit,
        .author = entry->author,
        .email = entry->email,
        .when = entry->when,
        .subject = entry->subject,
        .path = entry->path,
        .problem = entry->problem,
        .created = entry->created,
        .changes = entry->changes,
        .field = logging->field,
    };
    struct line line = {.when = entry->when, .number = logging->count};
    line.commit = memory_copy_string(entry->commit);
    if (logging->as_json) {
        line.json = log_to_json(&log);
    } else {
        log_print_heading(&log, &line.heading);
        log_print_changes(&log, !logging->one_spec, &line.changes);
    }
    logging->lines =
        memory_grow(logging->lines, &logging->capacity, logging->count, sizeof *logging->lines);
    logging->lines[logging->count++] = line;
    return 0;
}

static int compare_lines(const void *a, const void *b)
{
    const struct line *left = a;
    const struct line *right = b;
    if (left->when.seconds != right->when.seconds)
        return left->when.seconds < right->when.seconds ? 1 : -1;
    int order = strcmp(left->commit, right->commit);
    if (order != 0)
        return order;
    return left->number < right->number ? -1 : 1;
}

struct walking {
    struct workspace *workspace;
    struct logging *logging;
    struct error *error;
};

static int walk_spec(void *context, const char *path, const struct spec *spec,
                     const struct error *problem)
{
    struct walking *walking = context;
    (void)spec;
    (void)problem;
    return history_walk(walking->workspace, path, take_entry, walking->logging, walking->error);
}

static int log_all(struct workspace *workspace, struct logging *logging, struct error *error)
{
    struct walking walking = {workspace, logging, error};
    if (workspace_walk(workspace, walk_spec, &walking, error) != 0)
        return -1;
    if (logging->count > 0)
        qsort(logging->lines, logging->count, sizeof *logging->lines, compare_lines);
    return 0;
}

/* ── output ── */

/* The specs of one commit stand below one heading. */
static void print(struct logging *logging)
{
    struct buffer text = {0};
    struct json *array = logging->as_json ? json_new_array() : NULL;
    const char *commit = "";
    size_t commits = 0;
    for (size_t i = 0; i < logging->count; i++) {
        struct line *line = &logging->lines[i];
        bool begins = strcmp(line->commit, commit) != 0;
        if (begins && commits++ == logging->most)
            break;
        commit = line->commit;
        if (array != NULL)
            json_append(array, line->json);
        line->json = NULL;
        if (begins)
            buffer_append(&text, buffer_string(&line->heading), line->heading.length);
        buffer_append(&text, buffer_string(&line->changes), line->changes.length);
    }
    if (array != NULL)
        json_print(array, &text);
    output_text(&text);
}

static void logging_done(struct logging *logging)
{
    for (size_t i = 0; i < logging->count; i++) {
        struct line *line = &logging->lines[i];
        free(line->commit);
        buffer_done(&line->heading);
        buffer_done(&line->changes);
        if (line->json != NULL)
            json_free(line->json);
    }
    free(logging->lines);
}

/* ── run ── */

static int read_options(const struct arguments *arguments, struct logging *logging,
                        struct error *error)
{
    const char *format = arguments_value(arguments, "format");
    const char *since = arguments_value(arguments, "since");
    logging->as_json = format != NULL && strcmp(format, "json") == 0;
    if (format != NULL && !logging->as_json && strcmp(format, "text") != 0)
        return error_set(error, ERROR_INPUT, "log: there is no format %s; text and json are known",
                         format);
    logging->has_since = since != NULL;
    if (since != NULL && !date_parse(since, &logging->since))
        return error_set(error, ERROR_INPUT, "log: %s is no date; write it as 2025-05-01", since);
    return arguments_number(arguments, "n", &logging->most, error);
}

/* The field of the spec's form; of the default form if it cannot be read any more. */
static int find_field(struct session *session, const char *name, const char **path,
                      struct error *error)
{
    const struct form *form = NULL;
    struct address address = {0};
    if (session->path != NULL &&
        sheet_open(session->workspace, session->path, &session->sheet, NULL) == 0)
        form = spec_form(sheet_spec(session->sheet));
    else if (workspace_form(session->workspace, NULL, &form, error) != 0)
        return -1;
    if (address_parse(form, name, &address, error) != 0)
        return -1;
    *path = address.field->path;
    return 0;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct logging logging = {.most = (size_t)-1};
    struct error error = {0};
    const char *field = arguments_value(arguments, "field");
    int status = -1;
    if (read_options(arguments, &logging, &error) != 0 ||
        session_open(&session, false, &error) != 0)
        goto out;
    if (arguments->operand_count > 0 &&
        workspace_find(session.workspace, arguments->operands[0], &session.path, &error) != 0)
        goto out;
    if (field != NULL && find_field(&session, field, &logging.field, &error) != 0)
        goto out;
    logging.one_spec = session.path != NULL;
    if (session.path != NULL
            ? history_walk(session.workspace, session.path, take_entry, &logging, &error) != 0
            : log_all(session.workspace, &logging, &error) != 0)
        goto out;
    print(&logging);
    status = EXIT_DONE;
out:
    if (status < 0)
        status = output_error(&error);
    logging_done(&logging);
    session_close(&session);
    return status;
}

const struct command log_command = {
    .name = "log",
    .operands = "[SPEC]",
    .summary = "who changed what, field by field",
    .details = "Without SPEC the commits of all specifications there are, newest first. Renames "
               "are followed.",
    .example = "ifspec log APP-S4-SF-CUSTOMER-V1 --field overview.data_volume",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .most_operands = 1,
    .run = run,
};
