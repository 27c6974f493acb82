#include "hook_internal.h"

#include "base/memory.h"
#include "base/process.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ── Where they are ────────────────────────────────────────────────────────────────────────── */

/* A relative core.hooksPath begins where hooks run: its files come with the content of the
 * repository, whoever set it. */
static char *hooks_folder(struct repository *repository, bool *own)
{
    char *folder =
        repository_expand_home(repository_program_setting(repository, "core.hookspath", true, own));
    if (folder != NULL && folder[0] == '/')
        return folder;
    *own = true;
    char *absolute = folder != NULL && folder[0] != '\0'
                         ? memory_format("%s/%s", repository->worktree, folder)
                         : memory_format("%s/hooks", repository->common_directory);
    free(folder);
    return absolute;
}

char *hook_find(struct repository *repository, const char *name, bool *own)
{
    char *folder = hooks_folder(repository, own);
    char *hook = memory_format("%s/%s", folder, name);
    free(folder);
    if (access(hook, X_OK) == 0)
        return hook;
    free(hook);
    return NULL;
}

static char *find_allowed(const struct hook_run *run, const char *name)
{
    bool own = false;
    char *hook = hook_find(run->repository, name, &own);
    if (hook == NULL || !own || run->own)
        return hook;
    free(hook);
    return NULL;
}

bool hook_exists(const struct hook_run *run, const char *name)
{
    char *hook = find_allowed(run, name);
    free(hook);
    return hook != NULL;
}

/* ── The environment ───────────────────────────────────────────────────────────────────────── */

enum { VARIABLES = 16 };

struct environment {
    char *items[VARIABLES]; /* "NAME=value", owned; the last one is NULL */
    size_t count;
};

static void add(struct environment *environment, const char *name, const char *value)
{
    if (environment->count + 1 < VARIABLES)
        environment->items[environment->count++] = memory_format("%s=%s", name, value);
}

