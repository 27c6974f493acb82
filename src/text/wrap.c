#include "text/wrap.h"

#include "base/memory.h"
#include "base/show.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void wrap_done(struct wrap *wrap)
{
    free(wrap->rows);
    *wrap = (struct wrap){0};
}

/* What is wrapped, and where it may be broken. */
struct source {
    const char *bytes;
    const char *breaks;
    size_t width;
    int flags;
};

static void add_row(struct wrap *wrap, size_t begin, size_t shown, size_t end)
{
    wrap->rows = memory_grow(wrap->rows, &wrap->capacity, wrap->count, sizeof *wrap->rows);
    wrap->rows[wrap->count++] = (struct wrap_row){.begin = begin, .shown = shown, .end = end};
}

static size_t without_blanks(const char *bytes, size_t begin, size_t end)
{
    while (end > begin && bytes[end - 1] == ' ')
        end--;
    return end;
}

/* Where the row that begins at `begin` must end so that it fits, at most at `end`. */
static size_t fitting_end(const struct source *source, size_t begin, size_t end)
{
    char scratch[SHOW_SCRATCH_SIZE];
    size_t chance = begin;
    size_t columns = 0;
    size_t offset = begin;
    while (offset < end) {
        struct show_glyph glyph =
            show_next(source->bytes + offset, end - offset, source->flags, scratch);
        if (source->breaks[offset] != 0 && offset > begin)
            chance = offset;
        columns += (size_t)glyph.columns;
        bool fits = columns <= source->width || source->bytes[offset] == ' ';
        if (!fits && offset > begin)
            return chance > begin ? chance : offset;
        offset += glyph.source;
    }
    return end;
}

/* The rows of one line, bytes [begin, end) without its LF, behind which the next begins. */
static void add_line(struct wrap *wrap, const struct source *source, size_t begin, size_t end,
                     size_t next)
{
    for (;;) {
        size_t row_end = fitting_end(source, begin, end);
        if (row_end == end)
            break;
        add_row(wrap, begin, without_blanks(source->bytes, begin, row_end), row_end);
        begin = row_end;
    }
    add_row(wrap, begin, end, next);
}

void wrap_update(struct wrap *wrap, const char *bytes, size_t length, size_t width, int show_flags)
{
    char *breaks = memory_allocate(length);
    struct source source = {
        .bytes = bytes,
        .breaks = breaks,
        .width = width > 0 ? width : 1,
        .flags = show_flags & ~SHOW_LINES,
    };
    utf8_find_line_breaks(bytes, length, breaks);
    wrap->count = 0;
    size_t begin = 0;
    const char *newline = NULL;
    while (begin < length && (newline = memchr(bytes + begin, '\n', length - begin)) != NULL) {
        size_t end = (size_t)(newline - bytes);
        add_line(wrap, &source, begin, end, end + 1);
        begin = end + 1;
    }
    add_line(wrap, &source, begin, length, length);
    free(breaks);
}

size_t wrap_find_row(const struct wrap *wrap, size_t offset)
{
    assert(wrap->count > 0);
    size_t low = 0;
    size_t high = wrap->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (wrap->rows[middle].begin <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

size_t wrap_column(const struct wrap *wrap, const char *bytes, size_t row, size_t offset,
                   int show_flags)
{
    assert(row < wrap->count && offset >= wrap->rows[row].begin);
    size_t begin = wrap->rows[row].begin;
    return show_width(bytes + begin, offset - begin, show_flags & ~SHOW_LINES);
}

/* End of the places of the cursor in a row. Behind the last glyph of a row that was broken inside
 * a word or at a blank, the cursor already stands in the next row. */
static size_t last_place(const struct wrap *wrap, const char *bytes, size_t row)
{
    const struct wrap_row *found = &wrap->rows[row];
    if (row + 1 == wrap->count || bytes[found->end - 1] == '\n' || found->shown < found->end)
        return found->shown;
    return utf8_previous_cluster(bytes, found->end, found->end);
}

size_t wrap_offset_at(const struct wrap *wrap, const char *bytes, size_t row, size_t column,
                      int show_flags)
{
    assert(row < wrap->count);
    size_t offset = wrap->rows[row].begin;
    size_t last = last_place(wrap, bytes, row);
    size_t columns = 0;
    while (offset < last) {
        size_t next = utf8_next_cluster(bytes, last, offset);
        columns += show_width(bytes + offset, next - offset, show_flags & ~SHOW_LINES);
        if (columns > column)
            break;
        offset = next;
    }
    return offset;
}
