#include "base/date.h"
#include "base/memory.h"
#include "commands_internal.h"
#include "export/json.h"
#include "export/log.h"
#include "output_internal.h"
#include "progress_internal.h"
#include "session_internal.h"
#include "workspace/answer.h"
#include "workspace/history.h"

#include <stdio.h>
#include <string.h>

static const struct option options[] = {
    {"field", 0, "FIELD", "only commits that changed this field"},
    {"", 'n', "N", "at most N commits"},
    {"since", 0, "DATE", "from this day on, as 2025-05-01"},
    {"format", 0, "FORMAT", "text or json; default: text"},
};

enum { STEP = 500 }; /* commits */

struct logging {
    const char *field; /* path; NULL: all */
    size_t most;
    bool has_since;
    struct date since;
    bool with_path;     /* several specs: each is named below the heading of its commit */
    char commit[41];    /* the one whose heading was printed last */
    size_t count;       /* commits */
    size_t seen;        /* versions of specs, printed or not */
    bool ended;         /* no more are wanted */
    struct json *array; /* NULL: as text */
    struct text_look look;
};

static bool touches_field(const struct changes *changes, const char *path)
{
    for (size_t i = 0; i < changes->count; i++)
        if (strcmp(changes->items[i].field->path, path) == 0)
            return true;
    return false;
}

/* Text goes out commit by commit: the first are read while the rest is searched. Returns 1 if
 * nobody reads any more. */
static int print(struct logging *logging, const struct log_entry *log, bool begins)
{
    struct buffer text = {0};
    if (logging->array != NULL) {
        json_append(logging->array, log_to_json(log));
        return 0;
    }
    if (begins)
        log_print_heading(log, &logging->look, &text);
    log_print_changes(log, logging->with_path, &logging->look, &text);
    output_bytes(&text);
    return output_flush() ? 0 : 1;
}

static int show_entry(struct logging *logging, const struct history_entry *entry)
{
    if (logging->field != NULL && !touches_field(entry->changes, logging->field))
        return 0;
    if (logging->has_since && date_compare(instant_date(entry->when), logging->since) < 0)
        return 0;
    bool begins = strcmp(logging->commit, entry->commit) != 0;
    if (begins && logging->count == logging->most)
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
        .is_cut = entry->is_cut,
        .changes = entry->changes,
        .field = logging->field,
    };
    logging->count += begins;
    (void)snprintf(logging->commit, sizeof logging->commit, "%s", entry->commit);
    return print(logging, &log, begins);
}

static int take_entry(void *context, const struct history_entry *entry)
{
    struct logging *logging = context;
    progress_show("Versions", ++logging->seen, 0);
    logging->ended = show_entry(logging, entry) != 0;
    return logging->ended ? 1 : 0;
}

/* A spec may have changed long ago: its history is searched in steps. */
static int log_one(const struct session *session, struct logging *logging, struct error *error)
{
    struct history *history = NULL;
    int result = history_open(session->workspace, session->path, &history, error);
    bool more = result == 0;
    for (size_t looked = STEP; more; looked += STEP) {
        result = history_step(history, STEP, take_entry, logging, error);
        more = result == 1 && !logging->ended;
        progress_show("Commits", looked, 0);
    }
    history_close(history);
    return result < 0 ? -1 : 0;
}

/* ── run ── */

static int read_options(const struct arguments *arguments, struct logging *logging,
                        struct error *error)
{
    const char *format = arguments_value(arguments, "format");
    const char *since = arguments_value(arguments, "since");
    bool as_json = format != NULL && strcmp(format, "json") == 0;
    if (format != NULL && !as_json && strcmp(format, "text") != 0)
        return error_set(error, ERROR_INPUT, "log: there is no format %s; text and json are known",
                         format);
    logging->has_since = since != NULL;
    if (since != NULL && !date_parse(since, &logging->since))
        return error_set(error, ERROR_INPUT, "log: %s is no date; write it as 2025-05-01", since);
    if (arguments_number(arguments, "n", &logging->most, error) != 0)
        return -1;
    logging->array = as_json ? json_new_array() : NULL;
    return 0;
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
    struct logging logging = {.most = (size_t)-1, .look = output_look()};
    struct buffer text = {0};
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
    logging.with_path = session.path == NULL;
    if (session.path != NULL
            ? log_one(&session, &logging, &error) != 0
            : history_walk_all(session.workspace, take_entry, &logging, &error) != 0)
        goto out;
    if (logging.array != NULL)
        json_print(logging.array, &text);
    logging.array = NULL;
    output_text(&text);
    status = EXIT_DONE;
out:
    if (status < 0)
        status = output_error(&error);
    if (logging.array != NULL)
        json_free(logging.array);
    session_close(&session);
    return status;
}

const struct command log_command = {
    .name = "log",
    .operands = "[SPEC]",
    .summary = "who changed what, field by field",
    .details = "Without SPEC the commits of all specifications. The order is that of git log.\n"
               "Renames are followed.",
    .example = "ifspec log APP-S4-SF-CUSTOMER-V1 --field overview.data_volume",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .most_operands = 1,
    .run = run,
};
