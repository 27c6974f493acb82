/* Texts that live as long as their tree, in few large blocks. */
#ifndef IFSPEC_YAML_TEXT_STORE_INTERNAL_H
#define IFSPEC_YAML_TEXT_STORE_INTERNAL_H

#include "base/attributes.h"

#include <stddef.h>

struct text_block;

/* `= {0}` is an empty store. */
struct text_store {
    struct text_block *blocks; /* the one in use first */
    char *at;
    size_t left;
    size_t expected; /* bytes that the first block should have */
};

void text_store_done(struct text_store *store);

/* A copy with a NUL behind it; borrowed until text_store_done(). */
char *text_store_copy(struct text_store *store, const void *text,
                      size_t length) ATTRIBUTE_RETURNS_NONNULL;

#endif
