/* Drives a terminal program as a person would: a real program on a pty, a terminal state machine
 * (libvterm) at the other end. Nothing sleeps: every expectation reads until it holds or ten
 * seconds are over, and then fails the test with a picture of the screen. */
#ifndef IFSPEC_TESTS_SCREENS_SCREEN_DRIVER_H
#define IFSPEC_TESTS_SCREENS_SCREEN_DRIVER_H

#include <stdbool.h>
#include <stddef.h>

struct driver;

struct driver_options {
    const char *term;      /* NULL: xterm-256color */
    const char *locale;    /* LC_ALL; NULL: C.UTF-8 */
    int height, width;     /* 0: 24 and 80 */
    const char *directory; /* to run in; NULL: the present one */
    /* "NAME=VALUE" sets, "NAME" removes; ends with NULL. What would make a difference (NO_COLOR,
     * ESCDELAY, LINES, EDITOR, XDG_…) is removed in any case. */
    const char *const *environment;
    bool job; /* under a parent with job control, so that it can be stopped */
};

/* A program of the build folder ("ifspec", "tests/screens/term_demo"); borrowed. */
const char *driver_program(const char *name);
/* A file of the source tree. */
const char *driver_source(const char *name);

/* Start a program; `arguments` begins with its path and ends with NULL. */
struct driver *driver_start(const struct driver_options *options, const char *const arguments[]);
/* Kill it if it still runs. free(NULL) is fine. */
void driver_stop(struct driver *driver);

/* Input. Keys by the names of term/key.h, parted by blanks: "C-s Tab M-x". What is sent is what
 * this terminal sends in the mode that the program has set. */
void driver_keys(struct driver *driver, const char *names);
void driver_type(struct driver *driver, const char *text);
void driver_paste(struct driver *driver, const char *text);
void driver_send(struct driver *driver, const char *bytes, size_t length);
void driver_resize(struct driver *driver, int height, int width);
void driver_signal(struct driver *driver, int number);
/* What another program on the same terminal has written. */
void driver_print(struct driver *driver, const char *text);
/* Close the terminal under the program. */
void driver_hang_up(struct driver *driver);
/* Stop reading, and press a key that draws until the program can write no more. */
void driver_choke(struct driver *driver, const char *key);
void driver_read_again(struct driver *driver);
/* Wait until a job stands still, with the line put back or left as the program had it; go on with
 * it as `fg` does. */
void driver_expect_stopped(struct driver *driver, bool restored);
void driver_continue(struct driver *driver);

/* Read until the program has neither written nor run for a moment, however busy the machine is. For
 * what must not change; else expect what comes. */
void driver_settle(struct driver *driver);

/* Read until it holds; else fail with the complaint. */
typedef bool (*driver_condition)(struct driver *driver, const void *what);
void driver_expect_that(struct driver *driver, driver_condition condition, const void *what,
                        const char *complaint);

/* What is seen. Rows and columns count from 0. */
void driver_expect(struct driver *driver, const char *text);
void driver_expect_not(struct driver *driver, const char *text);
void driver_expect_row(struct driver *driver, int row, const char *text);
void driver_expect_cursor(struct driver *driver, int row, int column);
void driver_expect_cursor_hidden(struct driver *driver);
/* The cursor stands in, or just behind, this text. */
void driver_expect_cursor_in(struct driver *driver, const char *text);
/* The editor's pointer marks a field, and the cursor stands in its value: not in the label, not
 * beside what is underlined, nor in another field. */
void driver_expect_cursor_in_field(struct driver *driver);
/* The label of that field and where it stands, "Status@2"; "" if none is marked. Borrowed until the
 * next call. */
const char *driver_focus(struct driver *driver);
bool driver_sees(struct driver *driver, const char *text);
/* Where it stands, where the cursor is; false if nowhere, if hidden. */
bool driver_find(struct driver *driver, const char *text, int *row, int *column);
bool driver_cursor(struct driver *driver, int *row, int *column);
/* What one cell shows: " " where nothing was written, "" for the right half of a wide character;
 * borrowed until the next call. */
const char *driver_cell(struct driver *driver, int row, int column);
/* The screen as text, blanks at line ends cut; owned. */
char *driver_text(struct driver *driver);
/* Print the screen, framed, to standard error. */
void driver_show(struct driver *driver);

enum driver_attribute {
    DRIVER_BOLD = 1 << 0,
    DRIVER_UNDERLINE = 1 << 1,
    DRIVER_REVERSE = 1 << 2,
    DRIVER_COLOURED = 1 << 3, /* any colour but the default ones */
};
int driver_cell_attributes(struct driver *driver, int row, int column);
/* The first cell of this text has these attributes, and none of `without`. */
void driver_expect_attributes(struct driver *driver, const char *text, int with, int without);
/* Not one cell has a colour. */
void driver_expect_no_colour(struct driver *driver);
/* No cell has a background without a foreground. */
void driver_expect_default_background(struct driver *driver);

/* Compare with tests/screens/golden/NAME.txt: the text, where the cursor is, and which text looks
 * unlike the rest. With UPDATE_GOLDEN=1 in the environment the file is written instead. */
void driver_expect_golden(struct driver *driver, const char *name);

/* A private mode (1049, 2004, …) that the program has set. */
void driver_expect_mode(struct driver *driver, int mode, bool set);

bool driver_is_running(struct driver *driver);
/* Its end: the exit status, or −N if signal N killed it. */
void driver_expect_exit(struct driver *driver, int status);
/* The terminal is as it was before: modes, cursor, colours, settings of the line. */
void driver_expect_restored(struct driver *driver);

/* Counted since driver_mark(). */
void driver_mark(struct driver *driver);
size_t driver_bytes(const struct driver *driver);
size_t driver_clears(const struct driver *driver); /* erases of the whole screen */
size_t driver_bells(const struct driver *driver);
/* What the system has counted since the program began, if it says so: calls of write(2), clock ticks
 * on a processor, times it went to sleep. */
struct driver_counts {
    unsigned long writes, ticks, sleeps;
};
bool driver_count(const struct driver *driver, struct driver_counts *counts);
/* Press the key that sends everything again: the same is there as before, but for the last row,
 * where any key ends a message. */
void driver_expect_same_after(struct driver *driver, const char *redraw_key);
/* No sequence that libvterm does not know, but those listed in the driver as harmless. */
void driver_expect_no_unknown(struct driver *driver);
/* All that the program has written so far; borrowed until more is read. */
const char *driver_output(const struct driver *driver, size_t *length);

#endif
