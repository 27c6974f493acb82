/* Wrapped text that is only read: help, messages. The editor's own wrap is text/wrap.h, which this
 * floor does not see; here no one asks where a cursor is, so rows are drawn as they are found. */
#include "term/canvas.h"

#include "base/memory.h"
#include "base/show.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

/* One row: bytes [begin, shown) are drawn, the next begins at `end`. */
struct row {
    size_t begin, shown, end;
};

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\n';
}

/* The row that begins at `begin`. A word that is wider than a row is broken inside. */
static struct row find_row(const char *text, size_t length, const char *breaks, size_t begin,
                           int width, int flags)
{
    char scratch[SHOW_SCRATCH_SIZE];
    size_t chance = begin;
    size_t offset = begin;
    int columns = 0;
    while (offset < length && text[offset] != '\n') {
        struct show_glyph glyph = show_next(text + offset, length - offset, flags, scratch);
        if (offset > begin && breaks[offset] != 0)
            chance = offset;
        if (columns + glyph.columns > width && !is_blank(text[offset]) && offset > begin) {
            if (chance > begin)
                offset = chance;
            break;
        }
        columns += glyph.columns;
        offset += glyph.source;
    }
    struct row row = {.begin = begin, .shown = offset, .end = offset};
    if (offset < length && text[offset] == '\n')
        row.end++;
    while (row.shown > begin && is_blank(text[row.shown - 1]))
        row.shown--;
    return row;
}

int canvas_paragraph(struct canvas canvas, int row, int column, int width, int height,
                     enum style style, const char *text)
{
    size_t length = strlen(text);
    int flags = canvas_is_ascii(canvas) ? SHOW_ASCII : 0;
    if (width < 0 || width > canvas.width - column)
        width = canvas.width - column;
    if (width <= 0 || height <= 0 || length == 0)
        return 0;
    char *breaks = memory_allocate(length);
    utf8_find_line_breaks(text, length, breaks);
    size_t offset = 0;
    int used = 0;
    while (used < height && offset < length) {
        struct row found = find_row(text, length, breaks, offset, width, flags);
        bool cut = used == height - 1 && found.end < length;
        int drawn = canvas_text(canvas, row + used, column, cut ? width - 1 : width, style,
                                text + offset, found.shown - offset);
        if (cut)
            canvas_symbol(canvas, row + used, column + drawn, style, SYMBOL_MORE);
        offset = found.end;
        used++;
    }
    free(breaks);
    return used;
}
