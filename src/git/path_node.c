#include "path_node_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

void path_node_forget(struct path_node *node)
{
    free(node->record);
    free(node->trace);
    node->record = NULL;
    node->trace = NULL;
}

int path_node_recall(struct path_walk *walk, struct path_node *node)
{
    if (node->record != NULL)
        return 0;
    if (commit_record_read(walk->repository, &walk->shallow, &node->id, &node->record,
                           walk->error) < 0)
        return -1;
    node->trace = trace_new(node->track, &node->record->tree);
    return 0;
}

void path_node_free(void *value)
{
    struct path_node *node = value;
    while (node != NULL) {
        struct path_node *next = node->other_name;
        path_node_forget(node);
        free(node);
        node = next;
    }
}

struct track *path_walk_track(struct path_walk *walk, const char *path)
{
    struct track *track = walk->tracks;
    while (track != NULL && strcmp(track->path, path) != 0)
        track = track->next;
    if (track == NULL) {
        track = track_new(path);
        track->next = walk->tracks;
        walk->tracks = track;
    }
    return track;
}

struct path_node *path_node_find(struct path_walk *walk, const git_oid *id, struct track *track)
{
    void **place = oid_map_place(&walk->nodes, id);
    struct path_node *first = *place;
    struct path_node *node = first;
    while (node != NULL && node->track != track)
        node = node->other_name;
    if (node == NULL) {
        node = memory_allocate(sizeof *node);
        *node =
            (struct path_node){.first = first != NULL ? first : node, .id = *id, .track = track};
        if (first != NULL) {
            node->other_name = first->other_name;
            first->other_name = node;
        } else {
            *place = node;
        }
    }
    return path_node_recall(walk, node) == 0 ? node : NULL;
}

const struct track_step *path_node_end(struct path_walk *walk, struct path_node *node)
{
    return trace_end(walk->repository, node->track, node->trace, walk->error);
}
