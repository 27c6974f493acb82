/* A spec as HEAD has it and as it is on disk: what a commit would record. */
#ifndef IFSPEC_WORKSPACE_HISTORY_INTERNAL_H
#define IFSPEC_WORKSPACE_HISTORY_INTERNAL_H

#include "workspace/history.h"
#include "workspace_internal.h"

struct pending {
    struct spec *before; /* NULL: not in HEAD */
    struct spec *after;  /* NULL: not on disk */
    bool existed;        /* HEAD has the path */
};

/* Both in words of the form that the file on disk has; in HEAD it is at `old_path` (NULL: at
 * `path`). To be ended by pending_done() even if it fails, as it does for a file that is no readable
 * spec. */
int pending_read(struct workspace *workspace, const char *path, const char *old_path,
                 struct pending *pending, struct error *error) ATTRIBUTE_MUST_CHECK;
void pending_done(struct pending *pending);

#endif
