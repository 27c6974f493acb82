/* Text typed in one row that scrolls sideways: prompts, filters, cells of a table. */
#ifndef IFSPEC_UI_TEXT_LINE_H
#define IFSPEC_UI_TEXT_LINE_H

#include "base/attributes.h"
#include "term/canvas.h"
#include "text/edit_text.h"
#include "ui/command.h"

#include <stdbool.h>
#include <stddef.h>

struct text_line {
    struct edit_text text;
    size_t scroll; /* offset of the first byte in view */
};

void text_line_init(struct text_line *line, const char *initial);
void text_line_done(struct text_line *line);
const char *text_line_string(const struct text_line *line) ATTRIBUTE_RETURNS_NONNULL;
void text_line_set(struct text_line *line, const char *text);

/* Motions and deletions of CONTEXT_TEXT: true if the command was one. */
bool text_line_obey(struct text_line *line, enum command command);
void text_line_insert(struct text_line *line, const char *text, size_t length);

/* Draw into the first row of the canvas; the rest of the row is filled with the style. Marks tell
 * where there is more. With `focused` the cursor stands in it. */
void text_line_draw(struct text_line *line, struct canvas canvas, enum style style, bool focused);

#endif
