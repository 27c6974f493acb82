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
    if (is_word(*text))
        return text;
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
