/* Hooks, run as git runs them: its arguments, environment, folder (githooks(5)). */
#ifndef IFSPEC_GIT_HOOK_INTERNAL_H
#define IFSPEC_GIT_HOOK_INTERNAL_H

#include "repository_internal.h"

struct hook_run {
    struct repository *repository;
    const struct git_host *host; /* may be NULL */
    const git_signature *author; /* NULL: only what the environment says */
    const char *index; /* GIT_INDEX_FILE; NULL: it is none of a commit's own hooks */
    bool edited;       /* an editor will run, or has run */
    bool own;          /* those that the repository itself brings may run */
};

/* The hook's file if it is there and can be run; owned, or NULL. *own: the repository brings it,
 * not the user's configuration. */
char *hook_find(struct repository *repository, const char *name, bool *own);

/* Whether hook_run() would run something. */
bool hook_exists(const struct hook_run *run, const char *name);

/* Run a hook if there is one, with up to two arguments (NULL: no more). ERROR_ENVIRONMENT if it
 * ends with another status than 0, or cannot be run, ERROR_CANCELLED if it was stopped; what it says
 * is shown either way. */
int hook_run(const struct hook_run *run, const char *name, const char *first, const char *second,
             struct error *error) ATTRIBUTE_MUST_CHECK;
/* The same with one argument, and this on its standard input. */
int hook_run_with(const struct hook_run *run, const char *name, const char *first,
                  const struct buffer *input, struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
