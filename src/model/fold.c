#include "fold_internal.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

static bool is_ascii(char byte)
{
    return ((unsigned char)byte & 0x80) == 0;
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_word(char byte)
{
    return (lower(byte) >= 'a' && lower(byte) <= 'z') || (byte >= '0' && byte <= '9');
}

static bool is_skipped(char byte, int flags)
{
    if (!is_ascii(byte) || byte == '\0')
        return false;
    return is_blank(byte) || ((flags & FOLD_PUNCTUATION) != 0 && !is_word(byte));
}

static const char *skip(const char *text, int flags)
{
    while (is_skipped(*text, flags))
        text++;
    if ((flags & FOLD_FULL_STOP) != 0 && *text == '.') {
        const char *behind = text + 1;
        while (is_blank(*behind))
            behind++;
        if (*behind == '\0')
            return behind;
    }
    return text;
}

/* Both folded by the library, then compared again byte by byte. */
static bool equal_folded(const char *a, const char *b, int flags)
{
    /* No letter folds to a quarter of its bytes: a page is not folded to be told from a word. */
    size_t a_length = strlen(a);
    size_t b_length = strlen(b);
    if (a_length > 4 * b_length + 16 || b_length > 4 * a_length + 16)
        return false;
    char *left = utf8_fold(a, false);
    char *right = utf8_fold(b, false);
    const char *i = skip(left, flags);
    const char *j = skip(right, flags);
    while (*i != '\0' && *i == *j) {
        i = skip(i + 1, flags);
        j = skip(j + 1, flags);
    }
    bool equal = *i == *j;
    free(left);
    free(right);
    return equal;
}

bool fold_equal(const char *a, const char *b, int flags)
{
    const char *i = skip(a, flags);
    const char *j = skip(b, flags);
    while (*i != '\0' && lower(*i) == lower(*j)) {
        i = skip(i + 1, flags);
        j = skip(j + 1, flags);
    }
    if (*i == *j)
        return true;
    /* Only letters beyond ASCII can still fold to the same; a combining accent hides behind its
     * ASCII letter. */
    if (is_ascii(*i) && is_ascii(*j))
        return false;
    return equal_folded(a, b, flags);
}

bool fold_begins_with(const char *text, const char *prefix)
{
    text = skip(text, 0);
    while (*prefix != '\0' && lower(*text) == lower(*prefix)) {
        text++;
        prefix++;
    }
    return *prefix == '\0';
}

bool fold_begins_with_words(const char *text, const char *prefix)
{
    if (!fold_begins_with(text, prefix))
        return false;
    char behind = skip(text, 0)[strlen(prefix)];
    return is_ascii(behind) && !is_word(behind);
}

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

size_t fold_distance(const char *a, const char *b, size_t limit)
{
    size_t a_length = strlen(a);
    size_t b_length = strlen(b);
    size_t difference = a_length > b_length ? a_length - b_length : b_length - a_length;
    if (difference > limit)
        return limit + 1;
    size_t *row = memory_allocate((b_length + 1) * sizeof *row);
    for (size_t j = 0; j <= b_length; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t cost = lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1;
            size_t least = smallest(row[j] + 1, row[j - 1] + 1, diagonal + cost);
            diagonal = row[j];
            row[j] = least;
        }
    }
    size_t distance = row[b_length];
    free(row);
    return distance > limit ? limit + 1 : distance;
}
