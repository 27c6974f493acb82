#include "commit_graph_internal.h"

#include "base/memory.h"
#include "big_endian_internal.h"
#include "commit_record_internal.h"
#include "oid_table_internal.h"
#include "pack_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEADER = 8,
    CHUNK_ENTRY = 12,
    COMMIT_SIZE = GIT_OID_RAWSZ + 16,
    FILTER_HEADER = 12,
    MOST_HASHES = 32,
    MOST_PARENTS = 1 << 16,
};

#define NO_PARENT    0x70000000U
#define MORE_PARENTS 0x80000000U /* of the second: its other bits are a place among the edges */

struct chunk {
    const unsigned char *bytes; /* NULL: not there */
    size_t size;
};

/* One file. Positions of commits count through all files of a chain. */
struct layer {
    struct mapping mapping;
    uint32_t first;
    struct oid_table table;
    struct chunk fanout, ids, commits, edges, ends, filters;
    uint32_t hash_version; /* of the filters; 0: there are none */
    uint32_t hash_count;
};

struct commit_graph {
    struct layer *layers; /* the oldest first */
    size_t count;
    size_t capacity;
    uint32_t total;
};

/* ── Files ─────────────────────────────────────────────────────────────────────────────────── */

static struct chunk *chunk_named(struct layer *layer, const unsigned char *name)
{
    const struct {
        const char *name;
        struct chunk *chunk;
    } known[] = {
        {"OIDF", &layer->fanout}, {"OIDL", &layer->ids},  {"CDAT", &layer->commits},
        {"EDGE", &layer->edges},  {"BIDX", &layer->ends}, {"BDAT", &layer->filters},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (memcmp(name, known[i].name, 4) == 0)
            return known[i].chunk;
    return NULL;
}

/* A table of names and places, ended by the place where the last chunk ends. */
static bool find_chunks(struct layer *layer)
{
    const struct mapping *file = &layer->mapping;
    if (file->size < HEADER + CHUNK_ENTRY + GIT_OID_RAWSZ ||
        memcmp(file->bytes, "CGPH\1\1", 6) != 0)
        return false;
    size_t count = file->bytes[6];
    size_t end = file->size - GIT_OID_RAWSZ;
    if (HEADER + (count + 1) * CHUNK_ENTRY > end)
        return false;
    for (size_t i = 0; i < count; i++) {
        const unsigned char *entry = file->bytes + HEADER + i * CHUNK_ENTRY;
        uint64_t from = read_64(entry + 4);
        uint64_t to = read_64(entry + CHUNK_ENTRY + 4);
        struct chunk *chunk = chunk_named(layer, entry);
        if (from > to || to > end)
            return false;
        if (chunk != NULL)
            *chunk = (struct chunk){file->bytes + from, (size_t)(to - from)};
    }
    return true;
}

static bool check_commits(struct layer *layer)
{
    struct oid_table *table = &layer->table;
    if (layer->fanout.size != FANOUT_SIZE || !oid_table_begin(table, layer->fanout.bytes))
        return false;
    table->ids = layer->ids.bytes;
    table->beside = layer->commits.bytes;
    table->beside_size = COMMIT_SIZE;
    return layer->ids.size == (size_t)layer->table.count * GIT_OID_RAWSZ &&
           layer->commits.size == (size_t)layer->table.count * COMMIT_SIZE;
}

/* Filters of another kind than is known here are as good as none. */
static void check_filters(struct layer *layer)
{
    if (layer->ends.size != (size_t)layer->table.count * 4 || layer->filters.size < FILTER_HEADER)
        return;
    uint32_t version = read_32(layer->filters.bytes);
    uint32_t hashes = read_32(layer->filters.bytes + 4);
    if ((version == 1 || version == 2) && hashes > 0 && hashes <= MOST_HASHES) {
        layer->hash_version = version;
        layer->hash_count = hashes;
    }
}

static bool add_layer(struct commit_graph *graph, const char *path)
{
    struct layer layer = {.first = graph->total};
    layer.mapping = mapping_open(path);
    if (layer.mapping.bytes == NULL || !find_chunks(&layer) || !check_commits(&layer) ||
        layer.table.count >= NO_PARENT - graph->total) {
        mapping_close(&layer.mapping);
        return false;
    }
    check_filters(&layer);
    graph->layers =
        memory_grow(graph->layers, &graph->capacity, graph->count, sizeof *graph->layers);
    graph->layers[graph->count++] = layer;
    graph->total += layer.table.count;
    return true;
}

/* commit-graphs/commit-graph-chain: the hash of each file on a line, the oldest first. */
static bool add_chain(struct commit_graph *graph, const char *objects)
{
    char *path = memory_format("%s/info/commit-graphs/commit-graph-chain", objects);
    FILE *file = fopen(path, "re");
    char line[GIT_OID_HEXSZ + 2] = "";
    bool whole = file != NULL;
    free(path);
    while (whole && fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        whole = strspn(line, "0123456789abcdef") == GIT_OID_HEXSZ && line[GIT_HEX_SIZE - 1] == '\0';
        path = memory_format("%s/info/commit-graphs/graph-%s.graph", objects, line);
        whole = whole && add_layer(graph, path);
        free(path);
        line[0] = '\0';
    }
    if (file != NULL)
        (void)fclose(file);
    return whole && graph->count > 0;
}

struct commit_graph *commit_graph_open(const char *objects)
{
    struct commit_graph *graph = memory_allocate(sizeof *graph);
    char *path = memory_format("%s/info/commit-graph", objects);
    bool found = add_layer(graph, path) || add_chain(graph, objects);
    free(path);
    if (found)
        return graph;
    commit_graph_free(graph);
    return NULL;
}

void commit_graph_free(struct commit_graph *graph)
{
    if (graph == NULL)
        return;
    for (size_t i = 0; i < graph->count; i++)
        mapping_close(&graph->layers[i].mapping);
    free(graph->layers);
    free(graph);
}

/* ── Commits ───────────────────────────────────────────────────────────────────────────────── */

static const struct layer *find_layer(const struct commit_graph *graph, uint32_t position)
{
    if (position >= graph->total)
        return NULL;
    size_t at = graph->count - 1;
    while (position < graph->layers[at].first)
        at--;
    return &graph->layers[at];
}

static const unsigned char *commit_at(const struct layer *layer, uint32_t position)
{
    return layer->commits.bytes + (size_t)(position - layer->first) * COMMIT_SIZE;
}

/* One more than the highest of the parents. A file in which that is not so is damaged, and could
 * lead in circles. */
static uint32_t generation_of(const unsigned char *commit)
{
    return read_32(commit + GIT_OID_RAWSZ + 8) >> 2;
}

static const struct layer *find_parent(const struct commit_graph *graph, uint32_t position,
                                       uint32_t generation)
{
    const struct layer *layer = find_layer(graph, position);
    return layer != NULL && generation_of(commit_at(layer, position)) < generation ? layer : NULL;
}

static void copy_id(const struct layer *layer, uint32_t position, git_oid *id)
{
    memcpy(id->id, layer->ids.bytes + (size_t)(position - layer->first) * GIT_OID_RAWSZ,
           GIT_OID_RAWSZ);
}

static bool read_parent(const struct commit_graph *graph, uint32_t position, uint32_t generation,
                        git_oid *id)
{
    const struct layer *layer = find_parent(graph, position, generation);
    if (layer != NULL)
        copy_id(layer, position, id);
    return layer != NULL;
}

/* How many parents stand among the edges from a place on; the last one is marked. */
static size_t count_edges(const struct layer *layer, uint32_t place)
{
    size_t room = layer->edges.size / 4;
    for (size_t count = 1; place + count <= room && count <= MOST_PARENTS; count++)
        if ((read_32(layer->edges.bytes + (place + count - 1) * 4) & MORE_PARENTS) != 0)
            return count;
    return 0;
}

static size_t count_parents(const struct layer *layer, uint32_t first, uint32_t second)
{
    if (first == NO_PARENT)
        return 0;
    if (second == NO_PARENT)
        return 1;
    if ((second & MORE_PARENTS) == 0)
        return 2;
    size_t count = count_edges(layer, second & ~MORE_PARENTS);
    return count > 0 ? count + 1 : MOST_PARENTS + 1;
}

static bool read_parents(const struct commit_graph *graph, const struct layer *layer,
                         const unsigned char *commit, struct commit_record *record)
{
    uint32_t first = read_32(commit + GIT_OID_RAWSZ);
    uint32_t second = read_32(commit + GIT_OID_RAWSZ + 4);
    uint32_t generation = generation_of(commit);
    bool known =
        record->parent_count == 0 || read_parent(graph, first, generation, &record->parents[0]);
    for (size_t i = 1; known && i < record->parent_count; i++) {
        uint32_t position = second;
        if ((second & MORE_PARENTS) != 0)
            position =
                read_32(layer->edges.bytes + ((size_t)(second & ~MORE_PARENTS) + i - 1) * 4) &
                ~MORE_PARENTS;
        known = read_parent(graph, position, generation, &record->parents[i]);
    }
    return known;
}

/* Tree, two parents, then 30 bits of generation and 34 of seconds. */
struct commit_record *commit_graph_read(const struct commit_graph *graph, const git_oid *id)
{
    uint32_t position = 0;
    size_t at = graph->count;
    while (at > 0 && !oid_table_find(&graph->layers[at - 1].table, id->id, &position))
        at--;
    if (at == 0)
        return NULL;
    const struct layer *layer = &graph->layers[at - 1];
    position += layer->first;
    const unsigned char *commit = commit_at(layer, position);
    size_t count =
        count_parents(layer, read_32(commit + GIT_OID_RAWSZ), read_32(commit + GIT_OID_RAWSZ + 4));
    if (count > MOST_PARENTS)
        return NULL;
    struct commit_record *record =
        memory_resize(NULL, 1, sizeof *record + count * sizeof *record->parents);
    *record = (struct commit_record){
        .date = read_64(commit + GIT_OID_RAWSZ + 8) & 0x3ffffffffU,
        .graph_position = position,
        .parent_count = count,
    };
    memcpy(record->tree.id, commit, GIT_OID_RAWSZ);
    if (read_parents(graph, layer, commit, record))
        return record;
    free(record);
    return NULL;
}

/* ── Filters of changed paths ──────────────────────────────────────────────────────────────── */

static uint32_t rotate(uint32_t value, unsigned count)
{
    return value << count | value >> (32 - count);
}

/* A byte of the first version of the hash is signed, as `char` was where git was written. */
static uint32_t byte_at(const char *bytes, size_t at, unsigned version)
{
    return version == 1 ? (uint32_t)(int32_t)(signed char)bytes[at]
                        : (uint32_t)(unsigned char)bytes[at];
}

static uint32_t mix(uint32_t block)
{
    return rotate(block * 0xcc9e2d51U, 15) * 0x1b873593U;
}

/* MurmurHash3, 32 bits. */
static uint32_t murmur(uint32_t hash, const char *bytes, size_t length, unsigned version)
{
    size_t at = 0;
    for (; at + 4 <= length; at += 4) {
        uint32_t block = byte_at(bytes, at, version) | byte_at(bytes, at + 1, version) << 8 |
                         byte_at(bytes, at + 2, version) << 16 |
                         byte_at(bytes, at + 3, version) << 24;
        hash = rotate(hash ^ mix(block), 13) * 5 + 0xe6546b64U;
    }
    uint32_t rest = 0;
    for (size_t left = length - at; left > 0; left--)
        rest ^= byte_at(bytes, at + left - 1, version) << 8 * (left - 1);
    if (length > at)
        hash ^= mix(rest);
    hash ^= (uint32_t)length;
    hash = (hash ^ hash >> 16) * 0x85ebca6bU;
    hash = (hash ^ hash >> 13) * 0xc2b2ae35U;
    return hash ^ hash >> 16;
}

struct path_key path_key_make(const char *path, size_t length)
{
    struct path_key key = {{0}, {0}};
    for (unsigned version = 1; version <= 2; version++) {
        key.first[version - 1] = murmur(0x293ae76fU, path, length, version);
        key.second[version - 1] = murmur(0x7e646e2cU, path, length, version);
    }
    return key;
}

static bool may_contain(const struct layer *layer, const unsigned char *filter, size_t size,
                        const struct path_key *key)
{
    uint32_t first = key->first[layer->hash_version - 1];
    uint32_t second = key->second[layer->hash_version - 1];
    for (uint32_t i = 0; i < layer->hash_count; i++) {
        uint64_t bit = (uint32_t)(first + i * second) % ((uint64_t)size * 8);
        if ((filter[bit / 8] & 1U << bit % 8) == 0)
            return false;
    }
    return true;
}

bool commit_graph_is_same(const struct commit_graph *graph, uint32_t position,
                          const struct path_key *keys, size_t count)
{
    const struct layer *layer = find_layer(graph, position);
    if (layer == NULL || layer->hash_version == 0)
        return false;
    size_t at = position - layer->first;
    size_t from = at > 0 ? read_32(layer->ends.bytes + (at - 1) * 4) : 0;
    size_t to = read_32(layer->ends.bytes + at * 4);
    if (from >= to || to > layer->filters.size - FILTER_HEADER)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!may_contain(layer, layer->filters.bytes + FILTER_HEADER + from, to - from, &keys[i]))
            return true;
    return false;
}

uint32_t commit_graph_skip(const struct commit_graph *graph, uint32_t position,
                           const struct path_key *keys, size_t count, size_t most, git_oid *id)
{
    const struct layer *layer = find_layer(graph, position);
    for (; most > 0 && commit_graph_is_same(graph, position, keys, count); most--) {
        const unsigned char *commit = commit_at(layer, position);
        uint32_t parent = read_32(commit + GIT_OID_RAWSZ);
        const struct layer *below =
            parent != NO_PARENT ? find_parent(graph, parent, generation_of(commit)) : NULL;
        if (below == NULL)
            break;
        layer = below;
        position = parent;
    }
    if (layer != NULL)
        copy_id(layer, position, id);
    return position;
}
