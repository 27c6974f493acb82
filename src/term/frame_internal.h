/* The bytes that turn one frame into the next, for terminals that speak plain ECMA-48. ncurses
 * takes twice as many: it ends every attribute before it begins another. Pure: grids in, bytes out. */
#ifndef IFSPEC_TERM_FRAME_INTERNAL_H
#define IFSPEC_TERM_FRAME_INTERNAL_H

#include "base/buffer.h"
#include "term/canvas.h"
#include "theme_internal.h"

enum { FRAME_COLOUR_SIZE = 24 };

/* What a style is for the terminal. */
struct frame_style {
    int attributes;                 /* enum attribute */
    char colour[FRAME_COLOUR_SIZE]; /* parameters of SGR ("38;5;30"); "": the default */
};

/* The terminal as it was left by the last frame; `= {.row = -1}` is one of which nothing is known. */
struct frame_pen {
    int row, column; /* of the cursor; -1: anywhere */
    bool known;      /* the style is known */
    struct frame_style style;
    bool erases; /* the terminal has ECH */
};

/* Append what is to be sent so that a terminal which shows `shown` shows `next`, both of one size.
 * The cursor stands where `next` wants it, if it is to be seen. */
void frame_append(struct buffer *out, struct frame_pen *pen,
                  const struct frame_style styles[STYLE_COUNT], const struct grid *shown,
                  const struct grid *next);

/* Append what clears the screen. */
void frame_append_clear(struct buffer *out, struct frame_pen *pen);

#endif
