#include "text_index_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void text_index_done(struct text_index *index)
{
    free(index->slots);
    *index = (struct text_index){0};
}

static uint64_t hash_text(const char *text, size_t length)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    return hash ^ hash >> 29;
}

static struct text_slot *find_slot(const struct text_index *index, const char *text, size_t length)
{
    size_t at = (size_t)hash_text(text, length) & (index->capacity - 1);
    while (index->slots[at].text != NULL) {
        struct text_slot *slot = &index->slots[at];
        if (slot->length == length && memcmp(slot->text, text, length) == 0)
            return slot;
        at = (at + 1) & (index->capacity - 1);
    }
    return &index->slots[at];
}

static void grow(struct text_index *index)
{
    struct text_index larger = {.capacity = index->capacity > 0 ? index->capacity * 2 : 64,
                                .count = index->count};
    larger.slots = memory_allocate(larger.capacity * sizeof *larger.slots);
    for (size_t i = 0; i < index->capacity; i++) {
        const struct text_slot *slot = &index->slots[i];
        if (slot->text != NULL)
            *find_slot(&larger, slot->text, slot->length) = *slot;
    }
    free(index->slots);
    *index = larger;
}

struct text_slot *text_index_put(struct text_index *index, const char *text, size_t length,
                                 uint32_t missing)
{
    if (index->count * 4 >= index->capacity * 3)
        grow(index);
    struct text_slot *slot = find_slot(index, text, length);
    if (slot->text == NULL) {
        *slot = (struct text_slot){text, length, missing};
        index->count++;
    }
    return slot;
}
