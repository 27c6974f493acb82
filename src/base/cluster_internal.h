/* Grapheme clusters (UAX 29) one code point at a time. libunistring's pairwise test lacks the two
 * rules that need more than a pair, emoji sequences (GB11) and flags (GB12, 13): here they are. */
#ifndef IFSPEC_BASE_CLUSTER_INTERNAL_H
#define IFSPEC_BASE_CLUSTER_INTERNAL_H

#include <stdbool.h>
#include <stdint.h>

/* What the rules remember of the code points so far. */
struct cluster {
    uint32_t last;
    bool pictographic; /* an emoji, then nothing but marks and joiners */
    bool half_flag;    /* `last` is the first half of a flag */
};

/* A cluster that so far holds one code point, which may be UTF8_INVALID. */
struct cluster cluster_begin(uint32_t code_point);

/* Whether the code point still belongs to the cluster; if so it has been taken in. */
bool cluster_continues(struct cluster *cluster, uint32_t code_point);

/* Whether a cluster ends between these two whatever stood before them. */
bool cluster_surely_ends(uint32_t before, uint32_t after);

#endif
