/* What is on disk below a folder of the working copy, told to the status of that folder. */
#ifndef IFSPEC_GIT_STATUS_DISK_INTERNAL_H
#define IFSPEC_GIT_STATUS_DISK_INTERNAL_H

#include "status_folder_internal.h"

struct status_disk;

/* Begin to count the files on disk; nothing of the folder but its root is touched before
 * status_disk_look(). is_large: other threads are worth it. The path stays the caller's. To be
 * ended by status_disk_end(). */
struct status_disk *status_disk_begin(struct folder_status *folder, const char *path,
                                      bool is_large) ATTRIBUTE_RETURNS_NONNULL;

/* Note which entries of the index are on disk, and which are there as the index has them. */
void status_disk_look(struct status_disk *disk);

/* Add what is on disk and not in the index, if that is wanted, and free everything. */
int status_disk_end(struct status_disk *disk, bool is_wanted) ATTRIBUTE_MUST_CHECK;

#endif
