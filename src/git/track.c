#include "track_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Branches visit the same trees in turn; the last ones are remembered, one a slot. */
enum { MEMO_SLOTS = 1024 };

struct track_memo {
    struct {
        git_oid tree;
        struct track_step step;
        bool used;
    } slots[MEMO_SLOTS];
};

struct track *track_new(const char *path)
{
    struct track *track = memory_allocate(sizeof *track);
    size_t capacity = 0;
    track->path = memory_copy_string(path);
    const char *at = track->path;
    while (at[0] != '\0') {
        track->parts =
            memory_grow(track->parts, &capacity, track->part_count, sizeof *track->parts);
        size_t length = strcspn(at, "/");
        track->parts[track->part_count++] = (struct track_part){.name = at, .length = length};
        at += length;
        at += at[0] == '/';
    }
    track->keys = memory_allocate((track->part_count + 1) * sizeof *track->keys);
    for (size_t i = 0; i < track->part_count; i++) {
        const struct track_part *part = &track->parts[track->part_count - 1 - i];
        track->keys[i] =
            path_key_make(track->path, (size_t)(part->name - track->path) + part->length);
    }
    return track;
}

void track_free(struct track *track)
{
    for (size_t i = 0; i < track->part_count; i++)
        free(track->parts[i].memo);
    free(track->parts);
    free(track->keys);
    free(track->path);
    free(track);
}

struct trace *trace_new(const struct track *track, const git_oid *root)
{
    size_t size = sizeof(struct trace) + (track->part_count + 1) * sizeof(struct track_step);
    struct trace *trace = memory_resize(NULL, size, 1);
    trace->known = 1;
    trace->steps[0] = (struct track_step){.mode = MODE_TREE, .id = *root};
    return trace;
}

static int find_part(struct repository *repository, struct track_part *part, const git_oid *tree,
                     struct track_step *step, struct error *error)
{
    size_t slot = ((size_t)tree->id[0] << 8 | tree->id[1]) % MEMO_SLOTS;
    if (part->memo == NULL)
        part->memo = memory_allocate(sizeof *part->memo);
    if (!part->memo->slots[slot].used || !git_oid_equal(&part->memo->slots[slot].tree, tree)) {
        struct tree_entry entry = {0};
        int found =
            tree_find_near(repository, tree, part->name, part->length, &part->place, &entry, error);
        if (found < 0)
            return -1;
        *step = (struct track_step){0};
        if (found > 0)
            *step = (struct track_step){.mode = entry.mode, .id = entry.id};
        part->memo->slots[slot].tree = *tree;
        part->memo->slots[slot].step = *step;
        part->memo->slots[slot].used = true;
    }
    *step = part->memo->slots[slot].step;
    return 0;
}

/* Make step `level` known. A path below a file is not there. */
static int find_step(struct repository *repository, const struct track *track, struct trace *trace,
                     size_t level, struct error *error)
{
    for (; trace->known <= level; trace->known++) {
        const struct track_step *above = &trace->steps[trace->known - 1];
        struct track_step *step = &trace->steps[trace->known];
        *step = (struct track_step){0};
        if ((above->mode & MODE_TYPE) == MODE_TREE &&
            find_part(repository, &track->parts[trace->known - 1], &above->id, step, error) < 0)
            return -1;
    }
    return 0;
}

static bool steps_are_equal(const struct track_step *a, const struct track_step *b)
{
    return a->mode == b->mode && (a->mode == 0 || git_oid_equal(&a->id, &b->id));
}

/* What lies below equal trees is equal: what one knows, the other learns. */
static void share(const struct track *track, struct trace *a, struct trace *b, size_t level)
{
    struct trace *from = a->known > b->known ? a : b;
    struct trace *to = from == a ? b : a;
    for (size_t i = level + 1; i < from->known && i <= track->part_count; i++)
        to->steps[i] = from->steps[i];
    to->known = from->known;
}

int trace_compare(struct repository *repository, const struct track *track, struct trace *a,
                  struct trace *b, struct error *error)
{
    for (size_t level = 0; level <= track->part_count; level++) {
        if (find_step(repository, track, a, level, error) < 0 ||
            find_step(repository, track, b, level, error) < 0)
            return -1;
        if (steps_are_equal(&a->steps[level], &b->steps[level])) {
            share(track, a, b, level);
            return 1;
        }
    }
    return 0;
}

const struct track_step *trace_end(struct repository *repository, const struct track *track,
                                   struct trace *trace, struct error *error)
{
    if (find_step(repository, track, trace, track->part_count, error) < 0)
        return NULL;
    return &trace->steps[track->part_count];
}
