/* Between screen_driver.c, which talks to the program, screen_terminal.c, which understands it, and
 * screen_look.c, which looks. */
#ifndef IFSPEC_TESTS_SCREENS_DRIVER_INTERNAL_H
#define IFSPEC_TESTS_SCREENS_DRIVER_INTERNAL_H

#include "base/buffer.h"
#include "screen_driver.h"

#include <sys/types.h>
#include <termios.h>
#include <vterm.h>

enum {
    DRIVER_PATIENCE = 10000, /* milliseconds an expectation waits */
    DRIVER_MODES = 16,
};

struct driver {
    pid_t process;
    int terminal; /* the master of the pty; -1: hung up */
    bool closed;  /* the program's side is */
    bool choked;  /* nothing is read */
    bool ended;
    int status;   /* exit status, or −N */
    bool job;
    int reports, orders; /* pipes from and to the parent of a job */
    VTerm *vterm;
    VTermScreen *screen;
    int height, width;
    bool cursor_visible;
    struct termios settings; /* before the program began */
    struct buffer output;
    struct buffer unknown;   /* sequences that libvterm does not know, in words */
    struct {
        int number;
        bool set;
    } modes[DRIVER_MODES];
    size_t mode_count;
    struct buffer sequence; /* of the scanner: ESC [ so far */
    bool in_sequence;
    size_t bytes, clears, bells; /* since the mark */
};

void driver_make_terminal(struct driver *driver, bool utf8);
/* Output of the program arrives. */
void driver_take(struct driver *driver, const char *bytes, size_t length);

/* Whether the program runs, or waits for its turn or the disk; how often it has gone to sleep. */
enum driver_work { WORK_UNKNOWN, WORK_RUNS, WORK_RESTS };
enum driver_work driver_work(const struct driver *driver, unsigned long *sleeps);

/* Read what comes within the time; false if nothing did. */
bool driver_read(struct driver *driver, int milliseconds);

/* Read until it holds; false if it never does. */
bool driver_wait_until(struct driver *driver, driver_condition condition, const void *what);
/* Fail the test, with the screen. */
void driver_fail(struct driver *driver, const char *format, ...) ATTRIBUTE_FORMAT(2, 3);

bool driver_mode(const struct driver *driver, int number);

/* screen_job.c: in the child, never returns: run the program as a job in the foreground. */
void driver_run_job(char *const arguments[], int reports, int orders) ATTRIBUTE_NORETURN;

#endif
