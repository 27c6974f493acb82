/* The index read by ourselves (gitformat-index): a twentieth of libgit2's time, because nothing is
 * copied, and no checksum made (git makes none either). */
#ifndef IFSPEC_GIT_INDEX_FILE_INTERNAL_H
#define IFSPEC_GIT_INDEX_FILE_INTERNAL_H

#include "base/attributes.h"
#include "pack_internal.h"

#include <stdint.h>
#include <sys/stat.h>

struct index_time {
    uint32_t seconds;
    uint32_t nanoseconds; /* 0: who wrote the entry did not know them */
};

struct index_entry {
    const char *path; /* borrowed from the index */
    git_oid id;
    unsigned mode;
    unsigned stage;
    bool is_assumed;            /* assume-unchanged */
    bool is_left_out;           /* outside a sparse checkout */
    bool is_intended;           /* git add -N: not staged */
    struct index_time changed;  /* st_ctim */
    struct index_time modified; /* st_mtim */
    uint32_t inode;
    uint32_t owner;
    uint32_t group;
    uint32_t size;
    const unsigned char *bytes; /* where the entry begins in the mapping */
};

/* The entries below a folder, sorted by path and stage. */
struct index_file {
    struct mapping mapping;
    unsigned version;
    const unsigned char *extensions; /* behind the last entry */
    struct index_entry *entries;
    size_t count;
    size_t capacity;
    char **paths; /* of version 4, which shortens them; owned */
    size_t path_count;
    size_t path_capacity;
    struct index_time written; /* st_mtim of the file itself */
    bool has_tree;
    git_oid tree; /* has_tree: what the folder would be as a tree (the cache tree knows it) */
};

/* Read the index of a repository; one that is not there is empty. False: it is of a kind that is
 * not known here, or damaged. To be ended by index_file_done() in any case. */
bool index_file_read(struct index_file *index, const char *path,
                     const char *folder) ATTRIBUTE_MUST_CHECK;
void index_file_done(struct index_file *index);

/* The entry of a path that is in no conflict; NULL if there is none. index_file_place() is the
 * number of the first entry that does not stand before the path. */
const struct index_entry *index_file_find(const struct index_file *index, const char *path);
size_t index_file_place(const struct index_file *index, const char *path);
/* The entries below a folder ("": all): [begin, end). */
void index_file_below(const struct index_file *index, const char *folder, size_t *begin,
                      size_t *end);
bool index_file_has_conflicts(const struct index_file *index);

/* What git looks at of a file's status before it reads its content. */
struct index_trust {
    bool changed_time; /* core.trustctime */
    bool all;          /* core.checkStat is not minimal */
    bool mode;         /* core.fileMode */
    bool brought_back; /* in a sparse checkout, a file left out that is there is looked at */
};

/* Whether git does not look at the file of an entry: it is assumed to be unchanged, or left out. */
bool index_entry_is_overlooked(const struct index_entry *entry, bool on_disk,
                               const struct index_trust *trust);

/* Whether a file is of the kind, and as executable, as a mode of the index or a tree says. */
bool index_mode_fits(unsigned mode, const struct stat *status, const struct index_trust *trust);

/* Whether a file is not as it was when the entry was made, by its size alone (as git does). */
bool index_entry_is_other(const struct index_entry *entry, const struct stat *status);

/* Whether it is as it was, by its status alone. One that was changed in the moment the index was
 * written may have kept its status: then it is not. */
bool index_entry_is_fresh(const struct index_file *index, const struct index_entry *entry,
                          const struct stat *status, const struct index_trust *trust);

#endif
