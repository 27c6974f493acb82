/* Fuzz target of the sanitiser. Input: flags, a width, text. What it shows is clean, stands for
 * every byte of the text, keeps to the width, and showing it again changes nothing. */
#include "fuzz.h"

#include "base/show.h"

#include <string.h>

static void walk_glyphs(const char *text, size_t length, int flags)
{
    char scratch[SHOW_SCRATCH_SIZE];
    for (size_t at = 0; at < length;) {
        struct show_glyph glyph = show_next(text + at, length - at, flags, scratch);
        bool line_end = (flags & SHOW_LINES) != 0 && text[at] == '\n';
        fuzz_require(glyph.source >= 1 && glyph.source <= length - at, "a glyph of no bytes");
        fuzz_require(glyph.columns >= 1 || line_end, "a glyph without columns");
        fuzz_require_clean(glyph.text, glyph.text_length, flags);
        at += glyph.source;
    }
}

static void show_whole(const char *text, size_t length, int flags)
{
    struct buffer shown = {0};
    struct buffer again = {0};
    show_append(&shown, text, length, flags);
    fuzz_require_clean(buffer_string(&shown), shown.length, flags);
    fuzz_require(show_width(text, length, flags) ==
                     show_width(buffer_string(&shown), shown.length, flags),
                 "a width that is not the one shown");
    show_append(&again, buffer_string(&shown), shown.length, flags);
    fuzz_require(strcmp(buffer_string(&shown), buffer_string(&again)) == 0,
                 "what was shown shows differently");
    buffer_done(&again);
    buffer_done(&shown);
}

static void show_cut(const char *text, size_t length, size_t columns, int flags)
{
    struct buffer cut = {0};
    struct buffer whole = {0};
    flags &= ~SHOW_LINES;
    show_append_cut(&cut, text, length, columns, flags);
    show_append(&whole, text, length, flags);
    fuzz_require_clean(buffer_string(&cut), cut.length, flags);
    fuzz_require(show_width(buffer_string(&cut), cut.length, flags) <= columns, "wider than asked");
    if (show_width(text, length, flags) <= columns)
        fuzz_require(strcmp(buffer_string(&cut), buffer_string(&whole)) == 0, "cut without need");
    buffer_done(&whole);
    buffer_done(&cut);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    if (length < 2)
        return 0;
    int flags = bytes[0] & (SHOW_LINES | SHOW_ASCII);
    const char *text = (const char *)bytes + 2;
    walk_glyphs(text, length - 2, flags);
    show_whole(text, length - 2, flags);
    show_cut(text, length - 2, bytes[1], flags);
    return 0;
}
