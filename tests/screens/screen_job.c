/* What a shell with job control does for one job: gives it the terminal, takes the terminal back
 * when it stops, says so, and goes on with it when told to. */
#include "driver_internal.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void give_terminal(pid_t group)
{
    signal(SIGTTOU, SIG_IGN);
    tcsetpgrp(STDIN_FILENO, group);
}

static void begin_job(char *const arguments[])
{
    setpgid(0, 0);
    give_terminal(getpid());
    signal(SIGTTOU, SIG_DFL);
    signal(SIGTSTP, SIG_DFL);
    execv(arguments[0], arguments);
    _exit(127);
}

static void stand_by(pid_t job, const struct termios *settings, int reports, int orders)
{
    char byte = 'S';
    give_terminal(getpgrp());
    struct termios found;
    tcgetattr(STDIN_FILENO, &found);
    /* 'S': it had put the line back as it was; 's': it had not. */
    if (found.c_lflag != settings->c_lflag || found.c_iflag != settings->c_iflag)
        byte = 's';
    tcsetattr(STDIN_FILENO, TCSADRAIN, settings);
    if (write(reports, &byte, 1) != 1 || read(orders, &byte, 1) != 1)
        _exit(126);
    give_terminal(job);
    kill(-job, SIGCONT);
}

void driver_run_job(char *const arguments[], int reports, int orders)
{
    struct termios settings;
    int status = 0;
    tcgetattr(STDIN_FILENO, &settings);
    pid_t job = fork();
    if (job == 0)
        begin_job(arguments);
    setpgid(job, job);
    for (;;) {
        if (waitpid(job, &status, WUNTRACED) < 0) {
            if (errno == EINTR)
                continue;
            _exit(126);
        }
        if (!WIFSTOPPED(status))
            break;
        stand_by(job, &settings, reports, orders);
    }
    if (WIFSIGNALED(status)) {
        signal(WTERMSIG(status), SIG_DFL);
        raise(WTERMSIG(status));
    }
    _exit(WEXITSTATUS(status));
}
