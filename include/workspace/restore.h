/* Taking values back from an older version: an edit of the present spec like any other. */
#ifndef IFSPEC_WORKSPACE_RESTORE_H
#define IFSPEC_WORKSPACE_RESTORE_H

#include "base/attributes.h"
#include "base/error.h"
#include "model/spec.h"
#include "workspace/workspace.h"

#include <stddef.h>

/* Answer these fields (NULL: all but questions and reviews) as in `old`, a spec of the same form, in
 * one step that can be undone. Entries and rows that are there now stay where they are in the file.
 * Returns how many fields changed; read-only ones are left and counted in *refused. */
size_t restore_fields(struct spec *spec, const struct spec *old, const struct field *const *fields,
                      size_t count, size_t *refused);

/* Write the file of a spec that is gone as it was in a revision, byte by byte. ERROR_REFUSED if there
 * is such a file. */
int restore_file(struct workspace *workspace, const char *path, const char *revision,
                 struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
