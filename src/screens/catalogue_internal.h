/* The catalogue's state, shared by what it does (catalogue_screen.c) and how it looks
 * (catalogue_draw.c). */
#ifndef IFSPEC_SCREENS_CATALOGUE_INTERNAL_H
#define IFSPEC_SCREENS_CATALOGUE_INTERNAL_H

#include "ui/list_view.h"
#include "ui/text_line.h"
#include "workspace/catalogue.h"

#include "screen_internal.h"

struct catalogue_rank {
    size_t entry; /* index in the catalogue */
    int rank;     /* 0 is best */
};

struct catalogue_screen {
    struct screen screen;
    struct catalogue catalogue;
    struct catalogue_rank *shown; /* what the filter lets through, best first */
    size_t shown_count;
    struct text_line filter;
    struct list_view view;
    struct list_rows rows;
    bool git_known; /* states, dates and the branch are filled in */
    char *branch;
    int ahead, behind;
};

/* The selected entry, or NULL. */
const struct catalogue_entry *catalogue_selected(const struct catalogue_screen *self);

void catalogue_draw(struct screen *screen, struct canvas canvas);
void catalogue_draw_row(void *context, size_t index, struct canvas row, bool selected);

#endif
