#include "base/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_OUT_OF_MEMORY = 70 };

static void (*exhaustion_handler)(void);

void memory_set_exhaustion_handler(void (*handler)(void))
{
    exhaustion_handler = handler;
}

void memory_exhausted(void)
{
    static const char message[] = "ifspec: out of memory\n";
    void (*handler)(void) = exhaustion_handler;
    exhaustion_handler = NULL;
    if (handler != NULL)
        handler();
    if (write(STDERR_FILENO, message, sizeof message - 1) < 0)
        _exit(EXIT_OUT_OF_MEMORY);
    _exit(EXIT_OUT_OF_MEMORY);
}

void *memory_allocate(size_t size)
{
    void *memory = calloc(1, size > 0 ? size : 1);
    if (memory == NULL)
        memory_exhausted();
    return memory;
}

void *memory_resize(void *memory, size_t count, size_t size)
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes))
        memory_exhausted();
    void *resized = realloc(memory, bytes > 0 ? bytes : 1);
    if (resized == NULL)
        memory_exhausted();
    return resized;
}

char *memory_copy_bytes(const void *bytes, size_t length)
{
    char *copy = memory_resize(NULL, length + 1, 1);
    if (length > 0)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

char *memory_copy_string(const char *string)
{
    return memory_copy_bytes(string, strlen(string));
}

char *memory_format(const char *format, ...)
{
    va_list arguments;
    va_list again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *string = memory_resize(NULL, length > 0 ? (size_t)length + 1 : 1, 1);
    string[0] = '\0';
    if (length > 0)
        (void)vsnprintf(string, (size_t)length + 1, format, again);
    va_end(again);
    return string;
}

void *memory_grow(void *items, size_t *capacity, size_t count, size_t size)
{
    if (items != NULL && count < *capacity)
        return items;
    size_t wanted = *capacity < 8 ? 8 : *capacity * 2;
    while (wanted <= count)
        wanted *= 2;
    *capacity = wanted;
    return memory_resize(items, wanted, size);
}
