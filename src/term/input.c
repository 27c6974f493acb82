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
    PASTE_MAX = 16 << 20,
};

static const char PASTE_BEGIN[] = "\033[200~";
static const char PASTE_END[] = "\033[201~";
enum { MARKER_LENGTH = sizeof PASTE_END - 1 };

enum outcome {
    OUTCOME_EVENT,      /* an event, bytes consumed */
    OUTCOME_NOTHING,    /* bytes consumed, nothing to tell */
    OUTCOME_INCOMPLETE, /* wait for more */
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
    input->stalled = false;
}

static const char *rest(const struct input *input, size_t *length)
{
    *length = input->bytes.length - input->start;
    return buffer_string(&input->bytes) + input->start;
}

static enum outcome consume(struct input *input, size_t length, enum outcome outcome)
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

/* ── Text ──────────────────────────────────────────────────────────────────────────────────── */

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
static enum outcome decode_text(struct input *input, struct event *event)
{
    size_t length = 0;
    size_t offset = 0;
    const char *bytes = rest(input, &length);
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
        return OUTCOME_INCOMPLETE;
    *event = (struct event){.kind = EVENT_TEXT, .length = input->text.length};
    event->text = buffer_string(&input->text);
    return consume(input, offset, event->length > 0 ? OUTCOME_EVENT : OUTCOME_NOTHING);
}

/* ── Escape sequences ──────────────────────────────────────────────────────────────────────── */

static bool starts_with(const char *bytes, size_t length, const char *start, size_t start_length)
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
static enum outcome give_up(struct input *input, size_t length)
{
    if (!input->expired && length < INPUT_SEQUENCE_MAX)
        return OUTCOME_INCOMPLETE;
    return consume(input, length, OUTCOME_NOTHING);
}

/* ESC with a character that also begins sequences, and nothing behind it: Alt and the character. */
static enum outcome introducer_alone(struct input *input, char character, struct event *event)
{
    if (!input->expired)
        return OUTCOME_INCOMPLETE;
    *event = (struct event){.kind = EVENT_KEY, .key = (unsigned char)character | KEY_ALT};
    return consume(input, 2, OUTCOME_EVENT);
}

