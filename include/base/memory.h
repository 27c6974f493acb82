/* Memory that is there or the program is not: no function here returns NULL.
 * When memory runs out the handler runs (restore the terminal, write the journal) and the
 * process ends with status 70. Free with free(). */
#ifndef IFSPEC_BASE_MEMORY_H
#define IFSPEC_BASE_MEMORY_H

#include "base/attributes.h"

#include <stddef.h>

/* `size` zeroed bytes (at least one). */
void *memory_allocate(size_t size) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

/* Resize to count × size bytes; the product is checked. New bytes are not zeroed. */
void *memory_resize(void *memory, size_t count, size_t size) ATTRIBUTE_MUST_CHECK
    ATTRIBUTE_RETURNS_NONNULL;

/* Copies: of a string, of `length` bytes with a NUL behind them. */
char *memory_copy_string(const char *string) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
char *memory_copy_bytes(const void *bytes, size_t length) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

/* A string made as printf does. */
char *memory_format(const char *format, ...) ATTRIBUTE_FORMAT(1, 2) ATTRIBUTE_MUST_CHECK
    ATTRIBUTE_RETURNS_NONNULL;

/* What runs, once, before the process ends for lack of memory. It must not allocate. */
void memory_set_exhaustion_handler(void (*handler)(void));

/* What every function here does when there is no memory: run the handler, end the process. */
void memory_exhausted(void) ATTRIBUTE_NORETURN;

/* Make room for one more item in a growing array of `*capacity` items of `size` bytes.
 *     items = memory_grow(items, &capacity, count, sizeof *items);
 *     items[count++] = item; */
void *memory_grow(void *items, size_t *capacity, size_t count, size_t size) ATTRIBUTE_MUST_CHECK
    ATTRIBUTE_RETURNS_NONNULL;

#endif
