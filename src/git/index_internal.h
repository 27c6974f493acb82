/* The index as it is on disk, and what to say when it cannot be read. It is never written here. */
#ifndef IFSPEC_GIT_INDEX_INTERNAL_H
#define IFSPEC_GIT_INDEX_INTERNAL_H

#include "index_file_internal.h"
#include "repository_internal.h"

/* The whole index, read when it has changed since the last call; borrowed until the next one. NULL
 * says why it cannot be read. */
const struct index_file *index_load(struct repository *repository,
                                    struct error *error) ATTRIBUTE_MUST_CHECK;
void index_forget(struct repository *repository);

/* How far the settings trust a file's status. */
struct index_trust index_trust_read(struct repository *repository);

/* Let libgit2 see what it asks the index for when it converts one of these files, instead of
 * reading all of it: their entries, and attributes that are not on disk. index_take_back() follows
 * in any case. */
int index_lend(struct repository *repository, const struct index_file *index,
               const char *const *paths, size_t count, struct error *error) ATTRIBUTE_MUST_CHECK;
void index_take_back(struct repository *repository);

/* What libgit2 says of the index that we could not read; returns -1. */
int index_read(struct repository *repository, git_index **out, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* What is staged: the blob of a file (1, 0 if there is none, -1), and every file below a folder,
 * sorted, until a non-zero result. Of a conflict, what HEAD's side has. */
int index_find(struct repository *repository, const char *path, git_oid *blob, struct error *error)
    ATTRIBUTE_MUST_CHECK;
int index_walk(struct repository *repository, const char *folder,
               int (*visit)(void *context, const char *path, const char *blob), void *context,
               struct error *error) ATTRIBUTE_MUST_CHECK;

/* Translate libgit2's last failure to read an index; returns -1. */
int index_fail(struct repository *repository, struct error *error);

#endif
