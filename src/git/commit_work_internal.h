/* A commit under way, as its steps see it: index, hooks and message, object. */
#ifndef IFSPEC_GIT_COMMIT_WORK_INTERNAL_H
#define IFSPEC_GIT_COMMIT_WORK_INTERNAL_H

#include "commit_lock_internal.h"
#include "commit_tree_internal.h"
#include "hook_internal.h"
#include "index_edit_internal.h"
#include "ref_internal.h"

struct commit_work {
    struct repository *repository; /* its own handle: nobody else's idea of the index is touched */
    const struct commit_request *request;
    struct commit_lock lock;
    struct hook_run hooks;
    struct commit_change *changes; /* sorted, each path once */
    size_t count;
    char *message;
    git_signature *author;
    git_signature *committer;
    const struct index_file *index; /* as it was when the lock was taken; borrowed */
    git_index *library_index;       /* its copy, where libgit2 has to write it; else NULL */
    struct index_edit *edits;       /* what the next index has of the changes */
    struct stat partial_status;     /* of the partial index, as we wrote it */
    bool has_hooked;                /* a hook changed what is committed */
    git_reference *branch; /* resolved; NULL before the first commit */
    git_commit *parent;
    git_tree *parent_tree;
    git_oid tree;
    git_oid id;
    const struct ref_move *move; /* of the branch, while it is under way */
};

/* The next index, below the lock: read what it begins with, take the changes in as they are before
 * any hook runs, and write it, flushed. commit_index_write_as_next() writes it elsewhere, if it is
 * what HEAD with the changes is, too; false if not. */
int commit_index_open(struct commit_work *work, struct error *error) ATTRIBUTE_MUST_CHECK;
void commit_index_stage(struct commit_work *work);
int commit_index_write(struct commit_work *work, struct error *error) ATTRIBUTE_MUST_CHECK;
bool commit_index_write_as_next(struct commit_work *work, const char *path) ATTRIBUTE_MUST_CHECK;

/* Write the index that hooks see: HEAD's tree with the changes. Take from it, after they ran, what
 * the commit has: the tree, and what became of the changes. */
int commit_index_write_partial(struct commit_work *work, struct error *error) ATTRIBUTE_MUST_CHECK;
int commit_index_read_partial(struct commit_work *work, struct error *error) ATTRIBUTE_MUST_CHECK;

/* The message as it will be in the commit, after its hooks and the editor. */
int commit_message_make(struct commit_work *work, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Write the commit object: encoded as i18n.commitEncoding says, signed as commit.gpgSign says. */
int commit_object_write(struct commit_work *work, struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
