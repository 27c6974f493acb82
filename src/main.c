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

#include <locale.h>
#include <signal.h>
#include <stddef.h>

int main(int count, char **arguments)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    process_take_git_environment();
    /* Characters follow the locale; numbers, dates and messages are the same everywhere. */
    (void)setlocale(LC_CTYPE, "");
    /* A full disk and a closed pipe are errors of the write, to be reported and cleaned up after. */
    (void)sigaction(SIGXFSZ, &ignore, NULL);
    (void)sigaction(SIGPIPE, &ignore, NULL);
    return command_line_run(count, arguments);
}
