/* Where other specifications name one: the answers of reference fields and columns. */
#ifndef IFSPEC_WORKSPACE_REFERENCE_H
#define IFSPEC_WORKSPACE_REFERENCE_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/error.h"
#include "model/form.h"
#include "model/spec.h"
#include "workspace/workspace.h"

#include <stdbool.h>
#include <stddef.h>

/* One place that names the ID; borrowed for the call. */
struct reference {
    const char *path;           /* of the spec that names it */
    const char *id;             /* of that spec */
    const char *target;         /* what it names */
    const struct field *field;
    size_t row;                 /* entry or row; FINDING_NO_ROW: the field itself */
    const struct field *column; /* of a table, or NULL */
};

/* "Related interfaces, row 2". */
void reference_describe(const struct reference *reference, struct buffer *out);

typedef int reference_visit(void *context, const struct reference *reference);

/* Visit every place in `spec` that names `id` (without regard to case). Stops at a non-zero result
 * and returns it. */
int reference_find_in(const struct spec *spec, const char *path, const char *id,
                      reference_visit *visit, void *context);

/* Visit every place in all specs that names another. */
int reference_walk(struct workspace *workspace, reference_visit *visit, void *context,
                   struct error *error) ATTRIBUTE_MUST_CHECK;

/* Those that name `id` in all specs of the working copy but the one at `but` (NULL: in all). Reads only
 * what may hold the ID. */
int reference_find(struct workspace *workspace, const char *id, const char *but,
                   reference_visit *visit, void *context, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Write `new_id` wherever the spec at `path` names `id`; NULL removes those entries and rows. Saves the
 * file. */
int reference_rewrite(struct workspace *workspace, const char *path, const char *id,
                      const char *new_id, struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
