/* The right to write the index: `index.lock`, as git takes it, with a proof of whose it is.
 *
 * The lock is a hard link to a record of ours, `ifspec-commit-PID`, that this process holds with
 * flock(). If index.lock and a record are the same file and nobody holds it, the process that made
 * both is dead, and the lock can be taken away without a guess. The branch is locked in the same
 * way, by a link to `ifspec-ref-PID`. The record names the commit that was about to become the
 * branch's tip: if it did, the index that was prepared for it is put in place. Locks of others are
 * never touched. */
#ifndef IFSPEC_GIT_COMMIT_LOCK_INTERNAL_H
#define IFSPEC_GIT_COMMIT_LOCK_INTERNAL_H

#include "repository_internal.h"

struct commit_lock {
    struct repository *repository; /* borrowed */
    char *record;
    char *lock;
    char *new_index; /* where the next index is prepared */
    char *index;
    char *draft; /* of the branch, for ref_move() */
    char *partial; /* the index that hooks see: HEAD and the chosen paths */
    char *scratch; /* what is to be signed; with .sig and .key behind it, its company */
    int descriptor; /* of the record, with its flock */
    bool held;
};

/* Take the lock, waiting two seconds for others. commit_lock_release() follows either way. */
int commit_lock_take(struct commit_lock *lock, struct repository *repository, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* Write down, flushed, which commit is about to become the tip of which branch, and make the draft
 * with its id. */
int commit_lock_plan(struct commit_lock *lock, const git_oid *commit, const char *branch,
                     struct error *error) ATTRIBUTE_MUST_CHECK;

/* Put the prepared index in place, flushed. */
int commit_lock_finish(struct commit_lock *lock, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Give the lock up. What was prepared vanishes, unless the planned commit did become the tip: then
 * it is put in place even now. What cannot be removed is left to commit_lock_recover(). */
void commit_lock_release(struct commit_lock *lock);

/* Finish or clean up what a killed ifspec left in this repository. */
void commit_lock_recover(struct repository *repository);

#endif
