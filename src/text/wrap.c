#include "text/wrap.h"

#include "base/memory.h"
#include "base/show.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    LOOK_AHEAD = 32, /* bytes behind a row that may decide where it is broken */
    BLOCK = 256,     /* bytes compared at once */
};

void wrap_done(struct wrap *wrap)
{
    free(wrap->rows);
    buffer_done(&wrap->text);
    *wrap = (struct wrap){0};
}

/* What is wrapped. */
struct source {
    const char *bytes;
    size_t length;
    size_t width;
    int flags;
    size_t line_end; /* of the line that was looked at last: its LF, or the length */
    char *breaks;    /* room for those of a row */
    size_t room;
};

static struct source source_of(const char *bytes, size_t length, size_t width, int show_flags)
{
    return (struct source){.bytes = bytes,
                           .length = length,
                           .width = width > 0 ? width : 1,
                           .flags = show_flags & ~SHOW_LINES};
}

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

/* Most text is ASCII, and most lines of it fit: that is found out without asking for glyphs. */
static bool is_simple(const char *bytes, size_t left)
{
    return bytes[0] >= ' ' && bytes[0] < 0x7F && (left == 1 || (bytes[1] & 0x80) == 0);
}

/* The first glyph that does not fit into a row, or the end. */
static size_t find_overflow(const struct source *source, size_t begin, size_t end)
{
    char scratch[SHOW_SCRATCH_SIZE];
    size_t columns = 0;
    for (size_t offset = begin; offset < end;) {
        const char *at = source->bytes + offset;
        size_t step = 1;
        if (is_simple(at, end - offset)) {
            columns++;
        } else {
            struct show_glyph glyph = show_next(at, end - offset, source->flags, scratch);
            columns += (size_t)glyph.columns;
            step = glyph.source;
        }
        if (columns > source->width && *at != ' ' && offset > begin)
            return offset;
        offset += step;
    }
    return end;
}

/* The last place in [begin, limit] where a line may be broken; `begin` if there is none. A row
 * begins where a line may be broken, so that what stands before it has no say. */
static size_t find_break(struct source *source, size_t begin, size_t limit, size_t end)
{
    size_t seen = end - limit > LOOK_AHEAD ? limit + LOOK_AHEAD : end;
    while (seen < end && ((unsigned char)source->bytes[seen] & 0xC0) == 0x80)
        seen++;
    if (seen - begin > source->room) {
        source->room = seen - begin;
        source->breaks = memory_resize(source->breaks, source->room, 1);
    }
    utf8_find_line_breaks(source->bytes + begin, seen - begin, source->breaks);
    while (limit > begin && source->breaks[limit - begin] == 0)
        limit--;
    return limit;
}

/* Add the row that begins at `begin`; returns where the next one does, or behind the end. */
static size_t wrap_row(struct wrap *wrap, struct source *source, size_t begin)
{
    const char *bytes = source->bytes;
    if (begin > source->line_end || begin == 0) {
        const char *newline =
            begin < source->length ? memchr(bytes + begin, '\n', source->length - begin) : NULL;
        source->line_end = newline != NULL ? (size_t)(newline - bytes) : source->length;
    }
    size_t end = source->line_end;
    size_t overflow = find_overflow(source, begin, end);
    if (overflow == end) {
        add_row(wrap, begin, end, end < source->length ? end + 1 : end);
        return end + 1;
    }
    size_t next = find_break(source, begin, overflow, end);
    if (next == begin)
        next = overflow;
    add_row(wrap, begin, without_blanks(bytes, begin, next), next);
    return next;
}

void wrap_update(struct wrap *wrap, const char *bytes, size_t length, size_t width, int show_flags)
{
    wrap_begin(wrap, bytes, length, width, show_flags, SIZE_MAX);
}

void wrap_begin(struct wrap *wrap, const char *bytes, size_t length, size_t width, int show_flags,
                size_t rows)
{
    struct source source = source_of(bytes, length, width, show_flags);
    size_t at = 0;
    wrap->count = 0;
    while (at <= length && wrap->count < rows)
        at = wrap_row(wrap, &source, at);
    free(source.breaks);
}

static size_t common_prefix(const char *a, const char *b, size_t limit)
{
    size_t count = 0;
    while (limit - count >= BLOCK && memcmp(a + count, b + count, BLOCK) == 0)
        count += BLOCK;
    while (count < limit && a[count] == b[count])
        count++;
    return count;
}

/* `a` and `b` are ends. */
static size_t common_suffix(const char *a, const char *b, size_t limit)
{
    size_t count = 0;
    while (limit - count >= BLOCK && memcmp(a - count - BLOCK, b - count - BLOCK, BLOCK) == 0)
        count += BLOCK;
    while (count < limit && a[-1 - (ptrdiff_t)count] == b[-1 - (ptrdiff_t)count])
        count++;
    return count;
}

/* Wrap from the row before the change on, until a row begins where one began before. */
static void wrap_changed(struct wrap *wrap, struct source *source)
{
    const struct buffer *old = &wrap->text;
    size_t shorter = old->length < source->length ? old->length : source->length;
    size_t same = common_prefix(buffer_string(old), source->bytes, shorter);
    if (same == old->length && same == source->length)
        return;
    size_t tail = common_suffix(buffer_string(old) + old->length, source->bytes + source->length,
                                shorter - same);
    struct wrap before = *wrap;
    size_t kept = wrap_find_row(wrap, same);
    kept = kept > 2 ? kept - 2 : 0;
    size_t at = before.rows[kept].begin;
    wrap->rows = memory_resize(NULL, before.capacity, sizeof *wrap->rows);
    memcpy(wrap->rows, before.rows, kept * sizeof *wrap->rows);
    wrap->count = kept;
    source->line_end = at > 0 ? at - 1 : 0;
    size_t next = kept;
    while (at <= source->length) {
        size_t was = at + old->length - source->length;
        while (at > source->length - tail && next < before.count && before.rows[next].begin < was)
            next++;
        if (at > source->length - tail && next < before.count && before.rows[next].begin == was)
            break;
        at = wrap_row(wrap, source, at);
    }
    size_t moved = source->length - old->length;
    for (; at <= source->length && next < before.count; next++)
        add_row(wrap, before.rows[next].begin + moved, before.rows[next].shown + moved,
                before.rows[next].end + moved);
    free(before.rows);
}

void wrap_follow(struct wrap *wrap, const char *bytes, size_t length, size_t width, int show_flags)
{
    struct source source = source_of(bytes, length, width, show_flags);
    if (wrap->count > 0 && wrap->width == source.width && wrap->flags == source.flags)
        wrap_changed(wrap, &source);
    else
        wrap_update(wrap, bytes, length, width, show_flags);
    wrap->width = source.width;
    wrap->flags = source.flags;
    buffer_clear(&wrap->text);
    buffer_append(&wrap->text, bytes, length);
    free(source.breaks);
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
