#include "input_internal.h"

#include "base/utf8.h"

#include <assert.h>
#include <string.h>

/* How long to wait for the rest. ESC alone is a key that people press: the shortest. ESC and one
 * character that begins sequences may be Alt with it. Nobody types what is longer, so that only
 * a terminator that never comes ends there. */
enum {
    DELAY_INTRODUCER = 100,
    DELAY_SEQUENCE = 250,
    DELAY_PASTE_END = 5,
    DELAY_PASTE = 3000,
};

void input_init(struct input *input, int escape_delay)
{
    *input = (struct input){.escape_delay = escape_delay};
}

void input_done(struct input *input)
{
    buffer_done(&input->bytes);
    buffer_done(&input->text);
}

void input_set_keys(struct input *input, const struct input_key *keys, size_t count)
{
    input->keys = keys;
    input->key_count = count;
}

void input_clear(struct input *input)
{
    buffer_clear(&input->bytes);
    buffer_clear(&input->text);
    input->start = 0;
    input->pasting = false;
    input->expired = false;
}

void input_feed(struct input *input, const char *bytes, size_t length)
{
    if (input->start > 0) {
        buffer_splice(&input->bytes, 0, input->start, NULL, 0);
        input->start = 0;
    }
    buffer_append(&input->bytes, bytes, length);
    input->expired = false;
}

const char *input_rest(const struct input *input, size_t *length)
{
    *length = input->bytes.length - input->start;
    return buffer_string(&input->bytes) + input->start;
}

enum input_outcome input_consume(struct input *input, size_t length,
                                 enum input_outcome outcome)
{
    input->start += length;
    return outcome;
}

/* Deliver a TEXT event's character from `text`, which lives on the stack, out of the buffer. */
static void keep_text(struct input *input, struct event *event)
{
    if (event->kind != EVENT_TEXT)
        return;
    buffer_clear(&input->text);
    buffer_append(&input->text, event->text, event->length);
    event->text = buffer_string(&input->text);
}

