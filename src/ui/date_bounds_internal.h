/* Between which days a date has to be. */
#ifndef IFSPEC_UI_DATE_BOUNDS_INTERNAL_H
#define IFSPEC_UI_DATE_BOUNDS_INTERNAL_H

#include "calendar_internal.h"
#include "model/spec.h"

/* The bounds of a field, or of a column, by the rules that hold now; reasons are borrowed from the
 * form. */
void date_bounds_find(const struct spec *spec, const struct field *field, struct date_bound *first,
                      struct date_bound *last);

#endif
