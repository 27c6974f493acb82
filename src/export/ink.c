#include "ink_internal.h"

#include "base/memory.h"
#include "base/show.h"
#include "base/utf8.h"
#include "flow_internal.h"
#include "model/change_text.h"

#include <stdlib.h>
#include <string.h>

/* ── writing ── */

static void end_span(struct ink_line *line, enum ink ink)
{
    if (line->count == 0 || line->spans[line->count - 1].ink != ink) {
        line->spans = memory_grow(line->spans, &line->capacity, line->count, sizeof *line->spans);
        line->spans[line->count++] = (struct ink_span){.ink = ink};
    }
    line->spans[line->count - 1].end = line->text.length;
}

void ink_append_bytes(struct ink_line *line, enum ink ink, const char *text, size_t length)
{
    while (length > 0) {
        const char *newline = memchr(text, '\n', length);
        size_t part = newline != NULL ? (size_t)(newline - text) : length;
        show_append(&line->text, text, part, line->look.flags);
        if (newline != NULL)
            buffer_append_byte(&line->text, ' ');
        part += newline != NULL ? 1 : 0;
        text += part;
        length -= part;
    }
    end_span(line, ink);
}

void ink_append(struct ink_line *line, enum ink ink, const char *text)
{
    ink_append_bytes(line, ink, text, strlen(text));
}

void ink_append_take(struct ink_line *line, enum ink ink, char *text)
{
    ink_append(line, ink, text);
    free(text);
}

void ink_append_cut(struct ink_line *line, enum ink ink, size_t columns, const char *text)
{
    show_append_cut(&line->text, text, strlen(text), columns, line->look.flags);
    end_span(line, ink);
}

void ink_append_cell(struct ink_line *line, enum ink ink, size_t columns, const char *text)
{
    enum { GAP = 2 };
    size_t begin = line->text.length;
    ink_append_cut(line, ink, columns, text);
    size_t width = utf8_width(line->text.bytes + begin, line->text.length - begin);
    buffer_append_repeated(&line->text, ' ', GAP + (width < columns ? columns - width : 0));
    end_span(line, INK_TEXT);
}

/* What another value took the place of is no loss: it is dim. */
static enum ink ink_of(const struct change_text *text, enum change_part part)
{
    if (part == CHANGE_PART_FRAME)
        return INK_TEXT;
    if (part == CHANGE_PART_NEW)
        return INK_NEW;
    return change_text_is_pair(text) ? INK_DIM : INK_OLD;
}

void ink_append_change(struct ink_line *line, const struct change *change)
{
    struct change_text text = {0};
    size_t begin = 0;
    change_text_make(change, &text);
    for (size_t i = 0; i < text.count; i++) {
        const struct change_span *span = &text.spans[i];
        ink_append_bytes(line, ink_of(&text, span->part), text.text.bytes + begin,
                         span->end - begin);
        begin = span->end;
    }
    change_text_done(&text);
}

/* ── the page ── */

/* The sequences of ECMA-48 that Git uses, too: the terminal's own colours. */
static const char *const sequences[INK_COUNT] = {
    [INK_STRONG] = "\033[1m",     [INK_DIM] = "\033[2m",  [INK_COMMIT] = "\033[33m",
    [INK_WHO] = "\033[36m",       [INK_OLD] = "\033[31m", [INK_NEW] = "\033[32m",
    [INK_PROBLEM] = "\033[1;31m",
};

/* Append bytes [begin, end) of the line. */
static void append_part(const struct ink_line *line, size_t begin, size_t end, struct buffer *out)
{
    for (size_t i = 0; i < line->count && begin < end; i++) {
        const struct ink_span *span = &line->spans[i];
        size_t part = span->end < end ? span->end : end;
        if (part <= begin)
            continue;
        const char *sequence = line->look.coloured ? sequences[span->ink] : NULL;
        buffer_append_string(out, sequence != NULL ? sequence : "");
        buffer_append(out, line->text.bytes + begin, part - begin);
        buffer_append_string(out, sequence != NULL ? "\033[m" : "");
        begin = part;
    }
}

static void append_rows(const struct ink_line *line, size_t indent, size_t hanging,
                        struct buffer *out)
{
    const char *text = buffer_string(&line->text);
    size_t length = line->text.length;
    char *breaks = flow_find_breaks(text, length);
    for (size_t start = 0; start < length;) {
        size_t blanks = start == 0 ? indent : hanging;
        size_t end =
            flow_find_row_end(text, length, breaks, start, flow_room(line->look.width, blanks));
        size_t shown = end;
        while (shown > start && text[shown - 1] == ' ')
            shown--;
        buffer_append_repeated(out, ' ', blanks);
        append_part(line, start, shown, out);
        buffer_append_byte(out, '\n');
        start = end;
    }
    free(breaks);
}

void ink_end(struct ink_line *line, size_t indent, size_t hanging, struct buffer *out)
{
    if (line->look.width > 0) {
        append_rows(line, indent, hanging, out);
    } else {
        buffer_append_repeated(out, ' ', indent);
        append_part(line, 0, line->text.length, out);
        buffer_append_byte(out, '\n');
    }
    buffer_done(&line->text);
    free(line->spans);
    *line = (struct ink_line){.look = line->look};
}
