/* Entries of text one below the other: list, and steps with numbers. */
#ifndef IFSPEC_UI_LIST_BOX_INTERNAL_H
#define IFSPEC_UI_LIST_BOX_INTERNAL_H

#include "box_internal.h"
#include "field_text_internal.h"

/* The entry being edited is `entry`. As long as nothing is typed into a new one it is `pending`: it
 * is shown, but the spec does not have it, and what stands behind it in the spec is shown one
 * further down. */
struct list_box {
    struct box box;
    size_t entry;
    bool pending;
    bool focused;
    bool deleting;
    struct field_text text;
};

/* Several lines pasted into a list become entries; marks of lists that all lines have are dropped.
 * Returns how many were inserted, from `index` on. */
size_t list_paste_lines(const struct place *place, size_t index, const char *text, size_t length);

#endif
