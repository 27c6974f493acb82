/* Where an answer stands in a file, and where the same lines stood in the version before: what need
 * not be parsed. */
#ifndef IFSPEC_WORKSPACE_BLAME_INTERNAL_H
#define IFSPEC_WORKSPACE_BLAME_INTERNAL_H

#include "base/buffer.h"
#include "model/spec.h"

#include <stdbool.h>
#include <stddef.h>

#define LINE_NONE ((size_t)-1)

/* Lines from 0 of an answer, of the key of its field, of its section. */
struct line_span {
    bool known;
    size_t first;
    size_t last;
    size_t key;
    size_t header;
};

/* The spans of all answers of a spec in its file. */
struct span_table;
struct span_table *span_table_new(const struct spec *spec, const struct buffer *bytes);
void span_table_free(struct span_table *table);
struct line_span span_table_find(const struct span_table *table, const struct field *field,
                                 size_t row);
/* The row of a field that begins on this line; LINE_NONE if there is none. */
size_t span_table_row(const struct span_table *table, const struct field *field, size_t line);

/* Which line of the older file each line of the newer one is. `= {0}` is empty. */
struct line_map {
    size_t *old; /* LINE_NONE: of no line; one more than there are lines, for the end */
    size_t count;
    bool is_unsafe; /* a line that may change the meaning of others is different */
};

void line_map_make(struct line_map *map, const struct buffer *old, const struct buffer *new);
void line_map_done(struct line_map *map);

/* Whether an answer stands in the older file unchanged; *span becomes its place there. */
bool line_map_follow(const struct line_map *map, struct line_span *span);

#endif
