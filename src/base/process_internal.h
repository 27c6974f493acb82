/* What the files of the process module share. */
#ifndef IFSPEC_BASE_PROCESS_INTERNAL_H
#define IFSPEC_BASE_PROCESS_INTERNAL_H

#include "base/process.h"

#include <sys/types.h>

enum { PROCESS_SIGNAL = 128 }; /* the status of a child that a signal ended, less the signal */

enum { CHILD_INPUT, CHILD_OUTPUT, CHILD_ERRORS, CHILD_REPORT, PIPES };

/* A child and our ends of its pipes; -1 where there is none (any more). */
struct child {
    pid_t pid;
    int ours[PIPES];
    int theirs[PIPES];
};

/* Feed and listen until the child has ended; its status. *stopped: it was ended, because
 * nobody wants it any more. */
int process_attend(struct child *child, const struct process_request *request,
                   struct buffer *output, struct buffer *errors, bool *stopped);

/* Owned array, ended by NULL, of the environment that a child gets; its strings are borrowed.
 * `more` ("NAME=value", ended by NULL; may be NULL) stands in place of variables of that name. */
char **process_environment(const char *const *more);

#endif
