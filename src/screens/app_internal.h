/* The app's own state, for app*.c only: screens use the services in screen_internal.h. */
#ifndef IFSPEC_SCREENS_APP_INTERNAL_H
#define IFSPEC_SCREENS_APP_INTERNAL_H

#include "base/buffer.h"
#include "term/display.h"
#include "ui/keymap.h"

#include "screen_internal.h"

enum { APP_DEPTH = 16 };

struct app {
    struct workspace *workspace;
    struct display *display;
    struct keymap *keymap;
    struct screen *screens[APP_DEPTH]; /* the last one is on top */
    size_t count;
    struct screen *leaving[APP_DEPTH]; /* popped during this event, freed after it */
    size_t leaving_count;
    struct buffer message;             /* the status line; empty: the keys are shown */
    bool complaint;                    /* it is something that went wrong */
    struct buffer told;                /* lines for standard error at the end */
    bool mouse;                        /* it is ours, and selects no text */
    bool quitting;
    int status;
};

/* What the user prefers, before the terminal is opened; the user's own keys. Both append what is wrong
 * with their file, a line each; the rest of it counts. */
void app_read_settings(struct app *app, struct display_options *options, struct buffer *problems);
void app_read_keys(struct app *app, struct buffer *problems);

/* Draw all screens and the bottom line as the next frame. */
void app_draw(struct app *app);

/* What the event means to the topmost screen. */
void app_handle(struct app *app, const struct event *event);

/* Milliseconds until a screen wants to do something by itself; -1: never. Let all do what is due;
 * keep what is unsaved. */
int app_wait(const struct app *app);
void app_tick(struct app *app);
void app_keep(struct app *app);

#endif