/* OSC, DCS, APC, PM, SOS: up to ST or BEL. Any other control character ends it and is itself. */
static enum outcome decode_string(struct input *input, struct event *event)
{
    size_t length = 0;
    const char *bytes = rest(input, &length);
    if (length == 2)
        return introducer_alone(input, bytes[1], event);
    for (size_t i = 2; i < length; i++) {
        if (bytes[i] == '\a')
            return consume(input, i + 1, OUTCOME_NOTHING);
        if (bytes[i] == '\033' && i + 1 == length && !input->expired)
            return OUTCOME_INCOMPLETE;
        if (bytes[i] == '\033' && i + 1 < length && bytes[i + 1] == '\\')
            return consume(input, i + 2, OUTCOME_NOTHING);
        if (is_control((unsigned char)bytes[i]))
            return consume(input, i, OUTCOME_NOTHING);
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
static enum outcome decode_linux(struct input *input, struct event *event)
{
    size_t length = 0;
    const char *bytes = rest(input, &length);
    if (length == 3)
        return give_up(input, 3);
    if (bytes[3] < 'A' || bytes[3] > 'E')
        return consume(input, 3, OUTCOME_NOTHING);
    key_code key = KEY_FUNCTION_NAME + (key_code)(bytes[3] - 'A');
    *event = (struct event){.kind = EVENT_KEY, .key = key};
    return consume(input, 4, OUTCOME_EVENT);
}

static enum outcome decode_csi(struct input *input, struct event *event)
{
    size_t length = 0;
    char text[4];
    const char *bytes = rest(input, &length);
    if (length == 2)
        return introducer_alone(input, '[', event);
    if (bytes[2] == '[')
        return decode_linux(input, event);
    if (starts_with(bytes, length, PASTE_BEGIN, MARKER_LENGTH)) {
        input->pasting = true;
        buffer_clear(&input->text);
        return consume(input, MARKER_LENGTH, OUTCOME_NOTHING);
    }
    size_t end = parameters_end(bytes, length, 2);
    if (end == length)
        return give_up(input, length);
    if (bytes[end] < 0x40 || bytes[end] > 0x7E)
        return consume(input, end, OUTCOME_NOTHING);
    if (bytes[end] == 'M' && end == 2) {
        /* The mouse as X10 reported it: three bytes follow, which may look like anything. */
        return length < 6 ? give_up(input, length) : consume(input, 6, OUTCOME_NOTHING);
    }
    bool known = input_csi(bytes + 2, end - 2, bytes[end], text, event);
    if (known)
        keep_text(input, event);
    return consume(input, end + 1, known ? OUTCOME_EVENT : OUTCOME_NOTHING);
}

static enum outcome decode_ss3(struct input *input, struct event *event)
{
    size_t length = 0;
    char text[4];
    const char *bytes = rest(input, &length);
    if (length == 2)
        return introducer_alone(input, 'O', event);
    size_t end = parameters_end(bytes, length, 2);
    if (end == length)
        return give_up(input, length);
    if (bytes[end] < 0x40 || bytes[end] > 0x7E)
        return consume(input, end, OUTCOME_NOTHING);
    bool known = input_ss3(bytes + 2, end - 2, bytes[end], text, event);
    if (known)
        keep_text(input, event);
    return consume(input, end + 1, known ? OUTCOME_EVENT : OUTCOME_NOTHING);
}

/* ESC before one character. */
static enum outcome decode_alt(struct input *input, struct event *event)
{
    size_t length = 0;
    uint32_t code_point = 0;
    const char *bytes = rest(input, &length);
    if (is_control((unsigned char)bytes[1])) {
        input_control((unsigned char)bytes[1], event);
        event->key |= KEY_ALT;
        return consume(input, 2, OUTCOME_EVENT);
    }
    size_t step = utf8_decode(bytes + 1, length - 1, &code_point);
    if (code_point == UTF8_INVALID && is_cut(bytes + 1, length - 1))
        return give_up(input, length);
    if (code_point == UTF8_INVALID || (code_point >= 0x80 && code_point <= 0x9F))
        return consume(input, 1 + step, OUTCOME_NOTHING);
    *event = (struct event){.kind = EVENT_KEY, .key = code_point | KEY_ALT};
    return consume(input, 1 + step, OUTCOME_EVENT);
}

static enum outcome escape_alone(struct input *input, struct event *event)
{
    *event = (struct event){.kind = EVENT_KEY, .key = KEY_ESCAPE_NAME};
    return consume(input, 1, OUTCOME_EVENT);
}

/* What begins at an ESC that something else follows. */
static enum outcome decode_sequence(struct input *input, struct event *event)
{
    size_t length = 0;
    bool incomplete = false;
    const char *bytes = rest(input, &length);
    const struct input_key *key = find_key(input, bytes, length, &incomplete);
    if (incomplete && !input->expired)
        return OUTCOME_INCOMPLETE;
    if (key != NULL) {
        *event = (struct event){.kind = EVENT_KEY, .key = key->key};
        return consume(input, strlen(key->bytes), OUTCOME_EVENT);
    }
    switch (bytes[1]) {
    case '[':
        return decode_csi(input, event);
    case 'O':
        return decode_ss3(input, event);
    case 'P':
    case ']':
    case '_':
    case '^':
    case 'X':
        return decode_string(input, event);
    default:
        return decode_alt(input, event);
    }
}

/* Some terminals send Alt with a special key as ESC before its sequence. */
static enum outcome decode_second_escape(struct input *input, struct event *event)
{
    size_t length = 0;
    const char *bytes = rest(input, &length);
    if (length == 2 && !input->expired)
        return OUTCOME_INCOMPLETE;
    if (length == 2 || (bytes[2] != '[' && bytes[2] != 'O') ||
        starts_with(bytes + 1, length - 1, PASTE_BEGIN, MARKER_LENGTH))
        return escape_alone(input, event);
    input->start++;
    enum outcome outcome = decode_sequence(input, event);
    if (outcome == OUTCOME_INCOMPLETE)
        input->start--;
    else if (outcome == OUTCOME_EVENT && event->kind == EVENT_KEY)
        event->key |= KEY_ALT;
    return outcome;
}

static enum outcome decode_escape(struct input *input, struct event *event)
{
    size_t length = 0;
    const char *bytes = rest(input, &length);
    if (length == 1)
        return input->expired ? escape_alone(input, event) : OUTCOME_INCOMPLETE;
    if (bytes[1] == '\033')
        return decode_second_escape(input, event);
    return decode_sequence(input, event);
}

/* ── Paste ─────────────────────────────────────────────────────────────────────────────────── */

static const char *find_marker(const char *bytes, size_t length, const char *marker)
{
    for (size_t i = 0; i + MARKER_LENGTH <= length; i++) {
        const char *at = memchr(bytes + i, '\033', length - i);
        if (at == NULL)
            return NULL;
        i = (size_t)(at - bytes);
        if (starts_with(at, length - i, marker, MARKER_LENGTH))
            return at;
    }
    return NULL;
}

static void append_pasted(struct input *input, const char *bytes, size_t length)
{
    if (length <= PASTE_MAX - input->text.length)
        buffer_append(&input->text, bytes, length);
}

/* Line ends as LF; what a text cannot hold, NUL and bytes that are not UTF-8, as U+FFFD. */
static void clean_pasted(struct buffer *text)
{
    struct buffer clean = {0};
    const char *bytes = buffer_string(text);
    size_t offset = 0;
    buffer_reserve(&clean, text->length);
    while (offset < text->length) {
        uint32_t code_point = 0;
        size_t step = utf8_decode(bytes + offset, text->length - offset, &code_point);
        if (code_point == '\r') {
            buffer_append_byte(&clean, '\n');
            if (bytes[offset + 1] == '\n')
                step++;
        } else if (code_point == UTF8_INVALID || code_point == 0) {
            buffer_append_string(&clean, "\xEF\xBF\xBD");
        } else {
            buffer_append(&clean, bytes + offset, step);
        }
        offset += step;
    }
    buffer_done(text);
    *text = clean;
}

static enum outcome end_paste(struct input *input, size_t consumed, struct event *event)
{
    clean_pasted(&input->text);
    input->pasting = false;
    *event = (struct event){.kind = EVENT_PASTE, .length = input->text.length};
    event->text = buffer_string(&input->text);
    return consume(input, consumed, OUTCOME_EVENT);
}

/* Length of the end of `bytes` that may be the beginning of a marker. */
static size_t marker_beginning(const char *bytes, size_t length)
{
    size_t longest = length < MARKER_LENGTH - 1 ? length : MARKER_LENGTH - 1;
    for (size_t i = longest; i > 0; i--)
        if (memcmp(bytes + length - i, PASTE_END, i) == 0)
            return i;
    return 0;
}

/* Text that holds the end marker itself must not press keys with what stands behind it. So a
 * marker is the end only if no other one follows before the terminal falls silent. */
static enum outcome decode_paste(struct input *input, struct event *event)
{
    size_t length = 0;
    const char *bytes = rest(input, &length);
    const char *end = find_marker(bytes, length, PASTE_END);
    if (end == NULL) {
        size_t kept = input->expired ? 0 : marker_beginning(bytes, length);
        append_pasted(input, bytes, length - kept);
        input->start += length - kept;
        return input->expired ? end_paste(input, 0, event) : OUTCOME_INCOMPLETE;
    }
    size_t before = (size_t)(end - bytes);
    append_pasted(input, bytes, before);
    const char *behind = end + MARKER_LENGTH;
    size_t behind_length = length - before - MARKER_LENGTH;
    const char *again = find_marker(behind, behind_length, PASTE_END);
    const char *next = find_marker(behind, behind_length, PASTE_BEGIN);
    if (again != NULL && (next == NULL || again < next))
        return consume(input, before + MARKER_LENGTH, OUTCOME_NOTHING);
    if (next != NULL || input->expired || behind_length > INPUT_SEQUENCE_MAX)
        return end_paste(input, before + MARKER_LENGTH, event);
    input->start += before;
    return OUTCOME_INCOMPLETE;
}

/* ── The door ──────────────────────────────────────────────────────────────────────────────── */

static enum outcome decode(struct input *input, struct event *event)
{
    unsigned char byte = (unsigned char)input->bytes.bytes[input->start];
    if (byte == 0x1B)
        return decode_escape(input, event);
    if (!is_control(byte))
        return decode_text(input, event);
    input_control(byte, event);
    return consume(input, 1, OUTCOME_EVENT);
}

bool input_next(struct input *input, struct event *event)
{
    enum outcome outcome = OUTCOME_NOTHING;
    while (outcome == OUTCOME_NOTHING) {
        if (input->pasting)
            outcome = decode_paste(input, event);
        else if (input->start == input->bytes.length)
            outcome = OUTCOME_INCOMPLETE;
        else
            outcome = decode(input, event);
    }
    input->stalled = outcome == OUTCOME_INCOMPLETE;
    return !input->stalled;
}

bool input_has_more(const struct input *input)
{
    return !input->stalled && input->start < input->bytes.length;
}

bool input_is_held(const struct input *input)
{
    return input->pasting || input->start < input->bytes.length;
}

int input_delay(const struct input *input)
{
    size_t length = 0;
    const char *bytes = rest(input, &length);
    assert(input_is_held(input));
    if (input->pasting)
        return starts_with(bytes, length, PASTE_END, MARKER_LENGTH) ? DELAY_PASTE_END : DELAY_PASTE;
    if (bytes[0] != '\033' || length > 2)
        return DELAY_SEQUENCE;
    if (length == 1 || bytes[1] == '\033')
        return input->escape_delay;
    return input->escape_delay > DELAY_INTRODUCER ? input->escape_delay : DELAY_INTRODUCER;
}

void input_expire(struct input *input)
{
    input->expired = true;
    input->stalled = false;
}
