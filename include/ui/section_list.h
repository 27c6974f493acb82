/* The sections at the left of the form: where one is, what is complete, what is wrong, how many
 * fields are answered. */
#ifndef IFSPEC_UI_SECTION_LIST_H
#define IFSPEC_UI_SECTION_LIST_H

#include "base/attributes.h"
#include "model/check.h"
#include "model/spec.h"
#include "term/canvas.h"

struct section_list;

/* The form is borrowed and must outlive it. */
struct section_list *
section_list_new(const struct form *form) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
void section_list_free(struct section_list *list);

/* Count anew: values or findings have changed. */
void section_list_update(struct section_list *list, const struct spec *spec,
                         const struct findings *findings);

/* The section at a row as it was drawn; NULL if there is none. */
const struct section *section_list_find(const struct section_list *list, int height,
                                        const struct section *current, int row);

/* `current` may be NULL. Sections that show no field are left out. */
void section_list_draw(const struct section_list *list, struct canvas canvas,
                       const struct section *current);

#endif
