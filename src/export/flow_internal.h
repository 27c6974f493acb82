/* Running text, wrapped and indented. */
#ifndef IFSPEC_EXPORT_FLOW_INTERNAL_H
#define IFSPEC_EXPORT_FLOW_INTERNAL_H

#include "base/attributes.h"
#include "base/buffer.h"

#include <stddef.h>

/* Where text flows: lines of at most `width` columns (0: any), rows but the first begin behind
 * `indent` blanks. */
struct flow {
    struct buffer *out;
    size_t width;
    size_t indent;
    int show_flags;
};

/* Append a text whose first row begins where the output stands, `indent` columns from the left.
 * Line ends of the text stay; a line end follows the last row. */
void flow_append(const struct flow *flow, const char *text);

/* The rows of a text that is shown as it is: its breaks (owned), the columns that a width leaves
 * behind an indent, and where the row that begins at `start` ends. */
char *flow_find_breaks(const char *text, size_t length) ATTRIBUTE_MALLOC;
size_t flow_room(size_t width, size_t indent);
size_t flow_find_row_end(const char *text, size_t length, const char *breaks, size_t start,
                         size_t room);

#endif
