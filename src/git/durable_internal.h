/* Small writes that survive a power cut. Those that can fail return 0, or -1 with errno set. */
#ifndef IFSPEC_GIT_DURABLE_INTERNAL_H
#define IFSPEC_GIT_DURABLE_INTERNAL_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>

int durable_write_all(int descriptor, const void *bytes, size_t length) ATTRIBUTE_MUST_CHECK;
int durable_flush(int descriptor) ATTRIBUTE_MUST_CHECK;

/* Make a file that does not exist yet, with this content; after a failure there is none of it. */
int durable_create(const char *path, const void *bytes, size_t length) ATTRIBUTE_MUST_CHECK;

/* Append to a file; made if `create`, else nothing happens where there is none. */
int durable_append(const char *path, const void *bytes, size_t length, bool create)
    ATTRIBUTE_MUST_CHECK;

/* Flush the entries of a folder. */
int durable_flush_folder(const char *path) ATTRIBUTE_MUST_CHECK;

/* Make the folders above `path`, as far as they are missing. */
int durable_make_folders(const char *path) ATTRIBUTE_MUST_CHECK;

#endif
