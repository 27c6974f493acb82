/* ifspec: interface specifications as files in a Git working copy, filled in through a form.
 *
 * A tour of the house: cli/ reads the command line and has one file a command; screens/ is the
 * program in the terminal, made of the widgets of ui/ on the display of term/. Both stand on
 * workspace/, where people's work is done: open, save, find, compare, commit, check. Below it store/
 * turns files into forms and specs and back, with yaml/ that leaves every other byte as it is; git/
 * keeps history; export/ writes documents; model/ is what a form, a value and a finding are.
 * base/ is what C lacks. The doors of each floor are in include/. */
#include "base/process.h"
#include "cli/command.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

/* A standard descriptor that is closed would be the next file that is opened, and what we print would go
 * into that file. It becomes one that cannot be read from or written to. */
static void hold_standard_descriptors(void)
{
    for (int number = STDIN_FILENO; number <= STDERR_FILENO; number++)
        if (fcntl(number, F_GETFD) < 0 &&
            open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY) != number)
            return; /* without /dev/null nothing can be done */
}

int main(int count, char **arguments)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    hold_standard_descriptors();
    process_take_git_environment();
    /* Characters follow the locale; numbers, dates and messages are the same everywhere. */
    (void)setlocale(LC_CTYPE, "");
    /* A full disk and a closed pipe are errors of the write, to be reported and cleaned up after. */
    (void)sigaction(SIGXFSZ, &ignore, NULL);
    (void)sigaction(SIGPIPE, &ignore, NULL);
    return command_line_run(count, arguments);
}
