/* Signals of the terminal. Ordinary ones become bytes in a pipe, so that the one poll() sees them
 * and none is lost between two calls. Crashes restore the terminal on a stack of their own, with
 * nothing but write() and tcsetattr(), and then take their usual course. */
#include "display_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int ORDINARY[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT};
static const int CRASHES[] = {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL};

enum {
    ORDINARY_COUNT = sizeof ORDINARY / sizeof ORDINARY[0],
    CRASH_COUNT = sizeof CRASHES / sizeof CRASHES[0],
    STACK_SIZE = 32768,
};

/* A handler gets no argument of ours: there is one terminal, and one of these. */
static struct {
    int reading, writing; /* the pipe */
    struct sigaction old_ordinary[ORDINARY_COUNT];
    struct sigaction old_crash[CRASH_COUNT];
    stack_t old_stack;
    struct termios settings;
    const char *volatile restoration;
} state = {.reading = -1, .writing = -1};

static char crash_stack[STACK_SIZE];

static bool ends_program(int number)
{
    return number == SIGTERM || number == SIGHUP || number == SIGINT || number == SIGQUIT;
}

static void remember_signal(int number)
{
    int saved = errno;
    char byte = (char)number;
    /* A terminal that reads no more must not keep us in write(): drop what it has not read. */
    if (ends_program(number) && state.restoration != NULL)
        tcflush(DISPLAY_OUTPUT, TCOFLUSH);
    /* A full pipe holds this signal already. */
    ssize_t written = write(state.writing, &byte, 1);
    (void)written;
    errno = saved;
}

void display_restore_now(void)
{
    const char *bytes = state.restoration;
    if (bytes == NULL)
        return;
    state.restoration = NULL;
    tcflush(DISPLAY_OUTPUT, TCOFLUSH);
    size_t length = 0;
    while (bytes[length] != '\0')
        length++;
    ssize_t written = write(DISPLAY_OUTPUT, bytes, length);
    (void)written;
    tcsetattr(DISPLAY_INPUT, TCSANOW, &state.settings);
}

static void restore_and_die(int number)
{
    display_restore_now();
    /* SA_RESETHAND has put the default action back. */
    raise(number);
}

static int open_pipe(struct error *error)
{
    int ends[2] = {-1, -1};
    if (pipe(ends) < 0)
        return error_set_system(error, ERROR_ENVIRONMENT, errno, "cannot make a pipe");
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
        fcntl(ends[i], F_SETFL, O_NONBLOCK);
    }
    state.reading = ends[0];
    state.writing = ends[1];
    return 0;
}

/* A signal that is ignored, as under nohup or a shell without job control, stays ignored. */
static void catch_ordinary(int index)
{
    struct sigaction action = {.sa_handler = remember_signal, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(ORDINARY[index], NULL, &state.old_ordinary[index]);
    if (state.old_ordinary[index].sa_handler != SIG_IGN)
        sigaction(ORDINARY[index], &action, NULL);
}

static void catch_crashes(void)
{
    stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
    struct sigaction action = {.sa_handler = restore_and_die,
                               .sa_flags = SA_ONSTACK | (int)SA_RESETHAND | SA_NODEFER};
    sigemptyset(&action.sa_mask);
    sigaltstack(&stack, &state.old_stack);
    for (int i = 0; i < CRASH_COUNT; i++)
        sigaction(CRASHES[i], &action, &state.old_crash[i]);
}

int display_signal_open(struct error *error)
{
    if (tcgetattr(DISPLAY_INPUT, &state.settings) < 0)
        return error_set_system(error, ERROR_ENVIRONMENT, errno, "cannot read the terminal");
    if (open_pipe(error) < 0)
        return -1;
    for (int i = 0; i < ORDINARY_COUNT; i++)
        catch_ordinary(i);
    catch_crashes();
    return 0;
}

void display_signal_close(void)
{
    state.restoration = NULL;
    for (int i = 0; i < ORDINARY_COUNT; i++)
        sigaction(ORDINARY[i], &state.old_ordinary[i], NULL);
    for (int i = 0; i < CRASH_COUNT; i++)
        sigaction(CRASHES[i], &state.old_crash[i], NULL);
    sigaltstack(&state.old_stack, NULL);
    close(state.reading);
    close(state.writing);
    state.reading = -1;
    state.writing = -1;
}

int display_signal_descriptor(void)
{
    return state.reading;
}

int display_signal_next(void)
{
    char byte = 0;
    ssize_t length = 0;
    do
        length = read(state.reading, &byte, 1);
    while (length < 0 && errno == EINTR);
    return length == 1 ? byte : 0;
}

void display_signal_set_restoration(const char *bytes)
{
    state.restoration = bytes;
}

void display_signal_stop(bool job)
{
    struct sigaction stopping = {.sa_handler = SIG_DFL};
    struct sigaction old_stop;
    struct sigaction old_continue;
    sigemptyset(&stopping.sa_mask);
    /* Whoever called knows when it goes on: no byte for this SIGCONT. */
    sigaction(SIGCONT, &stopping, &old_continue);
    sigaction(SIGTSTP, &stopping, &old_stop);
    if (job)
        kill(0, SIGTSTP);
    else
        raise(SIGTSTP);
    sigaction(SIGTSTP, &old_stop, NULL);
    sigaction(SIGCONT, &old_continue, NULL);
}
