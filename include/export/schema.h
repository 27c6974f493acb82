/* A form as JSON Schema (draft-07), for editors and gates that know no forms: its verdict on types,
 * choices, patterns and needed keys is the one of model/check.h, warnings included. */
#ifndef IFSPEC_EXPORT_SCHEMA_H
#define IFSPEC_EXPORT_SCHEMA_H

#include "base/attributes.h"
#include "model/form.h"

struct json;

/* The schema of the form's specifications, with titles, descriptions and what editors complete.
 * Left out is what draft-07 cannot say: rules, references, template text, needs that hang on a
 * `when`, patterns that are not the same in ECMA-262. */
struct json *schema_of_form(const struct form *form) ATTRIBUTE_MUST_CHECK;

#endif
