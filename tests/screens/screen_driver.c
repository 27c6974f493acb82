#include "driver_internal.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "term/key.h"
#include "unit/unit.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    QUIET = 35, /* milliseconds after which a screen is settled; more than an ESC alone takes */
    GLANCE = 5,
    REAP_INTERVAL = 5,
    READ_INTERVAL = 50,
    CHUNK = 65536,
};

static long long now(void)
{
    struct timespec time = {0};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static const char *path_in(char *path, size_t size, const char *folder, const char *name)
{
    (void)snprintf(path, size, "%s/%s", folder, name);
    return path;
}

const char *driver_program(const char *name)
{
    static char path[4096];
    return path_in(path, sizeof path, SCREEN_BUILD, name);
}

const char *driver_source(const char *name)
{
    static char path[4096];
    return path_in(path, sizeof path, SCREEN_SOURCE, name);
}

static void write_all(struct driver *driver, const char *bytes, size_t length)
{
    while (length > 0 && driver->terminal >= 0) {
        ssize_t written = write(driver->terminal, bytes, length);
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (errno == EAGAIN) {
            /* The line is full: let the program write, so that it comes to reading. */
            (void)driver_read(driver, 10);
        } else if (errno != EINTR) {
            return;
        }
    }
}

static void prepare_environment(const struct driver_options *options)
{
    static const char *const removed[] = {
        "NO_COLOR", "COLORFGBG", "ESCDELAY", "LINES", "COLUMNS", "EDITOR", "VISUAL", "TERMINFO",
        "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME",
        "NCURSES_NO_UTF8_ACS",
    };
    for (size_t i = 0; i < sizeof removed / sizeof removed[0]; i++)
        unsetenv(removed[i]);
    setenv("TERM", options->term != NULL ? options->term : "xterm-256color", 1);
    setenv("LC_ALL", options->locale != NULL ? options->locale : "C.UTF-8", 1);
    for (size_t i = 0; options->environment != NULL && options->environment[i] != NULL; i++) {
        char *setting = memory_copy_string(options->environment[i]);
        char *equals = strchr(setting, '=');
        if (equals != NULL) {
            *equals = '\0';
            setenv(setting, equals + 1, 1);
        } else {
            unsetenv(setting);
        }
        free(setting);
    }
}

static void become_program(const struct driver *driver, const struct driver_options *options,
                           char *const arguments[], const int pipes[4])
{
    static const int caught[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGPIPE, SIGQUIT};
    for (size_t i = 0; i < sizeof caught / sizeof caught[0]; i++)
        signal(caught[i], SIG_DFL);
    prepare_environment(options);
    if (options->directory != NULL && chdir(options->directory) < 0)
        _exit(125);
    if (driver->job)
        driver_run_job(arguments, pipes[1], pipes[2]);
    execv(arguments[0], arguments);
    _exit(127);
}

static void make_pipes(struct driver *driver, int pipes[4])
{
    if (!driver->job)
        return;
    assert_int_equal(pipe(pipes), 0);
    assert_int_equal(pipe(pipes + 2), 0);
    for (int i = 0; i < 4; i++)
        fcntl(pipes[i], F_SETFD, FD_CLOEXEC);
    driver->reports = pipes[0];
    driver->orders = pipes[3];
}

/* What a new line is set to; known before the program can change it. */
static void default_settings(struct termios *settings)
{
    int ends[2] = {-1, -1};
    assert_int_equal(openpty(&ends[0], &ends[1], NULL, NULL, NULL), 0);
    assert_int_equal(tcgetattr(ends[1], settings), 0);
    close(ends[0]);
    close(ends[1]);
}

struct driver *driver_start(const struct driver_options *options, const char *const arguments[])
{
    struct driver *driver = memory_allocate(sizeof *driver);
    driver->height = options->height > 0 ? options->height : 24;
    driver->width = options->width > 0 ? options->width : 80;
    driver->job = options->job;
    driver->cursor_visible = true;
    driver->reports = -1;
    driver->orders = -1;
    int pipes[4] = {-1, -1, -1, -1};
    make_pipes(driver, pipes);
    struct winsize size = {.ws_row = (unsigned short)driver->height,
                           .ws_col = (unsigned short)driver->width};
    size_t count = 0;
    while (arguments[count] != NULL)
        count++;
    char **copies = memory_allocate((count + 1) * sizeof *copies);
    for (size_t i = 0; i < count; i++)
        copies[i] = memory_copy_string(arguments[i]);
    default_settings(&driver->settings);
    driver->process = forkpty(&driver->terminal, NULL, &driver->settings, &size);
    assert_true(driver->process >= 0);
    if (driver->process == 0)
        become_program(driver, options, copies, pipes);
    for (size_t i = 0; i < count; i++)
        free(copies[i]);
    free(copies);
    if (driver->job) {
        close(pipes[1]);
        close(pipes[2]);
    }
    fcntl(driver->terminal, F_SETFL, O_NONBLOCK);
    fcntl(driver->terminal, F_SETFD, FD_CLOEXEC);
    bool utf8 = options->locale == NULL || strstr(options->locale, "UTF-8") != NULL;
    driver_make_terminal(driver, utf8);
    return driver;
}

void driver_stop(struct driver *driver)
{
    if (driver == NULL)
        return;
    driver_hang_up(driver);
    if (!driver->ended) {
        kill(driver->process, SIGKILL);
        waitpid(driver->process, NULL, 0);
    }
    if (driver->job) {
        close(driver->reports);
        close(driver->orders);
    }
    vterm_free(driver->vterm);
    buffer_done(&driver->output);
    buffer_done(&driver->unknown);
    buffer_done(&driver->sequence);
    free(driver);
}

static void keep_status(struct driver *driver, int status)
{
    driver->ended = true;
    driver->status = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

static bool try_to_reap(struct driver *driver, const void *what)
{
    (void)what;
    int status = 0;
    if (!driver->ended && waitpid(driver->process, &status, WNOHANG) == driver->process)
        keep_status(driver, status);
    return driver->ended;
}

bool driver_read(struct driver *driver, int milliseconds)
{
    static char bytes[CHUNK];
    bool deaf = driver->closed || driver->choked;
    struct pollfd watched = {.fd = deaf ? -1 : driver->terminal, .events = POLLIN};
    if (poll(&watched, 1, milliseconds) <= 0)
        return false;
    ssize_t length = read(driver->terminal, bytes, sizeof bytes);
    if (length <= 0) {
        driver->closed = length == 0 || (errno != EAGAIN && errno != EINTR);
        return false;
    }
    buffer_append(&driver->output, bytes, (size_t)length);
    driver->bytes += (size_t)length;
    driver_take(driver, bytes, (size_t)length);
    return true;
}

bool driver_wait_until(struct driver *driver, driver_condition condition, const void *what)
{
    long long deadline = now() + DRIVER_PATIENCE;
    while (!condition(driver, what)) {
        long long left = deadline - now();
        if (left <= 0)
            return false;
        /* Once the other side is closed nothing more comes but the end of the process. */
        int time = driver->closed || driver->choked ? REAP_INTERVAL : READ_INTERVAL;
        (void)driver_read(driver, left < time ? (int)left : time);
    }
    return true;
}

void driver_settle(struct driver *driver)
{
    long long begin = now();
    long long active = begin;
    unsigned long before = 0;
    while (now() - active < QUIET && now() - begin < DRIVER_PATIENCE) {
        unsigned long sleeps = 0;
        bool wrote = driver_read(driver, GLANCE);
        bool runs = driver_work(driver, &sleeps) == WORK_RUNS;
        if (wrote || runs || sleeps != before)
            active = now();
        before = sleeps;
    }
}

void driver_send(struct driver *driver, const char *bytes, size_t length)
{
    write_all(driver, bytes, length);
}

void driver_type(struct driver *driver, const char *text)
{
    write_all(driver, text, strlen(text));
}

void driver_paste(struct driver *driver, const char *text)
{
    /* As terminals do: line ends are CR, and ESC is left out. */
    struct buffer pasted = {0};
    driver_settle(driver);
    for (const char *at = text; *at != '\0'; at++)
        if (*at != '\033')
            buffer_append_byte(&pasted, *at == '\n' ? '\r' : *at);
    bool bracketed = driver_mode(driver, 2004);
    struct buffer all = {0};
    buffer_append_string(&all, bracketed ? "\033[200~" : "");
    buffer_append(&all, buffer_string(&pasted), pasted.length);
    buffer_append_string(&all, bracketed ? "\033[201~" : "");
    write_all(driver, buffer_string(&all), all.length);
    buffer_done(&pasted);
    buffer_done(&all);
}

static VTermKey vterm_key(key_code key)
{
    static const VTermKey keys[] = {
        VTERM_KEY_TAB,  VTERM_KEY_ENTER, VTERM_KEY_ESCAPE, VTERM_KEY_BACKSPACE, VTERM_KEY_DEL,
        VTERM_KEY_INS,  VTERM_KEY_UP,    VTERM_KEY_DOWN,   VTERM_KEY_LEFT,      VTERM_KEY_RIGHT,
        VTERM_KEY_HOME, VTERM_KEY_END,   VTERM_KEY_PAGEUP, VTERM_KEY_PAGEDOWN,
    };
    if (key >= KEY_FUNCTION_NAME)
        return (VTermKey)(VTERM_KEY_FUNCTION_0 + 1 + (int)(key - KEY_FUNCTION_NAME));
    return keys[key - KEY_NAMED];
}

static void press(struct driver *driver, const char *name)
{
    key_code key = 0;
    if (!key_parse(name, &key))
        fail_msg("no key is called %s", name);
    VTermModifier modifiers = VTERM_MOD_NONE;
    if ((key & KEY_SHIFT) != 0)
        modifiers |= VTERM_MOD_SHIFT;
    if ((key & KEY_ALT) != 0)
        modifiers |= VTERM_MOD_ALT;
    if ((key & KEY_CONTROL) != 0)
        modifiers |= VTERM_MOD_CTRL;
    key &= ~(key_code)(KEY_SHIFT | KEY_ALT | KEY_CONTROL);
    if (key >= KEY_NAMED)
        vterm_keyboard_key(driver->vterm, vterm_key(key), modifiers);
    else
        vterm_keyboard_unichar(driver->vterm, key, modifiers);
}

void driver_keys(struct driver *driver, const char *names)
{
    char *copy = memory_copy_string(names);
    char *rest = NULL;
    for (char *name = strtok_r(copy, " ", &rest); name != NULL; name = strtok_r(NULL, " ", &rest)) {
        press(driver, name);
        /* A person lets go of Esc before the next key. */
        if (strcmp(name, "Esc") == 0)
            driver_settle(driver);
    }
    free(copy);
}

/* Whether the program takes what was typed, within the time. */
static bool takes_input(int line)
{
    int count = 1;
    for (int i = 0; i < QUIET && count > 0; i++) {
        ioctl(line, FIONREAD, &count);
        (void)poll(NULL, 0, count > 0 ? 5 : 0);
    }
    return count == 0;
}

void driver_choke(struct driver *driver, const char *key)
{
    driver_settle(driver);
    int line = open(ptsname(driver->terminal), O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(line >= 0);
    driver->choked = true;
    do
        press(driver, key);
    while (takes_input(line));
    close(line);
}

void driver_read_again(struct driver *driver)
{
    driver->choked = false;
}

void driver_resize(struct driver *driver, int height, int width)
{
    struct winsize size = {.ws_row = (unsigned short)height, .ws_col = (unsigned short)width};
    driver->height = height;
    driver->width = width;
    vterm_set_size(driver->vterm, height, width);
    ioctl(driver->terminal, TIOCSWINSZ, &size);
}

void driver_signal(struct driver *driver, int number)
{
    kill(driver->process, number);
}

void driver_print(struct driver *driver, const char *text)
{
    driver_settle(driver);
    driver_take(driver, text, strlen(text));
}

void driver_hang_up(struct driver *driver)
{
    if (driver->terminal >= 0)
        close(driver->terminal);
    driver->terminal = -1;
    driver->closed = true;
}

void driver_expect_stopped(struct driver *driver, bool restored)
{
    struct pollfd watched = {.fd = driver->reports, .events = POLLIN};
    char byte = 0;
    assert_true(driver->job);
    driver_settle(driver);
    if (poll(&watched, 1, DRIVER_PATIENCE) <= 0 || read(driver->reports, &byte, 1) != 1)
        driver_fail(driver, "did not stop");
    if (byte != (restored ? 'S' : 's'))
        driver_fail(driver, "stopped, but %s the line", restored ? "did not put back" : "put back");
    driver_settle(driver);
}

void driver_continue(struct driver *driver)
{
    assert_int_equal(write(driver->orders, "c", 1), 1);
}

bool driver_is_running(struct driver *driver)
{
    return !try_to_reap(driver, NULL);
}

void driver_expect_exit(struct driver *driver, int status)
{
    if (!driver_wait_until(driver, try_to_reap, NULL))
        driver_fail(driver, "did not end");
    driver->choked = false;
    while (driver_read(driver, 0))
        continue;
    if (driver->status != status)
        driver_fail(driver, "ended with %d, not with %d", driver->status, status);
}

void driver_mark(struct driver *driver)
{
    driver->bytes = 0;
    driver->clears = 0;
    driver->bells = 0;
}

size_t driver_bytes(const struct driver *driver)
{
    return driver->bytes;
}

size_t driver_clears(const struct driver *driver)
{
    return driver->clears;
}

size_t driver_bells(const struct driver *driver)
{
    return driver->bells;
}

const char *driver_output(const struct driver *driver, size_t *length)
{
    *length = driver->output.length;
    return buffer_string(&driver->output);
}
