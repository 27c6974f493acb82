/* Text to be read: wrapped, scrolled, searched. Help and preview fill it line by line; it knows
 * styles and indents, not what the text is about. */
#ifndef IFSPEC_UI_PAGER_H
#define IFSPEC_UI_PAGER_H

#include "base/attributes.h"
#include "term/canvas.h"
#include "ui/command.h"

#include <stdbool.h>
#include <stddef.h>

struct pager;

struct pager *pager_new(void) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
void pager_free(struct pager *pager);

/* Forget the text and the place in it. */
void pager_clear(struct pager *pager);

/* Add text (copied) at an indent; its line ends begin new lines, long lines wrap to the indent. */
void pager_add(struct pager *pager, enum style style, int indent, const char *text);
/* A label at an indent and text from `column` on (two columns behind the label if that is longer).
 */
void pager_add_pair(struct pager *pager, int indent, enum style label_style, const char *label,
                    int column, enum style style, const char *text);
/* An empty line, unless there is one already or nothing yet. */
void pager_add_gap(struct pager *pager);

/* Up, down, page-up, page-down, first, last: true if it was one of them. */
bool pager_obey(struct pager *pager, enum command command);
/* Go to the next line (from the top, or behind the last one found) that holds the text without
 * regard to case; around at the end. False if there is none. "" forgets what was found. */
bool pager_search(struct pager *pager, const char *text);

/* Draw; the cursor goes to what was found, else to the upper left corner. */
void pager_draw(struct pager *pager, struct canvas canvas);

#endif
