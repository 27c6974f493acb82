/* Commit messages as git stores them. */
#ifndef IFSPEC_GIT_MESSAGE_INTERNAL_H
#define IFSPEC_GIT_MESSAGE_INTERNAL_H

#include "repository_internal.h"

/* What of a message is kept (commit.cleanup). */
enum message_cleanup {
    MESSAGE_VERBATIM,
    MESSAGE_WHITESPACE, /* no blanks at ends, no empty lines in a row */
    MESSAGE_STRIP,      /* and no comments */
    MESSAGE_SCISSORS,   /* and nothing from the scissors line on */
};

/* As configured, for a message that came from an editor or did not. */
enum message_cleanup message_cleanup(struct repository *repository, bool edited);

/* Character that begins a comment in this message (core.commentChar). */
char message_comment(struct repository *repository, const char *text);

/* The message cleaned up: owned, ending in a newline. With `cuts` nothing from the scissors line on
 * is kept, whatever the cleanup. ERROR_INPUT if nothing is left, or if it is not UTF-8. */
int message_clean(const char *text, enum message_cleanup cleanup, bool cuts, char comment,
                  char **out, struct error *error) ATTRIBUTE_MUST_CHECK;

/* The same before others see it: blanks only, and an empty one is no error. Owned. */
char *message_tidy(const char *text, enum message_cleanup cleanup);

/* With "Signed-off-by: NAME <EMAIL>" as the last of its trailers, unless it is; before comments that
 * end it. Owned. */
char *message_sign_off(const char *text, const git_signature *who, char comment);

/* Its first line, for the reflog; owned. */
char *message_subject(const char *message) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

#endif
