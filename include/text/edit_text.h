/* The text of one field while it is edited: bytes and a cursor that moves by grapheme cluster.
 * Offsets are bytes. Does not wrap (text/wrap.h), draw, or keep an undo history (model/spec.h). */
#ifndef IFSPEC_TEXT_EDIT_TEXT_H
#define IFSPEC_TEXT_EDIT_TEXT_H

#include "base/buffer.h"

#include <stdbool.h>
#include <stddef.h>

struct edit_text {
    struct buffer bytes;
    size_t cursor;      /* on a cluster boundary, 0 to bytes.length */
    size_t wanted_column; /* where Up and Down want to be; (size_t)-1: where the cursor is */
    bool multiline;     /* LF is part of the text; else every insertion loses its line ends */
};

void edit_text_init(struct edit_text *text, const char *initial, bool multiline);
void edit_text_done(struct edit_text *text);

/* Replace everything, as it is; the cursor goes to the end. */
void edit_text_set(struct edit_text *text, const char *bytes);

/* Insert at the cursor. Line ends become LF; in a one-line text each run of them, and each TAB,
 * becomes a blank, but a run at the very end of what is inserted goes. NUL is left out. Returns
 * whether anything changed. */
bool edit_text_insert(struct edit_text *text, const char *bytes, size_t length);

/* Deletions; false if there was nothing to delete. By word: back to where the word before the
 * cursor begins, but never over a line end together with something else. */
bool edit_text_delete_back(struct edit_text *text);
bool edit_text_delete_forward(struct edit_text *text);
bool edit_text_delete_word_back(struct edit_text *text);
bool edit_text_delete_to_line_start(struct edit_text *text);
bool edit_text_delete_to_line_end(struct edit_text *text);

/* Motions; false if the cursor was there already. */
bool edit_text_left(struct edit_text *text);
bool edit_text_right(struct edit_text *text);
bool edit_text_word_left(struct edit_text *text);
bool edit_text_word_right(struct edit_text *text);
bool edit_text_line_start(struct edit_text *text);
bool edit_text_line_end(struct edit_text *text);

#endif
