/* The walk of `git log -- path` (history simplification, git-log(1)): commits wait in a queue,
 * newest committer date first. If the path is the same in a commit as in one of its parents, the
 * commit is not shown and only that parent is followed; else it is shown and all parents are
 * followed. Where the path begins in a commit, the rename step looks for the file that went there,
 * and the walk goes on into that parent under the old name.
 *
 * A commit that two branches reach under different names is a node for each name. All but the first
 * are shown as such: who lists commits passes them over. */
#include "history_internal.h"

#include "base/memory.h"
#include "path_node_internal.h"
#include "rename_internal.h"

#include <stdlib.h>
#include <string.h>

/* ── Showing a commit ──────────────────────────────────────────────────────────────────────── */

/* A parent as the visitor sees it, with room for its texts. */
struct shown_parent {
    char id[GIT_HEX_SIZE];
    char blob[GIT_HEX_SIZE];
};

static int describe_parent(struct path_walk *walk, struct path_node *parent,
                           struct shown_parent *texts, struct path_parent *out)
{
    const struct track_step *end = path_node_end(walk, parent);
    if (end == NULL)
        return -1;
    bool is_there = end->mode != 0;
    git_oid_tostr(texts->id, sizeof texts->id, &parent->id);
    if (is_there)
        git_oid_tostr(texts->blob, sizeof texts->blob, &end->id);
    *out = (struct path_parent){
        .id = texts->id, .path = is_there ? parent->track->path : "", .blob = texts->blob};
    walk->followed = memory_grow(walk->followed, &walk->followed_capacity, walk->followed_count,
                                 sizeof *walk->followed);
    walk->followed[walk->followed_count++] = is_there ? parent : NULL;
    return 0;
}

static bool was_shown(const struct path_node *node)
{
    for (const struct path_node *other = node->first; other != NULL; other = other->other_name)
        if (other != node && other->shown != 0)
            return true;
    return false;
}

static int call_visitor(struct path_walk *walk, struct path_node *node,
                        const struct track_step *now, const struct path_parent *parents,
                        size_t count)
{
    char id[GIT_HEX_SIZE] = "";
    char blob[GIT_HEX_SIZE] = "";
    struct commit_words words = {0};
    git_oid_tostr(id, sizeof id, &node->id);
    if (now->mode != 0)
        git_oid_tostr(blob, sizeof blob, &now->id);
    if (commit_words_read(&words, walk->repository, &node->id, walk->error) < 0)
        return -1;
    size_t against = 0;
    while (against + 1 < count && parents[against].blob[0] == '\0')
        against++;
    if (count > 0 && parents[against].blob[0] == '\0')
        against = 0;
    struct path_commit commit = {
        .id = id,
        .parent = count > 0 ? parents[against].id : "",
        .author = words.author,
        .subject = buffer_string(&words.subject),
        .path = node->track->path,
        .old_path = count > 0 ? parents[against].path : "",
        .blob = blob,
        .old_blob = count > 0 ? parents[against].blob : "",
        .is_cut = node->record->is_cut,
        .is_again = was_shown(node),
        .parents = parents,
        .parent_count = count,
    };
    int result = walk->visit(walk->context, &commit);
    commit_words_done(&words);
    return result;
}

/* Returns what the visitor returned, or -1. */
static int show(struct path_walk *walk, struct path_node *node, struct path_node *const *nodes,
                size_t count)
{
    const struct track_step *now = path_node_end(walk, node);
    if (now == NULL)
        return -1;
    walk->first_followed = memory_grow(walk->first_followed, &walk->first_capacity, walk->shown,
                                       sizeof *walk->first_followed);
    walk->first_followed[walk->shown] = walk->followed_count;
    node->shown = ++walk->shown;
    struct shown_parent *texts = memory_allocate((count + 1) * sizeof *texts);
    struct path_parent *parents = memory_allocate((count + 1) * sizeof *parents);
    int result = 0;
    for (size_t i = 0; i < count && result == 0; i++)
        result = describe_parent(walk, nodes[i], &texts[i], &parents[i]);
    if (result == 0)
        result = call_visitor(walk, node, now, parents, count);
    free(texts);
    free(parents);
    return result;
}

/* ── The walk ──────────────────────────────────────────────────────────────────────────────── */

static void enqueue(struct path_walk *walk, struct path_node *node)
{
    if (!node->queued)
        commit_queue_add(&walk->queue, node->record->date, node);
    node->queued = true;
}

