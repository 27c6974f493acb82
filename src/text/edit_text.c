#include "text/edit_text.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static const size_t NO_COLUMN = (size_t)-1;

void edit_text_init(struct edit_text *text, const char *initial, bool multiline)
{
    *text = (struct edit_text){.multiline = multiline};
    edit_text_set(text, initial);
}

void edit_text_done(struct edit_text *text)
{
    buffer_done(&text->bytes);
    *text = (struct edit_text){0};
}

void edit_text_set(struct edit_text *text, const char *bytes)
{
    buffer_clear(&text->bytes);
    buffer_append_string(&text->bytes, bytes);
    text->cursor = text->bytes.length;
    text->wanted_column = NO_COLUMN;
}

static bool is_line_end(char byte)
{
    return byte == '\r' || byte == '\n';
}

/* Length of the line ends at bytes[0]: one, or in a one-line text all that follow each other. */
static size_t line_ends_length(const char *bytes, size_t length, bool multiline)
{
    size_t end = 1;
    if (multiline)
        return length > 1 && bytes[0] == '\r' && bytes[1] == '\n' ? 2 : 1;
    while (end < length && is_line_end(bytes[end]))
        end++;
    return end;
}

static void append_clean(struct buffer *out, const char *bytes, size_t length, bool multiline)
{
    size_t offset = 0;
    buffer_reserve(out, length);
    while (offset < length) {
        char byte = bytes[offset];
        if (is_line_end(byte)) {
            offset += line_ends_length(bytes + offset, length - offset, multiline);
            if (multiline || offset < length)
                buffer_append_byte(out, multiline ? '\n' : ' ');
            continue;
        }
        if (byte != '\0')
            buffer_append_byte(out, byte == '\t' && !multiline ? ' ' : byte);
        offset++;
    }
}

/* What was inserted may have joined the cluster before it or taken in what follows. */
static size_t cluster_boundary(const struct edit_text *text, size_t offset)
{
    const char *bytes = buffer_string(&text->bytes);
    if (offset == 0 || offset >= text->bytes.length)
        return offset;
    size_t start = utf8_previous_cluster(bytes, text->bytes.length, offset);
    size_t end = utf8_next_cluster(bytes, text->bytes.length, start);
    return end > offset ? end : offset;
}

bool edit_text_insert(struct edit_text *text, const char *bytes, size_t length)
{
    struct buffer clean = {0};
    append_clean(&clean, bytes, length, text->multiline);
    bool changed = clean.length > 0;
    if (changed) {
        buffer_splice(&text->bytes, text->cursor, 0, clean.bytes, clean.length);
        text->cursor = cluster_boundary(text, text->cursor + clean.length);
        text->wanted_column = NO_COLUMN;
    }
    buffer_done(&clean);
    return changed;
}

static size_t previous(const struct edit_text *text)
{
    return utf8_previous_cluster(buffer_string(&text->bytes), text->bytes.length, text->cursor);
}

static size_t next(const struct edit_text *text)
{
    return utf8_next_cluster(buffer_string(&text->bytes), text->bytes.length, text->cursor);
}

static size_t line_start(const struct edit_text *text)
{
    const char *bytes = buffer_string(&text->bytes);
    size_t offset = text->cursor;
    while (text->multiline && offset > 0 && bytes[offset - 1] != '\n')
        offset--;
    return text->multiline ? offset : 0;
}

static size_t line_end(const struct edit_text *text)
{
    const char *start = buffer_string(&text->bytes) + text->cursor;
    size_t left = text->bytes.length - text->cursor;
    const char *newline = text->multiline ? memchr(start, '\n', left) : NULL;
    return newline != NULL ? text->cursor + (size_t)(newline - start) : text->bytes.length;
}

static size_t previous_word(const struct edit_text *text)
{
    return utf8_previous_word(buffer_string(&text->bytes), text->bytes.length, text->cursor);
}

static size_t next_word(const struct edit_text *text)
{
    return utf8_next_word(buffer_string(&text->bytes), text->bytes.length, text->cursor);
}

static bool delete_between(struct edit_text *text, size_t begin, size_t end)
{
    if (begin == end)
        return false;
    buffer_splice(&text->bytes, begin, end - begin, NULL, 0);
    text->cursor = cluster_boundary(text, begin);
    text->wanted_column = NO_COLUMN;
    return true;
}

bool edit_text_delete_back(struct edit_text *text)
{
    return delete_between(text, previous(text), text->cursor);
}

bool edit_text_delete_forward(struct edit_text *text)
{
    return delete_between(text, text->cursor, next(text));
}

bool edit_text_delete_word_back(struct edit_text *text)
{
    size_t start = line_start(text);
    if (start == text->cursor)
        return edit_text_delete_back(text);
    size_t word = previous_word(text);
    return delete_between(text, word > start ? word : start, text->cursor);
}

bool edit_text_delete_to_line_start(struct edit_text *text)
{
    return delete_between(text, line_start(text), text->cursor);
}

bool edit_text_delete_to_line_end(struct edit_text *text)
{
    return delete_between(text, text->cursor, line_end(text));
}

static bool move_to(struct edit_text *text, size_t offset)
{
    bool moved = offset != text->cursor;
    text->cursor = offset;
    text->wanted_column = NO_COLUMN;
    return moved;
}

bool edit_text_left(struct edit_text *text)
{
    return move_to(text, previous(text));
}

bool edit_text_right(struct edit_text *text)
{
    return move_to(text, next(text));
}

bool edit_text_word_left(struct edit_text *text)
{
    return move_to(text, previous_word(text));
}

bool edit_text_word_right(struct edit_text *text)
{
    return move_to(text, next_word(text));
}

bool edit_text_line_start(struct edit_text *text)
{
    return move_to(text, line_start(text));
}

bool edit_text_line_end(struct edit_text *text)
{
    return move_to(text, line_end(text));
}
