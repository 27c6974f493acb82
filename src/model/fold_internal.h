/* Comparing texts as a reader does: case, accents and blanks do not count. The fast path compares
 * in place; only texts with letters beyond ASCII that differ are folded by the library. */
#ifndef IFSPEC_MODEL_FOLD_INTERNAL_H
#define IFSPEC_MODEL_FOLD_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

enum fold_flags {
    FOLD_PUNCTUATION = 1 << 0, /* "S/4 HANA" equals "S4HANA" */
    FOLD_FULL_STOP = 1 << 1,   /* a final full stop does not count */
};

bool fold_equal(const char *a, const char *b, int flags);

/* Whether `text` begins with `prefix`, ASCII case and leading blanks folded. */
bool fold_begins_with(const char *text, const char *prefix);

/* Whether `text` begins with the words of `prefix` and goes on with another, or is equal. */
bool fold_begins_with_words(const char *text, const char *prefix);

#endif
