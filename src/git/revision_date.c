/* The commit that stood at a date. */
#include "base/memory.h"
#include "commit_queue_internal.h"
#include "commit_record_internal.h"
#include "oid_map_internal.h"
#include "revision_internal.h"

#include <stdlib.h>

struct dated {
    git_oid id;
    struct commit_record *record;
};

struct date_walk {
    struct repository *repository;
    struct shallow shallow;
    struct oid_map seen; /* commit records */
    struct commit_queue queue;
    struct error *error;
};

static int enqueue(struct date_walk *walk, const git_oid *id)
{
    void **place = oid_map_place(&walk->seen, id);
    if (*place != NULL)
        return 0;
    struct dated *commit = memory_allocate(sizeof *commit);
    commit->id = *id;
    *place = commit;
    if (commit_record_read(walk->repository, &walk->shallow, id, &commit->record, walk->error) < 0)
        return -1;
    commit_queue_add(&walk->queue, commit->record->date, commit);
    return 0;
}

static int find(struct date_walk *walk, int64_t last_second, git_oid *id)
{
    const struct dated *commit = NULL;
    while ((commit = commit_queue_take(&walk->queue)) != NULL) {
        const struct commit_record *record = commit->record;
        if (last_second >= 0 && record->date <= (uint64_t)last_second) {
            *id = commit->id;
            return 1;
        }
        for (size_t i = 0; i < record->parent_count; i++)
            if (enqueue(walk, &record->parents[i]) < 0)
                return -1;
    }
    return 0;
}

static void free_dated(void *value)
{
    struct dated *commit = value;
    free(commit->record);
    free(commit);
}

int revision_find_before(struct repository *repository, int64_t last_second, git_oid *id,
                         struct error *error)
{
    struct date_walk walk = {.repository = repository, .error = error};
    git_oid head = {0};
    repository_trust_hashes(repository, true);
    int result = repository_head(repository, &head, error);
    if (result > 0 && shallow_read(&walk.shallow, repository, error) < 0)
        result = -1;
    if (result > 0)
        result = enqueue(&walk, &head) < 0 ? -1 : find(&walk, last_second, id);
    repository_trust_hashes(repository, false);
    commit_queue_done(&walk.queue);
    oid_map_done(&walk.seen, free_dated);
    shallow_done(&walk.shallow);
    return result;
}
