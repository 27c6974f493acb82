#include "match_internal.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>

enum { TABLE_LIMIT = 4 * 1000 * 1000 }; /* cells of the longest common subsequence */

/* The parts that remain between equal beginnings and equal ends. */
struct middle {
    size_t old, old_count;
    size_t new, new_count;
};

static struct middle trim(size_t old_count, size_t new_count, match_equal *equal,
                          const void *context, size_t *match)
{
    size_t begin = 0;
    while (begin < old_count && begin < new_count && equal(context, begin, begin)) {
        match[begin] = begin;
        begin++;
    }
    size_t end = 0;
    while (end < old_count - begin && end < new_count - begin &&
           equal(context, old_count - 1 - end, new_count - 1 - end)) {
        match[new_count - 1 - end] = old_count - 1 - end;
        end++;
    }
    return (struct middle){begin, old_count - begin - end, begin, new_count - begin - end};
}

static void match_middle(const struct middle *middle, match_equal *equal, const void *context,
                         size_t *match)
{
    size_t rows = middle->old_count;
    size_t columns = middle->new_count;
    size_t width = columns + 1;
    /* lengths[i][j]: of the common subsequence of what follows old i and new j */
    uint16_t *lengths = memory_allocate((rows + 1) * width * sizeof *lengths);
    for (size_t i = rows; i-- > 0;) {
        for (size_t j = columns; j-- > 0;) {
            uint16_t down = lengths[(i + 1) * width + j];
            uint16_t right = lengths[i * width + j + 1];
            uint16_t best = down > right ? down : right;
            if (equal(context, middle->old + i, middle->new + j))
                best = (uint16_t)(lengths[(i + 1) * width + j + 1] + 1);
            lengths[i * width + j] = best;
        }
    }
    size_t i = 0;
    size_t j = 0;
    while (i < rows && j < columns) {
        if (equal(context, middle->old + i, middle->new + j)) {
            match[middle->new + j] = middle->old + i;
            i++;
            j++;
        } else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]) {
            i++;
        } else {
            j++;
        }
    }
    free(lengths);
}

void match_sequences(size_t old_count, size_t new_count, match_equal *equal, const void *context,
                     size_t *match)
{
    for (size_t i = 0; i < new_count; i++)
        match[i] = MATCH_NONE;
    struct middle middle = trim(old_count, new_count, equal, context, match);
    if (middle.old_count == 0 || middle.new_count == 0)
        return;
    if (middle.old_count > UINT16_MAX || middle.new_count > TABLE_LIMIT / (middle.old_count + 1))
        return;
    match_middle(&middle, equal, context, match);
}
