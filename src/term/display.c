#include "term/display.h"

#include "base/memory.h"
#include "base/show.h"
#include "display_internal.h"

#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

/* Last, for term.h defines `columns`, `lines` and the like. */
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <term.h>

enum {
    ESCAPE_DELAY = 25,
    ESCAPE_DELAY_MAX = 2000,
    RESTORATION_SIZE = 256,
    CLIPBOARD_MAX = 74000, /* about 100,000 characters in base64 */
};

static const char PASTE_AND_FOCUS_ON[] = "\033[?2004h\033[?1004h";
static const char PASTE_AND_FOCUS_OFF[] = "\033[?1004l\033[?2004l";
/* One mode a sequence: some terminals read only the first number. */
static const char MOUSE_ON[] = "\033[?1000h\033[?1006h";
static const char MOUSE_OFF[] = "\033[?1006l\033[?1000l";

static const char OTHER_WAY[] = "without a screen, `ifspec edit SPEC --plain` asks line by line and "
                                "`ifspec show SPEC` reads";

/* What puts the terminal back, made when it is opened: a crash cannot make it. */
static char restoration[RESTORATION_SIZE];

void display_write(const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(DISPLAY_OUTPUT, bytes, length);
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (errno == EAGAIN) {
            struct pollfd watched = {.fd = DISPLAY_OUTPUT, .events = POLLOUT};
            (void)poll(&watched, 1, -1);
        } else if (errno != EINTR) {
            return;
        }
    }
}

static int escape_delay(void)
{
    const char *text = getenv("ESCDELAY");
    char *end = NULL;
    if (text == NULL || text[0] == '\0')
        return ESCAPE_DELAY;
    long delay = strtol(text, &end, 10);
    return *end == '\0' && delay > 0 && delay <= ESCAPE_DELAY_MAX ? (int)delay : ESCAPE_DELAY;
}

/* Append a capability without what asks for a delay ($<5>). */
static void append_capability(struct buffer *out, const char *capability)
{
    for (const char *at = capability; at != NULL && *at != '\0'; at++) {
        const char *end = at[0] == '$' && at[1] == '<' ? strchr(at, '>') : NULL;
        if (end != NULL)
            at = end;
        else
            buffer_append_byte(out, *at);
    }
}

/* What ends the screen, where another begins. */
static void append_exit(struct buffer *out)
{
    append_capability(out, orig_pair);
    append_capability(out, exit_attribute_mode);
    append_capability(out, cursor_normal);
    append_capability(out, exit_ca_mode);
}

static void prepare_restoration(const struct display *display)
{
    struct buffer all = {0};
    append_capability(&all, display->private_modes ? MOUSE_OFF : NULL);
    append_capability(&all, display->private_modes ? PASTE_AND_FOCUS_OFF : NULL);
    append_capability(&all, keypad_local);
    append_exit(&all);
    (void)snprintf(restoration, sizeof restoration, "%s", buffer_string(&all));
    buffer_done(&all);
}

/* Asked before newterm(), which loses memory when it fails. */
static bool is_known(const char *name)
{
    int status = 0;
    bool known = setupterm(name, DISPLAY_OUTPUT, &status) == OK;
    if (known)
        del_curterm(cur_term);
    return known;
}

/* Where the locale is not UTF-8, ncurses sends REP for characters that repeat, which some terminals
 * get wrong near the right edge; what is drawn there is ASCII in any case. */
static SCREEN *new_screen(const char *name)
{
    char *locale = memory_copy_string(setlocale(LC_CTYPE, NULL));
    (void)setlocale(LC_CTYPE, "C.UTF-8");
    SCREEN *screen = newterm(name, stdout, stdin);
    (void)setlocale(LC_CTYPE, locale);
    free(locale);
    return screen;
}

/* Open the terminal under the name in TERM, or one that can stand in for it. */
static int open_screen(struct display *display, struct error *error)
{
    static const char stand_in[] = "xterm-256color";
    const char *name = getenv("TERM");
    if (name == NULL || name[0] == '\0')
        return error_set(error, ERROR_ENVIRONMENT,
                         "the environment names no terminal: set TERM, or %s", OTHER_WAY);
    if (is_known(name))
        display->screen = new_screen(name);
    else if (strncmp(name, "xterm-", 6) == 0 && is_known(stand_in))
        display->screen = new_screen(stand_in);
    if (display->screen == NULL)
        return error_set(error, ERROR_ENVIRONMENT,
                         "the terminal \"%s\" is not known here: try TERM=%s, or %s", name,
                         stand_in, OTHER_WAY);
    if (cursor_address == NULL)
        return error_set(error, ERROR_ENVIRONMENT,
                         "the terminal \"%s\" cannot place the cursor: %s", name, OTHER_WAY);
    return 0;
}

/* ncurses 6.4 flushes after each motion of the cursor, some sixty writes a frame, until the screen
 * was left once and entered again. Before there are colours: else that resets the user's palette. */
static void settle_screen(void)
{
    endwin();
    doupdate();
}

static void adopt_terminal(struct display *display, const struct display_options *options)
{
    settle_screen();
    raw();
    noecho();
    nonl();
    typeahead(-1);
    display->private_modes = strncmp(cursor_address, "\033[", 2) == 0;
    display->ascii = options->ascii || (show_locale_flags() & SHOW_ASCII) != 0;
    display->mouse = options->mouse;
    display->cursor_shown = true;
    getmaxyx(stdscr, display->height, display->width);
    display->next = grid_new(0, 0);
    display->shown = grid_new(0, 0);
    input_init(&display->input, escape_delay());
    display_prepare_styles(display, theme_choose(options->theme));
    /* The screen is clear; new colours would clear it again. */
    clearok(curscr, FALSE);
    clearok(stdscr, FALSE);
    prepare_restoration(display);
    display_signal_set_restoration(restoration);
}

