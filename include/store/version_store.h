/* The last saved versions of a file, kept on this machine apart from Git: the newest 20 of the last
 * 14 days (promises.md, promise 12). */
#ifndef IFSPEC_STORE_VERSION_STORE_H
#define IFSPEC_STORE_VERSION_STORE_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { VERSION_LIMIT = 20, VERSION_DAYS = 14 };

struct version {
    char *name; /* of its file in the store */
    struct instant when;
    size_t length;
};

struct versions {
    struct version *items; /* newest first */
    size_t count;
};

/* Keep a version, unless the newest one has the same bytes; older ones than the limits are removed.
 * `key` names the file, `root` is its working copy. Nothing at all is no version. */
int version_store_keep(const char *root, const char *key, const char *bytes, size_t length,
                       struct error *error) ATTRIBUTE_MUST_CHECK;
/* The same for one of many files: a power cut before version_store_flush() takes it away. */
int version_store_keep_unflushed(const char *root, const char *key, const char *bytes,
                                 size_t length, struct error *error) ATTRIBUTE_MUST_CHECK;
void version_store_flush(const char *root);

void version_store_list(const char *root, const char *key, struct versions *versions);
void versions_done(struct versions *versions);

int version_store_read(const char *root, const char *key, const char *name, struct buffer *out,
                       struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
