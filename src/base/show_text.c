/* Whole texts, glyph by glyph. */
#include "base/show.h"

#include <string.h>

/* Bytes at the start that are their own glyphs: printable ASCII with nothing that could combine
 * with it behind. Nearly all text is, and goes through in one piece. */
static size_t plain_run(const char *bytes, size_t length)
{
    size_t run = 0;
    while (run < length && bytes[run] >= 0x20 && bytes[run] < 0x7F)
        run++;
    bool combines = run < length && (unsigned char)bytes[run] >= 0x80;
    return combines && run > 0 ? run - 1 : run;
}

size_t show_width(const char *bytes, size_t length, int flags)
{
    char scratch[SHOW_SCRATCH_SIZE];
    size_t widest = 0;
    size_t columns = 0;
    for (size_t offset = 0; offset < length;) {
        size_t run = plain_run(bytes + offset, length - offset);
        columns += run;
        offset += run;
        if (offset == length)
            break;
        struct show_glyph glyph = show_next(bytes + offset, length - offset, flags, scratch);
        if (glyph.columns == 0) {
            widest = columns > widest ? columns : widest;
            columns = 0;
        }
        columns += (size_t)glyph.columns;
        offset += glyph.source;
    }
    return columns > widest ? columns : widest;
}

void show_append(struct buffer *out, const char *bytes, size_t length, int flags)
{
    char scratch[SHOW_SCRATCH_SIZE];
    for (size_t offset = 0; offset < length;) {
        size_t run = plain_run(bytes + offset, length - offset);
        buffer_append(out, bytes + offset, run);
        offset += run;
        if (offset == length)
            break;
        struct show_glyph glyph = show_next(bytes + offset, length - offset, flags, scratch);
        buffer_append(out, glyph.text, glyph.text_length);
        offset += glyph.source;
    }
}

void show_append_cut(struct buffer *out, const char *bytes, size_t length, size_t columns,
                     int flags)
{
    char scratch[SHOW_SCRATCH_SIZE];
    size_t used = 0;
    size_t cut = out->length; /* the text up to here leaves a column for the ellipsis */
    flags &= ~SHOW_LINES;
    for (size_t offset = 0; offset < length;) {
        struct show_glyph glyph = show_next(bytes + offset, length - offset, flags, scratch);
        used += (size_t)glyph.columns;
        if (used > columns) {
            buffer_truncate(out, cut);
            if (columns > 0)
                buffer_append_string(out, (flags & SHOW_ASCII) != 0 ? "~" : "…");
            return;
        }
        buffer_append(out, glyph.text, glyph.text_length);
        offset += glyph.source;
        if (used < columns)
            cut = out->length;
    }
}

void show_print(FILE *stream, const char *text, int flags)
{
    struct buffer shown = {0};
    show_append(&shown, text, strlen(text), flags | show_locale_flags());
    (void)fwrite(buffer_string(&shown), 1, shown.length, stream);
    buffer_done(&shown);
}

void show_error(const char *text)
{
    struct buffer shown = {0};
    buffer_append_string(&shown, "ifspec: ");
    show_append(&shown, text, strlen(text), show_locale_flags());
    buffer_append_byte(&shown, '\n');
    (void)fwrite(shown.bytes, 1, shown.length, stderr);
    buffer_done(&shown);
}
