/* What every screen is: a const record of functions, and the services of the app around it. */
#ifndef IFSPEC_SCREENS_SCREEN_INTERNAL_H
#define IFSPEC_SCREENS_SCREEN_INTERNAL_H

#include "base/error.h"
#include "model/form.h"
#include "term/canvas.h"
#include "ui/command.h"
#include "ui/keymap.h"
#include "workspace/reconcile.h"
#include "workspace/sheet.h"
#include "workspace/workspace.h"

#include <stdbool.h>
#include <stddef.h>

struct app;
struct screen;
struct pager;

struct screen_class {
    const char *name;
    /* Drawn over the screen below it: a dialog, a list of commands. */
    bool overlay;
    /* Draw into everything above the bottom line, which is the app's: keys, or what was said. */
    void (*draw)(struct screen *screen, struct canvas canvas);
    /* True: the command was for this screen. */
    bool (*obey)(struct screen *screen, enum command command);
    bool (*insert)(struct screen *screen, const char *text, size_t length, bool pasted);
    /* The contexts its keys are looked up in before the global one, innermost first; where it is one
     * that never changes, `context` says it. */
    size_t (*contexts)(const struct screen *screen, enum keymap_context contexts[4]);
    enum keymap_context context;
    /* Commands worth a place in the footer now, most useful first; COMMAND_NONE ends. Where they never
     * change, `commands` lists them. */
    const enum command *commands;
    void (*footer)(const struct screen *screen, enum command *commands, size_t room);
    /* What a command does here in a word or two, where its own title says too little; NULL: that
     * title. May be NULL itself. */
    const char *(*title)(const struct screen *screen, enum command command);
    /* A click into its canvas, the second of two if `twice`; the wheel, rows down positive. NULL:
     * the wheel is Up and Down, a click does nothing. */
    void (*click)(struct screen *screen, int row, int column, bool twice);
    void (*wheel)(struct screen *screen, int rows);
    /* It is on top again (the sheet may have changed); the terminal got the focus again. */
    void (*resume)(struct screen *screen);
    /* The terminal got the focus again: the world may have changed. NULL: as resume. */
    void (*attend)(struct screen *screen);
    /* Milliseconds until tick() is due, -1: never; asked before every wait. tick() is called after
     * every event and does what is due. Both or none. */
    int (*wait)(const struct screen *screen);
    void (*tick)(struct screen *screen);
    /* ifspec is ended from outside: keep what was typed, and say where (app_tell()). Must draw
     * nothing. NULL: there is nothing to keep. */
    void (*keep)(struct screen *screen);
    /* Whether it has work left for idle time (filling in behind); does a little and tells if there
     * is more. NULL: never. */
    bool (*idle)(struct screen *screen);
    void (*free)(struct screen *screen);
};

/* The first member of every screen. */
struct screen {
    const struct screen_class *class;
    struct app *app;
};

/* The contexts of a screen; returns how many. */
size_t screen_contexts(const struct screen *screen, enum keymap_context contexts[4]);

/* ── services of the app ── */

struct workspace *app_workspace(struct app *app);
const struct keymap *app_keymap(const struct app *app);

/* Put a screen on top (taken); take the topmost away at the end of this event; leave. */
void app_push(struct app *app, struct screen *screen);
void app_pop(struct app *app);
void app_quit(struct app *app);

/* Switch the mouse on or off, and say so. */
void app_switch_mouse(struct app *app);

/* Draw everything anew; stop the job and come back. */
void app_redraw(struct app *app);
void app_stop(struct app *app);

/* Leave the terminal to a program that somebody else runs, and take it back. */
void app_lend_terminal(struct app *app);
void app_take_terminal(struct app *app);
/* Give the terminal to another program until it ends; -1 if it could not be run or failed. */
int app_run_outside(struct app *app, const char *const *arguments, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* Offer text to the terminal's clipboard; false if it has none for it. */
bool app_copy(struct app *app, const char *text, size_t length);

/* Input is waiting: work done in idle time should stop. */
bool app_is_wanted(const struct app *app);

/* While a program runs that the user may stop: say so in the status line, and look whether Esc or
 * Ctrl-C was typed or ifspec is to end. Other keys are thrown away. Takes up to 60 ms. */
bool app_is_interrupted(struct app *app, const char *what);

/* Whether there is a screen to go back to; whether nothing lies over this one. */
bool app_has_below(const struct app *app, const struct screen *screen);
bool app_is_on_top(const struct app *app, const struct screen *screen);

/* Milliseconds of a clock that only goes forward. */
long long app_clock(void);

/* A line for standard error, after the terminal was restored. */
void app_tell(struct app *app, const char *format, ...) ATTRIBUTE_FORMAT(2, 3);

/* Say what was done or what went wrong in the status line: it stays until the next key. */
void app_say(struct app *app, const char *format, ...) ATTRIBUTE_FORMAT(2, 3);
void app_complain(struct app *app, const struct error *error);

/* Ask one question in a dialog: `choices` like "Save\0Discard\0Stay\0", the first is what Enter takes.
 * `answer` gets the index, or -1 for Esc, after the event. */
void app_ask(struct app *app, const char *question, const char *choices,
             void (*answer)(struct screen *screen, int choice), struct screen *screen);

/* Ask for one line of text; `answer` gets NULL for Esc. */
void app_prompt(struct app *app, const char *question, const char *initial,
                void (*answer)(struct screen *screen, const char *text), struct screen *screen);

/* Let one text be picked out of many, by typing a part of it. The texts are taken. `answer` gets the
 * item's index, or PICK_TYPED, and the text; Esc calls nothing. */
#define PICK_TYPED ((size_t)-1)
struct pick_item {
    char *text;
    char *detail;
};
struct pick {
    char *title;
    struct pick_item *items;
    size_t count;
    size_t capacity;
    bool open; /* what is typed is an answer, too */
};
void pick_add(struct pick *pick, const char *text, const char *detail);
void app_pick(struct app *app, struct pick *take,
              void (*answer)(struct screen *screen, size_t index, const char *text),
              struct screen *screen);

/* ── the screens ── */

struct screen *catalogue_screen_new(struct app *app);
/* The sheet is taken; `field` may be NULL. */
struct screen *editor_screen_new(struct app *app, struct sheet *sheet, const char *field);
/* These borrow the sheet of the editor below them, which stands at `field`. */
struct screen *problems_screen_new(struct app *app, struct sheet *sheet, const struct field *field,
                                   void (*go_to)(struct screen *editor, const struct field *field,
                                                 size_t row),
                                   struct screen *editor);
struct screen *history_screen_new(struct app *app, const char *path, const char *title);
/* Commit these paths (copied). */
struct screen *commit_screen_new(struct app *app, const char *const *paths, size_t count);
struct screen *help_screen_new(struct app *app, const enum keymap_context *contexts, size_t count);
struct screen *palette_screen_new(struct app *app, void (*chosen)(struct screen *, enum command),
                                  struct screen *below);
struct screen *preview_screen_new(struct app *app, struct sheet *sheet);
/* A text to be read and closed; `what` is static, the pager is taken. */
struct screen *reading_screen_new(struct app *app, const char *title, const char *what,
                                  struct pager *take);
/* Unsaved work against the file, field by field; borrowed. */
struct screen *difference_screen_new(struct app *app, const char *title,
                                     const struct reconciliation *differences);

#endif
