#include "display_internal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

enum {
    READ_SIZE = 8192,
    DOUBLE_CLICK_TIME = 400, /* milliseconds */
    NEVER = -1,
};

static long long now(void)
{
    struct timespec time = {0};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static bool end_event(struct event *event, int number)
{
    *event = (struct event){.kind = EVENT_END, .signal = number};
    return true;
}

/* What a signal means; false if it means nothing. */
static bool signal_event(struct display *display, int number, struct event *event)
{
    switch (number) {
    case SIGWINCH:
        *event = (struct event){.kind = EVENT_RESIZE};
        return display_resize(display);
    case SIGTSTP:
        display_leave(display);
        display_signal_stop(false);
        display_return(display);
        *event = (struct event){.kind = EVENT_RESUMED};
        return true;
    case SIGCONT:
        /* Stopped by a signal that nobody can catch; the shell has used the terminal since. */
        display_leave(display);
        display_return(display);
        *event = (struct event){.kind = EVENT_RESUMED};
        return true;
    default:
        return end_event(event, number);
    }
}

static bool next_signal(struct display *display, struct event *event)
{
    int number = 0;
    while ((number = display_signal_next()) != 0)
        if (signal_event(display, number, event))
            return true;
    return false;
}

/* A click twice on one place is a double click; one outside the grid, or that nobody asked for,
 * is none. */
static bool complete_mouse(struct display *display, struct event *event)
{
    if (!display->mouse || event->row < 0 || event->row >= display->height || event->column < 0 ||
        event->column >= display->width)
        return false;
    if (event->kind == EVENT_WHEEL)
        return true;
    long long time = now();
    bool again = event->row == display->last_click.row &&
                 event->column == display->last_click.column &&
                 time - display->last_click.milliseconds <= DOUBLE_CLICK_TIME;
    event->amount = again ? 2 : 1;
    display->last_click.row = event->row;
    display->last_click.column = event->column;
    display->last_click.milliseconds = again ? 0 : time;
    return true;
}

static bool next_input(struct display *display, struct event *event)
{
    if (display->has_early) {
        *event = display->early;
        display->has_early = false;
        return true;
    }
    while (input_next(&display->input, event)) {
        if ((event->kind != EVENT_CLICK && event->kind != EVENT_WHEEL) ||
            complete_mouse(display, event))
            return true;
    }
    return false;
}

/* The terminal's own key sequences are looked up when the first ESC comes: not before the first
 * frame, and never for someone who only types. */
static void learn_keys(struct display *display, const char *bytes, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length && display->keys == NULL; i++) {
        if (bytes[i] != '\033')
            continue;
        display->keys = input_terminfo_keys(&count);
        input_set_keys(&display->input, display->keys, count);
    }
}

/* Read what is there; false if there is no terminal any more. */
static bool read_input(struct display *display)
{
    char bytes[READ_SIZE];
    ssize_t length = read(DISPLAY_INPUT, bytes, sizeof bytes);
    if (length < 0)
        return errno == EINTR || errno == EAGAIN;
    if (length == 0)
        return false;
    display->decision = 0;
    learn_keys(display, bytes, (size_t)length);
    input_feed(&display->input, bytes, (size_t)length);
    return true;
}

/* The earlier of two durations, of which NEVER is later than all. */
static int earlier(int a, int b)
{
    if (a == NEVER || b == NEVER)
        return a == NEVER ? b : a;
    return a < b ? a : b;
}

static int remaining(long long deadline)
{
    long long left = deadline - now();
    return left > 0 ? (int)left : 0;
}

enum waited { WAITED_TIME, WAITED_SOMETHING, WAITED_WAKE, WAITED_VANISHED };

static enum waited wait_for_something(struct display *display, int milliseconds, int wake)
{
    struct pollfd watched[] = {
        {.fd = display_signal_descriptor(), .events = POLLIN},
        {.fd = DISPLAY_INPUT, .events = POLLIN},
        {.fd = wake, .events = POLLIN},
    };
    int count = poll(watched, sizeof watched / sizeof watched[0], milliseconds);
    if (count < 0)
        return WAITED_SOMETHING;
    if (count == 0)
        return WAITED_TIME;
    if (watched[0].revents != 0)
        return WAITED_SOMETHING;
    if ((watched[1].revents & POLLIN) != 0)
        return read_input(display) ? WAITED_SOMETHING : WAITED_VANISHED;
    return watched[1].revents != 0 ? WAITED_VANISHED : WAITED_WAKE;
}

/* How long an Esc may still turn out to begin a sequence. The time goes on between calls: whoever has
 * idle work asks again and again, and waits for nothing. */
static int time_to_decide(struct display *display)
{
    if (!input_is_held(&display->input))
        return NEVER;
    if (display->decision == 0)
        display->decision = now() + input_delay(&display->input);
    return remaining(display->decision);
}

/* What is held is what it is by now; false if it may still become something else, or nothing is. */
static bool decide(struct display *display)
{
    if (time_to_decide(display) != 0)
        return false;
    input_expire(&display->input);
    display->decision = 0;
    return true;
}

void display_wait(struct display *display, int milliseconds, int wake, struct event *event)
{
    long long deadline = milliseconds > 0 ? now() + milliseconds : 0;
    *event = (struct event){.kind = EVENT_NONE};
    for (;;) {
        if (next_signal(display, event) || next_input(display, event))
            return;
        int decision = time_to_decide(display);
        int limit = milliseconds > 0 ? remaining(deadline) : milliseconds;
        int time = earlier(limit, decision);
        *event = (struct event){.kind = EVENT_NONE};
        switch (display->vanished ? WAITED_VANISHED : wait_for_something(display, time, wake)) {
        case WAITED_VANISHED:
            display->vanished = true;
            (void)end_event(event, SIGHUP);
            return;
        case WAITED_WAKE:
            return;
        case WAITED_TIME:
            if (!decide(display))
                return;
            break;
        case WAITED_SOMETHING:
            break;
        }
    }
}

bool display_has_input(struct display *display)
{
    struct pollfd watched = {.fd = DISPLAY_INPUT, .events = POLLIN};
    if (display->has_early)
        return true;
    /* Not every byte becomes an event, and a frame must not wait for one that does not. */
    display->has_early = next_input(display, &display->early);
    if (!display->has_early && poll(&watched, 1, 0) > 0 && (watched.revents & POLLIN) != 0)
        display->has_early = read_input(display) && next_input(display, &display->early);
    if (!display->has_early && decide(display))
        display->has_early = next_input(display, &display->early);
    return display->has_early;
}
