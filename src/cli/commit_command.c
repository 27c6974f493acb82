#include "base/memory.h"
#include "base/show.h"
#include "commands_internal.h"
#include "output_internal.h"
#include "session_internal.h"
#include "workspace/commit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct option options[] = {
    {"message", 'm', "TEXT", "the message; without it one is made from the changes"},
    {"all", 0, NULL, "every specification that is new, changed or deleted"},
    {"signoff", 0, NULL, "add a Signed-off-by line"},
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

static int add_signature(struct workspace *workspace, char **message, struct error *error)
{
    char *name = NULL;
    char *email = NULL;
    if (commit_identity(workspace, &name, &email, error) != 0)
        return -1;
    char *line = memory_format("Signed-off-by: %s <%s>", name, email);
    if (strstr(*message, line) == NULL) {
        char *signed_message = memory_format("%s\n\n%s", *message, line);
        free(*message);
        *message = signed_message;
    }
    free(line);
    free(name);
    free(email);
    return 0;
}

/* Who commits is asked of Git before anything is written: its own message names no way out. */
static int check_identity(struct workspace *workspace, struct error *error)
{
    char *name = NULL;
    char *email = NULL;
    int result = commit_identity(workspace, &name, &email, error);
    free(name);
    free(email);
    return result;
}

static int fail_identity(const struct error *error)
{
    if (error->kind != ERROR_NOT_FOUND)
        return output_error(error);
    show_error("Git does not know who you are; tell it once with");
    (void)fputs("    git config --global user.name \"Your Name\"\n"
                "    git config --global user.email you@example.org\n",
                stderr);
    return EXIT_ENVIRONMENT;
}

static int commit(struct workspace *workspace, const struct arguments *arguments,
                  const struct paths *paths, struct error *error)
{
    const char *const *items = (const char *const *)paths->items;
    const char *given = arguments_value(arguments, "message");
    char id[COMMIT_ID_SIZE] = "";
    char *message = NULL;
    int result = -1;
    if (commit_check(workspace, items, paths->count, error) != 0 ||
        commit_propose(workspace, items, paths->count, &message, error) != 0)
        goto out;
    if (given != NULL) {
        free(message);
        message = memory_copy_string(given);
    }
    if (arguments_have(arguments, "signoff") && add_signature(workspace, &message, error) != 0)
        goto out;
    if (commit_specs(workspace, items, paths->count, message, id, error) != 0)
        goto out;
    output_line("Committed %.7s %.*s", id, (int)strcspn(message, "\n"), message);
    if (given == NULL)
        output_line("The message was made from the changes; -m gives one of your own.");
    result = EXIT_DONE;
out:
    free(message);
    return result;
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
        show_error("nothing to commit: every specification is as in HEAD");
        status = EXIT_FINDINGS;
    } else if (check_identity(session.workspace, &error) != 0) {
        status = fail_identity(&error);
    } else {
        status = commit(session.workspace, arguments, &paths, &error);
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
    .details = "Whatever else is staged or changed stays as it is.",
    .example = "ifspec commit APP-S4-SF-CUSTOMER-V1 -m 'Volume agreed with O2C'",
    .options = options,
    .option_count = sizeof options / sizeof *options,
    .most_operands = OPERANDS_ANY,
    .run = run,
};
