/* The box of everything that is typed: text and paragraph, and what date, number and Smart ID build
 * upon. */
#ifndef IFSPEC_UI_TEXT_BOX_INTERNAL_H
#define IFSPEC_UI_TEXT_BOX_INTERNAL_H

#include "box_internal.h"
#include "field_text_internal.h"

struct text_box {
    struct box box;
    struct field_text text;
    bool confirms; /* a paragraph in a cell: Enter confirms, Alt-Enter begins a new line */
    bool deleting; /* the step of undo is one of deletions */
    bool edited;   /* since it has the focus: what was only looked at stays as it is */
};

void text_box_init(struct text_box *self, const struct widget_class *class,
                   const struct place *place);
const char *text_box_string(const struct text_box *self);
/* Replace the text, as a step of its own. */
void text_box_replace(struct text_box *self, const char *text);

/* The functions of its class, for classes built upon it. */
int text_box_height(const struct widget *widget, int width, bool focused);
int text_box_cursor_row(const struct widget *widget, int width);
void text_box_draw(struct widget *widget, struct canvas canvas, bool focused);
enum widget_answer text_box_obey(struct widget *widget, enum command command);
enum widget_answer text_box_insert(struct widget *widget, const char *text, size_t length,
                                   bool pasted);
size_t text_box_contexts(const struct widget *widget, enum keymap_context contexts[4]);
void text_box_focus(struct widget *widget, bool from_behind);
void text_box_blur(struct widget *widget);
void text_box_reload(struct widget *widget);
void text_box_free(struct widget *widget);

/* Draw a remark, dim, behind a text of one row, where there is room. */
void text_box_draw_remark(const struct text_box *self, struct canvas canvas, const char *remark);
/* Write what was typed as its type writes it, if it can be understood. */
void text_box_write_canonically(struct text_box *self);

#endif
