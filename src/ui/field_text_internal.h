/* Text of a field in rows that wrap softly and flow back: paragraphs, lines, entries of lists.
 * It grows with its text; nothing in it scrolls. */
#ifndef IFSPEC_UI_FIELD_TEXT_INTERNAL_H
#define IFSPEC_UI_FIELD_TEXT_INTERNAL_H

#include "edit_internal.h"
#include "term/canvas.h"

#include <stdbool.h>
#include <stddef.h>

struct wrap;

struct field_text {
    struct edit_text text;
    struct wrap *wrap; /* owned: its rows when they were asked for last */
    int width; /* it was drawn with last: Up and Down go by its rows */
    int flags; /* of base/show.h */
};

void field_text_init(struct field_text *edited, const char *initial, bool multiline,
                     int show_flags);
void field_text_done(struct field_text *edited);
const char *field_text_string(const struct field_text *edited);

/* Rows it takes at this width, the row of the cursor. */
int field_text_rows(const struct field_text *edited, int width);
int field_text_cursor_row(const struct field_text *edited, int width);

/* Like edit_obey(), and up, down, first, last: EDIT_NOTHING at the edge of the text. */
enum edit_result field_text_obey(struct field_text *edited, enum command command);
/* Put the cursor into the first or last row of the text, at its end. */
void field_text_enter(struct field_text *edited, bool last);

/* Draw as the focused text: rows filled with STYLE_FIELD, the cursor set. */
void field_text_draw(struct field_text *edited, struct canvas canvas);

/* Any text, not edited now, in at most `limit` rows (0: all); the last one ends in "…". */
int text_rows(const char *text, int width, int limit, int show_flags);
void text_rows_draw(struct canvas canvas, int row, int column, int width, int limit,
                    enum style style, const char *text, int show_flags);

#endif
