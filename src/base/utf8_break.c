/* Where words begin and lines may be broken. libunistring wants valid UTF-8: a text with invalid
 * bytes is judged by a copy of the same length that has a letter in place of each of them. */
#include "base/memory.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unilbrk.h>
#include <uniwbrk.h>

/* NULL if the text is valid as it is. */
static char *copy_made_valid(const char *bytes, size_t length)
{
    size_t offset = utf8_find_invalid(bytes, length);
    if (offset == length)
        return NULL;
    char *copy = memory_copy_bytes(bytes, length);
    while (offset < length) {
        copy[offset] = 'X';
        offset += utf8_find_invalid(copy + offset, length - offset);
    }
    return copy;
}

static bool begins_word(const char *bytes, size_t length)
{
    static const uint32_t between = (UC_CATEGORY_MASK_P & ~UC_CATEGORY_MASK_Pc) |
                                    UC_CATEGORY_MASK_Sm | UC_CATEGORY_MASK_Sc |
                                    UC_CATEGORY_MASK_Sk | UC_CATEGORY_MASK_Z | UC_CATEGORY_MASK_C;
    uint32_t code_point = 0;
    (void)utf8_decode(bytes, length, &code_point);
    return !uc_is_general_category_withtable(code_point, between);
}

/* Mark in starts[i] whether a word begins at byte i of a line. */
static void find_word_starts(const char *line, size_t length, char *starts)
{
    char *copy = copy_made_valid(line, length);
    const char *text = copy != NULL ? copy : line;
    u8_wordbreaks((const uint8_t *)text, length, starts);
    for (size_t i = 0; i < length; i++) {
        bool segment = i == 0 || starts[i] != 0;
        starts[i] = segment && begins_word(text + i, length - i);
    }
    free(copy);
}

static size_t line_start(const char *bytes, size_t offset)
{
    while (offset > 0 && bytes[offset - 1] != '\n')
        offset--;
    return offset;
}

static size_t line_end(const char *bytes, size_t length, size_t offset)
{
    const char *newline = memchr(bytes + offset, '\n', length - offset);
    return newline != NULL ? (size_t)(newline - bytes) + 1 : length;
}

/* A newline always parts words, so a line at a time is enough, and a long text costs little. */
size_t utf8_next_word(const char *bytes, size_t length, size_t offset)
{
    size_t start = line_start(bytes, offset < length ? offset : length);
    while (start < length) {
        size_t end = line_end(bytes, length, start);
        char *starts = memory_allocate(end - start);
        find_word_starts(bytes + start, end - start, starts);
        size_t at = offset >= start ? offset + 1 : start;
        while (at < end && starts[at - start] == 0)
            at++;
        free(starts);
        if (at < end)
            return at;
        start = end;
    }
    return length;
}

size_t utf8_previous_word(const char *bytes, size_t length, size_t offset)
{
    size_t limit = offset < length ? offset : length;
    while (limit > 0) {
        size_t start = line_start(bytes, limit - 1);
        size_t end = line_end(bytes, length, start);
        char *starts = memory_allocate(end - start);
        find_word_starts(bytes + start, end - start, starts);
        size_t at = limit;
        while (at > start && starts[at - 1 - start] == 0)
            at--;
        free(starts);
        if (at > start)
            return at - 1;
        limit = start;
    }
    return 0;
}

void utf8_find_line_breaks(const char *bytes, size_t length, char *breaks)
{
    if (length == 0)
        return;
    char *copy = copy_made_valid(bytes, length);
    const char *text = copy != NULL ? copy : bytes;
    u8_possible_linebreaks((const uint8_t *)text, length, "UTF-8", breaks);
    /* libunistring marks the newline, we what comes behind it. */
    bool must = false;
    for (size_t i = 0; i < length; i++) {
        bool newline = breaks[i] == UC_BREAK_MANDATORY;
        bool may = breaks[i] == UC_BREAK_POSSIBLE;
        if (((unsigned char)text[i] & 0xC0) == 0x80) {
            breaks[i] = 0;
            continue;
        }
        breaks[i] = must ? 2 : may ? 1 : 0;
        must = newline;
    }
    free(copy);
}
