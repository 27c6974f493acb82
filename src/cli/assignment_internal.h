/* "FIELD=VALUE" and "FIELD+=VALUE" as `set` and `new --set` take them. */
#ifndef IFSPEC_CLI_ASSIGNMENT_INTERNAL_H
#define IFSPEC_CLI_ASSIGNMENT_INTERNAL_H

#include "base/error.h"
#include "model/spec.h"

/* Answer in the spec; *field is the one that was answered. A value "-" is read from standard input,
 * less one final newline. */
int assignment_apply(struct spec *spec, const char *text, const struct field **field,
                     struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
