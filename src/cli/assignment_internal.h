/* "FIELD=VALUE" and "FIELD+=VALUE" as `set` and `new --set` take them. */
#ifndef IFSPEC_CLI_ASSIGNMENT_INTERNAL_H
#define IFSPEC_CLI_ASSIGNMENT_INTERNAL_H

#include "base/error.h"
#include "model/spec.h"
#include "workspace/sheet.h"

#include <stdbool.h>
#include <stddef.h>

struct assignment {
    char *field;
    bool appends;
    bool is_input; /* the value was read from standard input */
    char *value;
};

/* `= {0}` is empty. */
struct assignments {
    struct assignment *items;
    size_t count;
    size_t capacity;
};

/* Add one. A value "-" is read from standard input, less one final newline; there is only one. */
int assignments_add(struct assignments *assignments, const char *text, struct error *error)
    ATTRIBUTE_MUST_CHECK;
/* Add one that clears a field, an entry, a cell. */
void assignments_add_clearing(struct assignments *assignments, const char *field);
void assignments_done(struct assignments *assignments);

/* Answer in the spec: all, up to the first that is refused. */
int assignments_apply(const struct assignments *assignments, struct spec *spec,
                      struct error *error) ATTRIBUTE_MUST_CHECK;

/* Whether the form has all the fields; ERROR_INPUT suggests another. */
int assignments_check(const struct assignments *assignments, const struct form *form,
                      struct error *error) ATTRIBUTE_MUST_CHECK;

/* Whether one of them answers this field of the spec's form. */
bool assignments_answer(const struct assignments *assignments, const struct spec *spec,
                        const struct field *field);

/* Say on standard error what the form has to say about the new values, behind `lead`; that something
 * is still missing is no news, but with a new status. */
void assignments_warn(const struct assignments *answers, struct sheet *sheet, const char *lead);

#endif
