/* Bracketed paste: text, whatever it holds, until the terminal says that it ends. */
#include "input_internal.h"

#include "base/utf8.h"

#include <string.h>

enum { PASTE_MAX = 16 << 20 };

static const char *find_marker(const char *bytes, size_t length, const char *marker)
{
    for (size_t i = 0; i + INPUT_MARKER_LENGTH <= length; i++) {
        const char *at = memchr(bytes + i, '\033', length - i);
        if (at == NULL)
            return NULL;
        i = (size_t)(at - bytes);
        if (input_starts_with(at, length - i, marker, INPUT_MARKER_LENGTH))
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

static enum input_outcome end_paste(struct input *input, size_t consumed, struct event *event)
{
    clean_pasted(&input->text);
    input->pasting = false;
    *event = (struct event){.kind = EVENT_PASTE, .length = input->text.length};
    event->text = buffer_string(&input->text);
    return input_consume(input, consumed, INPUT_EVENT);
}

/* Length of the end of `bytes` that may be the beginning of a marker. */
static size_t marker_beginning(const char *bytes, size_t length)
{
    size_t longest = length < INPUT_MARKER_LENGTH - 1 ? length : INPUT_MARKER_LENGTH - 1;
    for (size_t i = longest; i > 0; i--)
        if (memcmp(bytes + length - i, INPUT_PASTE_END, i) == 0)
            return i;
    return 0;
}

/* Text that holds the end marker itself must not press keys with what stands behind it. So a
 * marker is the end only if no other one follows before the terminal falls silent. */
enum input_outcome input_paste(struct input *input, struct event *event)
{
    size_t length = 0;
    const char *bytes = input_rest(input, &length);
    const char *end = find_marker(bytes, length, INPUT_PASTE_END);
    if (end == NULL) {
        size_t kept = input->expired ? 0 : marker_beginning(bytes, length);
        append_pasted(input, bytes, length - kept);
        input->start += length - kept;
        return input->expired ? end_paste(input, 0, event) : INPUT_INCOMPLETE;
    }
    size_t before = (size_t)(end - bytes);
    append_pasted(input, bytes, before);
    const char *behind = end + INPUT_MARKER_LENGTH;
    size_t behind_length = length - before - INPUT_MARKER_LENGTH;
    const char *again = find_marker(behind, behind_length, INPUT_PASTE_END);
    const char *next = find_marker(behind, behind_length, INPUT_PASTE_BEGIN);
    if (again != NULL && (next == NULL || again < next))
        return input_consume(input, before + INPUT_MARKER_LENGTH, INPUT_NOTHING);
    if (next != NULL || input->expired || behind_length > INPUT_SEQUENCE_MAX)
        return end_paste(input, before + INPUT_MARKER_LENGTH, event);
    input->start += before;
    return INPUT_INCOMPLETE;
}
