/* The order of `git log`: newest committer date first, first come first served among equals. */
#ifndef IFSPEC_GIT_COMMIT_QUEUE_INTERNAL_H
#define IFSPEC_GIT_COMMIT_QUEUE_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

struct commit_queue_item {
    uint64_t date;
    uint64_t turn;
    void *value;
};

/* `= {0}` is an empty queue. It does not own its values. */
struct commit_queue {
    struct commit_queue_item *items; /* a heap */
    size_t count;
    size_t capacity;
    uint64_t turns;
};

void commit_queue_add(struct commit_queue *queue, uint64_t date, void *value);
void *commit_queue_take(struct commit_queue *queue); /* NULL when empty */
void commit_queue_done(struct commit_queue *queue);

#endif