int display_open(const struct display_options *options, struct display **out, struct error *error)
{
    *out = NULL;
    if (!isatty(DISPLAY_INPUT) || !isatty(DISPLAY_OUTPUT))
        return error_set(error, ERROR_ENVIRONMENT,
                         "standard input and output are not a terminal: %s", OTHER_WAY);
    /* They would freeze the size. */
    unsetenv("LINES");
    unsetenv("COLUMNS");
    /* Before newterm(), which keeps handlers that are there. */
    if (display_signal_open(error) < 0)
        return -1;
    struct display *display = memory_allocate(sizeof *display);
    if (open_screen(display, error) < 0) {
        if (display->screen != NULL) {
            reset_shell_mode();
            delscreen(display->screen);
        }
        display_signal_close();
        free(display);
        return -1;
    }
    adopt_terminal(display, options);
    *out = display;
    return 0;
}

void display_close(struct display *display)
{
    if (display == NULL)
        return;
    display_leave(display);
    delscreen(display->screen);
    display_signal_close();
    grid_free(display->shown);
    grid_free(display->next);
    input_done(&display->input);
    free(display->keys);
    free(display);
}

void display_size(const struct display *display, int *height, int *width)
{
    *height = display->height;
    *width = display->width;
}

bool display_is_ascii(const struct display *display)
{
    return display->ascii;
}

bool display_resize(struct display *display)
{
    struct winsize size = {0};
    if (ioctl(DISPLAY_OUTPUT, TIOCGWINSZ, &size) < 0 || size.ws_row == 0 || size.ws_col == 0)
        return false;
    if (size.ws_row == display->height && size.ws_col == display->width)
        return false;
    /* Not resizeterm(): it also puts a key into a queue that nobody reads. */
    if (resize_term(size.ws_row, size.ws_col) == ERR)
        return false;
    getmaxyx(stdscr, display->height, display->width);
    display->redraw = true;
    return true;
}

void display_modes_on(struct display *display)
{
    struct buffer modes = {0};
    display->modes_on = true;
    append_capability(&modes, display->private_modes ? PASTE_AND_FOCUS_ON : NULL);
    append_capability(&modes, keypad_xmit);
    append_capability(&modes, display->mouse ? MOUSE_ON : NULL);
    display_write(buffer_string(&modes), modes.length);
    buffer_done(&modes);
}

void display_modes_off(struct display *display)
{
    struct buffer modes = {0};
    if (!display->modes_on)
        return;
    display->modes_on = false;
    append_capability(&modes, display->mouse ? MOUSE_OFF : NULL);
    append_capability(&modes, keypad_local);
    append_capability(&modes, display->private_modes ? PASTE_AND_FOCUS_OFF : NULL);
    display_write(buffer_string(&modes), modes.length);
    buffer_done(&modes);
}

void display_leave(struct display *display)
{
    struct buffer bytes = {0};
    display_modes_off(display);
    /* Not endwin(): when ncurses comes back from that, it resets the user's palette. */
    curs_set(1);
    append_capability(&bytes, tiparm(cursor_address, display->height - 1, 0));
    append_capability(&bytes, clr_eol);
    append_exit(&bytes);
    display_write(buffer_string(&bytes), bytes.length);
    reset_shell_mode();
    display_signal_set_restoration(NULL);
    buffer_done(&bytes);
}

void display_return(struct display *display)
{
    struct buffer bytes = {0};
    /* What was typed meanwhile was meant for another screen. */
    tcflush(DISPLAY_INPUT, TCIFLUSH);
    input_clear(&display->input);
    display->has_early = false;
    reset_prog_mode();
    display_signal_set_restoration(restoration);
    append_capability(&bytes, enter_ca_mode);
    display_write(buffer_string(&bytes), bytes.length);
    buffer_done(&bytes);
    display->cursor_shown = true;
    display->redraw = true;
    (void)display_resize(display);
}

void display_stop(struct display *display)
{
    display_leave(display);
    display_signal_stop(true);
    display_return(display);
}

void display_set_mouse(struct display *display, bool on)
{
    if (display->mouse == on || !display->private_modes)
        return;
    display->mouse = on;
    if (display->modes_on)
        display_write(on ? MOUSE_ON : MOUSE_OFF, sizeof MOUSE_ON - 1);
}

void display_bell(struct display *display)
{
    if (!display->vanished)
        beep();
}

static void append_base64(struct buffer *out, const char *bytes, size_t length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < length; i += 3) {
        size_t taken = length - i < 3 ? length - i : 3;
        unsigned long group = 0;
        for (size_t j = 0; j < 3; j++)
            group = group << 8 | (j < taken ? (unsigned char)bytes[i + j] : 0);
        for (size_t j = 0; j < 4; j++)
            buffer_append_byte(out, j <= taken ? digits[group >> (18 - 6 * j) & 63] : '=');
    }
}

bool display_copy(struct display *display, const char *text, size_t length)
{
    const char *capability = tigetstr("Ms");
    bool known = capability != NULL && capability != (const char *)-1;
    if (display->vanished || !known || length > CLIPBOARD_MAX)
        return false;
    struct buffer sequence = {0};
    buffer_append_string(&sequence, "\033]52;c;");
    append_base64(&sequence, text, length);
    buffer_append_byte(&sequence, '\a');
    display_write(sequence.bytes, sequence.length);
    buffer_done(&sequence);
    return true;
}
