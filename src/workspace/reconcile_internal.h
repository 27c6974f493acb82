/* For the files that find out what is mine: unsaved values, a journal. */
#ifndef IFSPEC_WORKSPACE_RECONCILE_INTERNAL_H
#define IFSPEC_WORKSPACE_RECONCILE_INTERNAL_H

#include "workspace/reconcile.h"

/* A change of mine: `base` and `mine` are encoded as in a journal. */
struct own_change {
    const char *path;
    const char *base;
    size_t base_length;
    const char *mine;
    size_t mine_length;
};

/* Add it against what `theirs` holds, unless nothing is to be done. With `same_file` the entries of
 * lists are where they were. */
void reconciliation_add(struct reconciliation *out, const struct spec *theirs,
                        const struct own_change *change, bool same_file);

/* Set what is mine in a spec, as one step. */
void reconciliation_apply(const struct reconciliation *reconciliation, struct spec *spec);

#endif
