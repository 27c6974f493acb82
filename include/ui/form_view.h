/* The form: all sections one below the other, their fields with labels, and the focus that walks
 * through them. Tells nothing of files; its owner draws what surrounds it. */
#ifndef IFSPEC_UI_FORM_VIEW_H
#define IFSPEC_UI_FORM_VIEW_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "model/check.h"
#include "model/spec.h"
#include "term/canvas.h"
#include "ui/command.h"
#include "ui/field_widget.h"
#include "ui/keymap.h"

#include <stdbool.h>
#include <stddef.h>

struct form_view;

/* A field that is read-only for an empty reason looks as always. Spec and host are borrowed and must outlive it. The focus is in the first field. */
struct form_view *form_view_new(struct spec *spec,
                                struct field_host *host) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
void form_view_free(struct form_view *view);

/* ── ask ── */

/* The field that has the focus; NULL only if no field is visible. */
const struct field *form_view_field(const struct form_view *view);
/* What is asked where the cursor is: the field, or a column of its table. */
const struct field *form_view_asked(const struct form_view *view);
/* What is under the cursor inside the field, for the help pane; empty if there is nothing to say.
 */
void form_view_explain(const struct form_view *view, struct buffer *out);
/* Append the text of the cell, entry or value that the cursor is in. */
void form_view_copy(const struct form_view *view, struct buffer *out);
size_t form_view_contexts(const struct form_view *view, enum keymap_context contexts[4]);

/* ── change ── */

/* False if the command was for nobody here. */
bool form_view_obey(struct form_view *view, enum command command);
void form_view_insert(struct form_view *view, const char *text, size_t length, bool pasted);

/* Go to a field; false if it is not shown. */
bool form_view_focus(struct form_view *view, const struct field *field);
/* The same, into an entry or row of it (as far as it has so many). */
bool form_view_focus_row(struct form_view *view, const struct field *field, size_t row);
/* Go to the first shown field of a section; false if it has none. */
bool form_view_focus_section(struct form_view *view, const struct section *section);
/* Go to the next field that is missing or wrong, around at the end; false if there is none. */
bool form_view_focus_missing(struct form_view *view, const struct findings *findings);

/* Go to the field drawn there, and open it if `twice`; or select in an open list, and take it.
 * False if there is nothing. */
bool form_view_click(struct form_view *view, int row, int column, bool twice);
/* Show what is so many rows below (or above): the focus stays where it is, and comes back into view
 * with the next command. */
void form_view_scroll(struct form_view *view, int rows);

/* The spec was changed from elsewhere (undo, another screen). */
void form_view_reload(struct form_view *view);

/* ── draw ── */

/* Draw; `findings` are marked beside and below their fields. */
void form_view_draw(struct form_view *view, struct canvas canvas, const struct findings *findings);
/* Draw what lies over everything else, an open list, into the same canvas. */
void form_view_draw_over(struct form_view *view, struct canvas canvas);

#endif
