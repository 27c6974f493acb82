/* State of the form, shared by its walk (form_walk.c), what is done with it (form_view.c) and
 * its drawing (form_draw.c). */
#ifndef IFSPEC_UI_FORM_VIEW_INTERNAL_H
#define IFSPEC_UI_FORM_VIEW_INTERNAL_H

#include "ui/form_view.h"
#include "ui/widget.h"

struct form_item {
    const struct field *field;
    struct widget *widget;
    bool visible;
    /* How high it is at rest, for these widths; measured_width 0: not known. */
    int measured_width, label_width;
    int value_rows, label_rows;
    /* Where it was drawn last; 0 rows: not in view. */
    int drawn_row, drawn_rows;
};

struct form_view {
    struct spec *spec;
    struct field_host *host;
    struct form_item *items; /* every field of every section, in order */
    size_t count;
    size_t current;
    bool fresh;         /* the focus has just come: complaints are shown from the next drawing on */
    bool complained;    /* the focused field was wrong when the focus came */
    int top;            /* first row of the form in view */
    bool loose;         /* scrolled by hand: the focus need not be in view */
    bool heading_first; /* scroll so that the section's heading is the first row */
    struct over over; /* where the focused widget was drawn last */
};

/* ── the walk ── */

struct form_item *form_current_item(const struct form_view *view);
void form_update_visibility(struct form_view *view);
/* Put the focus into an item, out of the one that had it; from_behind: to its end. */
void form_enter(struct form_view *view, size_t index, bool from_behind);
void form_go_to(struct form_view *view, size_t index, bool from_behind);
/* To the next or the previous field; says so at the ends. */
void form_walk(struct form_view *view, bool down, bool from_behind);
/* To the neighbouring section that shows a field; going back, first to the start of this one. */
void form_walk_section(struct form_view *view, bool down);

/* ── items ── */

/* Its value may have changed. */
void form_item_forget_height(struct form_item *item);

/* Of a field that is not for its widget: N/A, or what may not be edited. */
bool form_item_is_not_applicable(const struct form_view *view, const struct form_item *item);
const char *form_item_read_only(const struct form_view *view, const struct form_item *item);
/* Drawn as text with the reason. With an empty reason the widget draws, and nothing can be typed. */
bool form_item_is_plain(const struct form_view *view, const struct form_item *item);

#endif
