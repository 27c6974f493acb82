/* Signatures of commits, made by the programs that git would use (git-config(1), gpg.*). */
#ifndef IFSPEC_GIT_SIGN_INTERNAL_H
#define IFSPEC_GIT_SIGN_INTERNAL_H

#include "repository_internal.h"

struct sign_request {
    struct repository *repository;
    const struct git_host *host; /* may be NULL */
    const git_signature *committer;
    bool trusted;        /* the repository may name the programs */
    const char *scratch; /* a file of ours to be made, and beside it .sig and .key; they stay */
};

/* Whether commits are to be signed here. */
bool sign_is_wanted(struct repository *repository);

/* The signature of these bytes; owned, or NULL with ERROR_ENVIRONMENT. */
char *sign_bytes(const struct sign_request *request, const char *bytes, size_t length,
                 struct error *error) ATTRIBUTE_MUST_CHECK;

/* The same with ssh-keygen. */
char *sign_with_ssh(const struct sign_request *request, const char *bytes, size_t length,
                    struct error *error) ATTRIBUTE_MUST_CHECK;

/* Run a signing program while it has the terminal. Its standard error is in `said`. */
int sign_run(const struct sign_request *request, const char *const *arguments,
             const struct buffer *input, struct buffer *output, struct buffer *said,
             struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
