/* Moving a branch by hand. libgit2 can move one as well, but when it is killed it leaves a lock
 * that nobody can tell from that of a living program. Ours is a hard link to a draft that carries
 * our name, so that it can be recognised (commit_lock_internal.h). */
#ifndef IFSPEC_GIT_REF_INTERNAL_H
#define IFSPEC_GIT_REF_INTERNAL_H

#include "repository_internal.h"

struct ref_move {
    const char *name;    /* "refs/heads/main", or "HEAD" when detached */
    const git_oid *from; /* NULL: there is none yet */
    const git_oid *to;
    const git_signature *who; /* for the reflog */
    const char *message;
    const char *draft; /* a file of ours in the Git directory, flushed: the id and a newline */
    /* Told "prepared" while all is locked (non-zero gives it up), then "committed" or "aborted". May be NULL. */
    int (*tell)(void *context, const char *state, struct error *error);
    void *context;
};

/* Compare and swap, flushed, with reflog. ERROR_ENVIRONMENT if the branch is locked (after two
 * seconds), is not `from` any more, or cannot be written: then nothing has changed; or if all was
 * done but the last flush failed, and the text says so. The draft stays. */
int ref_move(struct repository *repository, const struct ref_move *move, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* Whether this names a file that we may write: "HEAD", or well-formed below "refs/". HEAD of a
 * stranger's repository can say anything. */
bool ref_is_movable(const char *name);

/* The lock file of a reference; owned. */
char *ref_lock_path(const struct repository *repository, const char *name) ATTRIBUTE_MALLOC
    ATTRIBUTE_RETURNS_NONNULL;

#endif
