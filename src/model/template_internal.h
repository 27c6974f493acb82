/* What is left over from the template (product.md, the promise of the form, 3): a text that counts
 * as unanswered, and a text that only repeats an example or the tooltip. */
#ifndef IFSPEC_MODEL_TEMPLATE_INTERNAL_H
#define IFSPEC_MODEL_TEMPLATE_INTERNAL_H

#include "model/form.h"
#include "model/value.h"

#include <stdbool.h>

/* Whether the value says anything beyond blanks and left-over template text; of a list: whether one
 * entry does. `field` may be a column. N/A and raw values do. */
bool template_leaves_answer(const struct field *field, const struct value *value);

/* Whether a text, an entry, a row or a link is free text of 20 characters or more that equals an
 * example or the tooltip of its field. */
bool template_equals_example(const struct field *field, const struct value *value);

#endif
