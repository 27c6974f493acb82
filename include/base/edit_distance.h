/* How far two names are from each other, for "did you mean". Bytes, ASCII case folded. */
#ifndef IFSPEC_BASE_EDIT_DISTANCE_H
#define IFSPEC_BASE_EDIT_DISTANCE_H

#include "base/attributes.h"

#include <stddef.h>

enum { EDIT_DISTANCE_LONGEST = 128 };

/* The fewest insertions, deletions, replacements and swaps of neighbours that make `b` out of `a`
 * (optimal string alignment); limit + 1 if that is more than `limit`, or if one of the names is
 * longer than EDIT_DISTANCE_LONGEST. */
size_t edit_distance(const char *a, const char *b, size_t limit) ATTRIBUTE_PURE;

#endif
