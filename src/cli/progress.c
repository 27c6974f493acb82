#include "progress_internal.h"

#include "output_internal.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE = 500, INTERVAL = 100 }; /* milliseconds */

static const char wipe[] = "\r\033[K";

/* One line for the one program: a signal handler has to find it. */
static struct {
    bool asked; /* whether there is a terminal for it */
    bool usable;
    long long due; /* milliseconds */
} line;
static volatile sig_atomic_t is_shown;

static long long now(void)
{
    struct timespec time = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void write_all(const char *text, size_t length)
{
    ssize_t written = write(STDERR_FILENO, text, length);
    (void)written; /* a line of progress that cannot be written is no loss */
}

static void leave(int number)
{
    if (is_shown)
        write_all(wipe, sizeof wipe - 1);
    (void)signal(number, SIG_DFL);
    (void)raise(number);
}

/* A signal that is ignored stays so. */
static void catch_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct sigaction action = {0};
        if (sigaction(numbers[i], NULL, &action) != 0 || action.sa_handler != SIG_DFL)
            continue;
        action.sa_handler = leave;
        (void)sigaction(numbers[i], &action, NULL);
    }
}

static bool find_terminal(void)
{
    const char *term = getenv("TERM");
    return isatty(STDERR_FILENO) == 1 && term != NULL && strcmp(term, "dumb") != 0;
}

void progress_begin(void)
{
    line.due = now() + PATIENCE;
}

void progress_show(const char *what, size_t done, size_t all)
{
    if (!line.asked) {
        line.asked = true;
        line.usable = find_terminal();
    }
    long long time = line.usable ? now() : 0;
    if (!line.usable || time < line.due)
        return;
    char text[80];
    int length = all > 0 ? snprintf(text, sizeof text, "\r%.40s %zu of %zu\033[K", what, done, all)
                         : snprintf(text, sizeof text, "\r%.40s %zu\033[K", what, done);
    if (length < 0 || (size_t)length >= sizeof text)
        return;
    if (!is_shown)
        catch_signals();
    is_shown = 1;
    write_all(text, (size_t)length);
    line.due = time + INTERVAL;
}

void progress_wipe(void)
{
    if (!is_shown)
        return;
    (void)fflush(stdout);
    write_all(wipe, sizeof wipe - 1);
    is_shown = 0;
    line.due = now() + INTERVAL;
}
