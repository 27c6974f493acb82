/* What the widgets of fields have in common: where they write, how emptiness looks. */
#ifndef IFSPEC_UI_BOX_INTERNAL_H
#define IFSPEC_UI_BOX_INTERNAL_H

#include "base/attributes.h"
#include "field_text_internal.h"
#include "place_internal.h"
#include "ui/widget.h"

#include <stdbool.h>

/* The first member of every box. */
struct box {
    struct widget widget;
    struct place place;
};

/* A box for what is asked at a place, by the type of its field. */
struct widget *box_new(const struct place *place) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

/* One row of a box that holds text: the value, or the example where there is none. */
void box_draw_line(const struct place *place, struct canvas canvas, bool focused, const char *text);
/* The first example, dim; with `focused` on the ground of a focused field. */
void box_draw_example(const struct place *place, struct canvas canvas, int row, int column,
                      bool focused);
void box_say(const struct place *place, const char *text);

/* Typing into a text of a box: deleting and typing are separate steps of undo, and so is what is typed
 * elsewhere in the text, and a paste. */
struct typing {
    const struct place *place;
    struct field_text *text;
    bool *deleting; /* the present step is one of deletions */
    void *box;
    void (*store)(void *box); /* the text has changed */
};

/* WIDGET_IGNORED for what means nothing to the text, and for Up and Down at its edge. */
enum widget_answer box_obey_typing(const struct typing *typing, enum command command);
void box_insert_typing(const struct typing *typing, const char *text, size_t length, bool pasted);
/* Store a change that was made to the text otherwise. */
void box_store_typing(const struct typing *typing, bool deleting);

/* One constructor for each kind of box. */
struct widget *text_box_new(const struct place *place);
struct widget *paragraph_box_new(const struct place *place);
struct widget *number_box_new(const struct place *place);
struct widget *date_box_new(const struct place *place);
struct widget *smart_id_box_new(const struct place *place);
struct widget *choice_box_new(const struct place *place);
struct widget *check_box_new(const struct place *place);
struct widget *reference_box_new(const struct place *place);
struct widget *yes_no_box_new(const struct place *place);
struct widget *list_box_new(const struct place *place);
struct widget *table_box_new(const struct place *place);
struct widget *link_box_new(const struct place *place);

#endif
