/* libgit2 itself: started once, its errors in our words, its process-wide switches. */
#ifndef IFSPEC_GIT_LIBRARY_INTERNAL_H
#define IFSPEC_GIT_LIBRARY_INTERNAL_H

#include "git/door.h"

#include <git2.h>

/* What the program handed over (door_internal.h). */
void library_inherit(const struct git_heritage *heritage);
const char *library_git_variable(const char *name);

int library_start(struct error *error) ATTRIBUTE_MUST_CHECK;

/* Fill `error` with the text and libgit2's reason for its last failure; returns -1. */
int library_fail(struct error *error, enum error_kind kind, const char *format, ...)
    ATTRIBUTE_FORMAT(3, 4);

/* libgit2's reason for its last failure; borrowed until its next call. */
const char *library_reason(void);

#endif
