/* The walk of `git log -- path` (history simplification, git-log(1)): commits wait in a queue,
 * newest committer date first. If the path is the same in a commit as in one of its parents, the
 * commit is not shown and only that parent is followed; else it is shown and all parents are
 * followed. Where the path begins in a commit, the rename step looks for the file that went there,
 * and the walk goes on into that parent under the old name.
 *
 * A commit that two branches reach under different names is a node for each name, but is shown
 * once. */
#include "history_internal.h"

#include "base/memory.h"
#include "commit_queue_internal.h"
#include "commit_record_internal.h"
#include "oid_map_internal.h"
#include "rename_internal.h"
#include "track_internal.h"

#include <stdlib.h>
#include <string.h>

struct node {
    struct node *other_name; /* the same commit under another name */
    git_oid id;
    struct commit_record *record; /* owned by the first node of the commit */
    struct track *track;
    struct trace *trace;
    bool queued;
    bool shown; /* of the first node: the commit was shown */
};

struct walk {
    struct repository *repository;
    struct shallow shallow;
    struct oid_map nodes;
    struct commit_queue queue;
    struct track *tracks; /* all names, the newest first */
    path_commit_visit *visit;
    void *context;
    struct error *error;
};

/* ── Nodes ─────────────────────────────────────────────────────────────────────────────────── */

static void free_node(void *value)
{
    struct node *node = value;
    if (node != NULL)
        free(node->record);
    while (node != NULL) {
        struct node *next = node->other_name;
        free(node->trace);
        free(node);
        node = next;
    }
}

static struct track *find_track(struct walk *walk, const char *path)
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

/* The node of a commit under a name; NULL on error. */
static struct node *find_node(struct walk *walk, const git_oid *id, struct track *track)
{
    void **place = oid_map_place(&walk->nodes, id);
    struct node *first = *place;
    for (struct node *node = first; node != NULL; node = node->other_name)
        if (node->track == track)
            return node;
    struct node *node = memory_allocate(sizeof *node);
    *node = (struct node){.id = *id, .track = track};
    if (first != NULL) {
        node->record = first->record;
        node->other_name = first->other_name;
        first->other_name = node;
    } else {
        *place = node;
        if (commit_record_read(walk->repository, &walk->shallow, id, &node->record, walk->error) <
            0)
            return NULL;
    }
    node->trace = trace_new(track, &node->record->tree);
    return node;
}

static void enqueue(struct walk *walk, struct node *node)
{
    if (!node->queued)
        commit_queue_add(&walk->queue, node->record->date, node);
    node->queued = true;
}

static const struct track_step *node_end(struct walk *walk, struct node *node)
{
    return trace_end(walk->repository, node->track, node->trace, walk->error);
}

/* ── Showing a commit ──────────────────────────────────────────────────────────────────────── */

/* `parent` is NULL for a first commit. Returns what the visitor returned, or -1. */
static int show(struct walk *walk, struct node *node, struct node *parent)
{
    struct node *first = *oid_map_place(&walk->nodes, &node->id);
    if (first->shown)
        return 0;
    first->shown = true;
    const struct track_step *now = node_end(walk, node);
    const struct track_step *before = parent != NULL ? node_end(walk, parent) : NULL;
    if (now == NULL || (parent != NULL && before == NULL))
        return -1;
    char id[GIT_HEX_SIZE] = "";
    char parent_id[GIT_HEX_SIZE] = "";
    char blob[GIT_HEX_SIZE] = "";
    char old_blob[GIT_HEX_SIZE] = "";
    git_oid_tostr(id, sizeof id, &node->id);
    if (parent != NULL)
        git_oid_tostr(parent_id, sizeof parent_id, &parent->id);
    if (now->mode != 0)
        git_oid_tostr(blob, sizeof blob, &now->id);
    bool was_there = before != NULL && before->mode != 0;
    if (was_there)
        git_oid_tostr(old_blob, sizeof old_blob, &before->id);
    struct commit_words words = {0};
    if (commit_words_read(&words, walk->repository, &node->id, walk->error) < 0)
        return -1;
    struct path_commit commit = {
        .id = id,
        .parent = parent_id,
        .author = words.author,
        .subject = buffer_string(&words.subject),
        .path = node->track->path,
        .old_path = was_there ? parent->track->path : "",
        .blob = blob,
        .old_blob = old_blob,
    };
    int result = walk->visit(walk->context, &commit);
    commit_words_done(&words);
    return result;
}

