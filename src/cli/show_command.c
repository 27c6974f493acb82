#include "base/memory.h"
#include "base/show.h"
#include "commands_internal.h"
#include "export/document.h"
#include "export/json.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/compare.h"
#include "workspace/history.h"

#include <stdlib.h>
#include <string.h>

enum { READING_WIDTH = 80 };

static const struct option options[] = {
    {"rev", 0, "REV", "as it was in this commit, branch, tag or at the end of this day"},
    {"format", 0, "FORMAT", "text, markdown, json or yaml (the file as it is); default: text"},
};

struct document {
    const char *path;
    const struct spec *spec;
    struct buffer bytes; /* of the file */
    struct workspace *workspace; /* NULL: an old version is shown */
};

/* What was approved may not be what stands there now. */
static void append_approval(const struct document *document, struct buffer *text)
{
    struct approval approval = approval_of(document->spec);
    if (document->workspace == NULL || !approval.exists || approval.current)
        return;
    int count = compare_count_since_approval(document->workspace, document->path);
    buffer_append_format(text, "\nChanged since the approval of %s", approval.date);
    if (count > 0)
        buffer_append_format(text, ": %d field%s", count, count == 1 ? "" : "s");
    buffer_append_string(text, ".\n`ifspec diff --since approved` tells which.\n");
}

static void print_text(struct document *document)
{
    struct buffer text = {0};
    size_t width = output_width();
    if (width == 0 || width > READING_WIDTH)
        width = READING_WIDTH;
    document_print_text(document->spec, width, show_locale_flags(), &text);
    append_approval(document, &text);
    output_bytes(&text);
}

static void print_markdown(struct document *document)
{
    struct buffer text = {0};
    document_print_markdown(document->spec, &text);
    output_text(&text);
}

static void print_json(struct document *document)
{
    struct buffer text = {0};
    json_print(document_to_json(document->spec, document->path), &text);
    output_bytes(&text);
}

/* A copy must be exact, a screen must be safe. */
static void print_yaml(struct document *document)
{
    if (output_is_terminal())
        output_text(&document->bytes);
    else
        output_bytes(&document->bytes);
}

static const struct {
    const char *name;
    void (*print)(struct document *document);
} formats[] = {
    {"text", print_text},
    {"markdown", print_markdown},
    {"json", print_json},
    {"yaml", print_yaml},
};

static int print(struct document *document, const char *format, struct error *error)
{
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (strcmp(formats[i].name, format) != 0)
            continue;
        formats[i].print(document);
        return EXIT_DONE;
    }
    return error_set(error, ERROR_INPUT,
                     "show: there is no format %s; text, markdown, json and yaml are known",
                     format);
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct document document = {0};
    struct spec *old = NULL;
    struct error error = {0};
    const char *revision = arguments_value(arguments, "rev");
    const char *format = arguments_value(arguments, "format");
    int status = -1;
    if (session_open(&session, revision == NULL, &error) != 0 ||
        workspace_find(session.workspace, arguments->operands[0], &session.path, &error) != 0)
        goto out;
    document.path = session.path;
    if (revision != NULL) {
        if (history_read(session.workspace, session.path, revision, &document.bytes, &old,
                         &error) != 0)
            goto out;
        document.spec = old;
    } else {
        if (sheet_open(session.workspace, session.path, &session.sheet, &error) != 0)
            goto out;
        document.spec = sheet_spec(session.sheet);
        document.workspace = session.workspace;
        sheet_copy_bytes(session.sheet, &document.bytes);
    }
    status = print(&document, format != NULL ? format : "text", &error);
out:
    if (status < 0)
        status = output_error(&error);
    spec_free(old);
    buffer_done(&document.bytes);
    session_close(&session);
    return status;
}

const struct command show_command = {
    .name = "show",
    .operands = "SPEC",
    .summary = "one specification for reading, also as it was",
    .example = "ifspec show APP-S4-SF-CUSTOMER-V1 --rev 2025-05-01",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .least_operands = 1,
    .most_operands = 1,
    .run = run,
};
