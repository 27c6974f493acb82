/* How alike two files are, in percent, counted as git counts it (diffcore-delta.c): the bytes of
 * the lines that both have, against the larger one. A last line without its newline counts (older
 * gits forgot it). libgit2's own measure ignores indentation and looks at samples: of two
 * specifications with the same keys it takes one for the other renamed. */
#ifndef IFSPEC_GIT_SIMILARITY_INTERNAL_H
#define IFSPEC_GIT_SIMILARITY_INTERNAL_H

#include "base/attributes.h"

#include <git2.h>

/* For git_diff_find_similar(), of what lies in trees. */
git_diff_similarity_metric *similarity_metric(void) ATTRIBUTE_RETURNS_NONNULL;

#endif
