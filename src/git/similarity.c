#include "similarity_internal.h"

#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_OF_LINE = 64,   /* bytes; longer lines are several pieces */
    HASH_LIMIT = 107927, /* git's: two pieces that it takes for one are one here, too */
    BINARY_WINDOW = 8000,
};

/* All pieces of a file with one hash. */
struct piece {
    uint32_t hash;
    uint64_t bytes;
};

struct pieces {
    uint64_t size; /* of the file */
    size_t count;
    struct piece items[]; /* sorted, each hash once */
};

static int compare_hashes(const void *a, const void *b)
{
    const struct piece *left = a;
    const struct piece *right = b;
    return (left->hash > right->hash) - (left->hash < right->hash);
}

static void merge_equal(struct pieces *pieces)
{
    size_t kept = 0;
    qsort(pieces->items, pieces->count, sizeof *pieces->items, compare_hashes);
    for (size_t i = 0; i < pieces->count; i++) {
        if (kept > 0 && pieces->items[kept - 1].hash == pieces->items[i].hash)
            pieces->items[kept - 1].bytes += pieces->items[i].bytes;
        else
            pieces->items[kept++] = pieces->items[i];
    }
    pieces->count = kept;
}

static size_t count_pieces(const char *bytes, size_t length)
{
    size_t count = length / MOST_OF_LINE + 1;
    for (size_t i = 0; i < length; i++)
        count += bytes[i] == '\n';
    return count;
}

/* The hash of one piece, which begins at *at; *at is moved behind it. The CR of a CRLF is not there
 * in a text. */
static struct piece take_piece(const unsigned char *bytes, size_t length, bool is_text, size_t *at)
{
    struct piece piece = {0};
    uint32_t low = 0;
    uint32_t high = 0;
    while (*at < length && piece.bytes < MOST_OF_LINE) {
        unsigned char byte = bytes[(*at)++];
        if (is_text && byte == '\r' && *at < length && bytes[*at] == '\n')
            continue;
        uint32_t carried = low;
        low = (low << 7 ^ high >> 25) + byte;
        high = high << 7 ^ carried >> 25;
        piece.bytes++;
        if (byte == '\n')
            break;
    }
    piece.hash = (low + high * 0x61) % HASH_LIMIT;
    return piece;
}

static int cut_buffer(void **out, const git_diff_file *file, const char *bytes, size_t length,
                      void *payload)
{
    (void)file, (void)payload;
    size_t window = length < BINARY_WINDOW ? length : BINARY_WINDOW;
    bool is_text = window == 0 || memchr(bytes, '\0', window) == NULL;
    size_t room = count_pieces(bytes, length);
    struct pieces *pieces = memory_allocate(sizeof *pieces + room * sizeof *pieces->items);
    pieces->size = length;
    for (size_t at = 0; at < length;)
        pieces->items[pieces->count++] =
            take_piece((const unsigned char *)bytes, length, is_text, &at);
    merge_equal(pieces);
    *out = pieces;
    return 0;
}

/* Only what lies in trees is compared: libgit2 never asks for a file on disk. */
static int cut_file(void **out, const git_diff_file *file, const char *path, void *payload)
{
    (void)path;
    return cut_buffer(out, file, "", 0, payload);
}

static void forget_pieces(void *pieces, void *payload)
{
    (void)payload;
    free(pieces);
}

static int compare_pieces(int *percent, void *old, void *new, void *payload)
{
    const struct pieces *a = old;
    const struct pieces *b = new;
    uint64_t larger = a->size > b->size ? a->size : b->size;
    uint64_t common = 0;
    size_t j = 0;
    (void)payload;
    for (size_t i = 0; i < a->count; i++) {
        while (j < b->count && b->items[j].hash < a->items[i].hash)
            j++;
        if (j < b->count && b->items[j].hash == a->items[i].hash)
            common += a->items[i].bytes < b->items[j].bytes ? a->items[i].bytes : b->items[j].bytes;
    }
    *percent = larger > 0 ? (int)(common * 100 / larger) : 0;
    return 0;
}

git_diff_similarity_metric *similarity_metric(void)
{
    static git_diff_similarity_metric metric = {
        .file_signature = cut_file,
        .buffer_signature = cut_buffer,
        .free_signature = forget_pieces,
        .similarity = compare_pieces,
    };
    return &metric;
}
