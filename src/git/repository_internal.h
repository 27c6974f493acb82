/* An opened working copy as the files of this floor see it. */
#ifndef IFSPEC_GIT_REPOSITORY_INTERNAL_H
#define IFSPEC_GIT_REPOSITORY_INTERNAL_H

#include "git/door.h"
#include "graft_internal.h"
#include "library_internal.h"
#include "replace_internal.h"

#include <sys/stat.h>

struct commit_graph;
struct head_entry;
struct index_file;
struct object_store;

struct repository {
    git_repository *handle;
    git_odb *objects;
    struct object_store *store; /* the same objects, read by ourselves */
    int trusting;               /* repository_trust_hashes() */
    struct replacements replacements; /* read when it first trusts: they count for history */
    struct grafts grafts;             /* the same */
    struct commit_graph *graph;       /* repository_commit_graph() */
    bool has_looked_for_graph;
    struct head_entry *head_entry;    /* the last answer of status.c */
    struct index_file *index;         /* index_load() */
    struct stat index_status;
    char *worktree;         /* absolute, without a final slash */
    char *git_directory;    /* the same; of a linked working copy, its own */
    char *common_directory; /* where objects, references and configuration are */
};

int repository_open(const char *folder, struct repository **out, struct error *error);
void repository_close(struct repository *repository);
int repository_create(const char *folder, struct error *error);
const char *repository_worktree(const struct repository *repository);
const char *repository_git_directory(const struct repository *repository);
const char *repository_common_directory(const struct repository *repository);
bool repository_is_detached(struct repository *repository);
bool repository_is_bisecting(struct repository *repository);
char *repository_branch(struct repository *repository, int *ahead, int *behind);
char *repository_setting(struct repository *repository, const char *key);
int repository_configure(struct repository *repository, const char *key, const char *value,
                         struct error *error);

/* Open `root`/.git as it is, wherever it leads; fills `error` with what a user can do. */
int repository_open_root(const char *root, git_repository **out, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* History is read without recomputing the SHA-1 of every object, with what refs/replace put in its
 * place, and with the parents that info/grafts gives. Calls nest, and count for this opened
 * repository alone: a commit, which opens its own, is checked meanwhile. */
void repository_trust_hashes(struct repository *repository, bool trust);

/* Let the settings of this working copy alone count, where it has some. */
int worktree_settings_read(git_repository *handle, const char *root, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* The commit graph, opened when it is asked for first; NULL if there is none, or if it may not be
 * used, as git has it: something replaces objects, or the setting core.commitGraph says so. */
const struct commit_graph *repository_commit_graph(struct repository *repository);

/* What the user's configuration includes for the remotes there are says of a key; owned or NULL. */
char *remote_include_setting(git_config *config, const char *key);

/* A boolean setting; `otherwise` if it is absent or not a boolean. */
bool repository_setting_is_true(struct repository *repository, const char *key, bool otherwise);

/* A setting that names a program, from the user's own configuration; from the repository's too if
 * that is `trusted`. *own (may be NULL) tells that it is the repository's. Owned, or NULL. */
char *repository_program_setting(struct repository *repository, const char *key, bool trusted,
                                 bool *own);

/* The path with a leading "~/" expanded; takes `path`, which may be NULL. */
char *repository_expand_home(char *path);

/* HEAD's commit. Returns 1 with the id, 0 if there is no commit yet, -1 on error. */
int repository_head(struct repository *repository, git_oid *id, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* `path` as libgit2 wants it: without "./" in front or a final slash; "" is the root. Owned. */
char *repository_clean_path(const char *path) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

#endif
