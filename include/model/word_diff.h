/* The difference of two texts by word, for answers too long to be read twice. Pure. */
#ifndef IFSPEC_MODEL_WORD_DIFF_H
#define IFSPEC_MODEL_WORD_DIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stddef.h>

enum word_change {
    WORDS_KEPT,
    WORDS_REMOVED,
    WORDS_ADDED,
};

/* Words and blanks in a row that share their fate; points into one of the texts. */
struct word_run {
    enum word_change change;
    const char *text;
    size_t length;
};

/* `= {0}` has no runs. */
struct word_diff {
    struct word_run *runs;
    size_t count;
    size_t capacity;
};

/* The runs in the order of reading, what was removed before what was added; both texts are borrowed.
 * A part of both that is too large to be compared by word is replaced as a whole. */
void word_diff_find(const char *before, const char *after, struct word_diff *out);
void word_diff_done(struct word_diff *diff);

/* Whether both texts are long enough, and like enough, that their difference says more than both. */
bool word_diff_is_useful(const char *before, const char *after, const struct word_diff *diff);

/* "… needs the [-nightly-]{+hourly+} run of …": changes with some of what stands around them, piece
 * by piece in the order of reading. Marks belong to what they enclose. */
typedef void word_diff_visit(void *context, enum word_change change, const char *text,
                             size_t length);
void word_diff_tell(const struct word_diff *diff, word_diff_visit *visit, void *context);

#endif
