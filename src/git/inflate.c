#include "inflate_internal.h"

#include "base/memory.h"

#include <limits.h>

/* Returns zlib's answer; *size becomes how much was unpacked. */
static int unpack(struct inflater *inflater, const unsigned char *packed, size_t packed_size,
                  char *out, size_t *size)
{
    z_stream *stream = &inflater->stream;
    if (*size > UINT_MAX)
        return Z_BUF_ERROR;
    if (inflater->started ? inflateReset(stream) != Z_OK : inflateInit(stream) != Z_OK)
        memory_exhausted();
    inflater->started = true;
    stream->next_in = (unsigned char *)packed;
    stream->avail_in = packed_size < UINT_MAX ? (unsigned)packed_size : UINT_MAX;
    stream->next_out = (unsigned char *)out;
    stream->avail_out = (unsigned)*size;
    int code = inflate(stream, Z_FINISH);
    *size -= stream->avail_out;
    return code;
}

bool inflate_exactly(struct inflater *inflater, const unsigned char *packed, size_t packed_size,
                     char *out, size_t size)
{
    size_t unpacked = size + INFLATE_SLACK;
    return unpack(inflater, packed, packed_size, out, &unpacked) == Z_STREAM_END &&
           unpacked == size;
}

size_t inflate_begin(struct inflater *inflater, const unsigned char *packed, size_t packed_size,
                     char *out, size_t size)
{
    size_t unpacked = size;
    int code = unpack(inflater, packed, packed_size, out, &unpacked);
    return code == Z_STREAM_END || code == Z_BUF_ERROR || code == Z_OK ? unpacked : 0;
}

void inflater_done(struct inflater *inflater)
{
    if (inflater->started)
        (void)inflateEnd(&inflater->stream);
    *inflater = (struct inflater){0};
}
