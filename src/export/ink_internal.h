/* A line of a report while it is written: spans in inks that say what they mean. Sanitises. */
#ifndef IFSPEC_EXPORT_INK_INTERNAL_H
#define IFSPEC_EXPORT_INK_INTERNAL_H

#include "base/buffer.h"
#include "export/text_look.h"
#include "model/change.h"

#include <stddef.h>

enum ink {
    INK_TEXT,
    INK_STRONG,
    INK_DIM,
    INK_COMMIT,
    INK_WHO,
    INK_OLD,
    INK_NEW,
    INK_PROBLEM,
    INK_COUNT,
};

struct ink_span {
    enum ink ink;
    size_t end; /* offset of the byte behind it */
};

/* `= {0}` is an empty line for a pipe. */
struct ink_line {
    struct text_look look;
    struct buffer text;
    struct ink_span *spans;
    size_t count;
    size_t capacity;
};

/* Line ends of the text become blanks: text of others must not look like lines of ours. */
void ink_append(struct ink_line *line, enum ink ink, const char *text);
void ink_append_bytes(struct ink_line *line, enum ink ink, const char *text, size_t length);
void ink_append_take(struct ink_line *line, enum ink ink, char *text); /* owned */
/* The text cut to so many columns; as a cell with blanks up to them and a gap behind it. */
void ink_append_cut(struct ink_line *line, enum ink ink, size_t columns, const char *text);
void ink_append_cell(struct ink_line *line, enum ink ink, size_t columns, const char *text);
/* "Data Volume: Median → Low" */
void ink_append_change(struct ink_line *line, const struct change *change);

/* Append what was written as a line, behind `indent` blanks; on a terminal wrapped, further rows
 * behind `hanging` blanks. The line is empty afterwards. */
void ink_end(struct ink_line *line, size_t indent, size_t hanging, struct buffer *out);

#endif
