/* Texts made equal: NFC for names, folding for search and comparison. */
#include "base/buffer.h"
#include "base/memory.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

static bool is_ascii(const char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text >= 0x80)
            return false;
    }
    return true;
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

char *utf8_normalise(const char *text)
{
    size_t length = strlen(text);
    if (is_ascii(text) || utf8_find_invalid(text, length) < length)
        return memory_copy_bytes(text, length);
    size_t size = 0;
    uint8_t *normal = u8_normalize(UNINORM_NFC, (const uint8_t *)text, length, NULL, &size);
    if (normal == NULL)
        return memory_copy_bytes(text, length);
    char *copy = memory_copy_bytes(normal, size);
    free(normal);
    return copy;
}

static bool is_blank_or_hyphen(uint32_t code_point)
{
    return uc_is_property_white_space(code_point) || uc_is_property_dash(code_point) ||
           uc_is_property_hyphen(code_point);
}

/* What nobody sees or types does not count in a search: marks, and the default ignorable. */
static bool folds_away(uint32_t code_point)
{
    return uc_is_general_category_withtable(code_point, UC_CATEGORY_MASK_M) ||
           uc_is_property_default_ignorable_code_point(code_point);
}

static char *fold_ascii(const char *text, bool fold_blanks)
{
    char *folded = memory_copy_string(text);
    size_t length = 0;
    for (; *text != '\0'; text++) {
        bool blank = *text == ' ' || *text == '-' || (*text >= '\t' && *text <= '\r');
        if (!(fold_blanks && blank))
            folded[length++] = lower(*text);
    }
    folded[length] = '\0';
    return folded;
}

/* Marks go before case is folded: U+0345 is a mark whose folded form is a letter. */
static void fold_valid(const char *text, size_t length, bool fold_blanks, struct buffer *out)
{
    struct buffer bare = {0};
    size_t size = 0;
    uint8_t *apart = u8_normalize(UNINORM_NFKD, (const uint8_t *)text, length, NULL, &size);
    const char *bytes = apart != NULL ? (const char *)apart : text;
    size = apart != NULL ? size : length;
    for (size_t offset = 0; offset < size;) {
        uint32_t code_point = 0;
        size_t step = utf8_decode(bytes + offset, size - offset, &code_point);
        if (!folds_away(code_point) && !(fold_blanks && is_blank_or_hyphen(code_point)))
            buffer_append(&bare, bytes + offset, step);
        offset += step;
    }
    free(apart);
    if (bare.length > 0) {
        uint8_t *folded =
            u8_casefold((const uint8_t *)bare.bytes, bare.length, NULL, UNINORM_NFKD, NULL, &size);
        buffer_append(out, folded != NULL ? (char *)folded : bare.bytes,
                      folded != NULL ? size : bare.length);
        free(folded);
    }
    buffer_done(&bare);
}

char *utf8_fold(const char *text, bool fold_blanks)
{
    if (is_ascii(text))
        return fold_ascii(text, fold_blanks);
    struct buffer folded = {0};
    size_t length = strlen(text);
    for (size_t offset = 0; offset < length;) {
        size_t valid = utf8_find_invalid(text + offset, length - offset);
        if (valid > 0)
            fold_valid(text + offset, valid, fold_blanks, &folded);
        offset += valid;
        if (offset < length)
            buffer_append_byte(&folded, text[offset++]);
    }
    return buffer_take(&folded);
}

static bool equal_ascii_caseless(const char *a, const char *b)
{
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}

bool utf8_equal_caseless(const char *a, const char *b)
{
    size_t a_length = strlen(a);
    size_t b_length = strlen(b);
    int order = 0;
    bool simple = (is_ascii(a) && is_ascii(b)) || utf8_find_invalid(a, a_length) < a_length ||
                  utf8_find_invalid(b, b_length) < b_length;
    if (simple || u8_casecmp((const uint8_t *)a, a_length, (const uint8_t *)b, b_length, NULL,
                             UNINORM_NFC, &order) != 0)
        return equal_ascii_caseless(a, b);
    return order == 0;
}
