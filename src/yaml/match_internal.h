/* Which entries of a new sequence are entries of the old one: for lists that are set anew and for
 * the lines of a block scalar. Knows nothing of what they are. */
#ifndef IFSPEC_YAML_MATCH_INTERNAL_H
#define IFSPEC_YAML_MATCH_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#define MATCH_NONE ((size_t)-1)

typedef bool match_equal(const void *context, size_t old, size_t new);

/* Fill match[0 .. new_count) with the index of the equal old entry, or MATCH_NONE. Matches keep
 * their order and are as many as possible; in very long sequences fewer may be found. */
void match_sequences(size_t old_count, size_t new_count, match_equal *equal, const void *context,
                     size_t *match);

#endif
