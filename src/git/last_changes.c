/* For one path, `git log -1 -- path` goes from HEAD to the parent in which the path is the same,
 * and on from there, until a commit differs from all its parents. Here all paths go at once: those
 * that came the same way form a group that waits at a commit. The group moves on to the first
 * parent; only the paths that differ there (the difference of two trees, few) are looked at one by
 * one: each leaves for the first other parent that has it the same, or has arrived. */
#include "last_changes_internal.h"

#include "base/memory.h"
#include "commit_queue_internal.h"
#include "commit_record_internal.h"
#include "oid_map_internal.h"
#include "tree_diff_internal.h"

#include <stdlib.h>
#include <string.h>

enum { NO_GROUP = -1 };

/* A commit on the way, with the group that waits there. */
struct stop {
    git_oid id;
    struct commit_record *record;
    git_oid folder; /* the tree of the folder */
    bool has_folder;
    int group;
};

/* Groups that meet become one: the other's number is in `merged_into`, else its own. */
struct group {
    int merged_into;
    size_t waiting; /* paths */
};

struct waiting_path {
    char *path;
    int group; /* NO_GROUP: arrived */
};

struct change_walk {
    struct repository *repository;
    const char *folder;
    struct shallow shallow;
    struct waiting_path *paths; /* sorted */
    size_t path_count;
    size_t path_capacity;
    size_t open; /* paths that have not arrived */
    struct group *groups;
    size_t group_count;
    size_t group_capacity;
    struct oid_map stops;
    struct commit_queue queue;
    int (*visit)(void *context, const char *path, struct instant when, const char *author);
    bool (*is_over)(void *context);
    void *context;
    struct error *error;
};

/* ── Groups and stops ──────────────────────────────────────────────────────────────────────── */

static int add_group(struct change_walk *walk)
{
    int number = (int)walk->group_count;
    walk->groups =
        memory_grow(walk->groups, &walk->group_capacity, walk->group_count, sizeof *walk->groups);
    walk->groups[walk->group_count++] = (struct group){.merged_into = number};
    return number;
}

static int find_group(struct change_walk *walk, int number)
{
    while (walk->groups[number].merged_into != number) {
        int above = walk->groups[number].merged_into;
        walk->groups[number].merged_into = walk->groups[above].merged_into;
        number = above;
    }
    return number;
}

static int read_folder(struct change_walk *walk, struct stop *stop)
{
    struct tree_entry entry = {0};
    int found =
        tree_find_path(walk->repository, &stop->record->tree, walk->folder, &entry, walk->error);
    stop->has_folder = found > 0 && (entry.mode & MODE_TYPE) == MODE_TREE;
    stop->folder = entry.id;
    return found < 0 ? -1 : 0;
}

static struct stop *find_stop(struct change_walk *walk, const git_oid *id)
{
    void **place = oid_map_place(&walk->stops, id);
    struct stop *stop = *place;
    if (stop != NULL)
        return stop;
    stop = memory_allocate(sizeof *stop);
    *stop = (struct stop){.id = *id, .group = NO_GROUP};
    *place = stop;
    if (commit_record_read(walk->repository, &walk->shallow, id, &stop->record, walk->error) < 0 ||
        read_folder(walk, stop) < 0)
        return NULL;
    return stop;
}

static void free_stop(void *value)
{
    struct stop *stop = value;
    free(stop->record);
    free(stop);
}

/* A group arrives at a stop and joins the one that waits there. */
static void send_group(struct change_walk *walk, int group, struct stop *stop)
{
    if (stop->group == NO_GROUP) {
        stop->group = group;
        commit_queue_add(&walk->queue, stop->record->date, stop);
        return;
    }
    walk->groups[group].merged_into = stop->group;
    walk->groups[stop->group].waiting += walk->groups[group].waiting;
}

/* ── One commit ────────────────────────────────────────────────────────────────────────────── */

struct departure {
    struct change_walk *walk;
    struct stop *stop;
    int group;
    struct commit_words words;
    bool has_words;
};

static int compare_path(const void *key, const void *item)
{
    const struct waiting_path *path = item;
    return strcmp(key, path->path);
}

static int arrive(struct departure *departure, struct waiting_path *path)
{
    struct change_walk *walk = departure->walk;
    if (!departure->has_words && commit_words_read(&departure->words, walk->repository,
                                                   &departure->stop->id, walk->error) < 0)
        return -1;
    departure->has_words = true;
    path->group = NO_GROUP;
    walk->groups[departure->group].waiting--;
    walk->open--;
    return walk->visit(walk->context, path->path, departure->words.author.when,
                       departure->words.author.name);
}

