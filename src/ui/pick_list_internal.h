/* An open list to pick from, over the form: type-ahead over values and aliases, each with its help;
 * one value or several ticked ones; values that are not in it where that is allowed. */
#ifndef IFSPEC_UI_PICK_LIST_INTERNAL_H
#define IFSPEC_UI_PICK_LIST_INTERNAL_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "model/form.h"
#include "ui/list_view.h"
#include "ui/text_line.h"
#include "ui/widget.h"

#include <stdbool.h>
#include <stddef.h>

struct pick_list;

struct pick_options {
    bool multiple; /* Space ticks */
    bool open;     /* what is typed may be taken, too */
    int show_flags;
};

struct pick_list *
pick_list_new(struct pick_options options) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
void pick_list_free(struct pick_list *list);

/* Fill it: everything is copied; help, group and caution may be NULL. */
void pick_list_add(struct pick_list *list, const struct vocabulary_entry *entry);
/* Tick a value, or (of one) show that it is the present one; an unknown one is added. */
void pick_list_mark(struct pick_list *list, const char *value);
/* All is filled in: select the marked value. */
void pick_list_begin(struct pick_list *list);

size_t pick_list_count(const struct pick_list *list);
/* The n-th value, and whether it is ticked. */
const char *pick_list_value(const struct pick_list *list, size_t index, bool *ticked);
/* What is selected: an entry's value, or what was typed; NULL if nothing is. */
const char *pick_list_selected(const struct pick_list *list);
/* What is typed to narrow it; borrowed. */
const char *pick_list_typed(const struct pick_list *list);
/* What is said when this value is taken; NULL: nothing. */
const char *pick_list_caution(const struct pick_list *list, const char *value);

/* ACCEPTED, CLOSED, DONE, or IGNORED. */
enum widget_answer pick_list_obey(struct pick_list *list, enum command command);
void pick_list_insert(struct pick_list *list, const char *text, size_t length);
/* The vocabulary has this value now, as it is typed: select it (of several: tick it). */
void pick_list_learn(struct pick_list *list, const char *value);
/* Whether anything was done with it since it was opened. */
bool pick_list_is_touched(const struct pick_list *list);

/* Draw it below the `height` rows of the widget there, or above them where there is more room. */
void pick_list_draw(struct pick_list *list, const struct over *over, int height);
/* A click at (row, column) of the canvas it was drawn over: selects; of several, ticks. False if the
 * list does not lie there. */
bool pick_list_click(struct pick_list *list, const struct over *over, int height, int row,
                     int column);
/* Rows it would like to have, with its frame. */
int pick_list_height(const struct pick_list *list);
void pick_list_explain(const struct pick_list *list, struct buffer *out);

#endif
