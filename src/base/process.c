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

enum {
    OUTPUT_LIMIT = 1024 * 1024,
    ERRORS_LIMIT = 64 * 1024,
    FIRST_FREE = 3,     /* descriptors 0, 1 and 2 are spoken for */
    LOOK_INTERVAL = 50, /* milliseconds */
    SIGNAL_STATUS = 128,
};

enum { CHILD_INPUT, CHILD_OUTPUT, CHILD_ERRORS, CHILD_REPORT, PIPES };

/* A child and our ends of its pipes; -1 where there is none (any more). */
struct child {
    pid_t pid;
    int ours[PIPES];
    int theirs[PIPES];
};

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

/* On the terminal a child has no pipe but the one on which it reports. */
static bool is_wanted(int pipe, const struct process_request *request)
{
    if (pipe == CHILD_REPORT)
        return true;
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
    sigset_t none;
    for (int number = 1; number < NSIG; number++)
        (void)signal(number, SIG_DFL);
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    if ((request->on_terminal || (dup2(child->theirs[CHILD_INPUT], STDIN_FILENO) >= 0 &&
                                  dup2(child->theirs[CHILD_OUTPUT], STDOUT_FILENO) >= 0 &&
                                  dup2(child->theirs[CHILD_ERRORS], STDERR_FILENO) >= 0)) &&
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

/* Read what is there; closes the end at its end. */
static void take_output(int *end, struct buffer *out, size_t limit)
{
    char chunk[4096];
    while (*end >= 0) {
        ssize_t count = -1;
        UNINTERRUPTED(count, read(*end, chunk, sizeof chunk));
        if (count < 0 && errno == EAGAIN)
            return;
        if (count <= 0)
            close_end(end);
        else if (out->length < limit)
            buffer_append(out, chunk,
                          (size_t)count < limit - out->length ? (size_t)count
                                                              : limit - out->length);
    }
}

static void give_input(int *end, const struct buffer *input, size_t *given)
{
    while (*end >= 0 && *given < input->length) {
        ssize_t count = -1;
        UNINTERRUPTED(count, write(*end, input->bytes + *given, input->length - *given));
        if (count < 0 && errno == EAGAIN)
            return;
        if (count < 0)
            close_end(end); /* it has read enough */
        else
            *given += (size_t)count;
    }
    close_end(end);
}

static int exit_status(int status)
{
    return WIFSIGNALED(status) ? SIGNAL_STATUS + WTERMSIG(status) : WEXITSTATUS(status);
}

/* Feed and listen until the child has ended. Something that it left running may hold its pipes
 * open for ever (gpg starts an agent): so the end of the child counts, not that of its output. */
static int attend(struct child *child, const struct buffer *input, struct buffer *output,
                  struct buffer *errors)
{
    size_t given = 0;
    int status = 0;
    pid_t ended = 0;
    while (ended == 0) {
        struct pollfd ends[] = {
            {.fd = child->ours[CHILD_INPUT], .events = POLLOUT},
            {.fd = child->ours[CHILD_OUTPUT], .events = POLLIN},
            {.fd = child->ours[CHILD_ERRORS], .events = POLLIN},
        };
        bool done = ends[0].fd < 0 && ends[1].fd < 0 && ends[2].fd < 0;
        if (!done)
            (void)poll(ends, sizeof ends / sizeof ends[0], LOOK_INTERVAL);
        UNINTERRUPTED(ended, waitpid(child->pid, &status, done ? 0 : WNOHANG));
        if (input != NULL)
            give_input(&child->ours[CHILD_INPUT], input, &given);
        take_output(&child->ours[CHILD_OUTPUT], output, OUTPUT_LIMIT);
        take_output(&child->ours[CHILD_ERRORS], errors, ERRORS_LIMIT);
    }
    assert(ended == child->pid);
    return exit_status(status);
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
    else if (status > SIGNAL_STATUS)
        (void)error_set(error, ERROR_ENVIRONMENT, "%s was ended by signal %d", name,
                        status - SIGNAL_STATUS);
    else
        (void)error_set(error, ERROR_ENVIRONMENT, "%s ended with status %d", name, status);
}

/* What we must not die of while a child runs: a child that stops reading; keys that are meant for a
 * program that has the terminal. */
static const int child_signals[] = {SIGPIPE, SIGINT, SIGQUIT};
enum { CHILD_SIGNALS = sizeof child_signals / sizeof *child_signals };

static size_t ignore_signals(bool on_terminal, struct sigaction before[CHILD_SIGNALS])
{
    const struct sigaction ignore = {.sa_handler = SIG_IGN};
    size_t count = on_terminal ? CHILD_SIGNALS : 1;
    for (size_t i = 0; i < count; i++)
        (void)sigaction(child_signals[i], &ignore, &before[i]);
    return count;
}

static int attend_quietly(struct child *child, const struct process_request *request,
                          struct buffer *output, struct buffer *errors)
{
    struct sigaction before[CHILD_SIGNALS] = {{.sa_handler = SIG_DFL}};
    size_t ignored = ignore_signals(request->on_terminal, before);
    int status = attend(child, request->input, output, errors);
    for (size_t i = 0; i < ignored; i++)
        (void)sigaction(child_signals[i], &before[i], NULL);
    return status;
}

int process_execute(const struct process_request *request, struct error *error)
{
    struct child child = {.pid = -1, .ours = {-1, -1, -1, -1}, .theirs = {-1, -1, -1, -1}};
    struct buffer collected = {0};
    struct buffer errors = {0};
    const char *name = request->arguments[0];
    int status = -1;
    bool together = request->errors != NULL && request->errors == request->output;
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
    status = attend_quietly(&child, request, &collected, together ? &collected : &errors);
    if (request->output != NULL)
        buffer_append(request->output, collected.bytes, collected.length);
    if (request->errors != NULL && !together)
        buffer_append(request->errors, errors.bytes, errors.length);
    if (request->errors != NULL)
        buffer_clear(&errors);
    if (status != 0)
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
