/* A child while it runs: its input, its output, and its end, which may be ours to bring about. */
#include "process_internal.h"

#include "file_internal.h"

#include <assert.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    OUTPUT_LIMIT = 1024 * 1024,
    ERRORS_LIMIT = 64 * 1024,
    LOOK_INTERVAL = 50, /* milliseconds */
    GRACE = 1000,       /* milliseconds to end in peace */
};

/* ── Its input and output ──────────────────────────────────────────────────────────────────── */

static void close_end(int *end)
{
    file_close(*end);
    *end = -1;
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

static void exchange(struct child *child, const struct buffer *input, size_t *given,
                     struct buffer *output, struct buffer *errors)
{
    if (input != NULL)
        give_input(&child->ours[CHILD_INPUT], input, given);
    take_output(&child->ours[CHILD_OUTPUT], output, OUTPUT_LIMIT);
    take_output(&child->ours[CHILD_ERRORS], errors, ERRORS_LIMIT);
}

/* ── Its end ───────────────────────────────────────────────────────────────────────────────── */

static int exit_status(int status)
{
    return WIFSIGNALED(status) ? PROCESS_SIGNAL + WTERMSIG(status) : WEXITSTATUS(status);
}

static bool has_ended(pid_t pid, bool wait)
{
    siginfo_t information = {.si_pid = 0};
    int result = 0;
    UNINTERRUPTED(result, waitid(P_PID, (id_t)pid, &information,
                                 WEXITED | WNOWAIT | (wait ? 0 : WNOHANG)));
    return result != 0 || information.si_pid == pid;
}

static void signal_child(const struct child *child, const struct process_request *request, int number)
{
    (void)kill(request->apart ? -child->pid : child->pid, number);
}

/* The child is not reaped yet: its number still names it and its session. */
static int reap(const struct child *child, const struct process_request *request, bool stopped)
{
    int status = 0;
    pid_t ended = 0;
    if (stopped && request->apart)
        signal_child(child, request, SIGKILL);
    UNINTERRUPTED(ended, waitpid(child->pid, &status, 0));
    assert(ended == child->pid);
    return exit_status(status);
}

/* ── Attending ─────────────────────────────────────────────────────────────────────────────── */

/* Wait for something to happen; without pipes only the child's end can, which nothing announces. */
static void wait_for(const struct child *child, bool for_ever)
{
    struct pollfd ends[] = {
        {.fd = child->ours[CHILD_INPUT], .events = POLLOUT},
        {.fd = child->ours[CHILD_OUTPUT], .events = POLLIN},
        {.fd = child->ours[CHILD_ERRORS], .events = POLLIN},
    };
    bool silent = ends[0].fd < 0 && ends[1].fd < 0 && ends[2].fd < 0;
    if (silent && for_ever)
        (void)has_ended(child->pid, true);
    else
        (void)poll(ends, sizeof ends / sizeof ends[0], LOOK_INTERVAL);
}

/* Something that the child left running may hold its pipes open for ever (gpg starts an agent): so
 * the end of the child counts, not that of its output. */
static int attend(struct child *child, const struct process_request *request,
                  struct buffer *output, struct buffer *errors, bool *stopped)
{
    size_t given = 0;
    int grace = GRACE;
    while (!has_ended(child->pid, false)) {
        if (!*stopped && request->is_unwanted != NULL && request->is_unwanted(request->context)) {
            *stopped = true;
            signal_child(child, request, SIGTERM);
        } else if (*stopped && (grace -= LOOK_INTERVAL) == 0) {
            signal_child(child, request, SIGKILL);
        }
        wait_for(child, request->is_unwanted == NULL);
        exchange(child, request->input, &given, output, errors);
    }
    exchange(child, request->input, &given, output, errors);
    return reap(child, request, *stopped);
}

/* What we must not die of while a child runs: a child that stops reading; keys that are meant for a
 * program that asks on the terminal. */
static const int child_signals[] = {SIGPIPE, SIGINT, SIGQUIT};
enum { CHILD_SIGNALS = sizeof child_signals / sizeof *child_signals };

static size_t ignore_signals(bool asks, struct sigaction before[CHILD_SIGNALS])
{
    const struct sigaction ignore = {.sa_handler = SIG_IGN};
    size_t count = asks ? CHILD_SIGNALS : 1;
    for (size_t i = 0; i < count; i++)
        (void)sigaction(child_signals[i], &ignore, &before[i]);
    return count;
}

int process_attend(struct child *child, const struct process_request *request,
                   struct buffer *output, struct buffer *errors, bool *stopped)
{
    struct sigaction before[CHILD_SIGNALS] = {{.sa_handler = SIG_DFL}};
    size_t ignored = ignore_signals(request->asks || request->on_terminal, before);
    *stopped = false;
    int status = attend(child, request, output, errors, stopped);
    for (size_t i = 0; i < ignored; i++)
        (void)sigaction(child_signals[i], &before[i], NULL);
    return status;
}
