/* How reports for people look: for a pipe plain, every line as long as it gets; on a terminal wrapped
 * to its width, and coloured where it can. The words are the same. */
#ifndef IFSPEC_EXPORT_TEXT_LOOK_H
#define IFSPEC_EXPORT_TEXT_LOOK_H

#include <stdbool.h>
#include <stddef.h>

struct text_look {
    size_t width; /* of the terminal in columns; 0: no terminal */
    int flags;    /* of base/show.h */
    bool coloured;
};

#endif
