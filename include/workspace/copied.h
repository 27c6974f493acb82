/* Answers that came from another spec (`new --from`) and that nobody has touched since: a remark, never
 * more. Known on the machine where they were copied, and as long as they stay as they came. */
#ifndef IFSPEC_WORKSPACE_COPIED_H
#define IFSPEC_WORKSPACE_COPIED_H

#include "model/form.h"
#include "workspace/sheet.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether the field still holds what was copied. */
bool copied_is_untouched(const struct sheet *sheet, const struct field *field);
/* How many fields that are shown do. */
size_t copied_count(const struct sheet *sheet);

/* The answer is right here as it is: the mark goes. */
void copied_accept(struct sheet *sheet, const struct field *field);

#endif