/* Send a path to one of the other parents that has it the same. Returns 1 if there is one. */
static int send_to_other_parent(struct departure *departure, struct waiting_path *path,
                                const struct tree_entry *now)
{
    struct change_walk *walk = departure->walk;
    const struct commit_record *record = departure->stop->record;
    for (size_t i = 1; i < record->parent_count; i++) {
        struct tree_entry before = {0};
        struct stop *parent = find_stop(walk, &record->parents[i]);
        int found = parent == NULL ? -1
                                   : tree_find_path(walk->repository, &parent->record->tree,
                                                    path->path, &before, walk->error);
        if (found < 0)
            return -1;
        if (found == 0 || before.mode != now->mode || !git_oid_equal(&before.id, &now->id))
            continue;
        if (parent->group == NO_GROUP)
            send_group(walk, add_group(walk), parent);
        walk->groups[departure->group].waiting--;
        walk->groups[parent->group].waiting++;
        path->group = parent->group;
        return 1;
    }
    return 0;
}

static int visit_difference(void *context, const char *path, const struct tree_entry *old,
                            const struct tree_entry *new)
{
    struct departure *departure = context;
    struct change_walk *walk = departure->walk;
    (void)old;
    if (new == NULL)
        return 0;
    struct waiting_path *waiting =
        bsearch(path, walk->paths, walk->path_count, sizeof *walk->paths, compare_path);
    if (waiting == NULL || waiting->group == NO_GROUP ||
        find_group(walk, waiting->group) != departure->group)
        return 0;
    int sent = send_to_other_parent(departure, waiting, new);
    if (sent != 0)
        return sent < 0 ? -1 : 0;
    return arrive(departure, waiting);
}

static int leave(struct change_walk *walk, struct stop *stop)
{
    struct departure departure = {.walk = walk, .stop = stop, .group = stop->group};
    const struct commit_record *record = stop->record;
    struct stop *first = NULL;
    stop->group = NO_GROUP;
    if (record->parent_count > 0) {
        first = find_stop(walk, &record->parents[0]);
        if (first == NULL)
            return -1;
    }
    int result =
        tree_diff(walk->repository, first != NULL && first->has_folder ? &first->folder : NULL,
                  stop->has_folder ? &stop->folder : NULL, walk->folder, visit_difference,
                  &departure, walk->error);
    commit_words_done(&departure.words);
    if (result == 0 && first != NULL && walk->groups[departure.group].waiting > 0)
        send_group(walk, departure.group, first);
    return result;
}

/* ── The walk ──────────────────────────────────────────────────────────────────────────────── */

static int add_path(void *context, const char *path, const struct tree_entry *old,
                    const struct tree_entry *new)
{
    struct change_walk *walk = context;
    (void)old;
    if ((new->mode &MODE_TYPE) != MODE_FILE)
        return 0;
    walk->paths =
        memory_grow(walk->paths, &walk->path_capacity, walk->path_count, sizeof *walk->paths);
    walk->paths[walk->path_count++] = (struct waiting_path){.path = memory_copy_string(path)};
    return 0;
}

static int walk_from(struct change_walk *walk, const git_oid *head)
{
    struct stop *stop = find_stop(walk, head);
    if (stop == NULL)
        return -1;
    if (!stop->has_folder)
        return 0;
    if (tree_diff(walk->repository, NULL, &stop->folder, walk->folder, add_path, walk,
                  walk->error) < 0)
        return -1;
    int group = add_group(walk);
    walk->open = walk->path_count;
    walk->groups[group].waiting = walk->path_count;
    send_group(walk, group, stop);
    int result = 0;
    while (result == 0 && walk->open > 0 && (stop = commit_queue_take(&walk->queue)) != NULL)
        result = walk->is_over != NULL && walk->is_over(walk->context) ? 1 : leave(walk, stop);
    return result;
}

int last_changes(struct repository *repository, const char *folder,
                 int (*visit)(void *context, const char *path, struct instant when,
                              const char *author),
                 bool (*is_over)(void *context), void *context, struct error *error)
{
    char *clean = repository_clean_path(folder);
    struct change_walk walk = {.repository = repository,
                               .folder = clean,
                               .visit = visit,
                               .is_over = is_over,
                               .context = context,
                               .error = error};
    git_oid head = {0};
    repository_trust_hashes(repository, true);
    int result = repository_head(repository, &head, error);
    if (result > 0) {
        result = shallow_read(&walk.shallow, repository, error);
        if (result == 0)
            result = walk_from(&walk, &head);
    }
    repository_trust_hashes(repository, false);
    for (size_t i = 0; i < walk.path_count; i++)
        free(walk.paths[i].path);
    free(walk.paths);
    free(walk.groups);
    oid_map_done(&walk.stops, free_stop);
    commit_queue_done(&walk.queue);
    shallow_done(&walk.shallow);
    free(clean);
    return result;
}
