/* The sections at the left of the form: where one is, what is complete, what is wrong, how many
 * fields are answered. */
#ifndef IFSPEC_UI_SECTION_LIST_H
#define IFSPEC_UI_SECTION_LIST_H

#include "model/check.h"
#include "model/spec.h"
#include "term/canvas.h"

/* `current` may be NULL. Sections that show no field are left out. */
void section_list_draw(struct canvas canvas, const struct spec *spec,
                       const struct findings *findings, const struct section *current);

#endif
