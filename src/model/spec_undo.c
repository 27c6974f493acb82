#include "base/memory.h"
#include "spec_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

bool value_is_same(const struct value *a, const struct value *b)
{
    if (a->kind != b->kind || a->count != b->count || a->origin != b->origin)
        return false;
    if (strcmp(value_text(a), value_text(b)) != 0)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!value_is_same(&a->items[i], &b->items[i]))
            return false;
    return true;
}

static void step_done(struct step *step)
{
    for (size_t i = 0; i < step->count; i++)
        value_done(&step->parts[i].other);
    free(step->parts);
    *step = (struct step){0};
}

void history_done(struct history *history)
{
    for (size_t i = 0; i < history->count; i++)
        step_done(&history->steps[i]);
    free(history->steps);
    *history = (struct history){0};
}

/* What was taken back can no longer be done again. */
static void drop_later(struct history *history)
{
    while (history->count > history->present)
        step_done(&history->steps[--history->count]);
}

static struct step *append_step(struct history *history, unsigned group)
{
    history->steps = memory_grow(history->steps, &history->capacity, history->count,
                                 sizeof *history->steps);
    struct step *step = &history->steps[history->count++];
    *step = (struct step){.group = group};
    history->present = history->count;
    return step;
}

static struct step_part *find_part(struct step *step, const struct field *field)
{
    for (size_t i = 0; i < step->count; i++)
        if (step->parts[i].field == field)
            return &step->parts[i];
    return NULL;
}

/* The step that a change belongs to: the open one, the one being typed, or a new one. */
static struct step *step_for(struct history *history, const struct field *field, unsigned group)
{
    drop_later(history);
    struct step *last = history->count > 0 ? &history->steps[history->count - 1] : NULL;
    if (history->depth > 0) {
        if (history->open) {
            assert(last != NULL); /* what opened it */
            return last;
        }
        history->open = true;
        return append_step(history, 0);
    }
    if (group != 0 && last != NULL && last->group == group && find_part(last, field) != NULL)
        return last;
    return append_step(history, group);
}

void history_record(struct history *history, const struct field *field, struct value old,
                    unsigned group)
{
    struct step *step = step_for(history, field, group);
    if (find_part(step, field) != NULL) {
        /* The step already knows what was there before it. */
        value_done(&old);
        return;
    }
    step->parts = memory_grow(step->parts, &step->capacity, step->count, sizeof *step->parts);
    step->parts[step->count++] = (struct step_part){.field = field, .other = old};
}

void history_end_typing(struct history *history)
{
    if (history->count > 0)
        history->steps[history->count - 1].group = 0;
}

static void renumber_value(struct value *value, const uint32_t *numbers, uint32_t count)
{
    for (size_t i = 0; i < value->count; i++) {
        uint32_t old = value->items[i].origin;
        value->items[i].origin = old != 0 && old <= count ? numbers[old] : 0;
    }
}

void history_renumber(struct history *history, const struct field *field,
                      const uint32_t *numbers, uint32_t count)
{
    for (size_t i = 0; i < history->count; i++) {
        struct step_part *part = find_part(&history->steps[i], field);
        if (part != NULL && part->other.kind == VALUE_LIST)
            renumber_value(&part->other, numbers, count);
    }
}

/* Exchange what is and what the step keeps; works in both directions. */
static void exchange(struct spec *spec, struct step *step)
{
    spec->revision++;
    for (size_t i = 0; i < step->count; i++) {
        struct slot *slot = spec_slot(spec, step->parts[i].field);
        slot_part(slot);
        struct value now = slot->now;
        slot->now = step->parts[i].other;
        step->parts[i].other = now;
    }
}

/* A step that is taken back or done again is finished: typing does not grow it. */
static void finish(struct step *step, const struct field **field)
{
    step->group = 0;
    if (field != NULL)
        *field = step->parts[step->count - 1].field;
}

bool spec_undo(struct spec *spec, const struct field **field)
{
    struct history *history = &spec->history;
    assert(history->depth == 0);
    if (history->present == 0)
        return false;
    struct step *step = &history->steps[--history->present];
    exchange(spec, step);
    finish(step, field);
    return true;
}

bool spec_redo(struct spec *spec, const struct field **field)
{
    struct history *history = &spec->history;
    assert(history->depth == 0);
    if (history->present == history->count)
        return false;
    struct step *step = &history->steps[history->present++];
    exchange(spec, step);
    finish(step, field);
    return true;
}

void spec_begin_step(struct spec *spec)
{
    spec->history.depth++;
}

static bool changes_nothing(const struct spec *spec, const struct step *step)
{
    for (size_t i = 0; i < step->count; i++)
        if (!value_is_same(&step->parts[i].other, spec_value(spec, step->parts[i].field)))
            return false;
    return true;
}

void spec_end_step(struct spec *spec)
{
    struct history *history = &spec->history;
    assert(history->depth > 0);
    if (--history->depth > 0 || !history->open)
        return;
    history->open = false;
    if (changes_nothing(spec, &history->steps[history->count - 1])) {
        step_done(&history->steps[--history->count]);
        history->present = history->count;
    }
}
