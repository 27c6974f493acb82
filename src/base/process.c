#include "base/process.h"

#include "base/memory.h"
#include "file_internal.h"
#include "linux_calls_internal.h"
#include "process_internal.h"

#include <assert.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FIRST_FREE = 3 }; /* descriptors 0, 1 and 2 are spoken for */

static bool is_program(const char *path)
{
    struct stat status = {0};
    return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

/* Owned path of a program, NULL if there is none. */
static char *find_program(const char *name)
{
    const char *folders = getenv("PATH");
    if (strchr(name, '/') != NULL)
        return memory_copy_string(name);
    for (const char *folder = folders != NULL ? folders : "/usr/bin:/bin"; *folder != '\0';) {
        size_t length = strcspn(folder, ":");
        char *path = memory_format("%.*s/%s", (int)length, folder, name);
        if (folder[0] == '/' && is_program(path))
            return path;
        free(path);
        folder += length + (folder[length] == ':');
    }
    return NULL;
}

/* A pipe above the standard descriptors, closed at exec. -1 and errno. */
static int make_pipe(int *read_end, int *write_end)
{
    int ends[2] = {-1, -1};
    if (pipe(ends) != 0)
        return -1;
    *read_end = fcntl(ends[0], F_DUPFD_CLOEXEC, FIRST_FREE);
    *write_end = fcntl(ends[1], F_DUPFD_CLOEXEC, FIRST_FREE);
    file_close(ends[0]);
    file_close(ends[1]);
    return *read_end < 0 || *write_end < 0 ? -1 : 0;
}

/* Both through one pipe, so that what is said first comes first. */
static bool is_together(const struct process_request *request)
{
    return request->errors != NULL && request->errors == request->output;
}

/* On the terminal a child has no pipe but the one on which it reports. */
static bool is_wanted(int pipe, const struct process_request *request)
{
    if (pipe == CHILD_REPORT)
        return true;
    if (pipe == CHILD_ERRORS && is_together(request))
        return false;
    return !request->on_terminal && (pipe != CHILD_INPUT || request->input != NULL);
}

static int open_pipes(struct child *child, const struct process_request *request)
{
    for (int i = 0; i < PIPES; i++) {
        bool to_child = i == CHILD_INPUT;
        int *read_end = to_child ? &child->theirs[i] : &child->ours[i];
        int *write_end = to_child ? &child->ours[i] : &child->theirs[i];
        if (is_wanted(i, request) && make_pipe(read_end, write_end) != 0)
            return -1;
        if (child->ours[i] >= 0 && fcntl(child->ours[i], F_SETFL, O_NONBLOCK) != 0)
            return -1;
    }
    if (request->on_terminal)
        return 0;
    if (request->input == NULL) {
        int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
        child->theirs[CHILD_INPUT] = fcntl(null, F_DUPFD_CLOEXEC, FIRST_FREE);
        file_close(null);
    }
    return child->theirs[CHILD_INPUT] < 0 ? -1 : 0;
}

static void close_end(int *end)
{
    file_close(*end);
    *end = -1;
}

static void close_pipes(struct child *child)
{
    for (int i = 0; i < PIPES; i++) {
        close_end(&child->ours[i]);
        close_end(&child->theirs[i]);
    }
}

static void close_the_rest(void)
{
    enum { MOST = 4096 };
    if (linux_close_on_exec(FIRST_FREE) == 0)
        return;
    for (int descriptor = FIRST_FREE; descriptor < MOST; descriptor++)
        (void)fcntl(descriptor, F_SETFD, FD_CLOEXEC);
}

/* Between fork and exec only calls that are safe in a signal handler: another thread may have held
 * any lock. */
static void ATTRIBUTE_NORETURN become(const struct child *child, const char *program,
                                      const struct process_request *request, char **environment)
{
    int errors = is_together(request) ? CHILD_OUTPUT : CHILD_ERRORS;
    sigset_t none;
    for (int number = 1; number < NSIG; number++)
        (void)signal(number, SIG_DFL);
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    if (request->apart)
        (void)setsid();
    if ((request->on_terminal || (dup2(child->theirs[CHILD_INPUT], STDIN_FILENO) >= 0 &&
                                  dup2(child->theirs[CHILD_OUTPUT], STDOUT_FILENO) >= 0 &&
                                  dup2(child->theirs[errors], STDERR_FILENO) >= 0)) &&
        (request->folder == NULL || chdir(request->folder) == 0)) {
        close_the_rest();
        execve(program, (char *const *)(const void *)request->arguments, environment);
    }
    int number = errno;
    if (write(child->theirs[CHILD_REPORT], &number, sizeof number) < 0)
        _exit(127);
    _exit(127);
}

/* Starts the child; 0, or the errno of what failed. */
static int start(struct child *child, const char *program, const struct process_request *request)
{
    int number = 0;
    int status = 0;
    char **environment = process_environment(request->environment);
    child->pid = fork();
    if (child->pid == 0)
        become(child, program, request, environment);
    if (child->pid < 0)
        number = errno;
    free(environment);
    for (int i = 0; i < PIPES; i++)
        close_end(&child->theirs[i]);
    if (number != 0)
        return number;
    /* The report ends without a word when exec closes it. */
    struct pollfd report = {.fd = child->ours[CHILD_REPORT], .events = POLLIN};
    UNINTERRUPTED(status, poll(&report, 1, -1));
    if (read(report.fd, &number, sizeof number) != sizeof number)
        return 0;
    UNINTERRUPTED(status, waitpid(child->pid, NULL, 0));
    return number;
}

/* What a child said last is what went wrong, more often than not. */
static void explain(const char *name, int status, struct buffer *errors, struct error *error)
{
    enum { MOST = ERROR_TEXT_SIZE / 2 };
    while (errors->length > 0 && strchr(" \t\r\n", errors->bytes[errors->length - 1]) != NULL)
        buffer_truncate(errors, errors->length - 1);
    const char *end = buffer_string(errors);
    if (errors->length > MOST)
        end += errors->length - MOST;
    while (((unsigned char)*end & 0xC0) == 0x80)
        end++;
    if (*end != '\0')
        (void)error_set(error, ERROR_ENVIRONMENT, "%s: %s", name, end);
    else if (status > PROCESS_SIGNAL)
        (void)error_set(error, ERROR_ENVIRONMENT, "%s was ended by signal %d", name,
                        status - PROCESS_SIGNAL);
    else
        (void)error_set(error, ERROR_ENVIRONMENT, "%s ended with status %d", name, status);
}

int process_execute(const struct process_request *request, struct error *error)
{
    struct child child = {.pid = -1, .ours = {-1, -1, -1, -1}, .theirs = {-1, -1, -1, -1}};
    struct buffer collected = {0};
    struct buffer errors = {0};
    const char *name = request->arguments[0];
    int status = -1;
    char *program = find_program(name);
    if (program == NULL) {
        (void)error_set(error, ERROR_ENVIRONMENT,
                        "cannot run %s: there is no such program: install it", name);
        goto out;
    }
    int number = open_pipes(&child, request) == 0 ? 0 : errno;
    if (number == 0)
        number = start(&child, program, request);
    if (number != 0) {
        (void)error_set_system(error, ERROR_ENVIRONMENT, number, "cannot run %s", name);
        goto out;
    }
    bool stopped = false;
    status = process_attend(&child, request, &collected, &errors, &stopped);
    if (request->output != NULL)
        buffer_append(request->output, collected.bytes, collected.length);
    if (request->errors != NULL)
        buffer_append(request->errors, errors.bytes, errors.length);
    if (request->errors != NULL)
        buffer_clear(&errors);
    if (stopped)
        status = error_set(error, ERROR_CANCELLED, "%s was stopped", name);
    else if (status != 0)
        explain(name, status, &errors, error);
out:
    close_pipes(&child);
    free(program);
    buffer_done(&errors);
    buffer_done(&collected);
    return status;
}

int process_run(const char *const *arguments, const struct buffer *input, struct buffer *output,
                struct error *error)
{
    const struct process_request request = {
        .arguments = arguments, .input = input, .output = output};
    return process_execute(&request, error);
}

bool process_has_terminal(void)
{
    int terminal = open("/dev/tty", O_RDONLY | O_CLOEXEC | O_NOCTTY);
    bool has = terminal >= 0 && tcgetpgrp(terminal) == getpgrp();
    file_close(terminal);
    return has;
}
