/* Where a walk has come to: a commit, and what the path is called there. */
#ifndef IFSPEC_GIT_PATH_NODE_INTERNAL_H
#define IFSPEC_GIT_PATH_NODE_INTERNAL_H

#include "commit_queue_internal.h"
#include "commit_record_internal.h"
#include "history_internal.h"
#include "oid_map_internal.h"
#include "track_internal.h"

/* What is known of it is forgotten once the walk has gone past: few are looked at again. */
struct path_node {
    struct path_node *first;      /* of the commit */
    struct path_node *other_name; /* the same commit under another name */
    git_oid id; /* where a node goes on alone, another than it is found by: nobody looks for it */
    struct track *track;
    struct commit_record *record;
    struct trace *trace;
    struct path_node *same; /* the parent in which the path is the same */
    bool queued;
    bool looked_at;
    bool has_waited; /* for its other names */
    size_t shown;    /* 1 + its number among those shown; 0: it was not */
};

/* `visit`, `context`, `error` and `left` are those of the step under way. */
struct path_walk {
    struct repository *repository;
    struct shallow shallow;
    struct oid_map nodes;
    struct commit_queue queue;
    struct track *tracks; /* all names, the newest first */
    size_t shown;
    size_t *first_followed; /* of each shown commit: where its parents begin below */
    size_t first_capacity;
    struct path_node **followed; /* parents of shown commits; NULL: the path is not there */
    size_t followed_count;
    size_t followed_capacity;
    path_commit_visit *visit;
    void *context;
    struct error *error;
    size_t left; /* commits to look at */
};

/* The path under another name; owned by the walk. */
struct track *path_walk_track(struct path_walk *walk, const char *path) ATTRIBUTE_RETURNS_NONNULL;

/* The node of a commit under a name, with what is to be known of it; NULL on error. */
struct path_node *path_node_find(struct path_walk *walk, const git_oid *id, struct track *track);
/* Read again what is to be known of it, if that was forgotten. */
int path_node_recall(struct path_walk *walk, struct path_node *node) ATTRIBUTE_MUST_CHECK;

/* What the path is there, borrowed until the node is forgotten; NULL on error. */
const struct track_step *path_node_end(struct path_walk *walk, struct path_node *node);

void path_node_forget(struct path_node *node);
void path_node_free(void *first); /* all nodes of a commit */

#endif
