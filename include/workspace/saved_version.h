/* The versions of a spec that were saved last, kept on this machine apart from Git (promises.md,
 * promise 12): listed, read, restored. */
#ifndef IFSPEC_WORKSPACE_SAVED_VERSION_H
#define IFSPEC_WORKSPACE_SAVED_VERSION_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/error.h"
#include "workspace/workspace.h"

#include <stdbool.h>
#include <stddef.h>

/* Borrowed for the call. */
struct saved_version {
    size_t number;       /* 1 is the newest */
    struct instant when; /* it was saved */
    size_t length;       /* bytes */
    bool current;        /* it is what the file holds */
    const char *changes; /* from the one before, "Data Volume: Median → Low" in lines; "": unknown */
};

/* The path of the spec that `name` means: of one that is gone and of which versions are kept, by its
 * path or its whole ID; else as workspace_find() has it. Owned. */
int saved_version_find(struct workspace *workspace, const char *name, char **path,
                       struct error *error) ATTRIBUTE_MUST_CHECK;

/* Visit the versions of the spec at a path, newest first; returns how many there are. */
size_t saved_version_walk(struct workspace *workspace, const char *path,
                          void (*visit)(void *context, const struct saved_version *version),
                          void *context);

/* The text of one. ERROR_NOT_FOUND if there is no such number. */
int saved_version_read(struct workspace *workspace, const char *path, size_t number,
                       struct buffer *out, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Save it as the file; what the file holds now becomes a version, too. */
int saved_version_restore(struct workspace *workspace, const char *path, size_t number,
                          struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
