#include "source_internal.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { NEAR = 4 /* lines */, BYTES_A_LINE = 32 };

static const char byte_order_mark[] = "\xEF\xBB\xBF";

static bool is_ascii(const char *bytes, size_t length)
{
    size_t i = 0;
    for (; i + sizeof(uint64_t) <= length; i += sizeof(uint64_t)) {
        uint64_t word = 0;
        memcpy(&word, bytes + i, sizeof word);
        if ((word & UINT64_C(0x8080808080808080)) != 0)
            return false;
    }
    for (; i < length; i++) {
        if ((unsigned char)bytes[i] >= 0x80)
            return false;
    }
    return true;
}

/* NEL, LS and PS; CR and LF are told apart by source_break_length(). */
static size_t odd_break_length(const char *bytes, size_t left)
{
    if (left >= 2 && memcmp(bytes, "\xC2\x85", 2) == 0)
        return 2;
    if (left >= 3 &&
        (memcmp(bytes, "\xE2\x80\xA8", 3) == 0 || memcmp(bytes, "\xE2\x80\xA9", 3) == 0))
        return 3;
    return 0;
}

static bool has_odd_breaks(const char *bytes, size_t length)
{
    static const int lead[2] = {0xC2, 0xE2};
    for (int i = 0; i < 2; i++) {
        const char *at = bytes;
        while ((at = memchr(at, lead[i], length - (size_t)(at - bytes))) != NULL) {
            if (odd_break_length(at, length - (size_t)(at - bytes)) > 0)
                return true;
            at++;
        }
    }
    return false;
}

void source_init(struct source *source, char *bytes, size_t length)
{
    *source = (struct source){.bytes = bytes, .length = length};
    if (length >= 3 && memcmp(bytes, byte_order_mark, 3) == 0)
        source->bom = 3;
    source->ascii = is_ascii(bytes + source->bom, length - source->bom);
    source->odd_breaks = !source->ascii && has_odd_breaks(bytes, length);
}

void source_done(struct source *source)
{
    free(source->bytes);
    free(source->lines);
    *source = (struct source){0};
}

static bool is_break(char byte)
{
    return byte == '\n' || byte == '\r';
}

size_t source_line_begin(const struct source *source, size_t at)
{
    if (at < source->length && at > 0 && source->bytes[at] == '\n' && source->bytes[at - 1] == '\r')
        at--;
    while (at > source->bom && !is_break(source->bytes[at - 1]))
        at--;
    return at;
}

size_t source_line_end(const struct source *source, size_t at)
{
    while (at < source->length && !is_break(source->bytes[at]))
        at++;
    return at;
}

size_t source_skip_break(const struct source *source, size_t at)
{
    const char *bytes = source->bytes;
    if (at + 1 < source->length && bytes[at] == '\r' && bytes[at + 1] == '\n')
        return at + 2;
    return at < source->length && is_break(bytes[at]) ? at + 1 : at;
}

size_t source_before_break(const struct source *source, size_t at)
{
    const char *bytes = source->bytes;
    if (at >= source->bom + 2 && bytes[at - 1] == '\n' && bytes[at - 2] == '\r')
        return at - 2;
    return at > source->bom && is_break(bytes[at - 1]) ? at - 1 : at;
}

size_t source_skip_blanks(const struct source *source, size_t at)
{
    while (at < source->length && (source->bytes[at] == ' ' || source->bytes[at] == '\t'))
        at++;
    return at;
}

size_t source_indentation(const struct source *source, size_t at)
{
    return at - source_line_begin(source, at);
}

bool source_is_blank_line(const struct source *source, size_t at)
{
    size_t end = source_skip_blanks(source, at);
    return end == source->length || is_break(source->bytes[end]);
}

size_t source_break_length(const struct source *source, size_t at)
{
    size_t skipped = source_skip_break(source, at) - at;
    if (skipped > 0 || !source->odd_breaks)
        return skipped;
    return odd_break_length(source->bytes + at, source->length - at);
}

const char *source_newline(const struct source *source, size_t at)
{
    size_t end = source_line_end(source, at);
    if (end == source->length) {
        size_t begin = source_line_begin(source, at);
        end = source_before_break(source, begin);
        if (end == begin)
            return "\n";
    }
    if (source->bytes[end] == '\n')
        return "\n";
    return source_skip_break(source, end) - end == 2 ? "\r\n" : "\r";
}

static void find_lines(struct source *source)
{
    const char *bytes = source->bytes;
    size_t at = source->bom;
    size_t capacity = source->length / BYTES_A_LINE + 1;
    bool only_newlines = memchr(bytes, '\r', source->length) == NULL;
    source->lines = memory_resize(NULL, capacity, sizeof *source->lines);
    for (;;) {
        source->lines =
            memory_grow(source->lines, &capacity, source->line_count, sizeof *source->lines);
        source->lines[source->line_count++] = (uint32_t)at;
        if (only_newlines) {
            const char *newline = memchr(bytes + at, '\n', source->length - at);
            at = newline != NULL ? (size_t)(newline - bytes) : source->length;
        } else {
            at = source_line_end(source, at);
        }
        if (at == source->length)
            return;
        at = source_skip_break(source, at);
    }
}

/* Askers go through a file in order: the answer is near the last one. */
size_t source_find_line(struct source *source, size_t at)
{
    if (source->lines == NULL)
        find_lines(source);
    size_t low = 0;
    size_t high = source->line_count;
    size_t last = source->asked_line;
    if (source->lines[last] <= at) {
        low = last;
        for (int i = 0; i < NEAR && low + 1 < high && source->lines[low + 1] <= at; i++)
            low++;
        if (low + 1 < high && source->lines[low + 1] > at)
            high = low + 1;
    }
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->lines[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    source->asked_line = low;
    return low + 1;
}

size_t source_find_column(struct source *source, size_t at)
{
    size_t line = source_find_line(source, at); /* makes source->lines */
    size_t begin = source->lines[line - 1];
    if (at <= begin)
        return 1;
    if (source->ascii)
        return at - begin + 1;
    /* Askers go through a file in order, and a line may be the whole file: count on from the last
     * answer. */
    bool goes_on = source->asked > begin && source->asked <= at;
    size_t from = goes_on ? source->asked : begin;
    size_t column = goes_on ? source->asked_column : 1;
    source->asked = at;
    source->asked_column = column + utf8_count(source->bytes + from, at - from);
    return source->asked_column;
}
