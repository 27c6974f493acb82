/* An object in a pack is whole, or the difference to another one, which stands before it in the
 * same pack or is named by its id. Everything the file says is checked against its size: it may
 * come from anywhere. */
#include "pack_internal.h"

#include "base/memory.h"
#include "big_endian_internal.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    INDEX_HEADER = 8,
    PACK_HEADER = 12,
    TRAILER = GIT_OID_RAWSZ,
    DEPTH_LIMIT = 4096, /* of differences to differences: git makes no more */
    OFFSET_DELTA = 6,
    ID_DELTA = 7,
};

/* ── Files ─────────────────────────────────────────────────────────────────────────────────── */

struct mapping mapping_open(const char *path)
{
    struct mapping mapping = {0};
    struct stat status = {0};
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return mapping;
    if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
        size_t size = (size_t)status.st_size;
        void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
        if (bytes != MAP_FAILED)
            mapping = (struct mapping){bytes, size};
    }
    (void)close(file);
    return mapping;
}

void mapping_close(struct mapping *mapping)
{
    if (mapping->bytes != NULL)
        (void)munmap((void *)mapping->bytes, mapping->size);
    *mapping = (struct mapping){0};
}

/* Behind the ids stand the checksums, then the offsets. */
static const unsigned char *offsets(const struct pack *pack)
{
    return pack->objects.ids + (size_t)pack->objects.count * (GIT_OID_RAWSZ + 4);
}

static bool check_index(struct pack *pack)
{
    const struct mapping *index = &pack->index;
    size_t least = INDEX_HEADER + FANOUT_SIZE + 2 * TRAILER;
    if (index->size < least || memcmp(index->bytes, "\377tOc\0\0\0\2", INDEX_HEADER) != 0 ||
        !oid_table_begin(&pack->objects, index->bytes + INDEX_HEADER))
        return false;
    pack->objects.ids = index->bytes + INDEX_HEADER + FANOUT_SIZE;
    if ((index->size - least) / (GIT_OID_RAWSZ + 8) < pack->objects.count)
        return false;
    pack->objects.beside = offsets(pack);
    pack->objects.beside_size = 4;
    return true;
}

static bool check_pack(const struct pack *pack)
{
    const struct mapping *data = &pack->data;
    if (data->size < PACK_HEADER + TRAILER || memcmp(data->bytes, "PACK\0\0\0", 7) != 0 ||
        (data->bytes[7] != 2 && data->bytes[7] != 3) ||
        read_32(data->bytes + 8) != pack->objects.count)
        return false;
    /* The index names the checksum of the pack that it was made for. */
    return memcmp(data->bytes + data->size - TRAILER,
                  pack->index.bytes + pack->index.size - (size_t)2 * TRAILER, TRAILER) == 0;
}

bool pack_open(struct pack *pack, const char *index_path)
{
    *pack = (struct pack){0};
    size_t length = strlen(index_path) - strlen(".idx");
    char *path = memory_format("%.*s.pack", (int)length, index_path);
    pack->index = mapping_open(index_path);
    pack->data = mapping_open(path);
    free(path);
    if (pack->index.bytes != NULL && pack->data.bytes != NULL && check_index(pack) &&
        check_pack(pack))
        return true;
    pack_close(pack);
    return false;
}

void pack_close(struct pack *pack)
{
    mapping_close(&pack->index);
    mapping_close(&pack->data);
}

/* ── Where an object stands ────────────────────────────────────────────────────────────────── */

/* 0: it is not there (no object stands at the beginning). */
static size_t offset_of(const struct pack *pack, uint32_t number)
{
    uint32_t offset = read_32(offsets(pack) + (size_t)number * 4);
    if ((offset & 0x80000000U) == 0)
        return offset;
    const unsigned char *large = offsets(pack) + (size_t)pack->objects.count * 4;
    const unsigned char *end = pack->index.bytes + pack->index.size - (size_t)2 * TRAILER;
    size_t index = offset & 0x7fffffffU;
    if (index >= (size_t)(end - large) / 8)
        return 0;
    return (size_t)read_32(large + index * 8) << 32 | read_32(large + index * 8 + 4);
}

static size_t find(const struct pack *pack, const unsigned char *id)
{
    uint32_t number = 0;
    return oid_table_find(&pack->objects, id, &number) ? offset_of(pack, number) : 0;
}

/* ── What stands there ─────────────────────────────────────────────────────────────────────── */

/* The distance back to the base: each byte but the last counts one more (gitformat-pack). */
static bool read_distance(const unsigned char **at, const unsigned char *end, size_t *distance)
{
    size_t value = 0;
    for (; *at < end; value++) {
        unsigned byte = *(*at)++;
        if (value >> 56 != 0)
            return false;
        value = value << 7 | (byte & 0x7f);
        if ((byte & 0x80) == 0) {
            *distance = value;
            return true;
        }
    }
    return false;
}

