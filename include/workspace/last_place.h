/* Where in a spec one was last, so that opening it again leads back there. Kept on this machine, for
 * the specs that were open last. */
#ifndef IFSPEC_WORKSPACE_LAST_PLACE_H
#define IFSPEC_WORKSPACE_LAST_PLACE_H

#include "model/form.h"
#include "workspace/workspace.h"

/* The path of the field, owned; NULL if nothing is known of the spec at this path. */
char *last_place_find(struct workspace *workspace, const char *path);

/* Remember it. Not being able to is no error. */
void last_place_keep(struct workspace *workspace, const char *path, const struct field *field);

#endif
