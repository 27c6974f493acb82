#include "oid_map_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static struct oid_map_slot *find(const struct oid_map *map, const git_oid *id)
{
    size_t at = 0;
    memcpy(&at, id->id, sizeof at);
    for (;; at++) {
        struct oid_map_slot *slot = &map->slots[at & (map->capacity - 1)];
        if (slot->value == NULL || git_oid_equal(&slot->id, id))
            return slot;
    }
}

static void grow(struct oid_map *map)
{
    struct oid_map larger = {.capacity = map->capacity > 0 ? map->capacity * 2 : 256,
                             .count = map->count};
    larger.slots = memory_allocate(larger.capacity * sizeof *larger.slots);
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].value != NULL)
            *find(&larger, &map->slots[i].id) = map->slots[i];
    free(map->slots);
    *map = larger;
}

void **oid_map_place(struct oid_map *map, const git_oid *id)
{
    if (map->count * 2 >= map->capacity)
        grow(map);
    struct oid_map_slot *slot = find(map, id);
    if (slot->value == NULL) {
        slot->id = *id;
        map->count++;
    }
    return &slot->value;
}

void *oid_map_find(const struct oid_map *map, const git_oid *id)
{
    return map->count > 0 ? find(map, id)->value : NULL;
}

void oid_map_done(struct oid_map *map, void (*free_value)(void *value))
{
    for (size_t i = 0; free_value != NULL && i < map->capacity; i++)
        if (map->slots[i].value != NULL)
            free_value(map->slots[i].value);
    free(map->slots);
    *map = (struct oid_map){0};
}
