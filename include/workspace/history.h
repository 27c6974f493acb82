/* The history of a spec in words of its form: commits, and what each changed by field. */
#ifndef IFSPEC_WORKSPACE_HISTORY_H
#define IFSPEC_WORKSPACE_HISTORY_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/error.h"
#include "model/change.h"
#include "model/spec.h"
#include "workspace/workspace.h"

#include <stdbool.h>

/* One commit; everything is borrowed for the call. */
struct history_entry {
    const char *commit; /* 40 hexadecimal digits */
    const char *author;
    const char *email;
    struct instant when;
    const char *subject;
    const char *path;    /* of the file in this commit */
    const char *problem; /* why the changes are not known (the file could not be read), or NULL */
    bool created;        /* the file is not in the parent: every answer is a change */
    const struct changes *changes;
};

/* Newest first, through renames. Return non-zero to stop. */
typedef int history_visit(void *context, const struct history_entry *entry);
int history_walk(struct workspace *workspace, const char *path, history_visit *visit, void *context,
                 struct error *error) ATTRIBUTE_MUST_CHECK;

/* The spec at a path as it was in a revision (a commit, a branch, a tag, a date), with its bytes;
 * *spec is owned. ERROR_NOT_FOUND if revision or path are not there. */
int history_read(struct workspace *workspace, const char *path, const char *revision,
                 struct buffer *bytes, struct spec **spec, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* What the working copy's file changes against HEAD. *existed tells whether HEAD has the spec. */
int history_pending(struct workspace *workspace, const char *path, struct changes *changes,
                    bool *existed, struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
