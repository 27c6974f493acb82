#include "base/encoding.h"

#include "base/memory.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <uniconv.h>

static bool take_converted(struct buffer *out, void *converted, size_t length)
{
    if (converted == NULL) {
        if (errno == ENOMEM)
            memory_exhausted();
        return false;
    }
    buffer_append(out, converted, length);
    free(converted);
    return true;
}

bool encoding_decode(struct buffer *out, const char *bytes, size_t length, const char *encoding)
{
    size_t size = 0;
    if (length == 0)
        return true;
    uint8_t *text =
        u8_conv_from_encoding(encoding, iconveh_error, bytes, length, NULL, NULL, &size);
    return take_converted(out, text, size);
}

bool encoding_encode(struct buffer *out, const char *bytes, size_t length, const char *encoding)
{
    size_t size = 0;
    if (length == 0)
        return true;
    char *text = u8_conv_to_encoding(encoding, iconveh_error, (const uint8_t *)bytes, length, NULL,
                                     NULL, &size);
    return take_converted(out, text, size);
}
