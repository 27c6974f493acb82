/* The row that tells readers of a spec what changed and when ("Updated"): the newest row, first, of
 * the table of dates and notes beside the status. Offered before a commit. */
#ifndef IFSPEC_WORKSPACE_MILESTONE_H
#define IFSPEC_WORKSPACE_MILESTONE_H

#include "base/attributes.h"
#include "base/error.h"
#include "model/change.h"
#include "model/form.h"
#include "workspace/workspace.h"

#include <stdbool.h>

/* That table of a form; NULL if it has none. */
const struct field *milestone_table(const struct form *form);

/* Whether these changes of the spec at a path say nothing there yet. */
bool milestone_is_missing(struct workspace *workspace, const char *path,
                          const struct changes *changes);

/* Put a row with today's date and this note on top, and save the file. */
int milestone_add(struct workspace *workspace, const char *path, const char *note,
                  struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
