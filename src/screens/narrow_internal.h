/* A list over the screen below that typing narrows: the palette, the places to go to. */
#ifndef IFSPEC_SCREENS_NARROW_INTERNAL_H
#define IFSPEC_SCREENS_NARROW_INTERNAL_H

#include "ui/list_view.h"
#include "ui/text_line.h"

#include "screen_internal.h"

struct narrow_screen;

struct narrow_traits {
    const char *title;
    const char *nothing; /* said where no row is left */
    enum command opener; /* closes it, too */
    int width, height;   /* at most */
    /* Choose the rows that hold the text, folded by utf8_fold() without blanks; returns how many. */
    size_t (*fill)(struct narrow_screen *self, const char *folded);
    void (*draw_row)(void *self, size_t index, struct canvas row, bool selected);
    /* A row was taken; the list is gone from the screen, not yet freed. */
    void (*take)(struct narrow_screen *self, size_t index);
    void (*done)(struct narrow_screen *self); /* NULL: nothing to do */
};

/* The first member of every such screen. */
struct narrow_screen {
    struct screen screen;
    const struct narrow_traits *traits;
    struct text_line filter;
    struct list_view view;
    struct list_rows rows;
    struct canvas list_area; /* where it was drawn last, for the mouse */
};

/* Begin with all rows; what `fill` needs must be there already. */
void narrow_begin(struct narrow_screen *self, struct app *app, const struct narrow_traits *traits);

#endif
