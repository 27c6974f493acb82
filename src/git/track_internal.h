/* One path followed through many commits. Each commit has a trace: the ids of the trees on the
 * way down to the path, found only as far as a comparison needs them, so that a tree is read once
 * and equal trees are not read at all. */
#ifndef IFSPEC_GIT_TRACK_INTERNAL_H
#define IFSPEC_GIT_TRACK_INTERNAL_H

#include "commit_graph_internal.h"
#include "object_internal.h"

struct track_part {
    const char *name; /* points into the path */
    size_t length;
    struct track_memo *memo; /* by tree: what this part was in it */
    size_t place;            /* where it stood in the last */
};

struct track {
    struct track *next;
    char *path;
    struct track_part *parts;
    size_t part_count;
    struct path_key *keys; /* of the path and the folders above it: part_count of them */
};

/* mode 0: the path is not there. */
struct track_step {
    unsigned mode;
    git_oid id;
};

/* steps[0] is the root tree, steps[part_count] the path itself. */
struct trace {
    size_t known;
    struct track_step steps[];
};

struct track *track_new(const char *path);
void track_free(struct track *track);

struct trace *trace_new(const struct track *track, const git_oid *root); /* free with free() */

/* Whether the path is the same in both (there or not, content, permissions): 1, 0, or -1. */
int trace_compare(struct repository *repository, const struct track *track, struct trace *a,
                  struct trace *b, struct error *error) ATTRIBUTE_MUST_CHECK;

/* The path itself, borrowed; NULL on error. */
const struct track_step *trace_end(struct repository *repository, const struct track *track,
                                   struct trace *trace, struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
