/* Commits read raw: what a walk needs (tree, parents, date), and what people read. */
#ifndef IFSPEC_GIT_COMMIT_RECORD_INTERNAL_H
#define IFSPEC_GIT_COMMIT_RECORD_INTERNAL_H

#include "base/buffer.h"
#include "commit_graph_internal.h"
#include "repository_internal.h"

#include <stdint.h>

struct commit_record {
    git_oid tree;
    uint64_t date; /* of the committer, in seconds; the order of every walk */
    uint32_t graph_position; /* in the commit graph; COMMIT_GRAPH_NONE */
    bool is_cut;   /* a shallow clone ends here: it has parents, which are not there */
    size_t parent_count;
    git_oid parents[];
};

/* The commits at which a shallow clone ends: they have parents that are not there. */
struct shallow {
    git_oid *ids;
    size_t count;
    size_t capacity;
};

int shallow_read(struct shallow *shallow, struct repository *repository, struct error *error)
    ATTRIBUTE_MUST_CHECK;
void shallow_done(struct shallow *shallow);

/* Owned; free with free(). A commit in `shallow` has no parents. */
int commit_record_read(struct repository *repository, const struct shallow *shallow,
                       const git_oid *id, struct commit_record **out, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* Author and subject of a commit. Bytes that are not UTF-8 are converted if the commit says what
 * they are, else left as they are. */
struct commit_words {
    struct signature author; /* points into the buffers */
    struct buffer name;
    struct buffer email;
    struct buffer subject; /* the first line of the message */
};

int commit_words_read(struct commit_words *words, struct repository *repository,
                      const git_oid *id, struct error *error) ATTRIBUTE_MUST_CHECK;
/* The same from the bytes of a commit; `words` is {0}. */
void commit_words_parse(struct commit_words *words, const char *bytes, size_t length);
void commit_words_done(struct commit_words *words);

#endif
