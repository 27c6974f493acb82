/* The commands of CONTEXT_TEXT, applied to a text. */
#ifndef IFSPEC_UI_EDIT_INTERNAL_H
#define IFSPEC_UI_EDIT_INTERNAL_H

#include "text/edit_text.h"
#include "ui/command.h"

enum edit_result {
    EDIT_NOT_MINE, /* no command of text */
    EDIT_NOTHING,  /* it was one, but there was nothing to move over or to delete */
    EDIT_MOVED,
    EDIT_CHANGED,
};

/* Left, right, words, line start and end, deletions. */
enum edit_result edit_obey(struct edit_text *text, enum command command);

#endif