static bool read_base(const struct pack *pack, size_t offset, const unsigned char **at,
                      const unsigned char *end, struct pack_entry *entry)
{
    size_t distance = 0;
    if (entry->type == OFFSET_DELTA) {
        if (!read_distance(at, end, &distance) || distance == 0 || distance >= offset)
            return false;
        entry->base = offset - distance;
    } else if (entry->type == ID_DELTA) {
        if (end - *at < GIT_OID_RAWSZ)
            return false;
        entry->base = find(pack, *at);
        *at += GIT_OID_RAWSZ;
        return entry->base != 0;
    }
    return true;
}

static bool read_entry(const struct pack *pack, size_t offset, struct pack_entry *entry)
{
    const unsigned char *at = pack->data.bytes + offset;
    const unsigned char *end = pack->data.bytes + pack->data.size - TRAILER;
    unsigned byte = *at++;
    *entry = (struct pack_entry){.offset = offset, .type = byte >> 4 & 7, .size = byte & 15};
    for (unsigned shift = 4; (byte & 0x80) != 0; shift += 7) {
        if (at == end || shift > 56)
            return false;
        byte = *at++;
        entry->size |= (size_t)(byte & 0x7f) << shift;
    }
    if (!read_base(pack, offset, &at, end, entry))
        return false;
    entry->packed = at;
    entry->packed_size = (size_t)(end - at);
    return true;
}

static struct raw_object *unpack(const struct pack_entry *entry, struct unpacking *unpacking)
{
    if (entry->size > unpacking->most)
        return NULL;
    struct raw_object *object = raw_object_new((git_object_t)entry->type, entry->size);
    if (!inflate_exactly(&unpacking->inflater, entry->packed, entry->packed_size, object->bytes,
                         entry->size)) {
        raw_object_release(object);
        return NULL;
    }
    object->bytes[entry->size] = '\0';
    return object;
}

static bool is_delta(const struct pack_entry *entry)
{
    return entry->type == OFFSET_DELTA || entry->type == ID_DELTA;
}

/* Takes `base`. */
static struct raw_object *apply(struct raw_object *base, const struct pack_entry *entry,
                                struct unpacking *unpacking)
{
    struct raw_object *result = NULL;
    struct raw_object *delta = unpack(entry, unpacking);
    if (delta != NULL)
        result =
            delta_apply(base, (const unsigned char *)delta->bytes, delta->size, unpacking->most);
    raw_object_release(delta);
    raw_object_release(base);
    return result;
}

/* The object at an offset, if it is whole or known; else the deltas on the way down to one that is,
 * and that one. */
static struct raw_object *find_whole(const struct pack *pack, size_t offset,
                                     struct unpacking *unpacking, size_t *deltas)
{
    for (*deltas = 0; *deltas < DEPTH_LIMIT; ++*deltas) {
        struct pack_entry entry = {0};
        if (offset < PACK_HEADER || offset >= pack->data.size - TRAILER)
            return NULL;
        struct raw_object *object = object_cache_find(unpacking->cache, pack->data.bytes + offset);
        if (object != NULL)
            return object;
        if (!read_entry(pack, offset, &entry))
            return NULL;
        if (!is_delta(&entry)) {
            object = unpack(&entry, unpacking);
            /* A walk reads a commit once. */
            if (object != NULL && (entry.type != GIT_OBJECT_COMMIT || *deltas > 0))
                object_cache_put(unpacking->cache, pack->data.bytes + offset, object);
            return object;
        }
        unpacking->chain = memory_grow(unpacking->chain, &unpacking->chain_capacity, *deltas,
                                       sizeof *unpacking->chain);
        unpacking->chain[*deltas] = entry;
        offset = entry.base;
    }
    return NULL;
}

static bool is_object(const struct raw_object *object)
{
    return object->type >= GIT_OBJECT_COMMIT && object->type <= GIT_OBJECT_TAG;
}

struct raw_object *pack_read(const struct pack *pack, const git_oid *id,
                             struct unpacking *unpacking)
{
    size_t offset = find(pack, id->id);
    size_t deltas = 0;
    if (offset == 0)
        return NULL;
    struct raw_object *object = find_whole(pack, offset, unpacking, &deltas);
    while (object != NULL && deltas > 0) {
        const struct pack_entry *entry = &unpacking->chain[--deltas];
        object = apply(object, entry, unpacking);
        if (object != NULL)
            object_cache_put(unpacking->cache, pack->data.bytes + entry->offset, object);
    }
    if (object == NULL || is_object(object))
        return object;
    raw_object_release(object);
    return NULL;
}
