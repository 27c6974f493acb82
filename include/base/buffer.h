/* A growing string of bytes, always followed by a NUL. Does not know what its bytes mean. */
#ifndef IFSPEC_BASE_BUFFER_H
#define IFSPEC_BASE_BUFFER_H

#include "base/attributes.h"

#include <stdarg.h>
#include <stddef.h>

/* `= {0}` is an empty buffer; `bytes` is then NULL, use buffer_string() to read it as a string. */
struct buffer {
    char *bytes;
    size_t length;
    size_t capacity;
};

void buffer_done(struct buffer *buffer);

/* Its bytes as a string, "" when empty; borrowed until the next change. */
const char *buffer_string(const struct buffer *buffer) ATTRIBUTE_RETURNS_NONNULL;

/* Its bytes as an owned string (never NULL); the buffer is empty afterwards. */
char *buffer_take(struct buffer *buffer) ATTRIBUTE_MUST_CHECK ATTRIBUTE_RETURNS_NONNULL;

void buffer_clear(struct buffer *buffer);
void buffer_reserve(struct buffer *buffer, size_t additional);
void buffer_append(struct buffer *buffer, const void *bytes, size_t length);
void buffer_append_string(struct buffer *buffer, const char *string);
void buffer_append_byte(struct buffer *buffer, char byte);
void buffer_append_repeated(struct buffer *buffer, char byte, size_t count);
void buffer_append_format(struct buffer *buffer, const char *format, ...) ATTRIBUTE_FORMAT(2, 3);

/* Replace `removed` bytes at `offset` by `length` bytes; both lie inside the buffer. */
void buffer_splice(struct buffer *buffer, size_t offset, size_t removed, const void *bytes,
                   size_t length);
void buffer_truncate(struct buffer *buffer, size_t length);

#endif
