/* Where everything of the form stands at a width. */
#ifndef IFSPEC_UI_FORM_LAYOUT_INTERNAL_H
#define IFSPEC_UI_FORM_LAYOUT_INTERNAL_H

#include "form_view_internal.h"
#include "model/question.h"

enum {
    FORM_GUTTER = 2,       /* columns for signs */
    FORM_MESSAGE_ROWS = 2, /* of what is said below a field */
};

struct form_layout {
    int width;
    int label_width;
    int value_column;
    int value_width;
    bool stacked;
};

/* Where the parts of one field stand, from its first row on. */
struct item_place {
    bool below;        /* the value stands below its label */
    int column, width; /* of the value */
    int label_rows;
    int value_rows;
    int message_rows;
    int question_rows;
    int hidden_rows; /* behind the last field of a section that hides others */
};

struct form_layout form_lay_out(int width);
struct item_place form_measure(const struct form_view *view, size_t index,
                               const struct form_layout *layout, const struct findings *findings);
int form_item_height(const struct item_place *place);

/* Rows above an item for the heading of its section: a blank one first, but at the very top.
 * `before` is the visible item ahead of it (view->count: none). */
int form_heading_rows(const struct form_view *view, size_t index, size_t before);

/* What is wrong with a field, if it is to be said below it: what is missing is only marked, and
 * nothing comes up while one types. */
const struct finding *form_message_of(const struct form_view *view, size_t index,
                                      const struct findings *findings);

/* The next field from `index` on of the section that is not shown; view->count if there is none. */
size_t form_find_hidden(const struct form_view *view, const struct section *section, size_t index);

/* "Inbound, Outbound or Both? (Owen)" */
void form_describe_question(const struct question *question, struct buffer *out);

#endif
