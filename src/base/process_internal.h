/* What the two files of the process module share. */
#ifndef IFSPEC_BASE_PROCESS_INTERNAL_H
#define IFSPEC_BASE_PROCESS_INTERNAL_H

/* Owned array, ended by NULL, of the environment that a child gets; its strings are borrowed.
 * `more` ("NAME=value", ended by NULL; may be NULL) stands in place of variables of that name. */
char **process_environment(const char *const *more);

#endif