static size_t announced_length(unsigned char lead)
{
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Whether the bytes may be the beginning of a character of which the rest has not come. */
static bool is_cut(const char *bytes, size_t length)
{
    if (length >= announced_length((unsigned char)bytes[0]))
        return false;
    for (size_t i = 1; i < length; i++)
        if (((unsigned char)bytes[i] & 0xC0) != 0x80)
            return false;
    return true;
}

static bool is_control(unsigned char byte)
{
    return byte < 0x20 || byte == 0x7F;
}

/* A run of typed text. Bytes that are not UTF-8 and C1 controls are dropped: no key sends them. */
static enum input_outcome decode_text(struct input *input, struct event *event)
{
    size_t length = 0;
    size_t offset = 0;
    const char *bytes = input_rest(input, &length);
    buffer_clear(&input->text);
    while (offset < length && !is_control((unsigned char)bytes[offset])) {
        uint32_t code_point = 0;
        size_t step = utf8_decode(bytes + offset, length - offset, &code_point);
        if (code_point == UTF8_INVALID && is_cut(bytes + offset, length - offset) &&
            !input->expired)
            break;
        if (code_point != UTF8_INVALID && (code_point < 0x80 || code_point > 0x9F))
            buffer_append(&input->text, bytes + offset, step);
        offset += step;
    }
    if (offset == 0)
        return INPUT_INCOMPLETE;
    *event = (struct event){.kind = EVENT_TEXT, .length = input->text.length};
    event->text = buffer_string(&input->text);
    return input_consume(input, offset, event->length > 0 ? INPUT_EVENT : INPUT_NOTHING);
}

bool input_starts_with(const char *bytes, size_t length, const char *start, size_t start_length)
{
    return length >= start_length && memcmp(bytes, start, start_length) == 0;
}

/* A key of the terminal's own. Sets *incomplete if the bytes may become a longer one. */
static const struct input_key *find_key(const struct input *input, const char *bytes,
                                        size_t length, bool *incomplete)
{
    const struct input_key *found = NULL;
    size_t found_length = 0;
    *incomplete = false;
    for (size_t i = 0; i < input->key_count; i++) {
        const struct input_key *key = &input->keys[i];
        size_t key_length = strlen(key->bytes);
        if (key_length > length) {
            if (memcmp(key->bytes, bytes, length) == 0)
                *incomplete = true;
        } else if (key_length > found_length && memcmp(key->bytes, bytes, key_length) == 0) {
            found = key;
            found_length = key_length;
        }
    }
    return found;
}

/* Bytes that an incomplete sequence takes once nothing more comes, or it is too long. */
static enum input_outcome give_up(struct input *input, size_t length)
{
    if (!input->expired && length < INPUT_SEQUENCE_MAX)
        return INPUT_INCOMPLETE;
    return input_consume(input, length, INPUT_NOTHING);
}

/* ESC with a character that also begins sequences, and nothing behind it: Alt and the character. */
static enum input_outcome introducer_alone(struct input *input, char character, struct event *event)
{
    if (!input->expired)
        return INPUT_INCOMPLETE;
    *event = (struct event){.kind = EVENT_KEY, .key = (unsigned char)character | KEY_ALT};
    return input_consume(input, 2, INPUT_EVENT);
}

/* OSC, DCS, APC, which replies come in: up to ST or BEL. Any other control character ends it and is
 * itself. PM and SOS come in no reply; ESC ^ and ESC X are Alt. */
static enum input_outcome decode_string(struct input *input, struct event *event)
{
    size_t length = 0;
    const char *bytes = input_rest(input, &length);
    if (length == 2)
        return introducer_alone(input, bytes[1], event);
    for (size_t i = 2; i < length; i++) {
        if (bytes[i] == '\a')
            return input_consume(input, i + 1, INPUT_NOTHING);
        if (bytes[i] == '\033' && i + 1 == length && !input->expired)
            return INPUT_INCOMPLETE;
        if (bytes[i] == '\033' && i + 1 < length && bytes[i + 1] == '\\')
            return input_consume(input, i + 2, INPUT_NOTHING);
        if (is_control((unsigned char)bytes[i]))
            return input_consume(input, i, INPUT_NOTHING);
    }
    return give_up(input, length);
}

/* Offset of the byte that ends the parameters (and intermediates) from `offset` on. */
static size_t parameters_end(const char *bytes, size_t length, size_t offset)
{
    while (offset < length && bytes[offset] >= 0x20 && bytes[offset] <= 0x3F)
        offset++;
    return offset;
}

/* The Linux console's F1 to F5: ESC [ [ A to ESC [ [ E. */
static enum input_outcome decode_linux(struct input *input, struct event *event)
{
    size_t length = 0;
    const char *bytes = input_rest(input, &length);
    if (length == 3)
        return give_up(input, 3);
    if (bytes[3] < 'A' || bytes[3] > 'E')
        return input_consume(input, 3, INPUT_NOTHING);
    key_code key = KEY_FUNCTION_NAME + (key_code)(bytes[3] - 'A');
    *event = (struct event){.kind = EVENT_KEY, .key = key};
    return input_consume(input, 4, INPUT_EVENT);
}

static enum input_outcome decode_csi(struct input *input, struct event *event)
{
    size_t length = 0;
    char text[4];
    const char *bytes = input_rest(input, &length);
    if (length == 2)
        return introducer_alone(input, '[', event);
    if (bytes[2] == '[')
        return decode_linux(input, event);
    if (input_starts_with(bytes, length, INPUT_PASTE_BEGIN, INPUT_MARKER_LENGTH)) {
        input->pasting = true;
        buffer_clear(&input->text);
        return input_consume(input, INPUT_MARKER_LENGTH, INPUT_NOTHING);
    }
    size_t end = parameters_end(bytes, length, 2);
    if (end == length)
        return give_up(input, length);
    if (bytes[end] < 0x40 || bytes[end] > 0x7E)
        return input_consume(input, end, INPUT_NOTHING);
    if (bytes[end] == 'M' && end == 2) {
        /* The mouse as X10 reported it: three bytes follow, which may look like anything. */
        return length < 6 ? give_up(input, length) : input_consume(input, 6, INPUT_NOTHING);
    }
    bool known = input_csi(bytes + 2, end - 2, bytes[end], text, event);
    if (known)
        keep_text(input, event);
    return input_consume(input, end + 1, known ? INPUT_EVENT : INPUT_NOTHING);
}

static enum input_outcome decode_ss3(struct input *input, struct event *event)
{
    size_t length = 0;
    char text[4];
    const char *bytes = input_rest(input, &length);
    if (length == 2)
        return introducer_alone(input, 'O', event);
    size_t end = parameters_end(bytes, length, 2);
    if (end == length)
        return give_up(input, length);
    if (bytes[end] < 0x40 || bytes[end] > 0x7E)
        return input_consume(input, end, INPUT_NOTHING);
    bool known = input_ss3(bytes + 2, end - 2, bytes[end], text, event);
    if (known)
        keep_text(input, event);
    return input_consume(input, end + 1, known ? INPUT_EVENT : INPUT_NOTHING);
}

/* ESC before one character. */
static enum input_outcome decode_alt(struct input *input, struct event *event)
{
    size_t length = 0;
    uint32_t code_point = 0;
    const char *bytes = input_rest(input, &length);
    if (is_control((unsigned char)bytes[1])) {
        input_control((unsigned char)bytes[1], event);
        event->key |= KEY_ALT;
        return input_consume(input, 2, INPUT_EVENT);
    }
    size_t step = utf8_decode(bytes + 1, length - 1, &code_point);
    if (code_point == UTF8_INVALID && is_cut(bytes + 1, length - 1))
        return give_up(input, length);
    if (code_point == UTF8_INVALID || (code_point >= 0x80 && code_point <= 0x9F))
        return input_consume(input, 1 + step, INPUT_NOTHING);
    *event = (struct event){.kind = EVENT_KEY, .key = code_point | KEY_ALT};
    return input_consume(input, 1 + step, INPUT_EVENT);
}

static enum input_outcome escape_alone(struct input *input, struct event *event)
{
    *event = (struct event){.kind = EVENT_KEY, .key = KEY_ESCAPE_NAME};
    return input_consume(input, 1, INPUT_EVENT);
}

/* What begins at an ESC that something else follows. */
static enum input_outcome decode_sequence(struct input *input, struct event *event)
{
    size_t length = 0;
    bool incomplete = false;
    const char *bytes = input_rest(input, &length);
    const struct input_key *key = find_key(input, bytes, length, &incomplete);
    if (incomplete && !input->expired)
        return INPUT_INCOMPLETE;
    if (key != NULL) {
        *event = (struct event){.kind = EVENT_KEY, .key = key->key};
        return input_consume(input, strlen(key->bytes), INPUT_EVENT);
    }
    switch (bytes[1]) {
    case '[':
        return decode_csi(input, event);
    case 'O':
        return decode_ss3(input, event);
    case 'P':
    case ']':
    case '_':
        return decode_string(input, event);
    default:
        return decode_alt(input, event);
    }
}

/* Some terminals send Alt with a special key as ESC before its sequence. */
static enum input_outcome decode_second_escape(struct input *input, struct event *event)
{
    size_t length = 0;
    const char *bytes = input_rest(input, &length);
    if (length == 2 && !input->expired)
        return INPUT_INCOMPLETE;
    if (length == 2 || (bytes[2] != '[' && bytes[2] != 'O') ||
        input_starts_with(bytes + 1, length - 1, INPUT_PASTE_BEGIN, INPUT_MARKER_LENGTH))
        return escape_alone(input, event);
    input->start++;
    enum input_outcome outcome = decode_sequence(input, event);
    if (outcome == INPUT_INCOMPLETE)
        input->start--;
    else if (outcome == INPUT_EVENT && event->kind == EVENT_KEY)
        event->key |= KEY_ALT;
    return outcome;
}

static enum input_outcome decode_escape(struct input *input, struct event *event)
{
    size_t length = 0;
    const char *bytes = input_rest(input, &length);
    if (length == 1)
        return input->expired ? escape_alone(input, event) : INPUT_INCOMPLETE;
    if (bytes[1] == '\033')
        return decode_second_escape(input, event);
    return decode_sequence(input, event);
}

static enum input_outcome decode(struct input *input, struct event *event)
{
    unsigned char byte = (unsigned char)input->bytes.bytes[input->start];
    if (byte == 0x1B)
        return decode_escape(input, event);
    if (!is_control(byte))
        return decode_text(input, event);
    input_control(byte, event);
    return input_consume(input, 1, INPUT_EVENT);
}

bool input_next(struct input *input, struct event *event)
{
    enum input_outcome outcome = INPUT_NOTHING;
    while (outcome == INPUT_NOTHING) {
        if (input->pasting)
            outcome = input_paste(input, event);
        else if (input->start == input->bytes.length)
            outcome = INPUT_INCOMPLETE;
        else
            outcome = decode(input, event);
    }
    return outcome == INPUT_EVENT;
}

bool input_is_held(const struct input *input)
{
    return input->pasting || input->start < input->bytes.length;
}

int input_delay(const struct input *input)
{
    size_t length = 0;
    const char *bytes = input_rest(input, &length);
    assert(input_is_held(input));
    if (input->pasting)
        return input_starts_with(bytes, length, INPUT_PASTE_END, INPUT_MARKER_LENGTH)
                   ? DELAY_PASTE_END
                   : DELAY_PASTE;
    if (bytes[0] != '\033' || length > 2)
        return DELAY_SEQUENCE;
    if (length == 1 || bytes[1] == '\033')
        return input->escape_delay;
    return input->escape_delay > DELAY_INTRODUCER ? input->escape_delay : DELAY_INTRODUCER;
}

void input_expire(struct input *input)
{
    input->expired = true;
}
