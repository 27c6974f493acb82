#include "base/buffer.h"

#include "base/memory.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORMAT_GUESS = 64 }; /* most formatted texts are no longer, and are formatted once */

void buffer_done(struct buffer *buffer)
{
    free(buffer->bytes);
    *buffer = (struct buffer){0};
}

const char *buffer_string(const struct buffer *buffer)
{
    return buffer->bytes != NULL ? buffer->bytes : "";
}

char *buffer_take(struct buffer *buffer)
{
    char *taken = buffer->bytes != NULL ? buffer->bytes : memory_copy_string("");
    *buffer = (struct buffer){0};
    return taken;
}

void buffer_clear(struct buffer *buffer)
{
    buffer_truncate(buffer, 0);
}

void buffer_reserve(struct buffer *buffer, size_t additional)
{
    size_t needed = buffer->length + additional + 1;
    if (needed <= buffer->capacity)
        return;
    size_t capacity = buffer->capacity < 64 ? 64 : buffer->capacity;
    while (capacity < needed)
        capacity += capacity / 2;
    buffer->bytes = memory_resize(buffer->bytes, capacity, 1);
    buffer->bytes[buffer->length] = '\0';
    buffer->capacity = capacity;
}

void buffer_append(struct buffer *buffer, const void *bytes, size_t length)
{
    buffer_reserve(buffer, length);
    if (length > 0)
        memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    buffer->bytes[buffer->length] = '\0';
}

void buffer_append_string(struct buffer *buffer, const char *string)
{
    buffer_append(buffer, string, strlen(string));
}

void buffer_append_byte(struct buffer *buffer, char byte)
{
    buffer_append(buffer, &byte, 1);
}

void buffer_append_repeated(struct buffer *buffer, char byte, size_t count)
{
    buffer_reserve(buffer, count);
    memset(buffer->bytes + buffer->length, byte, count);
    buffer->length += count;
    buffer->bytes[buffer->length] = '\0';
}

void buffer_append_format(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    buffer_reserve(buffer, FORMAT_GUESS);
    size_t room = buffer->capacity - buffer->length;
    int length = vsnprintf(buffer->bytes + buffer->length, room, format, arguments);
    va_end(arguments);
    if (length >= 0 && (size_t)length >= room) {
        buffer_reserve(buffer, (size_t)length);
        (void)vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
    }
    va_end(again);
    buffer->length += length > 0 ? (size_t)length : 0;
    buffer->bytes[buffer->length] = '\0';
}

void buffer_splice(struct buffer *buffer, size_t offset, size_t removed, const void *bytes,
                   size_t length)
{
    assert(offset <= buffer->length && removed <= buffer->length - offset);
    buffer_reserve(buffer, length);
    char *at = buffer->bytes + offset;
    memmove(at + length, at + removed, buffer->length - offset - removed);
    if (length > 0)
        memcpy(at, bytes, length);
    buffer->length = buffer->length - removed + length;
    buffer->bytes[buffer->length] = '\0';
}

void buffer_truncate(struct buffer *buffer, size_t length)
{
    assert(length <= buffer->length);
    buffer->length = length;
    if (buffer->bytes != NULL)
        buffer->bytes[length] = '\0';
}
