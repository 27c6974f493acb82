/* Every spec in the order of its path. Parsing is the work: in a large stock several threads read
 * ahead, a window of specs at a time, and the visitor gets one after the other on the thread that
 * called. */
#include "base/file.h"
#include "base/memory.h"
#include "threads_internal.h"
#include "workspace_internal.h"

#include <stdlib.h>

enum { WINDOW = 64, WORTH_WORKERS = 64 };

int workspace_read_spec(struct workspace *workspace, const char *path, struct spec **spec,
                        struct error *error)
{
    struct buffer bytes = {0};
    *spec = NULL;
    int result = workspace_read_bytes(workspace, path, &bytes, error);
    if (result == 0)
        result = workspace_parse(workspace, path, &bytes, NULL, NULL, spec, error);
    buffer_done(&bytes);
    return result;
}

/* ── paths ── */

void spec_paths_add(struct spec_paths *list, const char *path)
{
    list->items = memory_grow(list->items, &list->capacity, list->count, sizeof *list->items);
    list->items[list->count++] = memory_copy_string(path);
}

void spec_paths_done(struct spec_paths *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i]);
    free(list->items);
    *list = (struct spec_paths){0};
}

static int add_path(void *context, const char *path, struct error *error)
{
    (void)error;
    spec_paths_add(context, path);
    return 0;
}

int workspace_list_paths(struct workspace *workspace, struct spec_paths *paths, struct error *error)
{
    if (workspace->root[0] == '\0')
        return 0;
    return file_walk_beneath(workspace->directory, workspace_specs_folder(workspace), ".yaml",
                             add_path, paths, error);
}

/* ── reading ahead ── */

/* A spec that was read, until a worker needs its place for another. */
struct slot {
    size_t number; /* 1 + index of its path; 0: nothing yet */
    struct spec *spec;
    struct error problem;
};

/* The lock guards everything below it; a slot belongs to its worker while it is filled, and to the
 * visitor from then until `visited` is past it. */
struct walk {
    struct workspace *workspace;
    const struct spec_paths *paths;
    pthread_mutex_t lock;
    pthread_cond_t is_ready; /* a slot was filled */
    pthread_cond_t has_room; /* one was visited, or the walk stopped */
    size_t next;             /* path to be read next */
    size_t visited;          /* paths that the visitor has seen */
    bool stopped;
    struct slot slots[WINDOW];
};

static void fill_slot(struct walk *walk, size_t index)
{
    struct slot *slot = &walk->slots[index % WINDOW];
    spec_free(slot->spec);
    slot->problem = (struct error){0};
    if (workspace_read_spec(walk->workspace, walk->paths->items[index], &slot->spec,
                            &slot->problem) != 0)
        slot->spec = NULL;
}

static void *read_ahead(void *argument)
{
    struct walk *walk = argument;
    (void)pthread_mutex_lock(&walk->lock);
    for (;;) {
        while (!walk->stopped && walk->next < walk->paths->count &&
               walk->next >= walk->visited + WINDOW)
            (void)pthread_cond_wait(&walk->has_room, &walk->lock);
        if (walk->stopped || walk->next == walk->paths->count)
            break;
        size_t index = walk->next++;
        (void)pthread_mutex_unlock(&walk->lock);
        fill_slot(walk, index);
        (void)pthread_mutex_lock(&walk->lock);
        walk->slots[index % WINDOW].number = index + 1;
        (void)pthread_cond_signal(&walk->is_ready);
    }
    (void)pthread_mutex_unlock(&walk->lock);
    return NULL;
}

static void wait_for_slot(struct walk *walk, size_t index)
{
    (void)pthread_mutex_lock(&walk->lock);
    while (walk->slots[index % WINDOW].number != index + 1)
        (void)pthread_cond_wait(&walk->is_ready, &walk->lock);
    (void)pthread_mutex_unlock(&walk->lock);
}

static void give_slot_back(struct walk *walk, size_t index, bool stopped)
{
    (void)pthread_mutex_lock(&walk->lock);
    walk->visited = index + 1;
    walk->stopped = stopped;
    (void)pthread_cond_broadcast(&walk->has_room);
    (void)pthread_mutex_unlock(&walk->lock);
}

static int visit_all(struct walk *walk, bool has_workers, workspace_visit *visit, void *context)
{
    int result = 0;
    for (size_t i = 0; result == 0 && i < walk->paths->count; i++) {
        const struct slot *slot = &walk->slots[i % WINDOW];
        workspace_report(walk->workspace, "Reading", i, walk->paths->count);
        if (has_workers)
            wait_for_slot(walk, i);
        else
            fill_slot(walk, i);
        result = visit(context, walk->paths->items[i], slot->spec,
                       slot->spec == NULL ? &slot->problem : NULL);
        if (has_workers)
            give_slot_back(walk, i, result != 0);
    }
    return result;
}

int workspace_walk_paths(struct workspace *workspace, const struct spec_paths *paths,
                         workspace_visit *visit, void *context)
{
    struct walk *walk = memory_allocate(sizeof *walk);
    pthread_t workers[THREADS_MOST];
    walk->workspace = workspace;
    walk->paths = paths;
    (void)pthread_mutex_init(&walk->lock, NULL);
    (void)pthread_cond_init(&walk->is_ready, NULL);
    (void)pthread_cond_init(&walk->has_room, NULL);
    size_t wanted = paths->count < WORTH_WORKERS ? 1 : threads_useful();
    size_t count = wanted > 1 ? threads_start(workers, wanted, read_ahead, walk) : 0;
    int result = visit_all(walk, count > 0, visit, context);
    threads_join(workers, count);
    (void)pthread_cond_destroy(&walk->has_room);
    (void)pthread_cond_destroy(&walk->is_ready);
    (void)pthread_mutex_destroy(&walk->lock);
    for (size_t i = 0; i < WINDOW; i++)
        spec_free(walk->slots[i].spec);
    free(walk);
    return result;
}

int workspace_walk(struct workspace *workspace, workspace_visit *visit, void *context,
                   struct error *error)
{
    struct spec_paths paths = {0};
    int result = workspace_list_paths(workspace, &paths, error);
    if (result == 0)
        result = workspace_walk_paths(workspace, &paths, visit, context);
    spec_paths_done(&paths);
    return result;
}
