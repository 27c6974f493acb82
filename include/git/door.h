/* The Git floor behind one table of functions. libgit2 is slow to load, so the floor is a shared
 * object of its own (ifspec-git.so) that is loaded at the first git_door_open(): behind the first
 * paint in the screens, never for commands that need no Git.
 * Knows repositories, commits and blobs; knows no specification. */
#ifndef IFSPEC_GIT_DOOR_H
#define IFSPEC_GIT_DOOR_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/date.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { GIT_HEX_SIZE = 41 }; /* a commit or blob id in hexadecimal, with its NUL */

#define PATH_WALK_NONE ((size_t)-1)

/* In place of a revision: what is staged. Of a conflict, what HEAD's side has. */
#define REVISION_INDEX ":"

struct path_walk;  /* a walk through the history of a path, under way */
struct repository; /* an opened working copy; used from one thread */

struct signature {
    const char *name;  /* hostile text: sanitise where it is shown */
    const char *email;
    struct instant when;
};

/* What a path was in one parent of a commit. */
struct path_parent {
    const char *id;
    const char *path; /* "" if it was not there */
    const char *blob; /* "" if it was not there */
};

/* One commit of a path's history. Everything is borrowed for the call. */
struct path_commit {
    const char *id;         /* 40 hexadecimal digits */
    const char *parent;     /* the parent it was compared with; "" for a first commit */
    struct signature author;
    const char *subject;    /* first line of the message */
    const char *path;       /* the path in this commit (renames are followed) */
    const char *old_path;   /* the path in the parent; "" if it was not there */
    const char *blob;       /* the blob in this commit; "" if it was deleted */
    const char *old_blob;   /* the blob in the parent; "" if there was none */
    bool is_cut;            /* a shallow clone ends here: what was before is not known */
    bool is_again;          /* visited before, under another name that leads here, too */
    const struct path_parent *parents; /* all of them */
    size_t parent_count;
};

/* Return non-zero to stop the walk. */
typedef int path_commit_visit(void *context, const struct path_commit *commit);

enum path_state {
    PATH_UNCHANGED,
    PATH_MODIFIED,   /* working copy differs from HEAD, staged or not */
    PATH_NEW,        /* not in HEAD */
    PATH_DELETED,    /* in HEAD, not in the working copy */
    PATH_CONFLICTED,
    PATH_IGNORED,
};

/* What a commit may need of its caller; each function may be NULL. */
struct git_host {
    void *context;
    /* What hooks and signing programs said: hostile bytes, sanitise them. */
    void (*show)(void *context, const char *text, size_t length);
    /* Give the terminal to a program that may ask for a passphrase, and take it back. */
    void (*leave)(void *context);
    void (*come_back)(void *context);
    /* Let the user edit the message in this file. NULL: no editor runs. */
    int (*edit)(void *context, const char *path, struct error *error);
    /* Asked between the steps of a commit and all the time that a hook runs: true gives it up, and
     * ends the hook with all that it started. */
    bool (*is_cancelled)(void *context);
    bool terminal; /* hooks may ask on ours; else they have none */
};

/* What a commit takes in: exactly these paths of the working copy, whatever else is staged. */
struct commit_request {
    const char *const *paths; /* relative to the working copy; a missing file is a deletion */
    size_t path_count;
    const char *message;      /* cleaned as commit.cleanup says */
    const char *author_name;  /* NULL: as configured */
    const char *author_email;
    bool edited;              /* the message came from an editor: its comments go */
    bool signoff;             /* add the committer's Signed-off-by */
    bool no_verify;           /* run neither pre-commit nor commit-msg */
    bool trusted;             /* the repository itself may name programs to run */
    const struct git_host *host; /* NULL: nobody is there */
};

struct git_heritage; /* what the loader hands over: src/git/door_internal.h */

struct git_door {
    /* For the loader alone, before anything else: the shared object has a base floor of its own,
     * which learns here whose memory handler and remembered environment it shall use. */
    void (*inherit)(const struct git_heritage *heritage);

    /* Open the working copy that contains `folder` (only a `.git` counts, never a bare repository).
     * ERROR_NOT_FOUND if there is none, ERROR_ENVIRONMENT if it cannot be used. */
    int (*repository_open)(const char *folder, struct repository **out, struct error *error);
    void (*repository_close)(struct repository *repository);

    /* Make a repository in a folder (branch as init.defaultBranch says); no error if it is one. */
    int (*repository_create)(const char *folder, struct error *error);

    /* Absolute path of the working copy without a final slash, of its Git directory, and of the one
     * that linked working copies share (hooks, configuration); borrowed. */
    const char *(*repository_worktree)(const struct repository *repository);
    const char *(*repository_git_directory)(const struct repository *repository);
    const char *(*repository_common_directory)(const struct repository *repository);

    /* Branch name for the header ("main", "(detached 1a2b3c4)", "(no commits yet)"); owned. How far
     * it is ahead of and behind its upstream; -1 if there is none. */
    char *(*repository_branch)(struct repository *repository, int *ahead, int *behind);

