#include "flow_internal.h"

#include "base/memory.h"
#include "base/show.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { NARROWEST = 16 };

/* A break that a reader expects: behind a blank, or between characters that need none. Others, as
 * in the middle of an address, are taken only if nothing else fits. */
static bool is_good_break(const char *text, size_t at)
{
    return text[at - 1] == ' ' || ((unsigned char)text[at - 1] & (unsigned char)text[at] & 0x80);
}

char *flow_find_breaks(const char *text, size_t length)
{
    char *breaks = memory_allocate(length + 1);
    utf8_find_line_breaks(text, length, breaks);
    return breaks;
}

size_t flow_room(size_t width, size_t indent)
{
    return width > indent + NARROWEST ? width - indent : NARROWEST;
}

/* Behind the last good break that fits, the last break, the last character that does. */
size_t flow_find_row_end(const char *text, size_t length, const char *breaks, size_t start,
                         size_t room)
{
    size_t good = start;
    size_t fitting = start;
    size_t used = 0;
    for (size_t at = start; at < length;) {
        size_t next = utf8_next_cluster(text, length, at);
        used += utf8_width(text + at, next - at);
        /* A blank at the end of a row is not printed. */
        if (used > room && text[at] != ' ') {
            if (good > start)
                return good;
            return fitting > start ? fitting : (at > start ? at : next);
        }
        at = next;
        if (at < length && breaks[at] != 0) {
            fitting = at;
            good = is_good_break(text, at) ? at : good;
        }
    }
    return length;
}

static void append_rows(const struct flow *flow, const char *text, size_t length)
{
    size_t room = flow_room(flow->width, flow->indent);
    char *breaks = flow_find_breaks(text, length);
    size_t start = 0;
    do {
        size_t end = flow_find_row_end(text, length, breaks, start, room);
        size_t printed = end;
        while (printed > start && text[printed - 1] == ' ')
            printed--;
        if (start > 0)
            buffer_append_repeated(flow->out, ' ', flow->indent);
        buffer_append(flow->out, text + start, printed - start);
        buffer_append_byte(flow->out, '\n');
        start = end;
    } while (start < length);
    free(breaks);
}

void flow_append(const struct flow *flow, const char *text)
{
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == '\n')
        length--;
    for (size_t start = 0; start <= length;) {
        const char *newline = memchr(text + start, '\n', length - start);
        size_t end = newline != NULL ? (size_t)(newline - text) : length;
        struct buffer shown = {0};
        show_append(&shown, text + start, end - start, flow->show_flags);
        if (start > 0 && shown.length > 0)
            buffer_append_repeated(flow->out, ' ', flow->indent);
        if (flow->width > 0 && shown.length > 0) {
            append_rows(flow, shown.bytes, shown.length);
        } else {
            buffer_append(flow->out, buffer_string(&shown), shown.length);
            buffer_append_byte(flow->out, '\n');
        }
        buffer_done(&shown);
        start = end + 1;
    }
}
