/* The main loop: read an event, make a command of it, change the model, draw everything, flush.
 * There is no "needs redraw": ncurses sends the difference. Work that may wait (Git, the catalogue)
 * is done by the screens when no key is waiting, so that the first paint comes first. */
#include "screens/app.h"

#include "base/memory.h"
#include "base/show.h"

#include "app_internal.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ── services ── */

struct workspace *app_workspace(struct app *app)
{
    return app->workspace;
}

const struct keymap *app_keymap(const struct app *app)
{
    return app->keymap;
}

bool app_copy(struct app *app, const char *text, size_t length)
{
    return display_copy(app->display, text, length);
}

void app_push(struct app *app, struct screen *screen)
{
    assert(app->count < APP_DEPTH);
    screen->app = app;
    app->screens[app->count++] = screen;
}

void app_pop(struct app *app)
{
    assert(app->count > 0);
    app->leaving[app->leaving_count++] = app->screens[--app->count];
    if (app->count == 0) {
        app->quitting = true;
        return;
    }
    struct screen *top = app->screens[app->count - 1];
    if (top->class->resume != NULL && !app->quitting)
        top->class->resume(top);
}

bool app_has_below(const struct app *app, const struct screen *screen)
{
    return app->count > 0 && app->screens[0] != screen;
}

bool app_is_on_top(const struct app *app, const struct screen *screen)
{
    return app->count > 0 && app->screens[app->count - 1] == screen;
}

long long app_clock(void)
{
    struct timespec time = {0};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

void app_quit(struct app *app)
{
    app->quitting = true;
}

bool app_is_wanted(const struct app *app)
{
    return display_has_input(app->display);
}

void app_say(struct app *app, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char text[ERROR_TEXT_SIZE];
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    buffer_clear(&app->message);
    buffer_append_string(&app->message, text);
    app->complaint = false;
}

void app_complain(struct app *app, const struct error *error)
{
    /* A line is all there is: what is listed is left to the command line. */
    int length = error->kind == ERROR_AMBIGUOUS ? (int)strcspn(error->text, "\n") : -1;
    app_say(app, "%.*s", length, error->text);
    app->complaint = true;
}

void app_tell(struct app *app, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char text[ERROR_TEXT_SIZE];
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    buffer_append(&app->told, text, strlen(text) + 1);
}

void app_switch_mouse(struct app *app)
{
    app->mouse = !app->mouse;
    display_set_mouse(app->display, app->mouse);
    app_say(app, app->mouse ? "The mouse clicks and scrolls. Most terminals select text with Shift."
                            : "The mouse selects text again.");
}

void app_redraw(struct app *app)
{
    display_redraw(app->display);
}

void app_stop(struct app *app)
{
    display_stop(app->display);
}

/* ── the loop ── */

static void free_leaving(struct app *app)
{
    for (size_t i = 0; i < app->leaving_count; i++)
        app->leaving[i]->class->free(app->leaving[i]);
    app->leaving_count = 0;
}

/* Let screens fill in what can wait, a little at a time, as long as nobody types. */
static void idle(struct app *app)
{
    bool more = true;
    while (more && !app->quitting && !display_has_input(app->display)) {
        more = false;
        for (size_t i = app->count; i-- > 0;) {
            struct screen *screen = app->screens[i];
            if (screen->class->idle != NULL && screen->class->idle(screen)) {
                more = true;
                break;
            }
        }
        free_leaving(app);
        if (more && !display_has_input(app->display))
            app_draw(app);
    }
}

static void run(struct app *app)
{
    app_draw(app);
    while (!app->quitting) {
        idle(app);
        struct event event = {0};
        display_wait(app->display, app_wait(app), -1, &event);
        app_handle(app, &event);
        app_tick(app);
        free_leaving(app);
        if (!app->quitting && !display_has_input(app->display))
            app_draw(app);
    }
}

/* ── the end ── */

static void print_told(struct app *app)
{
    for (size_t at = 0; at < app->told.length; at += strlen(app->told.bytes + at) + 1)
        show_error(app->told.bytes + at);
    buffer_done(&app->told);
}

/* What is needed to write a journal when nothing is left. */
enum { RESERVE_SIZE = 512 * 1024 };
static struct {
    struct app *app;
    void *memory;
} reserve;

/* Another failure ends the process: what was recorded before stays whole. */
static void keep_without_memory(void)
{
    display_restore_now();
    free(reserve.memory);
    reserve.memory = NULL;
    app_keep(reserve.app);
    print_told(reserve.app);
}

static void prepare_for_the_worst(struct app *app)
{
    reserve.app = app;
    reserve.memory = memory_allocate(RESERVE_SIZE);
    memory_set_exhaustion_handler(keep_without_memory);
}

static void forget_the_worst(void)
{
    memory_set_exhaustion_handler(NULL);
    free(reserve.memory);
    reserve.memory = NULL;
}

/* On one line, and whole on standard error at the end: the screen has room for the first only. */
static void say_problems(struct app *app, struct buffer *problems)
{
    struct error error = {0};
    const char *at = buffer_string(problems);
    while (*at != '\0') {
        int length = (int)strcspn(at, "\n");
        if (error.kind == ERROR_NONE) {
            (void)error_set(&error, ERROR_INPUT, "%.*s", length, at);
            app_complain(app, &error);
        }
        app_tell(app, "%.*s", length, at);
        at += length + (at[length] == '\n' ? 1 : 0);
    }
    buffer_done(problems);
}

int app_run(struct workspace *workspace, const struct app_start *start, struct error *error)
{
    struct app app = {.workspace = workspace};
    /* Whoever listened before would print onto the screen. */
    workspace_listen(workspace, NULL, NULL);
    struct display_options options = {0};
    struct buffer problems = {0};
    app_read_settings(&app, &options, &problems);
    if (display_open(&options, &app.display, error) != 0) {
        buffer_done(&problems);
        sheet_close(start->sheet);
        return -1;
    }
    app.keymap = keymap_new();
    prepare_for_the_worst(&app);
    app_read_keys(&app, &problems);
    if (start->sheet != NULL)
        app_push(&app, editor_screen_new(&app, start->sheet, start->field));
    else
        app_push(&app, catalogue_screen_new(&app));
    say_problems(&app, &problems);
    run(&app);
    app.quitting = true;
    while (app.count > 0)
        app_pop(&app);
    free_leaving(&app);
    display_close(app.display);
    forget_the_worst();
    print_told(&app);
    keymap_free(app.keymap);
    buffer_done(&app.message);
    return app.status;
}