    /* A configuration value, or NULL; owned. repository_configure() writes the repository's own. */
    char *(*repository_setting)(struct repository *repository, const char *key);
    /* One that names a program: the repository's own counts only if that is trusted. */
    char *(*program_setting)(struct repository *repository, const char *key, bool trusted);
    int (*repository_configure)(struct repository *repository, const char *key, const char *value,
                                struct error *error);

    /* State of one path, and of all paths below a folder that are not PATH_UNCHANGED. */
    int (*path_state)(struct repository *repository, const char *path, enum path_state *state,
                      struct error *error);
    int (*path_states)(struct repository *repository, const char *folder,
                       void (*visit)(void *context, const char *path, enum path_state state),
                       void *context, struct error *error);

    /* Content of a path in a revision ("HEAD", a branch, a tag, an id, or a date "2025-05-01": the
     * last commit of HEAD before the end of that day; REVISION_INDEX). ERROR_NOT_FOUND if revision
     * or path are not there. blob_read() takes the id of a blob. */
    int (*revision_read)(struct repository *repository, const char *revision, const char *path,
                         struct buffer *out, struct error *error);
    int (*blob_read)(struct repository *repository, const char *blob, struct buffer *out,
                     struct error *error);
    /* Resolve a revision to a commit id. */
    int (*revision_resolve)(struct repository *repository, const char *revision,
                            char id[GIT_HEX_SIZE], struct error *error);
    /* Every file below a folder in a revision (or REVISION_INDEX), sorted. Stops at a non-zero result. */
    int (*revision_walk)(struct repository *repository, const char *revision, const char *folder,
                         int (*visit)(void *context, const char *path, const char *blob),
                         void *context, struct error *error);

    /* The commits that changed a path, newest first: the same ones in the same order as
     * `git log -- PATH` shows (git's default simplification), and beyond a rename those of
     * `git log PARENT -- OLD-PATH`; and those that are `is_again`, which no list shows. */
    int (*path_history)(struct repository *repository, const char *path, path_commit_visit *visit,
                        void *context, struct error *error);
    /* The same in steps, for who waits for keys: each looks at no more than `most` commits, shown or
     * not. Returns 1 as long as there are more, 0 at the end, -1. A visitor's non-zero result ends
     * the step behind that commit. */
    int (*path_walk_open)(struct repository *repository, const char *path, struct path_walk **out,
                          struct error *error);
    void (*path_walk_close)(struct path_walk *walk);
    int (*path_walk_step)(struct path_walk *walk, size_t most, path_commit_visit *visit,
                          void *context, struct error *error);
    /* At the end: which commit gave the path what it was in a parent (both counted from 0, commits
     * in the order of the visits); PATH_WALK_NONE if it was not there. */
    size_t (*path_walk_origin)(struct path_walk *walk, size_t shown, size_t parent);

    /* The commits that changed files below a folder, in the order of `git log -- FOLDER`: visited
     * once for each file that differs from the first parent and from all the others. Renames within
     * a commit are one. `parents` are not given. */
    int (*folder_history)(struct repository *repository, const char *folder,
                          path_commit_visit *visit, void *context, struct error *error);

    /* The newest commit of every path below a folder, in one walk; path and author time. It may
     * have to go back to the first commit: `is_over` (may be NULL) is asked at each one whether to
     * stop, which gives 1; so does a visitor's non-zero result. */
    int (*last_changes)(struct repository *repository, const char *folder,
                        int (*visit)(void *context, const char *path, struct instant when,
                                     const char *author),
                        bool (*is_over)(void *context), void *context, struct error *error);

    /* The identity that a commit would have; ERROR_NOT_FOUND if Git's configuration has none.
     * Name and email are owned. */
    int (*identity_read)(struct repository *repository, char **name, char **email,
                         struct error *error);

    /* Whether a commit of this path by ifspec is safe here: ERROR_ENVIRONMENT names what stands in
     * the way (merge under way, filters, …) and what to do. */
    int (*commit_check)(struct repository *repository, const char *path, struct error *error);

    /* The programs that a commit would run because the repository itself says so, not the user's
     * configuration: "hook pre-commit (PATH)", comma between them. Returns how many. */
    size_t (*commit_programs)(struct repository *repository, struct buffer *names);

    /* The first line of a commit's message, in UTF-8. */
    int (*commit_subject)(struct repository *repository, const char *id, struct buffer *out,
                          struct error *error);

    /* Whether HEAD names no branch, so that a commit is on none; whether a bisect moves it. */
    bool (*head_is_detached)(struct repository *repository);
    bool (*bisect_is_under_way)(struct repository *repository);

    /* Commit exactly the requested paths (git commit --only): hooks and signing as git does them.
     * Others' staged and modified files stay as they were. The new commit's id is in `id`. Without
     * trust ERROR_ENVIRONMENT if commit_programs() has any; with no_verify they are passed over.
     * From the hooks on, the message is in COMMIT_EDITMSG of the Git directory. ERROR_CANCELLED if
     * the host did not want it any more: nothing has changed. */
    int (*commit_create)(struct repository *repository, const struct commit_request *request,
                         char id[GIT_HEX_SIZE], struct error *error);
};

/* The table, loaded on the first call; the same one ever after. NULL with ERROR_ENVIRONMENT if the
 * shared object or libgit2 cannot be loaded: everything but Git works then. */
const struct git_door *git_door_open(struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
