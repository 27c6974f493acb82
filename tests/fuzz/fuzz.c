#include "fuzz.h"

#include "base/memory.h"
#include "base/show.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fuzz_require(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "BROKEN: %s\n", what);
    abort();
}

void fuzz_cut(const uint8_t *bytes, size_t length, struct fuzz_part *parts, size_t count)
{
    const uint8_t *end = bytes + length;
    for (size_t i = 0; i < count; i++) {
        const uint8_t *cut = i + 1 < count && bytes < end
                                 ? memchr(bytes, 0xFF, (size_t)(end - bytes))
                                 : NULL;
        parts[i].length = (size_t)((cut != NULL ? cut : end) - bytes);
        parts[i].bytes = memory_copy_bytes(bytes, parts[i].length);
        bytes = cut != NULL ? cut + 1 : end;
    }
}

void fuzz_parts_done(struct fuzz_part *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(parts[i].bytes);
}

static bool is_bidi_control(uint32_t code_point)
{
    return code_point == 0x061C || code_point == 0x200E || code_point == 0x200F ||
           (code_point >= 0x202A && code_point <= 0x202E) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

void fuzz_require_clean(const char *text, size_t length, int flags)
{
    for (size_t i = 0; i < length;) {
        uint32_t code_point = 0;
        i += utf8_decode(text + i, length - i, &code_point);
        fuzz_require(code_point != UTF8_INVALID, "a byte that is not UTF-8");
        fuzz_require(code_point >= 0x20 || (code_point == '\n' && (flags & SHOW_LINES) != 0),
                     "a control character");
        fuzz_require(code_point < 0x7F || code_point > 0x9F, "a control character of 8 bits");
        fuzz_require(!is_bidi_control(code_point), "a character that turns text around");
        fuzz_require(code_point != 0x200B && code_point != 0x2028 && code_point != 0x2029 &&
                         code_point != 0xFEFF,
                     "a character that nobody sees");
        fuzz_require((flags & SHOW_ASCII) == 0 || code_point < 0x7F, "more than ASCII");
    }
}
