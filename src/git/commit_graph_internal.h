/* What git has noted of its commits (gitformat-commit-graph): tree, parents and date without
 * reading the commit, and for many commits which paths they surely did not change. A hint from a
 * file that may be damaged: every offset is checked, the checksum is not (nor does git). */
#ifndef IFSPEC_GIT_COMMIT_GRAPH_INTERNAL_H
#define IFSPEC_GIT_COMMIT_GRAPH_INTERNAL_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <git2.h>

#define COMMIT_GRAPH_NONE UINT32_MAX

struct commit_graph;
struct commit_record;

/* The graph below a folder "objects": one file, or a chain of them; NULL if there is none. */
struct commit_graph *commit_graph_open(const char *objects);
void commit_graph_free(struct commit_graph *graph);

/* What a walk needs of a commit (owned, free with free()); NULL if it is not in the graph. */
struct commit_record *commit_graph_read(const struct commit_graph *graph, const git_oid *id);

/* A path as the filters know it; one for every folder above it as well. */
struct path_key {
    uint32_t first[2]; /* of both versions of the hash */
    uint32_t second[2];
};

struct path_key path_key_make(const char *path, size_t length);

/* Whether the commit at a position surely has all these paths as its first parent has them: one of
 * them is enough. False if nothing is known. */
bool commit_graph_is_same(const struct commit_graph *graph, uint32_t position,
                          const struct path_key *keys, size_t count);

/* Follow first parents from a position as long as that is so, at most `most` steps. Returns where
 * it ends (there something may have changed, or the graph or the history ends), with the commit. */
uint32_t commit_graph_skip(const struct commit_graph *graph, uint32_t position,
                           const struct path_key *keys, size_t count, size_t most, git_oid *id);

#endif
