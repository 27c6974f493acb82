/* Answers that came from another spec (`new --from`) and that nobody has touched since: a remark, never
 * more. Known on the machine where they were copied, and as long as they stay as they came. */
#ifndef IFSPEC_WORKSPACE_COPIED_H
#define IFSPEC_WORKSPACE_COPIED_H

#include "model/check.h"
#include "model/form.h"
#include "workspace/sheet.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether the field still holds what was copied. */
bool copied_is_untouched(const struct sheet *sheet, const struct field *field);
/* How many fields that are shown do. */
size_t copied_count(const struct sheet *sheet);

/* The next one of them behind a field (NULL: the first), round to that field itself; NULL: none. */
const struct field *copied_next(const struct sheet *sheet, const struct field *field);

/* For a list: what sheet_check() says of each of them becomes one remark with their number, at
 * copied_next() of a field. */
void copied_sum_up(const struct sheet *sheet, const struct field *field,
                   struct findings *findings);

/* The answer is right here as it is: the mark goes. */
void copied_accept(struct sheet *sheet, const struct field *field);

#endif
