/* The system calls that POSIX does not have. Where the system lacks one it fails with ENOSYS, and
 * the caller goes the portable way. Nothing else in the project needs _GNU_SOURCE. */
#ifndef IFSPEC_BASE_LINUX_CALLS_INTERNAL_H
#define IFSPEC_BASE_LINUX_CALLS_INTERNAL_H

#include <stdbool.h>

/* Open a path that must not lead out of `directory`: openat2 with RESOLVE_BENEATH and
 * RESOLVE_NO_MAGICLINKS. Fails with EXDEV if it would lead out. */
int linux_open_beneath(int directory, const char *path, int flags);

/* Let two names of one folder change places; rename one to a name that must be free (EEXIST). */
int linux_exchange(int folder, const char *a, const char *b);
int linux_rename_new(int from_folder, const char *from, int to_folder, const char *to);

/* Give `to` the extended attributes of `from`, access control lists among them. */
int linux_copy_attributes(int from, int to);

/* Flush everything of the file system that an open file lies in. */
int linux_flush_file_system(int descriptor);

/* Mark every descriptor from `lowest` up to be closed at exec. */
int linux_close_on_exec(int lowest);

#endif
