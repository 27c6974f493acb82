/* Objects read raw: half the time of libgit2's own parsing, and trees of any size without a
 * structure for each entry. */
#ifndef IFSPEC_GIT_OBJECT_INTERNAL_H
#define IFSPEC_GIT_OBJECT_INTERNAL_H

#include "raw_object_internal.h"
#include "repository_internal.h"

/* Object types and permissions of tree entries. */
enum {
    MODE_TYPE = 0170000,
    MODE_TREE = 0040000,
    MODE_FILE = 0100000,
    MODE_LINK = 0120000,
    MODE_COMMIT = 0160000, /* a submodule */
};

/* Read an object of this type; the caller releases it with raw_object_release(). While the
 * repository trusts hashes it is not checked to be what its id says. */
int object_read(struct repository *repository, const git_oid *id, git_object_t type,
                struct raw_object **out, struct error *error) ATTRIBUTE_MUST_CHECK;

struct tree_entry {
    unsigned mode;
    const char *name; /* borrowed, NUL-terminated */
    size_t name_length;
    git_oid id;
};

/* The entries of a raw tree, in Git's order. */
struct tree_cursor {
    git_oid id;
    struct raw_object *object;
    const char *at;
    const char *end;
};

int tree_cursor_open(struct tree_cursor *cursor, struct repository *repository, const git_oid *id,
                     struct error *error) ATTRIBUTE_MUST_CHECK;
void tree_cursor_close(struct tree_cursor *cursor);

/* Returns 1 with the next entry, 0 at the end, -1 if the tree is damaged. */
int tree_cursor_next(struct tree_cursor *cursor, struct tree_entry *entry,
                     struct error *error) ATTRIBUTE_MUST_CHECK;

/* Find an entry of a tree by name, or by path below a tree. Returns 1, 0 if there is none, or -1.
 * The name in `entry` is not set. tree_find_path() finds the tree itself with "". */
int tree_find(struct repository *repository, const git_oid *tree, const char *name,
              size_t name_length, struct tree_entry *entry,
              struct error *error) ATTRIBUTE_MUST_CHECK;
/* The same with a guess where the entry stands, in bytes, which becomes where it was found: in the
 * trees of one folder mostly the same place. */
int tree_find_near(struct repository *repository, const git_oid *tree, const char *name,
                   size_t name_length, size_t *place, struct tree_entry *entry,
                   struct error *error) ATTRIBUTE_MUST_CHECK;
int tree_find_path(struct repository *repository, const git_oid *tree, const char *path,
                   struct tree_entry *entry, struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
