/* The cache is a hash table with one place a slot, and a list from the object used last to the one
 * that goes next. */
#include "raw_object_internal.h"

#include "base/memory.h"
#include "inflate_internal.h"

#include <stdint.h>
#include <stdlib.h>

enum { SLOTS = 4096 };

/* Few enough to stay near the processor; more where trees are so large that their neighbours would
 * not stay. */
static const size_t least_bytes = (size_t)2 << 20;
static const size_t most_bytes = (size_t)32 << 20;
enum { NEIGHBOURS = 64 };

static size_t bytes_limit(size_t size)
{
    size_t bytes = size < most_bytes ? size * NEIGHBOURS : most_bytes;
    return bytes < least_bytes ? least_bytes : bytes < most_bytes ? bytes : most_bytes;
}

struct raw_object *raw_object_new(git_object_t type, size_t size)
{
    struct raw_object *object = memory_resize(NULL, 1, sizeof *object + size + INFLATE_SLACK);
    *object =
        (struct raw_object){.users = 1, .type = type, .size = size, .bytes = (char *)(object + 1)};
    object->bytes[size] = '\0';
    return object;
}

struct raw_object *raw_object_share(struct raw_object *object)
{
    object->users++;
    return object;
}

void raw_object_release(struct raw_object *object)
{
    if (object != NULL && --object->users == 0)
        free(object);
}

/* ── The cache ─────────────────────────────────────────────────────────────────────────────── */

struct slot {
    const void *place; /* NULL: free */
    struct raw_object *object;
    struct slot *newer;
    struct slot *older;
};

struct object_cache {
    struct slot slots[SLOTS];
    struct slot *newest;
    struct slot *oldest;
    size_t bytes;
};

struct object_cache *object_cache_new(void)
{
    return memory_allocate(sizeof(struct object_cache));
}

static struct slot *slot_of(struct object_cache *cache, const void *place)
{
    uint64_t hash = (uint64_t)(uintptr_t)place * 11400714819323198485U;
    return &cache->slots[hash >> 52];
}

static void unlink_slot(struct object_cache *cache, struct slot *slot)
{
    *(slot->newer != NULL ? &slot->newer->older : &cache->newest) = slot->older;
    *(slot->older != NULL ? &slot->older->newer : &cache->oldest) = slot->newer;
}

static void link_newest(struct object_cache *cache, struct slot *slot)
{
    slot->newer = NULL;
    slot->older = cache->newest;
    *(cache->newest != NULL ? &cache->newest->newer : &cache->oldest) = slot;
    cache->newest = slot;
}

static void drop(struct object_cache *cache, struct slot *slot)
{
    unlink_slot(cache, slot);
    /* Every slot holds a share of its own: NOLINTNEXTLINE(clang-analyzer-unix.Malloc) */
    cache->bytes -= slot->object->size;
    raw_object_release(slot->object);
    *slot = (struct slot){0};
}

void object_cache_free(struct object_cache *cache)
{
    while (cache != NULL && cache->oldest != NULL)
        drop(cache, cache->oldest);
    free(cache);
}

struct raw_object *object_cache_find(struct object_cache *cache, const void *place)
{
    struct slot *slot = slot_of(cache, place);
    if (slot->place != place)
        return NULL;
    unlink_slot(cache, slot);
    link_newest(cache, slot);
    return raw_object_share(slot->object);
}

void object_cache_put(struct object_cache *cache, const void *place, struct raw_object *object)
{
    struct slot *slot = slot_of(cache, place);
    if (slot->place != NULL)
        drop(cache, slot);
    *slot = (struct slot){.place = place, .object = raw_object_share(object)};
    link_newest(cache, slot);
    cache->bytes += object->size;
    while (cache->bytes > bytes_limit(object->size) && cache->oldest != slot)
        drop(cache, cache->oldest);
}
