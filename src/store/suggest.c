#include "suggest_internal.h"

#include "base/edit_distance.h"
#include "base/memory.h"

#include <string.h>

const char *suggest_nearest(const char *typed, const char *const *names, size_t count)
{
    size_t length = strlen(typed);
    if (length == 0)
        return NULL;
    const char *nearest = NULL;
    size_t least = 1 + length / 3; /* further away is another word */
    for (size_t i = 0; i < count; i++) {
        if (names[i] == NULL)
            continue;
        size_t edits = edit_distance(typed, names[i], least);
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