static void add_author(struct environment *environment, const git_signature *author)
{
    char date[48] = "";
    int offset = author->when.offset;
    unsigned minutes = (unsigned)(offset < 0 ? -offset : offset);
    (void)snprintf(date, sizeof date, "@%" PRId64 " %c%02u%02u", (int64_t)author->when.time,
                   offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
    add(environment, "GIT_AUTHOR_NAME", author->name);
    add(environment, "GIT_AUTHOR_EMAIL", author->email);
    add(environment, "GIT_AUTHOR_DATE", date);
}

/* What of them came from the environment; git's hooks inherit it. */
static void add_inherited(struct environment *environment, bool with_author)
{
    static const char *const names[] = {"GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
                                        "GIT_COMMITTER_DATE", "GIT_AUTHOR_NAME",
                                        "GIT_AUTHOR_EMAIL",   "GIT_AUTHOR_DATE"};
    enum { COMMITTER = 3 };
    size_t count = with_author ? sizeof names / sizeof *names : COMMITTER;
    for (size_t i = 0; i < count; i++) {
        const char *value = library_git_variable(names[i]);
        if (value != NULL)
            add(environment, names[i], value);
    }
}

/* Where in the working copy the caller stands, with a final slash. */
static void add_prefix(struct environment *environment, const struct repository *repository)
{
    char *here = realpath(".", NULL);
    size_t length = strlen(repository->worktree);
    char *prefix = memory_copy_string("");
    if (here != NULL && strncmp(here, repository->worktree, length) == 0 && here[length] == '/') {
        free(prefix);
        prefix = memory_format("%s/", here + length + 1);
    }
    add(environment, "GIT_PREFIX", prefix);
    free(prefix);
    free(here);
}

/* Hooks call git's own scripts by their plain names. */
static void add_programs(struct environment *environment)
{
    static const char *const ask[] = {"git", "--exec-path", NULL};
    struct buffer folder = {0};
    const char *path = getenv("PATH");
    if (process_run(ask, NULL, &folder, NULL) == 0 && folder.length > 0) {
        buffer_truncate(&folder, strcspn(buffer_string(&folder), "\n"));
        char *longer = memory_format("%s%s%s", buffer_string(&folder), path != NULL ? ":" : "",
                                     path != NULL ? path : "");
        add(environment, "GIT_EXEC_PATH", buffer_string(&folder));
        add(environment, "PATH", longer);
        free(longer);
    }
    buffer_done(&folder);
}

/* From where hooks run, git names the files of a Git directory in its usual place. */
static const char *short_name(const struct repository *repository, const char *path)
{
    size_t length = strlen(repository->worktree);
    bool is_usual = path != NULL && strncmp(path, repository->worktree, length) == 0 &&
                    strncmp(path + length, "/.git/", strlen("/.git/")) == 0;
    return is_usual ? path + length + 1 : path;
}

/* The index of a commit under way has its whole name, as git gives it. */
static void add_index(struct environment *environment, const struct hook_run *run)
{
    const char *name = short_name(run->repository, run->index);
    add(environment, "GIT_INDEX_FILE", strcmp(name, ".git/index") == 0 ? name : run->index);
}

static void fill(struct environment *environment, const struct hook_run *run)
{
    const struct repository *repository = run->repository;
    char *usual = memory_format("%s/.git", repository->worktree);
    if (run->index != NULL)
        add_index(environment, run);
    if (strcmp(usual, repository->git_directory) != 0)
        add(environment, "GIT_DIR", repository->git_directory);
    if (run->index != NULL && !run->edited)
        add(environment, "GIT_EDITOR", ":");
    if (run->author != NULL)
        add_author(environment, run->author);
    add_inherited(environment, run->author == NULL);
    add_prefix(environment, repository);
    add_programs(environment);
    free(usual);
}

/* ── Running ───────────────────────────────────────────────────────────────────────────────── */

/* A script without "#!" is one of the shell, as git has it. */
static bool starts_by_itself(const char *hook)
{
    static const char elf[2] = {'\177', 'E'};
    char start[2] = {0};
    int descriptor = open(hook, O_RDONLY | O_CLOEXEC);
    ssize_t got = descriptor >= 0 ? read(descriptor, start, sizeof start) : -1;
    if (descriptor >= 0)
        close(descriptor);
    return got < 0 || (got == (ssize_t)sizeof start && (memcmp(start, "#!", sizeof start) == 0 ||
                                                        memcmp(start, elf, sizeof start) == 0));
}

static bool is_unwanted(void *context)
{
    const struct git_host *host = context;
    return host->is_cancelled(host->context);
}

/* The status, or -1 with the reason in `problem`. What it says goes to `said`. */
static int execute(const struct hook_run *run, const char *const *arguments,
                   const struct buffer *input, struct buffer *said, struct error *problem)
{
    const struct git_host *host = run->host;
    struct environment environment = {0};
    fill(&environment, run);
    const struct process_request request = {
        .arguments = starts_by_itself(arguments[1]) ? arguments + 1 : arguments,
        .folder = run->repository->worktree,
        .environment = (const char *const *)environment.items,
        .input = input,
        .output = said,
        .errors = said,
        .apart = host == NULL || !host->terminal,
        .is_unwanted = host != NULL && host->is_cancelled != NULL ? is_unwanted : NULL,
        .context = (void *)(uintptr_t)host,
    };
    int status = process_execute(&request, problem);
    for (size_t i = 0; i < environment.count; i++)
        free(environment.items[i]);
    return status;
}

static int run_hook(const struct hook_run *run, const char *name, const char *first,
                    const char *second, const struct buffer *input, struct error *error)
{
    char *hook = find_allowed(run, name);
    struct buffer said = {0};
    struct error problem = {0};
    if (hook == NULL)
        return 0;
    const char *const arguments[] = {"/bin/sh", hook, short_name(run->repository, first), second,
                                     NULL};
    int status = execute(run, arguments, input, &said, &problem);
    if (said.length > 0 && run->host != NULL && run->host->show != NULL)
        run->host->show(run->host->context, said.bytes, said.length);
    if (status < 0 && problem.kind == ERROR_CANCELLED)
        error_set(error, ERROR_CANCELLED, "the %s hook was stopped; nothing was committed", name);
    else if (status < 0)
        error_set(error, ERROR_ENVIRONMENT, "the hook %s: %s", name, problem.text);
    else if (status > 0)
        error_set(error, ERROR_ENVIRONMENT, "the %s hook refused the commit (status %d)", name,
                  status);
    buffer_done(&said);
    free(hook);
    return status == 0 ? 0 : -1;
}

int hook_run(const struct hook_run *run, const char *name, const char *first, const char *second,
             struct error *error)
{
    return run_hook(run, name, first, second, NULL, error);
}

int hook_run_with(const struct hook_run *run, const char *name, const char *first,
                  const struct buffer *input, struct error *error)
{
    return run_hook(run, name, first, NULL, input, error);
}
