/* A form of two fields on the terminal and text floors alone: what the tests of the terminal's
 * conduct drive. Tab walks, typing edits, each event is shown; the keys of run_key() do the rest. */
#include "base/buffer.h"
#include "base/error.h"
#include "base/show.h"
#include "term/display.h"
#include "text/edit_text.h"
#include "text/wrap.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS = 2, LABEL_COLUMN = 2, FIELD_COLUMN = 14, FIELD_WIDTH = 24, NOTE_ROWS = 4 };
enum { SMALLEST_HEIGHT = 10, SMALLEST_WIDTH = 40 };

struct demo {
    struct display *display;
    struct edit_text fields[FIELDS];
    int focus;
    int frames;
    bool mouse, hidden;
    char event[128];   /* the last one, in words */
    char message[128]; /* stays until the next key */
};

static void draw_name(const struct demo *demo, struct canvas canvas)
{
    const struct edit_text *text = &demo->fields[0];
    struct canvas field = canvas_part(canvas, 2, FIELD_COLUMN, 1, FIELD_WIDTH);
    bool focused = demo->focus == 0;
    canvas_string(canvas, 2, LABEL_COLUMN, focused ? STYLE_STRONG : STYLE_LABEL, "Name");
    canvas_fill(field, 0, 0, 1, FIELD_WIDTH, focused ? STYLE_FIELD : STYLE_TEXT);
    if (text->bytes.length == 0)
        canvas_string(field, 0, 0, STYLE_EXAMPLE, "e.g. Median");
    canvas_text_cut(field, 0, 0, -1, focused ? STYLE_FIELD : STYLE_TEXT,
                    buffer_string(&text->bytes), text->bytes.length);
    int flags = canvas_is_ascii(canvas) ? SHOW_ASCII : 0;
    size_t column = show_width(buffer_string(&text->bytes), text->cursor, flags);
    if (focused && !demo->hidden)
        canvas_set_cursor(field, 0, column < FIELD_WIDTH ? (int)column : FIELD_WIDTH - 1);
}

static void draw_notes(const struct demo *demo, struct canvas canvas)
{
    const struct edit_text *text = &demo->fields[1];
    const char *bytes = buffer_string(&text->bytes);
    struct canvas field = canvas_part(canvas, 3, FIELD_COLUMN, NOTE_ROWS, FIELD_WIDTH);
    bool focused = demo->focus == 1;
    enum style style = focused ? STYLE_FIELD : STYLE_TEXT;
    int flags = canvas_is_ascii(canvas) ? SHOW_ASCII : 0;
    struct wrap wrap = {0};
    canvas_string(canvas, 3, LABEL_COLUMN, focused ? STYLE_STRONG : STYLE_LABEL, "Notes");
    wrap_update(&wrap, bytes, text->bytes.length, FIELD_WIDTH, flags);
    size_t cursor_row = wrap_find_row(&wrap, text->cursor);
    field.scroll = cursor_row < NOTE_ROWS ? 0 : (int)cursor_row - NOTE_ROWS + 1;
    for (size_t i = 0; i < wrap.count; i++)
        canvas_text(field, (int)i, 0, -1, style, bytes + wrap.rows[i].begin,
                    wrap.rows[i].shown - wrap.rows[i].begin);
    size_t column = wrap_column(&wrap, bytes, cursor_row, text->cursor, flags);
    if (focused && !demo->hidden)
        canvas_set_cursor(field, (int)cursor_row,
                          column < FIELD_WIDTH ? (int)column : FIELD_WIDTH - 1);
    wrap_done(&wrap);
}

static void draw(struct demo *demo)
{
    struct canvas canvas = grid_canvas(display_begin(demo->display));
    demo->frames++;
    if (canvas.height < SMALLEST_HEIGHT || canvas.width < SMALLEST_WIDTH) {
        canvas_paragraph(canvas, 0, 0, -1, canvas.height, STYLE_TEXT,
                         "This needs 40 columns and 10 rows. Ctrl-Q quits.");
        display_end(demo->display);
        return;
    }
    canvas_fill(canvas, 0, 0, 1, canvas.width, STYLE_BAR);
    canvas_string(canvas, 0, 1, STYLE_BAR, "Terminal demonstration");
    draw_name(demo, canvas);
    draw_notes(demo, canvas);
    if (canvas.height > SMALLEST_HEIGHT + 5) {
        canvas_frame(canvas_part(canvas, 8, 1, 5, 38), STYLE_FRAME, "A frame");
        canvas_horizontal_rule(canvas, 10, 1, 38);
        canvas_vertical_rule(canvas, 8, 20, 5);
        canvas_string(canvas, 9, 3, STYLE_SELECTED, " chosen ");
        canvas_string(canvas, 9, 22, STYLE_ERROR, "wrong");
        canvas_string(canvas, 11, 3, STYLE_GOOD, "done");
        canvas_symbol(canvas, 11, 8, STYLE_GOOD, SYMBOL_CHECK);
        canvas_string(canvas, 11, 22, STYLE_WARNING, "doubtful");
    }
    canvas_string(canvas, canvas.height - 2, 0, STYLE_TEXT, demo->event);
    canvas_string(canvas, canvas.height - 1, 0, STYLE_TEXT, demo->message);
    display_end(demo->display);
}

static void say(struct demo *demo, const char *message)
{
    (void)snprintf(demo->message, sizeof demo->message, "%s", message);
}

static void crash(void)
{
    abort();
}

/* Give the terminal away as for an editor. */
static void visit_shell(struct demo *demo)
{
    display_leave(demo->display);
    (void)puts("in between");
    (void)fflush(stdout);
    (void)getchar();
    display_return(demo->display);
}

