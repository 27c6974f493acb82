#include "base/utf8.h"

#include "base/show.h"
#include "cluster_internal.h"

#include <langinfo.h>
#include <string.h>
#include <unictype.h>
#include <uniwidth.h>
#include <wchar.h>

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Length of the sequence that a lead byte announces; 0 if it announces none. */
static size_t announced_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    if (lead >= 0xF0 && lead <= 0xF4)
        return 4;
    return 0;
}

size_t utf8_decode(const char *bytes, size_t length, uint32_t *code_point)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char lead = (unsigned char)bytes[0];
    size_t wanted = announced_length(lead);
    *code_point = UTF8_INVALID;
    if (wanted == 1)
        *code_point = lead;
    if (wanted <= 1 || wanted > length)
        return 1;
    uint32_t value = lead & (0xFFU >> (wanted + 1));
    for (size_t i = 1; i < wanted; i++) {
        if (!is_continuation(bytes[i]))
            return 1;
        value = value << 6 | ((unsigned char)bytes[i] & 0x3FU);
    }
    if (value < smallest[wanted] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
        return 1;
    *code_point = value;
    return wanted;
}

size_t utf8_encode(uint32_t code_point, char *bytes)
{
    if (code_point < 0x80) {
        bytes[0] = (char)code_point;
        return 1;
    }
    size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    bytes[0] = (char)((0xF00U >> length & 0xFF) | code_point);
    return length;
}

size_t utf8_find_invalid(const char *bytes, size_t length)
{
    size_t offset = 0;
    while (offset < length) {
        uint32_t code_point = 0;
        size_t step = utf8_decode(bytes + offset, length - offset, &code_point);
        if (code_point == UTF8_INVALID)
            return offset;
        offset += step;
    }
    return length;
}

size_t utf8_count(const char *bytes, size_t length)
{
    size_t count = 0;
    uint32_t code_point = 0;
    for (size_t offset = 0; offset < length; count++)
        offset += (unsigned char)bytes[offset] < 0x80
                      ? 1
                      : utf8_decode(bytes + offset, length - offset, &code_point);
    return count;
}

/* Whether a cluster surely ends between two bytes: nearly all text is ASCII. */
static bool ascii_ends(char before, char after)
{
    return (unsigned char)before < 0x80 && (unsigned char)after < 0x80 &&
           !(before == '\r' && after == '\n');
}

size_t utf8_next_cluster(const char *bytes, size_t length, size_t offset)
{
    if (offset >= length)
        return length;
    if (offset + 1 < length && ascii_ends(bytes[offset], bytes[offset + 1]))
        return offset + 1;
    uint32_t code_point = 0;
    size_t end = offset + utf8_decode(bytes + offset, length - offset, &code_point);
    struct cluster cluster = cluster_begin(code_point);
    while (end < length) {
        size_t step = utf8_decode(bytes + end, length - end, &code_point);
        if (!cluster_continues(&cluster, code_point))
            break;
        end += step;
    }
    return end;
}

/* Start of the code point that ends at `offset` > 0: a byte that ends no valid one stands alone. */
static size_t previous_code_point(const char *bytes, size_t offset, uint32_t *code_point)
{
    for (size_t back = 1; back <= 4 && back <= offset; back++) {
        const char *start = bytes + offset - back;
        if (is_continuation(*start))
            continue;
        if (utf8_decode(start, back, code_point) == back)
            return offset - back;
        break;
    }
    *code_point = UTF8_INVALID;
    return offset - 1;
}

size_t utf8_previous_cluster(const char *bytes, size_t length, size_t offset)
{
    size_t end = offset < length ? offset : length;
    if (end == 0)
        return 0;
    if (end > 1 && ascii_ends(bytes[end - 2], bytes[end - 1]))
        return end - 1;
    uint32_t after = 0;
    size_t start = previous_code_point(bytes, end, &after);
    while (start > 0) {
        uint32_t before = 0;
        size_t earlier = previous_code_point(bytes, start, &before);
        if (cluster_surely_ends(before, after))
            break;
        start = earlier;
        after = before;
    }
    for (;;) {
        size_t next = utf8_next_cluster(bytes, end, start);
        if (next >= end)
            return start;
        start = next;
    }
}

static bool locale_is_utf8(void)
{
    return (show_locale_flags() & SHOW_ASCII) == 0;
}

int utf8_column_width(uint32_t code_point)
{
    static const uint32_t never = UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cs | UC_CATEGORY_MASK_Cn |
                                  UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp;
    if (code_point >= 0x20 && code_point < 0x7F)
        return 1;
    if (code_point > 0x10FFFF || uc_is_general_category_withtable(code_point, never))
        return -1;
    if (locale_is_utf8())
        return wcwidth((wchar_t)code_point);
    return uc_width(code_point, "UTF-8");
}

size_t utf8_width(const char *bytes, size_t length)
{
    size_t columns = 0;
    size_t offset = 0;
    while (offset < length) {
        uint32_t code_point = 0;
        offset += utf8_decode(bytes + offset, length - offset, &code_point);
        int width = utf8_column_width(code_point);
        columns += width < 0 ? 1 : (size_t)width;
    }
    return columns;
}

static bool is_control(uint32_t code_point)
{
    bool blank = code_point == '\t' || code_point == '\n' || code_point == '\r';
    return (code_point < 0x20 && !blank) || (code_point >= 0x7F && code_point < 0xA0);
}

size_t utf8_append_printable(struct buffer *out, const char *bytes, size_t length)
{
    size_t left_out = 0;
    for (size_t offset = 0; offset < length;) {
        uint32_t code_point = 0;
        size_t step = utf8_decode(bytes + offset, length - offset, &code_point);
        if (is_control(code_point))
            left_out++;
        else
            buffer_append(out, bytes + offset, step);
        offset += step;
    }
    return left_out;
}
