/* The display's parts: display.c opens and leaves, display_style.c knows what styles are on it,
 * display_frame.c draws, display_event.c waits, display_signal.c catches. Those that need ncurses
 * include it themselves. */
#ifndef IFSPEC_TERM_DISPLAY_INTERNAL_H
#define IFSPEC_TERM_DISPLAY_INTERNAL_H

#include "frame_internal.h"
#include "input_internal.h"
#include "term/display.h"
#include "theme_internal.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    DISPLAY_INPUT = 0,  /* standard input */
    DISPLAY_OUTPUT = 1, /* standard output */
};

/* What ncurses is told for a style: an attr_t and the number of a colour pair. */
struct display_style {
    uint32_t attributes;
    short pair;
};

struct display {
    void *screen; /* SCREEN */
    int height, width;
    bool ascii;
    bool mouse;
    bool modes_on;       /* bracketed paste and so on are switched on */
    bool private_modes;  /* the terminal speaks ECMA-48 */
    bool redraw;         /* the next frame is sent whole */
    bool cursor_shown;
    bool vanished;       /* there is no terminal any more */
    struct grid *shown;  /* what the terminal shows */
    struct grid *next;   /* what is being drawn */
    struct display_style styles[STYLE_COUNT];
    bool plain; /* frames are written by frame_append(), not by ncurses */
    struct frame_pen pen;
    struct frame_style looks[STYLE_COUNT];
    struct input input;
    struct input_key *keys; /* NULL before the first sequence */
    struct event early;     /* what display_has_input() has found */
    bool has_early;
    long long decision;     /* when a held Esc is a key (now()); 0: nothing is held yet */
    struct {
        int row, column;
        long long milliseconds;
    } last_click;
};

/* Write all, as far as there is a terminal. */
void display_write(const char *bytes, size_t length);

/* display_style.c */
void display_prepare_styles(struct display *display, enum theme_kind theme);

/* display.c: adopt the terminal's size; false if it did not change. */
bool display_resize(struct display *display);
/* Switch paste, focus and mouse reports and the keypad on, off. */
void display_modes_on(struct display *display);
void display_modes_off(struct display *display);

/* input_terminfo.c: what the current terminal sends for its keys; owned. */
struct input_key *input_terminfo_keys(size_t *count);

/* display_signal.c. Signals arrive as bytes in a pipe, each the number of one. */
int display_signal_open(struct error *error);
void display_signal_close(void);
int display_signal_descriptor(void);
/* The next signal that arrived; 0 if there is none. */
int display_signal_next(void);
/* What a crash sends to the terminal, after which its settings are those of display_signal_open().
 * NULL: nothing, the terminal is not ours at the moment. Must stay valid. */
void display_signal_set_restoration(const char *bytes);
/* Stop this process, or the whole job as a key in a shell would; returns when continued. */
void display_signal_stop(bool job);

#endif
