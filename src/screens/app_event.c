/* What an event means: keys become commands by the contexts of the topmost screen, from the focused
 * widget outwards; what no screen wants, the app does itself. */
#include "base/show.h"
#include "text/wrap.h"
#include "ui/footer.h"

#include "app_internal.h"

#include <assert.h>
#include <signal.h>

/* Smaller than this no screen can be used; the smallest that still fills in a form is 40 × 10. */
enum { SMALLEST_HEIGHT = 6, SMALLEST_WIDTH = 24, COMPLAINT_ROWS = 4 };

static struct screen *topmost(const struct app *app)
{
    assert(app->count > 0);
    return app->screens[app->count - 1];
}

size_t screen_contexts(const struct screen *screen, enum keymap_context contexts[4])
{
    if (screen->class->contexts != NULL)
        return screen->class->contexts(screen, contexts);
    contexts[0] = screen->class->context;
    return contexts[0] != CONTEXT_GLOBAL ? 1 : 0;
}

/* ── commands ── */

static void show_help(struct app *app)
{
    enum keymap_context contexts[4];
    struct screen *top = topmost(app);
    size_t count = screen_contexts(top, contexts);
    app_push(app, help_screen_new(app, contexts, count));
}

static bool obey(struct app *app, enum command command);

/* A key that means nothing here may be silent; who chose by name waits for an answer. */
static void run_chosen(struct screen *below, enum command command)
{
    if (!obey(below->app, command))
        app_say(below->app, "“%s” does nothing here.", command_info(command)->title);
}

/* A screen below may have something unsaved, and asks. */
static void quit(struct app *app)
{
    for (size_t i = app->count - 1; i-- > 0;)
        if (app->screens[i]->class->obey(app->screens[i], COMMAND_QUIT))
            return;
    app_quit(app);
}

/* What is about the terminal is no screen's, whatever is open there. */
static bool is_about_terminal(enum command command)
{
    return command == COMMAND_REDRAW || command == COMMAND_SUSPEND ||
           command == COMMAND_INTERRUPT || command == COMMAND_MOUSE;
}

/* False: it means nothing. */
static bool obey_globally(struct app *app, enum command command)
{
    switch (command) {
    case COMMAND_HELP:
        show_help(app);
        break;
    case COMMAND_PALETTE:
        app_push(app, palette_screen_new(app, run_chosen, topmost(app)));
        break;
    case COMMAND_REDRAW:
        app_redraw(app);
        break;
    case COMMAND_SUSPEND:
        app_stop(app);
        break;
    case COMMAND_MOUSE:
        app_switch_mouse(app);
        break;
    case COMMAND_INTERRUPT: {
        char key[KEY_TEXT_SIZE] = "";
        key_code code = 0;
        if (keymap_key(app->keymap, CONTEXT_GLOBAL, COMMAND_QUIT, 0, &code))
            key_format_for_people(code, key);
        app_say(app, "Nothing was interrupted. %s quits.", key);
        break;
    }
    case COMMAND_QUIT:
        quit(app);
        break;
    default:
        return false;
    }
    return true;
}

static bool obey(struct app *app, enum command command)
{
    struct screen *top = topmost(app);
    if (command == COMMAND_NONE)
        return false;
    if (!is_about_terminal(command) && top->class->obey(top, command))
        return true;
    return obey_globally(app, command);
}

/* ── events ── */

static void handle_key(struct app *app, key_code key)
{
    enum keymap_context contexts[4];
    struct screen *top = topmost(app);
    size_t count = screen_contexts(top, contexts);
    (void)obey(app, keymap_find(app->keymap, contexts, count, key));
}

/* A typed character may be bound (Space ticks, `?` is help where no text is typed). */
static bool is_bound_text(struct app *app, const struct event *event)
{
    if (event->kind != EVENT_TEXT || event->length != 1)
        return false;
    enum keymap_context contexts[4];
    struct screen *top = topmost(app);
    size_t count = screen_contexts(top, contexts);
    enum command command =
        keymap_find(app->keymap, contexts, count, (key_code)(unsigned char)event->text[0]);
    if (command == COMMAND_NONE)
        return false;
    (void)obey(app, command);
    return true;
}

static void handle_text(struct app *app, const struct event *event)
{
    struct screen *top = topmost(app);
    if (is_bound_text(app, event))
        return;
    bool taken = top->class->insert != NULL &&
                 top->class->insert(top, event->text, event->length, event->kind == EVENT_PASTE);
    if (!taken && event->kind == EVENT_TEXT && event->length == 1 && event->text[0] == '?')
        show_help(app);
}

static void attend(struct screen *screen)
{
    if (screen->class->attend != NULL)
        screen->class->attend(screen);
    else if (screen->class->resume != NULL)
        screen->class->resume(screen);
}

/* Lists and texts scroll by the commands they have. */
static void handle_wheel(struct app *app, int rows)
{
    struct screen *top = topmost(app);
    if (top->class->wheel != NULL) {
        top->class->wheel(top, rows);
        return;
    }
    for (int i = 0; i < (rows < 0 ? -rows : rows) && top == topmost(app); i++)
        (void)top->class->obey(top, rows < 0 ? COMMAND_UP : COMMAND_DOWN);
}

static void handle_click(struct app *app, const struct event *event)
{
    struct screen *top = topmost(app);
    if (top->class->click != NULL)
        top->class->click(top, event->row, event->column, event->amount == 2);
}

