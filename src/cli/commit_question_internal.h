/* What is asked, or said, before `ifspec commit` writes anything. Each returns EXIT_DONE to go on. */
#ifndef IFSPEC_CLI_COMMIT_QUESTION_INTERNAL_H
#define IFSPEC_CLI_COMMIT_QUESTION_INTERNAL_H

#include "workspace/workspace.h"

#include <stddef.h>

/* Who commits: asked on a terminal, and written to the repository's configuration. */
int commit_question_identity(struct workspace *workspace);

/* Programs that the repository brings; HEAD on no branch. */
int commit_question_trust(struct workspace *workspace);
int commit_question_branch(struct workspace *workspace);

/* Secrets are refused unless somebody insists; errors and warnings are counted. */
int commit_question_content(struct workspace *workspace, const char *const *paths, size_t count);

#endif
