/* Text typed in many rows, softly wrapped, that scrolls: paragraphs, messages of commits. Knows no
 * field; a field's widget gives its text to the spec. */
#ifndef IFSPEC_UI_TEXT_AREA_H
#define IFSPEC_UI_TEXT_AREA_H

#include "base/attributes.h"
#include "term/canvas.h"
#include "text/edit_text.h"
#include "text/wrap.h"
#include "ui/command.h"

#include <stdbool.h>
#include <stddef.h>

struct text_area {
    struct edit_text text;
    struct wrap wrap;
    size_t width; /* that `wrap` is for; 0: it is not up to date */
    size_t top;   /* the first row in view */
};

/* What a command did; at an edge the owner moves the focus on. */
enum text_area_answer {
    TEXT_AREA_NOT_MINE,
    TEXT_AREA_AT_EDGE, /* up in the first row, down in the last, nothing to delete or move over */
    TEXT_AREA_MOVED,
    TEXT_AREA_CHANGED,
};

void text_area_init(struct text_area *area, const char *initial);
void text_area_done(struct text_area *area);
const char *text_area_string(const struct text_area *area) ATTRIBUTE_RETURNS_NONNULL;
void text_area_set(struct text_area *area, const char *text);

/* Motions, deletions and new-line of CONTEXT_PARAGRAPH. */
enum text_area_answer text_area_obey(struct text_area *area, enum command command);
bool text_area_insert(struct text_area *area, const char *text, size_t length);

/* Rows it takes at this width. */
size_t text_area_rows(struct text_area *area, size_t width, int show_flags);

/* Draw into the canvas; with `focused` the cursor is kept in view and stands in it. */
void text_area_draw(struct text_area *area, struct canvas canvas, enum style style, bool focused);

#endif
