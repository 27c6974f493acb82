/* The terminal: opened once, restored whatever happens, drawn from a grid, one write a frame; and
 * the one source of events. The only door to ncurses. */
#ifndef IFSPEC_TERM_DISPLAY_H
#define IFSPEC_TERM_DISPLAY_H

#include "base/attributes.h"
#include "base/error.h"
#include "term/canvas.h"
#include "term/key.h"
#include "term/theme.h"

#include <stdbool.h>
#include <stddef.h>

struct display;

enum event_kind {
    EVENT_NONE,    /* the time ran out, or something unimportant came */
    EVENT_KEY,     /* a key that is not text, or text with Ctrl or Alt */
    EVENT_TEXT,    /* typed text: one code point or several that came together */
    EVENT_PASTE,   /* pasted text, whole; line ends are LF */
    EVENT_RESIZE,
    EVENT_FOCUS,   /* the terminal got the focus again */
    EVENT_CLICK,   /* only with the mouse switched on */
    EVENT_WHEEL,
    EVENT_RESUMED, /* after a stop: everything is drawn anew */
    EVENT_END,     /* SIGTERM, SIGHUP, SIGINT, SIGQUIT, a vanished terminal: keep the text and leave */
};

struct event {
    enum event_kind kind;
    key_code key;     /* KEY */
    const char *text; /* TEXT, PASTE: borrowed until display_wait() or display_has_input() */
    size_t length;
    int row, column;  /* CLICK, WHEEL */
    int amount;       /* WHEEL: rows, down positive; CLICK: 2 for a double click */
    int signal;       /* END: the signal's number (SIGHUP for a vanished terminal) */
};

struct display_options {
    enum theme_kind theme;
    bool ascii; /* boxes in ASCII even where the locale could do better */
    bool mouse;
};

/* Open the terminal on standard input and output. ERROR_ENVIRONMENT without a terminal, for TERM=dumb
 * and for an unknown TERM that has no stand-in: the text says what to do instead. */
int display_open(const struct display_options *options, struct display **out, struct error *error)
    ATTRIBUTE_MUST_CHECK;
/* Restore the terminal; what is printed next stands on the normal screen. */
void display_close(struct display *display);
/* Restore the terminal of whatever display is open, at once: may be called without memory and from
 * a signal handler. For a process that is about to end; nothing can be drawn afterwards. */
void display_restore_now(void);

void display_size(const struct display *display, int *height, int *width);
bool display_is_ascii(const struct display *display);

/* The grid to draw the next frame into: of the terminal's size, empty. */
struct grid *display_begin(struct display *display);
/* Send what differs from the last frame, in one write. */
void display_end(struct display *display);
/* Send everything again at the next frame (Ctrl-L). */
void display_redraw(struct display *display);

/* Wait for the next event, at most `milliseconds` (-1: for ever). Also ends when `wake` (a file
 * descriptor, -1: none) becomes readable: EVENT_NONE. */
void display_wait(struct display *display, int milliseconds, int wake, struct event *event);
/* Whether an event is there already, so that a burst is drawn once. */
bool display_has_input(struct display *display);

/* Give the terminal to another program, and take it back. */
void display_leave(struct display *display);
void display_return(struct display *display);
/* Stop the job as Ctrl-Z does in a shell, and come back when it is continued. */
void display_stop(struct display *display);

void display_set_mouse(struct display *display, bool on);
void display_bell(struct display *display);
/* Offer text to the terminal's clipboard (OSC 52); false if this terminal has none, or the text is
 * longer than terminals take. Whether the terminal obeys cannot be known. */
bool display_copy(struct display *display, const char *text, size_t length);

#endif
