/* Committing specs: exactly the chosen ones. */
#ifndef IFSPEC_WORKSPACE_COMMIT_H
#define IFSPEC_WORKSPACE_COMMIT_H

#include "base/attributes.h"
#include "base/error.h"
#include "model/check.h"
#include "workspace/workspace.h"

#include <stdbool.h>
#include <stddef.h>

enum { COMMIT_ID_SIZE = 41 };

/* Whether these specs can be committed here: ERROR_ENVIRONMENT says what stands in the way. */
int commit_check(struct workspace *workspace, const char *const *paths, size_t count,
                 struct error *error) ATTRIBUTE_MUST_CHECK;

/* What a commit would do to a file. */
enum commit_state { COMMIT_CHANGES, COMMIT_ADDS, COMMIT_REMOVES, COMMIT_NOTHING };
enum commit_state commit_state(struct workspace *workspace, const char *path);

/* A spec that was moved or renamed since HEAD: its file went from one path and came at another. */
struct commit_rename {
    char *from;
    char *to;
};

struct commit_renames {
    struct commit_rename *items;
    size_t count;
    size_t capacity;
};

/* The renames that one of these paths may be a half of; none if all of them stand in HEAD. To be
 * ended by commit_renames_done(). */
int commit_renames_find(struct workspace *workspace, const char *const *paths, size_t count,
                        struct commit_renames *renames, struct error *error) ATTRIBUTE_MUST_CHECK;
void commit_renames_done(struct commit_renames *renames);

/* The other half of a path, or NULL; borrowed. */
const char *commit_renamed_from(const struct commit_renames *renames, const char *path);
const char *commit_renamed_to(const struct commit_renames *renames, const char *path);

/* The message proposed for what changed in these specs; owned. ERROR_NOT_FOUND if nothing did. */
int commit_propose(struct workspace *workspace, const char *const *paths, size_t count,
                   char **message, struct error *error) ATTRIBUTE_MUST_CHECK;

/* The identity of Git's configuration; owned. ERROR_NOT_FOUND carries the two `git config` lines.
 * commit_set_identity() writes it to the repository's configuration. */
int commit_identity(struct workspace *workspace, char **name, char **email, struct error *error)
    ATTRIBUTE_MUST_CHECK;
int commit_set_identity(struct workspace *workspace, const char *name, const char *email,
                        struct error *error) ATTRIBUTE_MUST_CHECK;

/* What there is to say about the content of a spec before it is committed: everything that a check
 * finds, and how much of it is a secret that HEAD has not (at `old_path`, if that is not NULL).
 * Appends to the findings. */
int commit_find_problems(struct workspace *workspace, const char *path, const char *old_path,
                         struct findings *findings, size_t *secrets, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* What of commit.template stands below the proposed message; owned, NULL if there is none. */
char *commit_template(struct workspace *workspace);

/* Why a commit would be on no branch, in words that a question can follow: "HEAD is on no branch
 * (detached)"; NULL if it is on one. */
const char *commit_detachment(struct workspace *workspace);

/* What a commit may need of who asks for it; each function may be NULL. */
struct commit_host {
    void *context;
    /* What hooks and signing programs said, as it came. */
    void (*show)(void *context, const char *text, size_t length);
    /* Give the terminal to a program that may ask on it, and take it back. */
    void (*leave)(void *context);
    void (*come_back)(void *context);
    /* Asked between the steps, and all the time that a hook runs: true gives the commit up. */
    bool (*is_cancelled)(void *context);
    bool terminal; /* hooks may ask on it */
};

struct commit_order {
    const char *const *paths;
    size_t count;
    const char *message;
    bool edit;      /* let the user edit the message in the editor before it counts */
    bool edited;    /* it comes from one: lines of comment go */
    bool signoff;
    bool no_verify; /* without pre-commit and commit-msg, or anything of an untrusted repository */
    const struct commit_host *host; /* NULL: nobody is there */
};

/* Commit exactly these files as they are on disk, with Git's hooks and signatures; a rename whole,
 * whichever half is named. A message that went through the editor is kept until the commit is made. Without trust (workspace/trust.h) ERROR_ENVIRONMENT if the repository
 * brings programs; ERROR_CANCELLED if the host gave it up, and nothing has changed. */
int commit_specs(struct workspace *workspace, const struct commit_order *order,
                 char id[COMMIT_ID_SIZE], struct error *error) ATTRIBUTE_MUST_CHECK;

/* The first line of a commit's message, as hooks and editor left it; owned. */
char *commit_subject(struct workspace *workspace, const char *id, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* The message in the user's editor (GIT_EDITOR, core.editor, VISUAL, EDITOR, vi), through a file
 * that only the user can read. Replaces *text (owned). */
int commit_edit_message(struct workspace *workspace, const struct commit_host *host, char **text,
                        struct error *error) ATTRIBUTE_MUST_CHECK;

/* A message that was put off is kept on disk until a commit of these files is made: owned or NULL.
 * Keeping NULL forgets it. */
char *commit_kept_message(struct workspace *workspace, const char *const *paths, size_t count);
void commit_keep_message(struct workspace *workspace, const char *const *paths, size_t count,
                         const char *text);

/* Visit all specs that are new, modified or deleted against HEAD, sorted by path. */
typedef void commit_candidate_visit(void *context, const char *path, enum commit_state state);
int commit_visit_candidates(struct workspace *workspace, commit_candidate_visit *visit,
                            void *context, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Paths of all specs that are new, modified or deleted against HEAD, sorted; owned strings in an
 * owned array. */
int commit_candidates(struct workspace *workspace, char ***paths, size_t *count,
                      struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