void app_handle(struct app *app, const struct event *event)
{
    if (event->kind == EVENT_KEY || event->kind == EVENT_TEXT || event->kind == EVENT_PASTE)
        buffer_clear(&app->message);
    switch (event->kind) {
    case EVENT_KEY:
        handle_key(app, event->key);
        break;
    case EVENT_TEXT:
    case EVENT_PASTE:
        handle_text(app, event);
        break;
    case EVENT_CLICK:
        handle_click(app, event);
        break;
    case EVENT_WHEEL:
        handle_wheel(app, event->amount);
        break;
    case EVENT_FOCUS:
    case EVENT_RESUMED:
        attend(topmost(app));
        break;
    case EVENT_END:
        app_keep(app);
        app->status = 128 + (event->signal != 0 ? event->signal : SIGHUP);
        app_quit(app);
        break;
    default:
        break;
    }
}

/* ── while another program runs ── */

static bool is_interruption(struct app *app, key_code key)
{
    enum keymap_context contexts[4];
    size_t count = screen_contexts(topmost(app), contexts);
    enum command command = keymap_find(app->keymap, contexts, count, key);
    return command == COMMAND_CLOSE || command == COMMAND_INTERRUPT || command == COMMAND_QUIT;
}

bool app_is_interrupted(struct app *app, const char *what)
{
    enum { ESCAPE_DECIDED = 60 }; /* milliseconds */
    char key[KEY_TEXT_SIZE] = "";
    key_code code = 0;
    struct event event = {0};
    bool interrupted = false;
    if (keymap_key(app->keymap, CONTEXT_GLOBAL, COMMAND_CLOSE, 0, &code))
        key_format_for_people(code, key);
    app_say(app, "%s %s stops it.", what, key);
    app_draw(app);
    do {
        display_wait(app->display, ESCAPE_DECIDED, -1, &event);
        if (event.kind == EVENT_END)
            app_handle(app, &event);
        interrupted = event.kind == EVENT_END ||
                      (event.kind == EVENT_KEY && is_interruption(app, event.key));
    } while (event.kind != EVENT_NONE && !interrupted);
    buffer_clear(&app->message);
    return interrupted;
}

/* ── time ── */

int app_wait(const struct app *app)
{
    int least = -1;
    for (size_t i = 0; i < app->count; i++) {
        const struct screen *screen = app->screens[i];
        int time = screen->class->wait != NULL ? screen->class->wait(screen) : -1;
        if (time >= 0 && (least < 0 || time < least))
            least = time;
    }
    return least;
}

void app_tick(struct app *app)
{
    for (size_t i = 0; i < app->count && !app->quitting; i++)
        if (app->screens[i]->class->tick != NULL)
            app->screens[i]->class->tick(app->screens[i]);
}

void app_keep(struct app *app)
{
    for (size_t i = app->count; i-- > 0;)
        if (app->screens[i]->class->keep != NULL)
            app->screens[i]->class->keep(app->screens[i]);
}

/* ── drawing ── */

static const char *title_here(const void *context, enum command command)
{
    const struct screen *screen = context;
    return screen->class->title(screen, command);
}

static void draw_bottom_line(struct app *app, struct canvas canvas)
{
    canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_BAR);
    if (app->message.length > 0) {
        canvas_text_cut(canvas, 0, 1, canvas.width - 2, STYLE_BAR, app->message.bytes,
                        app->message.length);
        return;
    }
    enum command now[FOOTER_LIMIT] = {COMMAND_NONE};
    enum keymap_context contexts[4];
    const struct screen *top = topmost(app);
    struct footer footer = {
        .keymap = app->keymap,
        .contexts = contexts,
        .context_count = screen_contexts(top, contexts),
        .commands = top->class->commands,
        .limit = FOOTER_LIMIT,
        .title = top->class->title != NULL ? title_here : NULL,
        .context = top,
    };
    if (footer.commands == NULL) {
        top->class->footer(top, now, FOOTER_LIMIT);
        footer.commands = now;
    }
    footer_draw(canvas, &footer);
}

/* A complaint names what is wrong and the way out: where that is more than a line, it takes rows of
 * what is above, until the next key. */
static void draw_complaint(struct app *app, struct canvas whole)
{
    const char *text = buffer_string(&app->message);
    struct wrap wrap = {0};
    wrap_begin(&wrap, text, app->message.length, (size_t)whole.width - 2, 0, COMPLAINT_ROWS);
    int rows = (int)wrap.count < COMPLAINT_ROWS ? (int)wrap.count : COMPLAINT_ROWS;
    struct canvas bar = canvas_part(whole, whole.height - rows, 0, rows, whole.width);
    canvas_fill(bar, 0, 0, rows, bar.width, STYLE_BAR);
    (void)canvas_paragraph(bar, 0, 1, bar.width - 2, rows, STYLE_ERROR, text);
    wrap_done(&wrap);
}

static void draw_too_small(struct canvas canvas)
{
    canvas_string(canvas, 0, 0, STYLE_STRONG, "Too small.");
    canvas_string(canvas, 1, 0, STYLE_TEXT, "Enlarge the window;");
    canvas_string(canvas, 2, 0, STYLE_TEXT, "Ctrl-Q quits.");
}

void app_draw(struct app *app)
{
    struct grid *grid = display_begin(app->display);
    struct canvas whole = grid_canvas(grid);
    if (whole.height < SMALLEST_HEIGHT || whole.width < SMALLEST_WIDTH) {
        draw_too_small(whole);
        display_end(app->display);
        return;
    }
    size_t first = app->count - 1;
    while (first > 0 && app->screens[first]->class->overlay)
        first--;
    struct canvas above = canvas_part(whole, 0, 0, whole.height - 1, whole.width);
    for (size_t i = first; i < app->count; i++)
        app->screens[i]->class->draw(app->screens[i], above);
    if (app->complaint && app->message.length > 0)
        draw_complaint(app, whole);
    else
        draw_bottom_line(app, canvas_part(whole, whole.height - 1, 0, 1, whole.width));
    display_end(app->display);
}
