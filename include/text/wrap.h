/* Soft wrap: lines of a text cut into rows of at most a width, at the line-break opportunities of
 * UAX 14, inside a word only where it is wider than a row. Pure; widths are those of base/show.h. */
#ifndef IFSPEC_TEXT_WRAP_H
#define IFSPEC_TEXT_WRAP_H

#include "base/buffer.h"

#include <stddef.h>

/* One row: bytes [begin, end) of the text. Blanks at a break between words and the LF belong to the
 * row but not to `shown`, the end of what is drawn; so such blanks may hang over the width. */
struct wrap_row {
    size_t begin;
    size_t shown;
    size_t end;
};

/* `= {0}` is empty. A text always has at least one row; after a final LF comes an empty one. */
struct wrap {
    struct wrap_row *rows;
    size_t count;
    size_t capacity;
    /* What wrap_follow() remembers. */
    struct buffer text;
    size_t width;
    int flags;
};

void wrap_done(struct wrap *wrap);

/* Wrap `length` bytes to `width` columns (at least 1). `show_flags` as in base/show.h. */
void wrap_update(struct wrap *wrap, const char *bytes, size_t length, size_t width, int show_flags);

/* Only the first `rows` rows, at no cost for what follows them. */
void wrap_begin(struct wrap *wrap, const char *bytes, size_t length, size_t width, int show_flags,
                size_t rows);

/* The same as wrap_update(), of a text that this wrap has followed before and that changed little:
 * keeps a copy, and wraps what changed. */
void wrap_follow(struct wrap *wrap, const char *bytes, size_t length, size_t width, int show_flags);

/* The row that holds the cursor at `offset`, and its column there (which may be the width, or more
 * among blanks that hang over it). */
size_t wrap_find_row(const struct wrap *wrap, size_t offset);
size_t wrap_column(const struct wrap *wrap, const char *bytes, size_t row, size_t offset,
                   int show_flags);

/* The offset in a row at a column: before the glyph that covers it, or the last place in the row
 * that is not also the beginning of the next one. */
size_t wrap_offset_at(const struct wrap *wrap, const char *bytes, size_t row, size_t column,
                      int show_flags);

#endif