/* ── The walk ──────────────────────────────────────────────────────────────────────────────── */

/* The parent under the name that the path has there: the same, or that of before a rename. */
static struct node *find_parent(struct walk *walk, struct node *node, const git_oid *id)
{
    struct node *parent = find_node(walk, id, node->track);
    const struct track_step *now = parent != NULL ? node_end(walk, node) : NULL;
    const struct track_step *before = now != NULL ? node_end(walk, parent) : NULL;
    if (before == NULL)
        return NULL;
    if (before->mode != 0 || (now->mode & MODE_TYPE) != MODE_FILE)
        return parent;
    char *old_path = NULL;
    if (rename_find(walk->repository, &parent->record->tree, &node->record->tree,
                    node->track->path, &now->id, &old_path, walk->error) < 0)
        return NULL;
    if (old_path != NULL)
        parent = find_node(walk, id, find_track(walk, old_path));
    free(old_path);
    return parent;
}

/* The path differs from all parents: show the commit against the first one that has the path, and
 * follow them all. */
static int show_and_follow(struct walk *walk, struct node *node)
{
    const struct commit_record *record = node->record;
    struct node **parents = memory_allocate(record->parent_count * sizeof *parents);
    struct node *shown_against = NULL;
    int result = -1;
    for (size_t i = 0; i < record->parent_count; i++) {
        parents[i] = find_parent(walk, node, &record->parents[i]);
        const struct track_step *before = parents[i] != NULL ? node_end(walk, parents[i]) : NULL;
        if (before == NULL)
            goto out;
        if (shown_against == NULL && before->mode != 0)
            shown_against = parents[i];
    }
    result = show(walk, node, shown_against != NULL ? shown_against : parents[0]);
    for (size_t i = 0; result == 0 && i < record->parent_count; i++)
        enqueue(walk, parents[i]);
out:
    free(parents);
    return result;
}

static int step(struct walk *walk, struct node *node)
{
    const struct commit_record *record = node->record;
    if (record->parent_count == 0) {
        const struct track_step *end = node_end(walk, node);
        if (end == NULL)
            return -1;
        return end->mode != 0 ? show(walk, node, NULL) : 0;
    }
    for (size_t i = 0; i < record->parent_count; i++) {
        struct node *parent = find_node(walk, &record->parents[i], node->track);
        int same = parent == NULL ? -1
                                  : trace_compare(walk->repository, node->track, node->trace,
                                                  parent->trace, walk->error);
        if (same < 0)
            return -1;
        if (same > 0) {
            enqueue(walk, parent);
            return 0;
        }
    }
    return show_and_follow(walk, node);
}

static int walk_from(struct walk *walk, const git_oid *head, const char *path)
{
    struct node *node = find_node(walk, head, find_track(walk, path));
    if (node == NULL)
        return -1;
    enqueue(walk, node);
    int result = 0;
    while (result == 0 && (node = commit_queue_take(&walk->queue)) != NULL)
        result = step(walk, node);
    return result;
}

int path_history(struct repository *repository, const char *path, path_commit_visit *visit,
                 void *context, struct error *error)
{
    struct walk walk = {
        .repository = repository, .visit = visit, .context = context, .error = error};
    char *clean = repository_clean_path(path);
    git_oid head = {0};
    library_trust_hashes(true);
    int result = repository_head(repository, &head, error);
    if (result > 0) {
        result = shallow_read(&walk.shallow, repository, error);
        if (result == 0)
            result = walk_from(&walk, &head, clean);
    }
    library_trust_hashes(false);
    commit_queue_done(&walk.queue);
    oid_map_done(&walk.nodes, free_node);
    while (walk.tracks != NULL) {
        struct track *next = walk.tracks->next;
        track_free(walk.tracks);
        walk.tracks = next;
    }
    shallow_done(&walk.shallow);
    free(clean);
    return result;
}
