#include "pack_internal.h"

#include <string.h>

struct reading {
    const unsigned char *at;
    const unsigned char *end;
    bool damaged;
};

static unsigned take_byte(struct reading *reading)
{
    if (reading->at == reading->end) {
        reading->damaged = true;
        return 0;
    }
    return *reading->at++;
}

static size_t take_size(struct reading *reading)
{
    size_t size = 0;
    unsigned shift = 0;
    unsigned byte = 0;
    do {
        byte = take_byte(reading);
        if (shift > 56)
            reading->damaged = true;
        else
            size |= (size_t)(byte & 0x7f) << shift;
        shift += 7;
    } while ((byte & 0x80) != 0 && !reading->damaged);
    return size;
}

/* The bytes of a number of which only those are there whose bit is set. */
static size_t take_sparse(struct reading *reading, unsigned bits, unsigned count)
{
    size_t number = 0;
    for (unsigned i = 0; i < count; i++)
        if ((bits & 1U << i) != 0)
            number |= (size_t)take_byte(reading) << 8 * i;
    return number;
}

/* One instruction: bytes of the base, or bytes that follow. Returns their place; NULL: damaged. */
static const void *take_part(struct reading *reading, const struct raw_object *base, size_t *length)
{
    unsigned instruction = take_byte(reading);
    if ((instruction & 0x80) != 0) {
        size_t offset = take_sparse(reading, instruction, 4);
        *length = take_sparse(reading, instruction >> 4, 3);
        if (*length == 0)
            *length = 0x10000;
        if (reading->damaged || offset > base->size || *length > base->size - offset)
            return NULL;
        return base->bytes + offset;
    }
    const unsigned char *bytes = reading->at;
    *length = instruction;
    if (instruction == 0 || (size_t)(reading->end - bytes) < instruction)
        return NULL;
    reading->at += instruction;
    return bytes;
}

struct raw_object *delta_apply(const struct raw_object *base, const unsigned char *delta,
                               size_t size, size_t most)
{
    struct reading reading = {delta, delta + size, false};
    size_t base_size = take_size(&reading);
    size_t result_size = take_size(&reading);
    if (reading.damaged || base_size != base->size || result_size > most)
        return NULL;
    struct raw_object *result = raw_object_new(base->type, result_size);
    size_t length = 0;
    while (reading.at < reading.end) {
        size_t part = 0;
        const void *bytes = take_part(&reading, base, &part);
        if (bytes == NULL || part > result_size - length)
            break;
        memcpy(result->bytes + length, bytes, part);
        length += part;
    }
    if (reading.at == reading.end && length == result_size)
        return result;
    raw_object_release(result);
    return NULL;
}