static bool run_edit_key(struct edit_text *text, key_code key)
{
    static const struct {
        key_code key;
        bool (*run)(struct edit_text *text);
    } table[] = {
        {KEY_LEFT_NAME, edit_text_left},
        {KEY_RIGHT_NAME, edit_text_right},
        {KEY_LEFT_NAME | KEY_CONTROL, edit_text_word_left},
        {KEY_RIGHT_NAME | KEY_CONTROL, edit_text_word_right},
        {KEY_HOME_NAME, edit_text_line_start},
        {'a' | KEY_CONTROL, edit_text_line_start},
        {KEY_END_NAME, edit_text_line_end},
        {'e' | KEY_CONTROL, edit_text_line_end},
        {KEY_BACKSPACE_NAME, edit_text_delete_back},
        {KEY_DELETE_NAME, edit_text_delete_forward},
        {'w' | KEY_CONTROL, edit_text_delete_word_back},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (table[i].key == key)
            return table[i].run(text);
    return false;
}

/* False to quit. */
static bool run_key(struct demo *demo, key_code key)
{
    struct edit_text *text = &demo->fields[demo->focus];
    switch (key) {
    case 'q' | KEY_CONTROL:
        return false;
    case KEY_TAB_NAME:
    case KEY_TAB_NAME | KEY_SHIFT:
        demo->focus = 1 - demo->focus;
        break;
    case KEY_ENTER_NAME:
        (void)edit_text_insert(text, "\n", 1);
        break;
    case 's' | KEY_CONTROL:
        say(demo, "Saved");
        break;
    case 'l' | KEY_CONTROL:
        display_redraw(demo->display);
        break;
    case 'z' | KEY_CONTROL:
        display_stop(demo->display);
        break;
    case 't' | KEY_ALT:
        (void)raise(SIGTSTP);
        break;
    case 's' | KEY_ALT:
        (void)raise(SIGSTOP);
        break;
    case 'x' | KEY_CONTROL:
        crash();
        break;
    case 'm' | KEY_ALT:
        demo->mouse = !demo->mouse;
        display_set_mouse(demo->display, demo->mouse);
        break;
    case 'h' | KEY_ALT:
        demo->hidden = !demo->hidden;
        break;
    case 'g' | KEY_ALT:
        display_bell(demo->display);
        break;
    case 'y' | KEY_CONTROL:
        say(demo, display_copy(demo->display, buffer_string(&text->bytes), text->bytes.length)
                      ? "Copied"
                      : "No clipboard");
        break;
    case 'e' | KEY_ALT:
        visit_shell(demo);
        break;
    default:
        (void)run_edit_key(text, key);
        break;
    }
    return true;
}

static void describe(struct demo *demo, const struct event *event)
{
    char name[KEY_TEXT_SIZE];
    char *out = demo->event;
    size_t size = sizeof demo->event;
    switch (event->kind) {
    case EVENT_KEY:
        key_format_for_people(event->key, name);
        (void)snprintf(out, size, "key %s", name);
        break;
    case EVENT_TEXT:
        (void)snprintf(out, size, "text of %zu bytes", event->length);
        break;
    case EVENT_PASTE:
        (void)snprintf(out, size, "paste of %zu bytes", event->length);
        break;
    case EVENT_CLICK:
        (void)snprintf(out, size, "click %d at %d,%d", event->amount, event->row, event->column);
        break;
    case EVENT_WHEEL:
        (void)snprintf(out, size, "wheel %d at %d,%d", event->amount, event->row, event->column);
        break;
    case EVENT_RESIZE:
    case EVENT_RESUMED:
    case EVENT_FOCUS:
        (void)snprintf(out, size, "%s, frame %d",
                       event->kind == EVENT_RESIZE    ? "resize"
                       : event->kind == EVENT_RESUMED ? "resumed"
                                                      : "focus",
                       demo->frames);
        break;
    case EVENT_NONE:
    case EVENT_END:
        break;
    }
}

/* Returns the signal that ended it, 0 if a key did. */
static int run(struct demo *demo)
{
    struct event event;
    for (;;) {
        if (!display_has_input(demo->display))
            draw(demo);
        display_wait(demo->display, -1, -1, &event);
        describe(demo, &event);
        if (event.kind == EVENT_KEY || event.kind == EVENT_TEXT || event.kind == EVENT_PASTE)
            say(demo, "");
        if (event.kind == EVENT_END)
            return event.signal;
        if (event.kind == EVENT_TEXT || event.kind == EVENT_PASTE)
            (void)edit_text_insert(&demo->fields[demo->focus], event.text, event.length);
        if (event.kind == EVENT_KEY && !run_key(demo, event.key))
            return 0;
    }
}

int main(int argc, char **argv)
{
    struct error error = {0};
    struct demo demo = {0};
    (void)setlocale(LC_ALL, "");
    edit_text_init(&demo.fields[0], argc > 1 ? argv[1] : "", false);
    edit_text_init(&demo.fields[1], argc > 2 ? argv[2] : "", true);
    if (display_open(&(struct display_options){0}, &demo.display, &error) < 0) {
        show_error(error.text);
        edit_text_done(&demo.fields[0]);
        edit_text_done(&demo.fields[1]);
        return error_exit_status(&error);
    }
    int number = run(&demo);
    display_close(demo.display);
    (void)fputs("changes kept in \"", stdout);
    show_print(stdout, buffer_string(&demo.fields[0].bytes), 0);
    (void)puts("\"");
    edit_text_done(&demo.fields[0]);
    edit_text_done(&demo.fields[1]);
    return number == 0 ? 0 : 128 + number;
}
