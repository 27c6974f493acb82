/* What `rename` and `delete` show and rewrite: where other specs name the one they are about. */
#ifndef IFSPEC_CLI_REFERENCES_INTERNAL_H
#define IFSPEC_CLI_REFERENCES_INTERNAL_H

#include "base/error.h"
#include "workspace/reference.h"

#include <stddef.h>

/* Paths of the specs that name it. `= {0}` is empty. */
struct references {
    char **paths;
    size_t count;
    size_t capacity;
};

/* Print every place that names `id` outside of the spec at `but`, and remember their files. */
int references_show(struct references *references, struct workspace *workspace, const char *id,
                    const char *but, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Write `new_id` there (NULL: remove the entries), one save for each file, and say so. */
int references_rewrite(const struct references *references, struct workspace *workspace,
                       const char *id, const char *new_id, struct error *error)
    ATTRIBUTE_MUST_CHECK;

void references_done(struct references *references);

#endif
