/* Who set each present value of a spec, when, in which commit: by field, by entry and by row. */
#ifndef IFSPEC_WORKSPACE_BLAME_H
#define IFSPEC_WORKSPACE_BLAME_H

#include "base/attributes.h"
#include "base/date.h"
#include "base/error.h"
#include "model/spec.h"
#include "workspace/workspace.h"

#include <stdbool.h>
#include <stddef.h>

#define BLAME_NO_ROW ((size_t)-1)

struct blame_commit {
    char id[41];
    char *author;
    char *email;
    char *subject;
    struct instant when;
    bool is_cut; /* a shallow clone ends here, or what was before is damaged or not fetched: the
                  * value was set in it or before */
};

/* One answer: the field as a whole, or one entry or row of it. Two values are equal only if their
 * texts are, whatever their notation in the file. */
struct blame_item {
    const struct field *field;
    size_t row;                        /* BLAME_NO_ROW: the field */
    const struct blame_commit *commit; /* NULL: not committed yet */
    char *old_text; /* what it was before on one line, of a field without rows; NULL: nothing */
};

struct blame; /* a search under way, or done */

/* Begin to search for the answers of the file at `path` as it is on disk. `field` limits the search
 * to the field of this path; NULL: all. */
int blame_open(struct workspace *workspace, const char *path, const char *field,
               struct blame **out, struct error *error) ATTRIBUTE_MUST_CHECK;
void blame_close(struct blame *blame);

/* Go on with at most `most` commits. Returns 1 as long as there are more, 0 at the end, -1. */
int blame_step(struct blame *blame, size_t most, struct error *error) ATTRIBUTE_MUST_CHECK;

/* What could not be read, so that a value may be older than is told (a commit that is_cut); NULL:
 * nothing. Borrowed until the close. */
const char *blame_problem(const struct blame *blame);

/* The spec that was read; borrowed until the close. */
const struct spec *blame_spec(const struct blame *blame);

/* At the end: in form order, the rows of a field behind it. Borrowed until the close. */
const struct blame_item *blame_items(const struct blame *blame, size_t *count);

#endif
