#include "base/memory.h"
#include "base/process.h"
#include "base/show.h"
#include "commands_internal.h"
#include "commit_question_internal.h"
#include "interrupt_internal.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/commit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    {"message", 'm', "TEXT", "the message; without it one is made from the changes"},
    {"all", 0, NULL, "every specification that is new, changed or deleted"},
    {"edit", 'e', NULL, "let me edit the message first"},
    {"signoff", 0, NULL, "add a Signed-off-by line"},
    {"no-verify", 0, NULL,
     "without the hooks that may refuse; also commits what looks like a secret"},
};

struct paths {
    char **items;
    size_t count;
};

static void paths_done(struct paths *paths)
{
    for (size_t i = 0; i < paths->count; i++)
        free(paths->items[i]);
    free(paths->items);
}

/* A deleted file has no name but its path, as HEAD knows it. */
static char *find_deleted(struct workspace *workspace, const char *name)
{
    struct paths candidates = {0};
    char *found = NULL;
    if (commit_candidates(workspace, &candidates.items, &candidates.count, NULL) != 0)
        return NULL;
    for (size_t i = 0; i < candidates.count && found == NULL; i++) {
        const char *path = candidates.items[i];
        const char *slash = strrchr(path, '/');
        const char *file = slash != NULL ? slash + 1 : path;
        size_t length = strlen(name);
        if (strcmp(path, name) == 0 ||
            (strncmp(file, name, length) == 0 && strcmp(file + length, ".yaml") == 0))
            found = memory_copy_string(path);
    }
    paths_done(&candidates);
    return found;
}

static int find_paths(struct workspace *workspace, const struct arguments *arguments,
                      struct paths *paths, struct error *error)
{
    if (arguments_have(arguments, "all")) {
        if (arguments->operand_count > 0)
            return error_set(error, ERROR_INPUT, "commit: either --all or specifications");
        return commit_candidates(workspace, &paths->items, &paths->count, error);
    }
    if (arguments->operand_count == 0)
        return error_set(error, ERROR_INPUT, "commit: name the specifications to commit, or --all");
    paths->items = memory_allocate(arguments->operand_count * sizeof *paths->items);
    for (size_t i = 0; i < arguments->operand_count; i++) {
        char *path = NULL;
        if (workspace_find(workspace, arguments->operands[i], &path, error) != 0)
            path = find_deleted(workspace, arguments->operands[i]);
        if (path == NULL)
            return -1;
        paths->items[paths->count++] = path;
    }
    return 0;
}

static void show(void *context, const char *text, size_t length)
{
    struct buffer said = {0};
    (void)context;
    show_append(&said, text, length, SHOW_LINES | show_locale_flags());
    if (said.length > 0 && said.bytes[said.length - 1] != '\n')
        buffer_append_byte(&said, '\n');
    (void)fputs(buffer_string(&said), stderr);
    buffer_done(&said);
}

/* What the editor begins with, or what -m says; a message that was refused before. Owned. */
static char *find_message(struct workspace *workspace, const struct arguments *arguments,
                          const struct paths *paths, struct error *error)
{
    const char *given = arguments_value(arguments, "message");
    char *message = NULL;
    if (commit_propose(workspace, (const char *const *)paths->items, paths->count, &message,
                       error) != 0)
        return NULL;
    if (given != NULL) {
        free(message);
        return memory_copy_string(given);
    }
    if (!arguments_have(arguments, "edit"))
        return message;
    char *kept = commit_kept_message(workspace, (const char *const *)paths->items, paths->count);
    if (kept != NULL) {
        free(message);
        return kept;
    }
    char *template = commit_template(workspace);
    if (template != NULL) {
        char *longer = memory_format("%s\n\n%s", message, template);
        free(message);
        free(template);
        message = longer;
    }
    return message;
}

static void say_kept(struct workspace *workspace, const struct commit_order *order)
{
    char *kept = commit_kept_message(workspace, order->paths, order->count);
    if (kept != NULL)
        output_problem("your message is kept: the next `ifspec commit -e` of the same "
                       "specifications begins with it");
    free(kept);
}

