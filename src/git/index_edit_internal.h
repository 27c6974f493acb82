/* The index changed at a few paths by ourselves (gitformat-index): libgit2 takes it apart and puts
 * it together anew, which is most of the time of a commit. Here all other entries stay byte for
 * byte, with their flags and what they know of their files. */
#ifndef IFSPEC_GIT_INDEX_EDIT_INTERNAL_H
#define IFSPEC_GIT_INDEX_EDIT_INTERNAL_H

#include "base/buffer.h"
#include "index_file_internal.h"

/* What becomes of a path. */
struct index_edit {
    const char *path;
    bool removed;
    git_oid id;
    unsigned mode;
    struct stat status; /* of the file, from before it was read */
    bool is_doubtful;   /* it changed since: the entry must not look like it */
};

struct index_edition {
    const struct index_file *index; /* the whole of it: read with the folder "" */
    const struct index_edit *edits; /* sorted by path, each once */
    size_t count;
    /* Entries of other paths, as numbers in ascending order, whose file differs although its status
     * does not tell: their size is forgotten, so that git looks at the content. */
    const size_t *doubtful;
    size_t doubtful_count;
    /* What a folder ("": the root) is as a tree when it was `old` before; false: nobody knows. */
    bool (*find_tree)(void *context, const char *folder, const git_oid *old, git_oid *new);
    void *context;
};

/* Whether an index is sound (none is, too): paths in order, none in a conflict, and the right sum. */
bool index_edit_suits(const struct index_file *index);

/* Whether no edit puts a file where a folder is, or a folder where a file is. */
bool index_edit_is_plain(const struct index_edition *edition);

/* Write the index that comes of it. Returns 0, or -1 with errno set. */
int index_edit_write(const struct index_edition *edition, int descriptor) ATTRIBUTE_MUST_CHECK;

/* The cache tree (the extension TREE) that comes of it: what of it is not known any more is marked
 * so. False: it is not sound, and goes. */
bool index_edit_tree(const struct index_edition *edition, const unsigned char *bytes, size_t size,
                     struct buffer *out) ATTRIBUTE_MUST_CHECK;

#endif
