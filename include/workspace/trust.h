/* Whether the user trusts what a repository brings along (hooks, programs in its configuration).
 * Kept in the state folder by the real path of the Git directory, never in the repository. */
#ifndef IFSPEC_WORKSPACE_TRUST_H
#define IFSPEC_WORKSPACE_TRUST_H

#include "base/attributes.h"
#include "base/error.h"
#include "workspace/workspace.h"

#include <stdbool.h>

bool trust_is_given(struct workspace *workspace);
int trust_give(struct workspace *workspace, struct error *error);
int trust_withdraw(struct workspace *workspace, struct error *error) ATTRIBUTE_MUST_CHECK;

/* The programs that it is about, in words; owned, NULL if the repository brings none. */
char *trust_programs(struct workspace *workspace);

#endif