/* The parent under the name that the path has there: the same, or that of before a rename. */
static struct path_node *find_parent(struct path_walk *walk, struct path_node *node,
                                     const git_oid *id)
{
    struct path_node *parent = path_node_find(walk, id, node->track);
    const struct track_step *now = parent != NULL ? path_node_end(walk, node) : NULL;
    const struct track_step *before = now != NULL ? path_node_end(walk, parent) : NULL;
    if (before == NULL)
        return NULL;
    if (before->mode != 0 || (now->mode & MODE_TYPE) != MODE_FILE)
        return parent;
    char *old_path = NULL;
    if (rename_find(walk->repository, &parent->record->tree, &node->record->tree, node->track->path,
                    &now->id, &old_path, walk->error) < 0)
        return NULL;
    if (old_path != NULL)
        parent = path_node_find(walk, id, path_walk_track(walk, old_path));
    free(old_path);
    return parent;
}

/* Where a name went, another may have come: the commit is first shown under that one. */
static bool waits_for_other_name(struct path_walk *walk, struct path_node *node)
{
    const struct track_step *end = path_node_end(walk, node);
    if (end == NULL || end->mode != 0 || node->has_waited)
        return false;
    for (struct path_node *other = node->first; other != NULL; other = other->other_name)
        node->has_waited |= other != node && other->queued && !other->looked_at;
    if (node->has_waited)
        commit_queue_add(&walk->queue, node->record->date, node);
    return node->has_waited;
}

/* The path differs from all parents: show the commit and follow them all. */
static int show_and_follow(struct path_walk *walk, struct path_node *node)
{
    const struct commit_record *record = node->record;
    if (waits_for_other_name(walk, node))
        return 0;
    struct path_node **parents = memory_allocate((record->parent_count + 1) * sizeof *parents);
    int result = 0;
    for (size_t i = 0; i < record->parent_count && result == 0; i++) {
        parents[i] = find_parent(walk, node, &record->parents[i]);
        result = parents[i] != NULL ? 0 : -1;
    }
    if (result == 0)
        result = show(walk, node, parents, record->parent_count);
    for (size_t i = 0; result >= 0 && i < record->parent_count; i++)
        enqueue(walk, parents[i]);
    free(parents);
    return result;
}

/* Whether the path is the same in this parent: 1, 0, -1. The commit graph may know it of the first.
 */
static int compare_with_parent(struct path_walk *walk, struct path_node *node,
                               struct path_node *parent, size_t number)
{
    const struct commit_graph *graph = repository_commit_graph(walk->repository);
    const struct track *track = node->track;
    if (number == 0 && graph != NULL && node->record->graph_position != COMMIT_GRAPH_NONE &&
        commit_graph_is_same(graph, node->record->graph_position, track->keys, track->part_count))
        return 1;
    return trace_compare(walk->repository, track, node->trace, parent->trace, walk->error);
}

/* The graph's filters tell where the path may have changed next; it is the same in between. Returns
 * whether the node went on: 1, 0, -1. */
static int skip(struct path_walk *walk, struct path_node *node)
{
    enum { MOST = 4096 }; /* for who waits for keys */
    const struct commit_graph *graph = repository_commit_graph(walk->repository);
    const struct track *track = node->track;
    uint32_t from = node->record->graph_position;
    git_oid id = {0};
    if (graph == NULL || from == COMMIT_GRAPH_NONE ||
        commit_graph_skip(graph, from, track->keys, track->part_count, MOST, &id) == from ||
        oid_map_find(&walk->nodes, &id) != NULL)
        return 0;
    path_node_forget(node);
    node->id = id;
    return path_node_recall(walk, node) == 0 ? 1 : -1;
}

/* Go on to the parent if the path is the same there. */
static int glide(struct path_walk *walk, struct path_node *node)
{
    const struct commit_record *record = node->record;
    struct path_node parent = {.track = node->track};
    if (record->parent_count != 1 || oid_map_find(&walk->nodes, &record->parents[0]) != NULL)
        return 0;
    parent.id = record->parents[0];
    int same =
        path_node_recall(walk, &parent) < 0
            ? -1
            : trace_compare(walk->repository, node->track, node->trace, parent.trace, walk->error);
    if (same <= 0) {
        path_node_forget(&parent);
        return same;
    }
    path_node_forget(node);
    node->id = parent.id;
    node->record = parent.record;
    node->trace = parent.trace;
    return 1;
}

/* While a commit waits alone, nobody can come back to those that it goes on to as long as the path
 * is the same: they get no nodes, its own becomes that of one after the other. Only damaged or
 * forged histories lead in a circle: the place where it was is noted ever more seldom. */
