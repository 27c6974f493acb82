/* Objects that stand in for others (git-replace(1)): refs/replace/ID names what is read for ID. */
#ifndef IFSPEC_GIT_REPLACE_INTERNAL_H
#define IFSPEC_GIT_REPLACE_INTERNAL_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>

#include <git2.h>

struct replacement {
    git_oid id;
    git_oid by;
};

/* Sorted. `= {0}` before the first read. */
struct replacements {
    struct replacement *items;
    size_t count;
    size_t capacity;
    bool is_read;
};

struct repository;

/* Read them once; none if core.useReplaceRefs says so. */
void replacements_read(struct replacements *replacements, struct repository *repository);
void replacements_done(struct replacements *replacements);

/* What is to be read for an object: itself, if nothing replaces it. */
const git_oid *replacements_find(const struct replacements *replacements,
                                 const git_oid *id) ATTRIBUTE_RETURNS_NONNULL;

#endif
