#include "suggest_internal.h"

#include "base/memory.h"

#include <ctype.h>
#include <string.h>

enum { NAME_LIMIT = 64 };

static size_t smallest(size_t a, size_t b, size_t c)
{
    size_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* Edits (insert, delete, replace, swap of neighbours) that make `a` into `b`, in bytes without
 * regard to ASCII case; both are shorter than NAME_LIMIT. */
static size_t distance(const char *a, const char *b)
{
    size_t rows[3][NAME_LIMIT + 1];
    size_t a_length = strlen(a);
    size_t b_length = strlen(b);
    for (size_t j = 0; j <= b_length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i - 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            int x = tolower((unsigned char)a[i - 1]);
            int y = tolower((unsigned char)b[j - 1]);
            row[j] = smallest(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) &&
                y == tolower((unsigned char)a[i - 2]))
                row[j] = smallest(row[j], row[j], rows[(i - 2) % 3][j - 2] + 1);
        }
    }
    return rows[a_length % 3][b_length];
}

const char *suggest_nearest(const char *typed, const char *const *names, size_t count)
{
    size_t length = strlen(typed);
    if (length == 0 || length >= NAME_LIMIT)
        return NULL;
    const char *nearest = NULL;
    size_t least = 1 + length / 3; /* further away is another word */
    for (size_t i = 0; i < count; i++) {
        if (names[i] == NULL || strlen(names[i]) >= NAME_LIMIT)
            continue;
        size_t edits = distance(typed, names[i]);
        if (edits < least || (edits == least && nearest == NULL)) {
            nearest = names[i];
            least = edits;
        }
    }
    return nearest;
}

char *suggest_text(const char *typed, const char *const *names, size_t count)
{
    const char *nearest = suggest_nearest(typed, names, count);
    return nearest != NULL ? memory_format("; did you mean `%s`?", nearest)
                           : memory_copy_string("");
}
