/* The cache tree of an index (its extension TREE), folder by folder: each is followed by the
 * folders in it (gitformat-index). */
#ifndef IFSPEC_GIT_CACHE_TREE_INTERNAL_H
#define IFSPEC_GIT_CACHE_TREE_INTERNAL_H

#include "base/attributes.h"

#include <stdbool.h>

#include <git2/oid.h>

enum { CACHE_TREE_DEPTH_LIMIT = 256 };

/* A folder as it is written. */
struct cached_folder {
    const char *name;
    long entries; /* -1: it changed, and has no id */
    long folders;
    git_oid id;
};

/* Take the next one; `*at` stands behind it then. False: it is damaged. */
bool cache_tree_take(const unsigned char **at, const unsigned char *end,
                     struct cached_folder *folder) ATTRIBUTE_MUST_CHECK;

#endif
