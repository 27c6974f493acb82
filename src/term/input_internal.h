/* From the bytes that a terminal sends to events. Pure: bytes in, events out, no terminal and no
 * clock; whoever feeds it tells it when nothing more came for input_delay() milliseconds.
 * Not done with get_wch(): with a poll() loop that loses what follows a character which arrives in
 * two parts, and three characters after a byte that is not UTF-8 (seen with ncurses 6.4). */
#ifndef IFSPEC_TERM_INPUT_INTERNAL_H
#define IFSPEC_TERM_INPUT_INTERNAL_H

#include "base/buffer.h"
#include "term/display.h"

#include <stdbool.h>
#include <stddef.h>

/* A sequence, beginning with ESC, that the terminal at hand sends for a key. */
struct input_key {
    const char *bytes;
    key_code key;
};

/* Longest sequence that is waited for; more is not a reply but a lost terminator. */
enum { INPUT_SEQUENCE_MAX = 4096 };

struct input {
    struct buffer bytes; /* from `start` on not yet decoded */
    size_t start;
    struct buffer text;  /* of the last TEXT or PASTE event; while pasting: what came so far */
    bool pasting;
    bool expired;        /* nothing more comes: decide what is incomplete */
    int escape_delay;    /* milliseconds */
    const struct input_key *keys; /* borrowed */
    size_t key_count;
};

void input_init(struct input *input, int escape_delay);
void input_done(struct input *input);
/* The terminal's own sequences go before the ones that most terminals share. */
void input_set_keys(struct input *input, const struct input_key *keys, size_t count);

void input_feed(struct input *input, const char *bytes, size_t length);
/* Forget everything that came and was not delivered. */
void input_clear(struct input *input);

/* The next event; false if there is none before more bytes or input_expire(). The text of an event
 * is borrowed until the next call of a function that takes a non-const input. */
bool input_next(struct input *input, struct event *event);

/* Whether anything is held back that may still be the beginning of something longer. */
bool input_is_held(const struct input *input);
/* After how many milliseconds of silence to call input_expire(). Only if input_is_held(). */
int input_delay(const struct input *input);
void input_expire(struct input *input);

enum input_outcome {
    INPUT_EVENT,      /* an event, bytes consumed */
    INPUT_NOTHING,    /* bytes consumed, nothing to tell */
    INPUT_INCOMPLETE, /* wait for more */
};

#define INPUT_PASTE_BEGIN "\033[200~"
#define INPUT_PASTE_END   "\033[201~"
enum { INPUT_MARKER_LENGTH = 6 };

/* What is not yet decoded. */
const char *input_rest(const struct input *input, size_t *length);
/* Take `length` bytes away; returns the outcome. */
enum input_outcome input_consume(struct input *input, size_t length, enum input_outcome outcome);
bool input_starts_with(const char *bytes, size_t length, const char *start, size_t start_length);
enum input_outcome input_paste(struct input *input, struct event *event);

/* The event of a control byte (0x00 to 0x1F, 0x7F). */
void input_control(unsigned char byte, struct event *event);

/* A key or a typed character from a code point with modifiers. `text` has room for the character,
 * whose length is put into the event. False for a code that is no key. */
bool input_code(unsigned long code, key_code modifiers, char text[4], struct event *event);

/* The event of ESC [ text final and of ESC O text final; false if it is to be swallowed.
 * `character` has room for what was typed. */
bool input_csi(const char *text, size_t length, char final, char character[4],
               struct event *event);
bool input_ss3(const char *text, size_t length, char final, char character[4],
               struct event *event);

#endif
