/* Running text, wrapped and indented. */
#ifndef IFSPEC_EXPORT_FLOW_INTERNAL_H
#define IFSPEC_EXPORT_FLOW_INTERNAL_H

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

#endif