/* Ctrl-C ends a hook, and the commit with it, in order. EXIT_DONE, or the status of the failure. */
static int make(struct workspace *workspace, struct commit_order *order, char id[COMMIT_ID_SIZE],
                struct error *error)
{
    enum { SIGNAL_STATUS = 128 };
    const struct commit_host host = {
        .show = show, .is_cancelled = interrupt_is_pending, .terminal = process_has_terminal()};
    order->host = &host;
    interrupt_begin();
    int result = commit_specs(workspace, order, id, error);
    int number = interrupt_end();
    order->host = NULL;
    if (result == 0)
        return EXIT_DONE;
    int status = output_error(error);
    if (order->edit)
        say_kept(workspace, order);
    return number != 0 ? SIGNAL_STATUS + number : status;
}

/* EXIT_DONE, a status whose reason was said, or -1. */
static int commit(struct workspace *workspace, const struct arguments *arguments,
                  const struct paths *paths, struct error *error)
{
    char id[COMMIT_ID_SIZE] = "";
    char *message = find_message(workspace, arguments, paths, error);
    if (message == NULL)
        return -1;
    struct commit_order order = {
        .paths = (const char *const *)paths->items,
        .count = paths->count,
        .message = message,
        .edit = arguments_have(arguments, "edit"),
        .signoff = arguments_have(arguments, "signoff"),
        .no_verify = arguments_have(arguments, "no-verify"),
    };
    int status = make(workspace, &order, id, error);
    if (status == EXIT_DONE) {
        struct error unread = {0};
        char *subject = commit_subject(workspace, id, &unread);
        output_line("Committed %.7s %s", id, subject != NULL ? subject : unread.text);
        free(subject);
        if (!arguments_have(arguments, "message") && !order.edit)
            output_line("The message was made from the changes; -m gives one of your own.");
    }
    free(message);
    return status;
}

/* What has to be known or allowed first. */
static int ask(struct workspace *workspace, const struct arguments *arguments,
               const struct paths *paths)
{
    const char *const *items = (const char *const *)paths->items;
    bool verify = !arguments_have(arguments, "no-verify");
    struct error error = {0};
    int status = commit_question_identity(workspace);
    if (status == EXIT_DONE && commit_check(workspace, items, paths->count, &error) != 0)
        status = output_error(&error);
    if (status == EXIT_DONE && verify)
        status = commit_question_trust(workspace);
    if (status == EXIT_DONE)
        status = commit_question_branch(workspace);
    if (status == EXIT_DONE && verify)
        status = commit_question_content(workspace, items, paths->count);
    return status;
}

static int run(const struct arguments *arguments)
{
    struct session session = {0};
    struct paths paths = {0};
    struct error error = {0};
    int status = -1;
    if (session_open(&session, false, &error) != 0 ||
        find_paths(session.workspace, arguments, &paths, &error) != 0)
        goto out;
    if (paths.count == 0) {
        output_problem("nothing to commit: every specification is as in HEAD");
        status = EXIT_FINDINGS;
    } else {
        status = ask(session.workspace, arguments, &paths);
        if (status == EXIT_DONE)
            status = commit(session.workspace, arguments, &paths, &error);
        /* Named or with --all: that there is nothing to commit is a finding. */
        if (status < 0 && error.kind == ERROR_NOT_FOUND) {
            (void)output_error(&error);
            status = EXIT_FINDINGS;
        }
    }
out:
    if (status < 0)
        status = output_error(&error);
    paths_done(&paths);
    session_close(&session);
    return status;
}

const struct command commit_command = {
    .name = "commit",
    .operands = "[SPEC…]",
    .summary = "commit exactly these specifications",
    .details = "Whatever else is staged or changed stays as it is. Status 1 if there is nothing to "
               "commit.\nA renamed one goes whole, by either name. Ctrl-C stops a hook that hangs; "
               "then nothing\nis committed. A message from the editor is kept until its commit is "
               "made.",
    .example = "ifspec commit APP-S4-SF-CUSTOMER-V1 -m 'Volume agreed with O2C'",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .most_operands = OPERANDS_ANY,
    .run = run,
};
