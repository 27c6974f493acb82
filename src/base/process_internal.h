/* What the two files of the process module share. */
#ifndef IFSPEC_BASE_PROCESS_INTERNAL_H
#define IFSPEC_BASE_PROCESS_INTERNAL_H

/* Owned array, ended by NULL, of the environment that a child gets; its strings are borrowed. */
char **process_environment(void);

#endif
