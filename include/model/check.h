/* Findings: what is missing, wrong or doubtful in a spec. Rules yield findings, never errors, and
 * never stop anyone from saving. */
#ifndef IFSPEC_MODEL_CHECK_H
#define IFSPEC_MODEL_CHECK_H

#include "base/attributes.h"
#include "base/date.h"
#include "model/form.h"
#include "model/spec.h"

#include <stddef.h>

#define FINDING_NO_ROW ((size_t)-1)

struct finding {
    enum severity severity;
    const char *rule;           /* "required", "pattern", …, or the form's own rule id; borrowed */
    const struct field *field;  /* NULL: the file as a whole */
    size_t row;                 /* entry or row, from 0; FINDING_NO_ROW: the field as a whole */
    const struct field *column; /* of a table; NULL */
    char *message;              /* without a final full stop, unless the form wrote it; owned */
    size_t line;                /* of the file, where there is no field; 0: see spec_position() */
};

/* `= {0}` is empty. */
struct findings {
    struct finding *items;
    size_t count;
    size_t capacity;
};

void findings_done(struct findings *findings);
void findings_add(struct findings *findings, enum severity severity, const char *rule,
                  const struct field *field, size_t row, const struct field *column,
                  const char *format, ...) ATTRIBUTE_FORMAT(7, 8);
size_t findings_count(const struct findings *findings, enum severity severity);
/* The gravest finding of a field, or NULL. */
const struct finding *findings_of_field(const struct findings *findings,
                                        const struct field *field);

/* What a check knows of the world around the spec. Functions may be NULL: then those rules rest. */
struct check_world {
    struct date today; /* year 0: not known */
    const char *path; /* of the file, for id-file-name; NULL: not saved yet */
    void *context;
    /* Whether another spec has this ID or legacy ID (for references). */
    bool (*knows_id)(void *context, const char *id);
    /* Path of another file with the same ID (case folded), or NULL; borrowed. */
    const char *(*duplicate_of)(void *context, const char *id, const char *path);
    /* ID of another spec that has the same parts in its ID (FORM_RULE_UNIQUE_PARTS), unless
     * references lead from one to the other, whichever way, through others of the kind; or NULL;
     * borrowed until the next question. */
    const char *(*twin_of)(void *context, const struct form_rule *rule, const struct spec *spec,
                           const char *path);
};

/* Every rule on every visible field (secrets and invisible characters in hidden ones too), in form
 * order; what belongs to no field comes last. Appends to the findings. */
void check_spec(const struct spec *spec, const struct check_world *world,
                struct findings *findings);

/* Whether a free text is left over from the template: "counts as unanswered". */
bool check_is_template_text(const char *text);

#endif
