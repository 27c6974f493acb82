/* A commit under way, as its steps see it: index, hooks and message, object. */
#ifndef IFSPEC_GIT_COMMIT_WORK_INTERNAL_H
#define IFSPEC_GIT_COMMIT_WORK_INTERNAL_H

#include "commit_lock_internal.h"
#include "commit_tree_internal.h"
#include "hook_internal.h"
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
    git_index *index;
    git_reference *branch; /* resolved; NULL before the first commit */
    git_commit *parent;
    git_tree *parent_tree;
    git_oid tree;
    git_oid id;
    const struct ref_move *move; /* of the branch, while it is under way */
};

/* Open a copy of the index, and write it, flushed; both below the lock. */
int commit_index_open(struct commit_work *work, struct error *error) ATTRIBUTE_MUST_CHECK;
int commit_index_write(struct commit_work *work, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Write the index that hooks see: HEAD's tree with the changes. Take from it, after they ran, what
 * the commit has: the tree, and what became of the changes. */
int commit_index_write_partial(struct commit_work *work, struct error *error) ATTRIBUTE_MUST_CHECK;
int commit_index_read_partial(struct commit_work *work, struct error *error) ATTRIBUTE_MUST_CHECK;

/* The message as it will be in the commit, after its hooks and the editor. */
int commit_message_make(struct commit_work *work, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Write the commit object: encoded as i18n.commitEncoding says, signed as commit.gpgSign says. */
int commit_object_write(struct commit_work *work, struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
