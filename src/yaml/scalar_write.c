#include "scalar_internal.h"

#include "base/utf8.h"

#include <string.h>

enum { FOLD_COLUMN = 80 };

static void write_escape(struct buffer *out, uint32_t code_point)
{
    switch (code_point) {
    case '\0':
        buffer_append_string(out, "\\0");
        break;
    case '\a':
        buffer_append_string(out, "\\a");
        break;
    case '\b':
        buffer_append_string(out, "\\b");
        break;
    case '\t':
        buffer_append_string(out, "\\t");
        break;
    case '\n':
        buffer_append_string(out, "\\n");
        break;
    case '\v':
        buffer_append_string(out, "\\v");
        break;
    case '\f':
        buffer_append_string(out, "\\f");
        break;
    case '\r':
        buffer_append_string(out, "\\r");
        break;
    case 0x1B:
        buffer_append_string(out, "\\e");
        break;
    case '"':
        buffer_append_string(out, "\\\"");
        break;
    case '\\':
        buffer_append_string(out, "\\\\");
        break;
    case 0x85:
        buffer_append_string(out, "\\N");
        break;
    case 0x2028:
        buffer_append_string(out, "\\L");
        break;
    case 0x2029:
        buffer_append_string(out, "\\P");
        break;
    default:
        buffer_append_format(out,
                             code_point <= 0xFF     ? "\\x%02X"
                             : code_point <= 0xFFFF ? "\\u%04X"
                                                    : "\\U%08X",
                             code_point);
        break;
    }
}

static bool needs_escape(uint32_t code_point)
{
    if (code_point < 0x20 || code_point == '"' || code_point == '\\')
        return true;
    return (code_point >= 0x7F && code_point <= 0x9F) || code_point == 0x2028 ||
           code_point == 0x2029 || code_point == 0xFEFF || (code_point & 0xFFFE) == 0xFFFE ||
           (code_point >= 0xFDD0 && code_point <= 0xFDEF);
}

static void write_double_quoted(struct buffer *out, const char *text, size_t length)
{
    buffer_append_byte(out, '"');
    for (size_t at = 0; at < length;) {
        uint32_t code_point = 0;
        size_t size = utf8_decode(text + at, length - at, &code_point);
        if (needs_escape(code_point))
            write_escape(out, code_point);
        else
            buffer_append(out, text + at, size);
        at += size;
    }
    buffer_append_byte(out, '"');
}

static void write_single_quoted(struct buffer *out, const char *text, size_t length)
{
    buffer_append_byte(out, '\'');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\'')
            buffer_append_byte(out, '\'');
        buffer_append_byte(out, text[i]);
    }
    buffer_append_byte(out, '\'');
}

void scalar_write_line(struct buffer *out, enum tree_style style, const char *text, size_t length)
{
    if (style == STYLE_DOUBLE)
        write_double_quoted(out, text, length);
    else if (style == STYLE_SINGLE)
        write_single_quoted(out, text, length);
    else
        buffer_append(out, text, length);
}

void scalar_write_header(struct buffer *out, enum tree_style style, const char *text, size_t length,
                         const struct scalar_place *place)
{
    size_t first = 0;
    while (first < length && text[first] == '\n')
        first++;
    buffer_append_byte(out, style == STYLE_LITERAL ? '|' : '>');
    if (first < length && (text[first] == ' ' || text[first] == '\t'))
        buffer_append_format(out, "%zu", place->indent - place->base);
    size_t breaks = 0;
    while (breaks < length && text[length - 1 - breaks] == '\n')
        breaks++;
    if (breaks == 0)
        buffer_append_byte(out, '-');
    else if (breaks == place->kept_breaks)
        buffer_append_byte(out, '+');
}

void scalar_write_folded(struct buffer *out, const char *text, size_t length,
                         const struct scalar_place *place)
{
    size_t width = place->width > 0 ? place->width : FOLD_COLUMN;
    for (size_t begin = 0; begin < length;) {
        size_t end = begin;
        size_t column = place->indent;
        size_t cut = length; /* the last blank where the line may end */
        while (end < length) {
            bool single = text[end] == ' ' && end > begin && text[end - 1] != ' ' &&
                          end + 1 < length && text[end + 1] != ' ';
            if (single && (column <= width || cut == length))
                cut = end;
            if (column >= width && cut < length)
                break;
            column += ((unsigned char)text[end] & 0xC0) != 0x80;
            end++;
        }
        if (end == length && column <= width)
            cut = length;
        buffer_append_string(out, place->newline);
        buffer_append_repeated(out, ' ', place->indent);
        buffer_append(out, text + begin, cut - begin);
        begin = cut < length ? cut + 1 : length;
    }
}

static void write_folded_body(struct buffer *out, const char *text, size_t length,
                              const struct scalar_place *place)
{
    bool behind_paragraph = false;
    for (size_t begin = 0; begin < length;) {
        const char *end = memchr(text + begin, '\n', length - begin);
        size_t line = end != NULL ? (size_t)(end - text) - begin : length - begin;
        if (line == 0) {
            buffer_append_string(out, place->newline);
        } else {
            if (behind_paragraph)
                buffer_append_string(out, place->newline);
            scalar_write_folded(out, text + begin, line, place);
            behind_paragraph = true;
        }
        begin += line + 1;
    }
}

void scalar_write_body(struct buffer *out, enum tree_style style, const char *text, size_t length,
                       const struct scalar_place *place)
{
    if (length > 0 && text[length - 1] == '\n')
        length--;
    if (style == STYLE_FOLDED) {
        write_folded_body(out, text, length, place);
        return;
    }
    for (size_t begin = 0; begin <= length;) {
        const char *end = memchr(text + begin, '\n', length - begin);
        size_t line = end != NULL ? (size_t)(end - text) - begin : length - begin;
        buffer_append_string(out, place->newline);
        if (line > 0) {
            buffer_append_repeated(out, ' ', place->indent);
            buffer_append(out, text + begin, line);
        }
        begin += line + 1;
    }
}
