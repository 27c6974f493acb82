/* Conditions are data, not a language: `when` of a field, of a rule. */
#ifndef IFSPEC_MODEL_CONDITION_H
#define IFSPEC_MODEL_CONDITION_H

#include <stdbool.h>
#include <stddef.h>

struct field;
struct spec;
struct buffer;

enum condition_kind {
    CONDITION_IS,       /* the value, or an entry of the list, is one of `values` */
    CONDITION_CONTAINS, /* an entry of the list is, or the text holds, one of `values` */
    CONDITION_FILLED,   /* answered; `filled: false` is a NOT around it */
    CONDITION_ALL,
    CONDITION_ANY,
    CONDITION_NOT,
};

struct condition {
    enum condition_kind kind;
    const struct field *field;
    char **values;
    size_t value_count;
    struct condition *parts; /* ALL, ANY, NOT */
    size_t part_count;
};

/* Frees what it holds and the condition itself. NULL is fine. */
void condition_free(struct condition *condition);

bool condition_holds(const struct condition *condition, const struct spec *spec);

/* "Direction is Outbound", for "why hidden" and messages. */
void condition_describe(const struct condition *condition, struct buffer *out);

#endif
