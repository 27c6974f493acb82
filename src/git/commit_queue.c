#include "commit_queue_internal.h"

#include "base/memory.h"

#include <stdbool.h>
#include <stdlib.h>

static bool goes_before(const struct commit_queue_item *a, const struct commit_queue_item *b)
{
    return a->date != b->date ? a->date > b->date : a->turn < b->turn;
}

void commit_queue_add(struct commit_queue *queue, uint64_t date, void *value)
{
    queue->items = memory_grow(queue->items, &queue->capacity, queue->count, sizeof *queue->items);
    struct commit_queue_item item = {.date = date, .turn = queue->turns++, .value = value};
    size_t at = queue->count++;
    while (at > 0 && goes_before(&item, &queue->items[(at - 1) / 2])) {
        queue->items[at] = queue->items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    queue->items[at] = item;
}

void *commit_queue_take(struct commit_queue *queue)
{
    if (queue->count == 0)
        return NULL;
    void *value = queue->items[0].value;
    struct commit_queue_item last = queue->items[--queue->count];
    size_t at = 0;
    for (size_t child = 1; child < queue->count; child = at * 2 + 1) {
        if (child + 1 < queue->count && goes_before(&queue->items[child + 1], &queue->items[child]))
            child++;
        if (!goes_before(&queue->items[child], &last))
            break;
        queue->items[at] = queue->items[child];
        at = child;
    }
    queue->items[at] = last;
    return value;
}

void commit_queue_done(struct commit_queue *queue)
{
    free(queue->items);
    *queue = (struct commit_queue){0};
}
