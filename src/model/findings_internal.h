/* findings_add() for functions that have their arguments as a list. */
#ifndef IFSPEC_MODEL_FINDINGS_INTERNAL_H
#define IFSPEC_MODEL_FINDINGS_INTERNAL_H

#include "model/check.h"

#include <stdarg.h>

void findings_add_list(struct findings *findings, enum severity severity, const char *rule,
                       const struct field *field, size_t row, const struct field *column,
                       const char *format, va_list arguments) ATTRIBUTE_FORMAT(7, 0);

#endif
