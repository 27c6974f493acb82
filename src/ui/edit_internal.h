/* The commands of CONTEXT_TEXT, applied to a text. */
#ifndef IFSPEC_UI_EDIT_INTERNAL_H
#define IFSPEC_UI_EDIT_INTERNAL_H

#include "text/edit_text.h"
#include "text/wrap.h"
#include "ui/command.h"

enum edit_result {
    EDIT_NOT_MINE, /* no command of text */
    EDIT_NOTHING,  /* it was one, but there was nothing to move over or to delete */
    EDIT_MOVED,
    EDIT_CHANGED,
};

/* Left, right, words, line start and end, deletions. */
enum edit_result edit_obey(struct edit_text *text, enum command command);

/* In a text of several rows: up or down by one, to the column where the cursor wanted to be, and to
 * any offset. `wrap` is of this text. */
enum edit_result edit_step_row(struct edit_text *text, const struct wrap *wrap, int show_flags,
                               bool down);
enum edit_result edit_go_to(struct edit_text *text, size_t offset);

#endif
