/* A hash table from texts to numbers, for keys and anchors: hostile files have a million of them.
 * The texts are borrowed. */
#ifndef IFSPEC_YAML_TEXT_INDEX_INTERNAL_H
#define IFSPEC_YAML_TEXT_INDEX_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

struct text_slot {
    const char *text;
    size_t length;
    uint32_t value;
};

struct text_index {
    struct text_slot *slots;
    size_t capacity; /* a power of two, or 0 */
    size_t count;
};

void text_index_done(struct text_index *index);

/* The slot of a text, made with `missing` as its value if there was none. Borrowed until the next
 * call. */
struct text_slot *text_index_put(struct text_index *index, const char *text, size_t length,
                                 uint32_t missing);

#endif