static int go_alone(struct path_walk *walk, struct path_node *node)
{
    git_oid was_at = node->id;
    size_t steps = 0;
    size_t next_note = 1;
    int result = walk->queue.count == 0 && node->first == node && node->other_name == NULL;
    for (; result > 0 && walk->left > 0; walk->left--) {
        result = skip(walk, node);
        if (result == 0)
            result = glide(walk, node);
        if (result > 0 && git_oid_equal(&node->id, &was_at))
            break;
        if (++steps == next_note) {
            was_at = node->id;
            next_note *= 2;
        }
    }
    return result < 0 ? -1 : 0;
}

static int step(struct path_walk *walk, struct path_node *node)
{
    if (path_node_recall(walk, node) < 0 || go_alone(walk, node) < 0)
        return -1;
    node->looked_at = true;
    const struct commit_record *record = node->record;
    if (record->parent_count == 0) {
        const struct track_step *end = path_node_end(walk, node);
        if (end == NULL)
            return -1;
        return end->mode != 0 ? show(walk, node, NULL, 0) : 0;
    }
    for (size_t i = 0; i < record->parent_count; i++) {
        struct path_node *parent = path_node_find(walk, &record->parents[i], node->track);
        int same = parent != NULL ? compare_with_parent(walk, node, parent, i) : -1;
        if (same < 0)
            return -1;
        if (same > 0) {
            node->same = parent;
            enqueue(walk, parent);
            return 0;
        }
    }
    return show_and_follow(walk, node);
}

static int begin(struct path_walk *walk, const char *path, struct error *error)
{
    git_oid head = {0};
    walk->error = error;
    int result = repository_head(walk->repository, &head, error);
    if (result <= 0)
        return result;
    if (shallow_read(&walk->shallow, walk->repository, error) < 0)
        return -1;
    struct path_node *node = path_node_find(walk, &head, path_walk_track(walk, path));
    if (node != NULL)
        enqueue(walk, node);
    return node != NULL ? 0 : -1;
}

int path_walk_open(struct repository *repository, const char *path, struct path_walk **out,
                   struct error *error)
{
    struct path_walk *walk = memory_allocate(sizeof *walk);
    *walk = (struct path_walk){.repository = repository};
    char *clean = repository_clean_path(path);
    repository_trust_hashes(walk->repository, true);
    int result = begin(walk, clean, error);
    repository_trust_hashes(walk->repository, false);
    free(clean);
    if (result < 0) {
        path_walk_close(walk);
        walk = NULL;
    }
    *out = walk;
    return result;
}

void path_walk_close(struct path_walk *walk)
{
    if (walk == NULL)
        return;
    commit_queue_done(&walk->queue);
    oid_map_done(&walk->nodes, path_node_free);
    while (walk->tracks != NULL) {
        struct track *next = walk->tracks->next;
        track_free(walk->tracks);
        walk->tracks = next;
    }
    shallow_done(&walk->shallow);
    free(walk->first_followed);
    free(walk->followed);
    free(walk);
}

/* At most so many commits, until the visitor returns what is not 0, or an error (-1). */
static int go_on(struct path_walk *walk, size_t most)
{
    struct path_node *node = NULL;
    int result = 0;
    repository_trust_hashes(walk->repository, true);
    walk->left = most;
    while (result == 0 && walk->left > 0 && (node = commit_queue_take(&walk->queue)) != NULL) {
        walk->left--;
        result = step(walk, node);
        path_node_forget(node);
    }
    repository_trust_hashes(walk->repository, false);
    return result;
}

int path_walk_step(struct path_walk *walk, size_t most, path_commit_visit *visit, void *context,
                   struct error *error)
{
    walk->visit = visit;
    walk->context = context;
    walk->error = error;
    if (go_on(walk, most) < 0)
        return -1;
    return walk->queue.count > 0 ? 1 : 0;
}

size_t path_walk_origin(struct path_walk *walk, size_t shown, size_t parent)
{
    const struct path_node *node = walk->followed[walk->first_followed[shown] + parent];
    const struct path_node *behind = node; /* at half the pace: met again only in a circle */
    for (bool second = false; node != NULL && node->same != NULL; second = !second) {
        node = node->same;
        behind = second ? behind->same : behind;
        if (node == behind)
            return PATH_WALK_NONE;
    }
    return node != NULL && node->shown != 0 ? node->shown - 1 : PATH_WALK_NONE;
}

int path_history(struct repository *repository, const char *path, path_commit_visit *visit,
                 void *context, struct error *error)
{
    struct path_walk *walk = NULL;
    if (path_walk_open(repository, path, &walk, error) < 0)
        return -1;
    walk->visit = visit;
    walk->context = context;
    walk->error = error;
    int result = go_on(walk, SIZE_MAX);
    path_walk_close(walk);
    return result;
}
