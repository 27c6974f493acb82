/* Commit messages as git stores them. */
#ifndef IFSPEC_GIT_MESSAGE_INTERNAL_H
#define IFSPEC_GIT_MESSAGE_INTERNAL_H

#include "repository_internal.h"

/* The message cleaned as git does when no editor ran (commit.cleanup, core.commentChar): owned,
 * ending in a newline. ERROR_INPUT if nothing is left, or if it is not UTF-8. */
int message_clean(struct repository *repository, const char *text, char **out, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* Its first line, for the reflog; owned. */
char *message_subject(const char *message) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

#endif
