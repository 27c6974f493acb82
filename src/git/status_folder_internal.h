/* What is known of the files below a folder, from the index, the disk and HEAD, before it is told
 * what became of each. */
#ifndef IFSPEC_GIT_STATUS_FOLDER_INTERNAL_H
#define IFSPEC_GIT_STATUS_FOLDER_INTERNAL_H

#include "index_file_internal.h"
#include "repository_internal.h"

/* What is known of an index entry. */
struct seen {
    bool on_disk;
    bool in_head;
    bool is_staged;  /* in HEAD it is another, or none */
    bool is_fresh;   /* on disk as in the index, by its status */
    bool is_changed; /* on disk of another kind, size or with other permissions */
};

/* A file that the index has not: on disk, or in HEAD only. */
struct stranger {
    char *path;
    bool on_disk;
    bool in_head;
    unsigned mode; /* in HEAD */
    git_oid id;    /* the same */
};

struct folder_status {
    struct repository *repository;
    struct index_file index;
    struct index_trust trust;
    struct seen *seen; /* of each index entry */
    struct stranger *strangers;
    size_t count;
    size_t capacity;
    int root; /* the working copy */
    void (*visit)(void *context, const char *path, enum path_state state);
    void *context;
    struct error *error;
};

/* What is known of the index entry of a path (one of them, in a conflict); NULL if there is none.
 */
struct seen *status_find_seen(struct folder_status *folder, const char *path);

struct stranger *status_add_stranger(struct folder_status *folder,
                                     const char *path) ATTRIBUTE_RETURNS_NONNULL;

#endif
