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
    if (code_point < 0x80)
        return code_point == ' ' || code_point == '-' || (code_point >= '\t' && code_point <= '\r');
    return uc_is_property_white_space(code_point) || uc_is_property_dash(code_point) ||
           uc_is_property_hyphen(code_point);
}

/* What nobody sees or types does not count in a search: marks, and the default ignorable. */
static bool folds_away(uint32_t code_point)
{
    return uc_is_general_category_withtable(code_point, UC_CATEGORY_MASK_M) ||
           uc_is_property_default_ignorable_code_point(code_point);
}

static void append_kept(struct buffer *out, const char *bytes, size_t length,
                        bool (*drops)(uint32_t code_point))
{
    for (size_t offset = 0; offset < length;) {
        uint32_t code_point = 0;
        size_t step = utf8_decode(bytes + offset, length - offset, &code_point);
        if (!drops(code_point))
            buffer_append(out, bytes + offset, step);
        offset += step;
    }
}

/* Marks go before case is folded: U+0345 is a mark whose folded form is a letter. */
static void fold_character(const char *bytes, size_t length, struct buffer *out)
{
    struct buffer bare = {0};
    size_t size = 0;
    uint8_t *apart = u8_normalize(UNINORM_NFKD, (const uint8_t *)bytes, length, NULL, &size);
    append_kept(&bare, apart != NULL ? (const char *)apart : bytes, apart != NULL ? size : length,
                folds_away);
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

/* Without its marks every character folds by itself, whatever stands beside it, and a text has few
 * different ones beyond ASCII: what they fold to is remembered, for a search folds whole stocks. */
struct folded {
    uint32_t code_point; /* 0: free */
    unsigned char length;
    char bytes[11];
};

enum { REMEMBERED = 2048 };

static void append_folded(uint32_t code_point, const char *bytes, size_t length, struct buffer *out)
{
    static _Thread_local struct folded remembered[REMEMBERED];
    struct folded *folded = &remembered[code_point % REMEMBERED];
    if (folded->code_point == code_point) {
        buffer_append(out, folded->bytes, folded->length);
        return;
    }
    size_t start = out->length;
    fold_character(bytes, length, out);
    size_t size = out->length - start;
    if (size > sizeof folded->bytes)
        return;
    folded->code_point = code_point;
    folded->length = (unsigned char)size;
    if (size > 0)
        memcpy(folded->bytes, out->bytes + start, size);
}

/* What ASCII characters fold to; NUL for blanks and hyphens (is_blank_or_hyphen()): they go. */
static const char folded_ascii[] =
    "\000\001\002\003\004\005\006\007\010\000\000\000\000\000\016\017"
    "\020\021\022\023\024\025\026\027\030\031\032\033\034\035\036\037"
    "\000!\"#$%&'()*+,\000./"
    "0123456789:;<=>?"
    "@abcdefghijklmno"
    "pqrstuvwxyz[\\]^_"
    "`abcdefghijklmno"
    "pqrstuvwxyz{|}~\177";

/* Both return how many ASCII characters there were. A search folds whole stocks. */
static size_t append_without_blanks(const char *text, struct buffer *out)
{
    size_t run = 0;
    char *to = out->bytes + out->length;
    for (unsigned char byte = 0; (byte = (unsigned char)text[run]) - 1U < 0x7F; run++) {
        *to = folded_ascii[byte];
        to += *to != '\0';
    }
    out->length = (size_t)(to - out->bytes);
    return run;
}

static size_t append_with_blanks(const char *text, struct buffer *out)
{
    size_t run = 0;
    for (; (unsigned char)text[run] - 1U < 0x7F; run++)
        out->bytes[out->length++] = lower(text[run]);
    return run;
}

/* `length` bytes of text are left. */
static size_t append_ascii(const char *text, size_t length, bool fold_blanks, struct buffer *out)
{
    buffer_reserve(out, length);
    size_t run = fold_blanks ? append_without_blanks(text, out) : append_with_blanks(text, out);
    out->bytes[out->length] = '\0';
    return run;
}

char *utf8_fold(const char *text, bool fold_blanks)
{
    struct buffer out = {0};
    struct buffer folded = {0};
    size_t length = strlen(text);
    size_t offset = append_ascii(text, length, fold_blanks, &out);
    while (offset < length) {
        uint32_t code_point = 0;
        size_t step = utf8_decode(text + offset, length - offset, &code_point);
        if (code_point == UTF8_INVALID) {
            buffer_append(&out, text + offset, step);
        } else if (fold_blanks) {
            buffer_clear(&folded);
            append_folded(code_point, text + offset, step, &folded);
            append_kept(&out, folded.bytes, folded.length, is_blank_or_hyphen);
        } else {
            append_folded(code_point, text + offset, step, &out);
        }
        offset += step;
        offset += append_ascii(text + offset, length - offset, fold_blanks, &out);
    }
    buffer_done(&folded);
    return buffer_take(&out);
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
