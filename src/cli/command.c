#include "cli/command.h"

#include "base/show.h"
#include "base/edit_distance.h"
#include "commands_internal.h"
#include "output_internal.h"
#include "screens/app.h"
#include "version_internal.h"
#include "workspace/workspace.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* In the order of the help. */
static const struct command *const commands[] = {
    &init_command,
    &new_command,
    &edit_command,
    &list_command,
    &find_command,
    &show_command,
    &get_command,
    &set_command,
    &unset_command,
    &check_command,
    &log_command,
    &diff_command,
    &blame_command,
    &restore_command,
    &review_command,
    &commit_command,
    &rename_command,
    &delete_command,
    &question_command,
    &questions_command,
    &impact_command,
    &map_command,
    &form_command,
    &recover_command,
    &versions_command,
    &trust_command,
    &textconv_command,
};

const struct command *const *command_all(size_t *count)
{
    *count = sizeof commands / sizeof *commands;
    return commands;
}

const struct command *command_line_find(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

/* ── help ── */

static int print_help(const struct command *command)
{
    struct buffer text = {0};
    if (command != NULL)
        help_print_command(command, &text);
    else
        help_print_all(&text);
    output_text(&text);
    return EXIT_DONE;
}

/* The name that was probably meant, or NULL. */
static const char *suggest(const char *name)
{
    const char *nearest = NULL;
    size_t least = (strlen(name) + 1) / 3;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        size_t distance = edit_distance(name, commands[i]->name, least);
        if (distance > least || (nearest != NULL && distance == least))
            continue;
        nearest = commands[i]->name;
        least = distance;
    }
    return nearest;
}

static int fail_unknown(const char *name)
{
    struct error error = {0};
    const char *nearest = suggest(name);
    if (name[0] == '-')
        error_set(&error, ERROR_INPUT,
                  "there is no option %s in front of a command; see `ifspec --help`", name);
    else if (nearest != NULL)
        error_set(&error, ERROR_INPUT, "there is no command %s; did you mean %s?", name, nearest);
    else
        error_set(&error, ERROR_INPUT, "there is no command %s; `ifspec --help` lists them", name);
    return output_error(&error);
}

static int run_help(int count, char **given)
{
    if (count == 0)
        return print_help(NULL);
    const struct command *command = command_line_find(given[0]);
    return command != NULL ? print_help(command) : fail_unknown(given[0]);
}

static bool asks_for_help(int count, char **given)
{
    for (int i = 0; i < count && strcmp(given[i], "--") != 0; i++)
        if (strcmp(given[i], "--help") == 0)
            return true;
    return false;
}

/* ── run ── */

static int run_command(const struct command *command, int count, char **given)
{
    struct arguments arguments = {0};
    struct error error = {0};
    if (asks_for_help(count, given))
        return print_help(command);
    int status = arguments_parse(&arguments, command, count, given, &error) == 0
                     ? command->run(&arguments)
                     : output_error(&error);
    arguments_done(&arguments);
    return status;
}

static int run_catalogue(void)
{
    struct workspace *workspace = NULL;
    struct app_start start = {0};
    struct error error = {0};
    if (!output_has_terminal()) {
        output_problem("there is no terminal for the catalogue; `ifspec --help` lists the commands "
                   "that need none");
        return EXIT_ENVIRONMENT;
    }
    if (workspace_open(".", &workspace, &error) != 0)
        return output_error(&error);
    int status = app_run(workspace, &start, &error);
    if (status < 0)
        status = output_error(&error);
    workspace_close(workspace);
    return status;
}

static int run_words(int count, char **given)
{
    if (count == 0)
        return run_catalogue();
    if (strcmp(given[0], "--help") == 0 || strcmp(given[0], "-h") == 0 ||
        strcmp(given[0], "help") == 0)
        return run_help(count - 1, given + 1);
    if (strcmp(given[0], "--version") == 0) {
        output_line("ifspec %s", version_text);
        return EXIT_DONE;
    }
    const struct command *command = command_line_find(given[0]);
    return command != NULL ? run_command(command, count - 1, given + 1) : fail_unknown(given[0]);
}

/* Step over "-C DIR" in front of the command, as git and make take it. */
static int change_folder(int *at, int count, char **given, struct error *error)
{
    while (*at < count && strncmp(given[*at], "-C", 2) == 0) {
        const char *folder = given[*at] + 2;
        if (folder[0] == '\0' && *at + 1 == count)
            return error_set(error, ERROR_INPUT, "a folder is missing behind -C");
        if (folder[0] == '\0')
            folder = given[++*at];
        if (chdir(folder) != 0)
            return error_set_system(error, ERROR_ENVIRONMENT, errno, "%s", folder);
        ++*at;
    }
    return 0;
}

int command_line_run(int count, char **arguments)
{
    struct error error = {0};
    int at = 1;
    int status = change_folder(&at, count, arguments, &error) == 0
                     ? run_words(count - at, arguments + at)
                     : output_error(&error);
    return output_finish(status);
}
