#include "text_store_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 4096 };

struct text_block {
    struct text_block *next;
    char text[];
};

void text_store_done(struct text_store *store)
{
    while (store->blocks != NULL) {
        struct text_block *next = store->blocks->next;
        free(store->blocks);
        store->blocks = next;
    }
    *store = (struct text_store){0};
}

static void add_block(struct text_store *store, size_t needed)
{
    size_t size =
        store->blocks == NULL && store->expected > BLOCK_SIZE ? store->expected : BLOCK_SIZE;
    if (size < needed)
        size = needed;
    struct text_block *block = memory_resize(NULL, sizeof *block + size, 1);
    block->next = store->blocks;
    store->blocks = block;
    store->at = block->text;
    store->left = size;
}

char *text_store_copy(struct text_store *store, const void *text, size_t length)
{
    if (store->left < length + 1)
        add_block(store, length + 1);
    char *copy = store->at;
    memcpy(copy, text, length);
    copy[length] = '\0';
    store->at += length + 1;
    store->left -= length + 1;
    return copy;
}
