/* Every spec in the order of its path. Parsing is the work: in a large stock several threads read
 * ahead, a window of specs at a time, and the visitor gets one after the other on the thread that
 * called. */
#include "base/file.h"
#include "base/memory.h"
#include "threads_internal.h"
#include "workspace_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW = 32, WORTH_WORKERS = 64, BATCH = 8 };

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
    size_t maker;  /* the worker that has read it */
    struct spec *spec;
    void *prepared;
    struct error problem;
};

/* Specs that nobody needs any more wait for the worker that made them: to free what another thread
 * has allocated costs both of them. A bin is emptied before its worker reads another, so that it
 * never holds more than there are slots. */
struct bin {
    struct spec *specs[WINDOW];
    size_t count;
};

/* The lock guards everything below it; a slot belongs to its worker while it is filled, and to the
 * visitor from then until `visited` is past it. */
struct walk {
    struct workspace *workspace;
    const struct spec_paths *paths;
    const struct prepared_walk *work;
    pthread_mutex_t lock;
    pthread_cond_t is_ready; /* a slot was filled */
    pthread_cond_t has_room; /* one was visited, or the walk stopped */
    size_t next;             /* path to be read next */
    size_t visited;          /* paths that the visitor has seen */
    size_t awaited;          /* 1 + index that the visitor waits for, or 0 */
    bool stopped;
    size_t worker_count;
    struct bin bins[THREADS_MOST];
    struct slot slots[WINDOW];
};

static void fill_slot(struct walk *walk, size_t index)
{
    struct slot *slot = &walk->slots[index % WINDOW];
    const char *path = walk->paths->items[index];
    slot->spec = NULL;
    slot->prepared = NULL;
    slot->problem = (struct error){0};
    if (workspace_read_spec(walk->workspace, path, &slot->spec, &slot->problem) != 0)
        slot->spec = NULL;
    else if (walk->work->prepare != NULL)
        slot->prepared = walk->work->prepare(walk->work->context, path, slot->spec);
}

static void throw_away(struct walk *walk, struct slot *slot)
{
    struct bin *bin = &walk->bins[slot->maker];
    if (slot->spec != NULL)
        bin->specs[bin->count++] = slot->spec;
    slot->spec = NULL;
}

static void pour(struct bin *from, struct bin *to)
{
    memcpy(to->specs, from->specs, from->count * sizeof *from->specs);
    to->count = from->count;
    from->count = 0;
}

static void empty(struct bin *bin)
{
    while (bin->count > 0)
        spec_free(bin->specs[--bin->count]);
}

static void *read_ahead(void *argument)
{
    struct walk *walk = argument;
    struct bin mine = {.count = 0};
    (void)pthread_mutex_lock(&walk->lock);
    size_t self = walk->worker_count++;
    for (;;) {
        while (!walk->stopped && walk->next < walk->paths->count &&
               walk->next >= walk->visited + WINDOW)
            (void)pthread_cond_wait(&walk->has_room, &walk->lock);
        if (walk->stopped || walk->next == walk->paths->count)
            break;
        size_t index = walk->next++;
        struct slot *slot = &walk->slots[index % WINDOW];
        throw_away(walk, slot);
        pour(&walk->bins[self], &mine);
        (void)pthread_mutex_unlock(&walk->lock);
        empty(&mine);
        fill_slot(walk, index);
        (void)pthread_mutex_lock(&walk->lock);
        slot->maker = self;
        slot->number = index + 1;
        if (walk->awaited == slot->number)
            (void)pthread_cond_signal(&walk->is_ready);
    }
    (void)pthread_mutex_unlock(&walk->lock);
    return NULL;
}

static void wait_for_slot(struct walk *walk, size_t index)
{
    (void)pthread_mutex_lock(&walk->lock);
    walk->awaited = index + 1;
    while (walk->slots[index % WINDOW].number != index + 1)
        (void)pthread_cond_wait(&walk->is_ready, &walk->lock);
    walk->awaited = 0;
    (void)pthread_mutex_unlock(&walk->lock);
}

/* The visitor is quicker than the workers, and would be woken for each spec. */
static void wait_for_batch(struct walk *walk, size_t index)
{
    size_t end = index + BATCH < walk->paths->count ? index + BATCH : walk->paths->count;
    if (index % BATCH != 0)
        return;
    for (size_t i = end; i-- > index;)
        wait_for_slot(walk, i);
}

static void give_slot_back(struct walk *walk, size_t index, bool stopped)
{
    (void)pthread_mutex_lock(&walk->lock);
    walk->visited = index + 1;
    walk->stopped = stopped;
    if (stopped || walk->visited % BATCH == 0)
        (void)pthread_cond_broadcast(&walk->has_room);
    (void)pthread_mutex_unlock(&walk->lock);
}

/* Without workers. */
static void refill_slot(struct walk *walk, size_t index)
{
    spec_free(walk->slots[index % WINDOW].spec);
    fill_slot(walk, index);
}

static int visit_all(struct walk *walk, bool has_workers)
{
    int result = 0;
    for (size_t i = 0; result == 0 && i < walk->paths->count; i++) {
        const struct slot *slot = &walk->slots[i % WINDOW];
        workspace_report(walk->workspace, "Reading", i, walk->paths->count);
        if (has_workers)
            wait_for_batch(walk, i);
        else
            refill_slot(walk, i);
        result = walk->work->visit(walk->work->context, walk->paths->items[i], slot->spec,
                                   slot->prepared, slot->spec == NULL ? &slot->problem : NULL);
        if (has_workers)
            give_slot_back(walk, i, result != 0);
    }
    return result;
}

int workspace_walk_prepared(struct workspace *workspace, const struct spec_paths *paths,
                            const struct prepared_walk *work)
{
    struct walk *walk = memory_allocate(sizeof *walk);
    pthread_t workers[THREADS_MOST];
    walk->workspace = workspace;
    walk->paths = paths;
    walk->work = work;
    (void)pthread_mutex_init(&walk->lock, NULL);
    (void)pthread_cond_init(&walk->is_ready, NULL);
    (void)pthread_cond_init(&walk->has_room, NULL);
    size_t wanted = paths->count < WORTH_WORKERS ? 1 : threads_useful();
    size_t count = wanted > 1 ? threads_start(workers, wanted, read_ahead, walk) : 0;
    int result = visit_all(walk, count > 0);
    threads_join(workers, count);
    (void)pthread_cond_destroy(&walk->has_room);
    (void)pthread_cond_destroy(&walk->is_ready);
    (void)pthread_mutex_destroy(&walk->lock);
    for (size_t i = 0; i < WINDOW; i++) {
        spec_free(walk->slots[i].spec);
        assert(walk->slots[i].prepared == NULL || work->forget != NULL);
        if (walk->slots[i].number > walk->visited && walk->slots[i].prepared != NULL)
            work->forget(walk->slots[i].prepared);
    }
    for (size_t i = 0; i < THREADS_MOST; i++)
        empty(&walk->bins[i]);
    free(walk);
    return result;
}

struct plain_visit {
    workspace_visit *visit;
    void *context;
};

static int visit_plainly(void *context, const char *path, const struct spec *spec, void *prepared,
                         const struct error *problem)
{
    const struct plain_visit *plain = context;
    (void)prepared;
    return plain->visit(plain->context, path, spec, problem);
}

int workspace_walk_paths(struct workspace *workspace, const struct spec_paths *paths,
                         workspace_visit *visit, void *context)
{
    struct plain_visit plain = {visit, context};
    const struct prepared_walk work = {.visit = visit_plainly, .context = &plain};
    return workspace_walk_prepared(workspace, paths, &work);
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
