/* What a spec is made of. A slot for each field of the form holds the present value and the one
 * that is in the file. A step of undo holds, for every field it touched, the value on its other
 * side: taking it back and doing it again are the same exchange. Steps [0, present) can be taken
 * back, [present, count) done again. */
#ifndef IFSPEC_MODEL_SPEC_INTERNAL_H
#define IFSPEC_MODEL_SPEC_INTERNAL_H

#include "model/spec.h"

#include <stdbool.h>
#include <stddef.h>

struct slot {
    struct value now;
    struct value saved; /* unless it is `now` still */
    bool is_saved;      /* nothing changed since the value was read */
    char *read_only; /* why; NULL: may be edited */
};

struct step_part {
    const struct field *field;
    struct value other;
};

struct step {
    unsigned group; /* 0: never grows */
    struct step_part *parts;
    size_t count;
    size_t capacity;
};

struct history {
    struct step *steps;
    size_t count;
    size_t capacity;
    size_t present;
    unsigned depth; /* of spec_begin_step() */
    bool open;      /* the last step belongs to the spec_begin_step() that is open */
};

struct spec {
    const struct form *form;
    struct slot *slots; /* form->field_count of them, by field->index */
    struct other_value *others;
    size_t other_count;
    size_t other_capacity;
    struct history history;
    unsigned long revision;
};

static inline struct slot *spec_slot(const struct spec *spec, const struct field *field)
{
    return &spec->slots[field->index];
}

/* Exactly the same, identity and empty entries included. */
bool value_is_same(const struct value *a, const struct value *b);

/* Remember that `old` (taken) was the value of the field before the change that was just made. */
void history_record(struct history *history, const struct field *field, struct value old,
                    unsigned group);
/* Later typing begins a new step. */
void history_end_typing(struct history *history);
/* The present value is about to change: the saved one gets a copy of its own. */
void slot_part(struct slot *slot);

/* A save has numbered the entries of a list anew: entry with origin o of `old` is now what
 * numbers[o] says, for o up to `count`; what is not there is new. */
void history_renumber(struct history *history, const struct field *field,
                      const uint32_t *numbers, uint32_t count);
void history_done(struct history *history);

#endif
