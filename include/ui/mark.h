/* Signs that stand beside text, in Unicode and in ASCII for terminals that have no more. Each takes
 * one cell, so that layouts do not depend on which it is. */
#ifndef IFSPEC_UI_MARK_H
#define IFSPEC_UI_MARK_H

#include "base/attributes.h"

#include <stdbool.h>

enum mark {
    MARK_CURRENT,  /* where the focus is */
    MARK_DONE,     /* complete */
    MARK_FINDING,  /* something is wrong */
    MARK_NEEDED,   /* an answer is needed and missing */
    MARK_MODIFIED, /* not saved */
    MARK_TICKED,
    MARK_UNTICKED,
    MARK_CHOSEN,   /* the value of a choice in its list */
    MARK_OPENS,    /* something opens here */
    MARK_MORE_LEFT,
    MARK_MORE_RIGHT,
    MARK_MORE_ABOVE,
    MARK_MORE_BELOW,
    MARK_BULLET,
    MARK_COLUMN,   /* between columns of a table */
    MARK_THUMB,    /* of a scroll bar */
    MARK_TRACK,
    MARK_SEPARATOR, /* between things on one line */
    MARK_ARROW,
    MARK_CUT,
    MARK_COUNT,
};

const char *mark_text(enum mark mark, bool ascii) ATTRIBUTE_RETURNS_NONNULL;

#endif
