/* Which rows of a list before are which rows after: the core of diff and merge by row. */
#ifndef IFSPEC_MODEL_ROW_MATCH_INTERNAL_H
#define IFSPEC_MODEL_ROW_MATCH_INTERNAL_H

#include "model/form.h"
#include "model/value.h"

#include <stdbool.h>
#include <stddef.h>

#define ROW_NONE ((size_t)-1)

/* partner[j] becomes the index in `before` of the row that `after`'s row j was, or ROW_NONE. Rows
 * with equal key columns are the same; in a table without key, equal rows, then similar ones. Empty
 * entries have no partner. `partner` has room for after->count. */
void rows_match(const struct field *field, const struct value *before, const struct value *after,
                size_t *partner);

/* moved[j] tells whether row j left its place: of all rows with a partner the longest run that kept
 * its order stays, the others moved. */
void rows_find_moved(const size_t *partner, size_t count, bool *moved);

/* The column that names a row of a table best: the first that every row has and that is neither a
 * choice among few nor the group; else the first that is filled. */
size_t row_naming_column(const struct field *table, const struct value *row);

#endif
