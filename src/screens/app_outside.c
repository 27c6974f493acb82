/* Another program on our terminal, for a while. */
#include "base/process.h"

#include "app_internal.h"

#include <signal.h>

/* As a shell does: what is typed to interrupt is for the other program, and a stop stops both. */
int app_run_outside(struct app *app, const char *const *arguments, struct error *error)
{
    const struct sigaction ignore = {.sa_handler = SIG_IGN};
    const struct sigaction stop = {.sa_handler = SIG_DFL};
    struct sigaction interrupted = {.sa_handler = SIG_DFL};
    struct sigaction quitted = {.sa_handler = SIG_DFL};
    struct sigaction stopped = {.sa_handler = SIG_DFL};
    display_leave(app->display);
    (void)sigaction(SIGINT, &ignore, &interrupted);
    (void)sigaction(SIGQUIT, &ignore, &quitted);
    (void)sigaction(SIGTSTP, &stop, &stopped);
    int status = process_run(arguments, NULL, NULL, error);
    (void)sigaction(SIGTSTP, &stopped, NULL);
    (void)sigaction(SIGQUIT, &quitted, NULL);
    (void)sigaction(SIGINT, &interrupted, NULL);
    display_return(app->display);
    return status == 0 ? 0 : -1;
}

void app_lend_terminal(struct app *app)
{
    display_leave(app->display);
}

void app_take_terminal(struct app *app)
{
    display_return(app->display);
}
