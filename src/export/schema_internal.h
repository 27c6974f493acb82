/* The parts of a schema: one field, and texts as patterns of ECMA-262. */
#ifndef IFSPEC_EXPORT_SCHEMA_INTERNAL_H
#define IFSPEC_EXPORT_SCHEMA_INTERNAL_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "model/form.h"

#include <stdbool.h>

struct json;

/* What may stand at a field, with its title, description, examples. */
struct json *schema_of_field(const struct form *form, const struct field *field)
    ATTRIBUTE_MUST_CHECK;

/* The pattern of a field's text (of a Smart ID: of its parts); owned. NULL if it has none, or none
 * that means the same in ECMA-262. */
char *schema_copy_pattern(const struct field *field) ATTRIBUTE_MUST_CHECK;

extern const char schema_date_pattern[];    /* days that exist; without anchors */
extern const char schema_number_pattern[];  /* without anchors */
extern const char schema_answer_pattern[];  /* yes and no; without anchors */
extern const char schema_address_pattern[]; /* of a link; anchored in front */

/* Append a pattern of the text itself, its case folded where it is ASCII, blanks and hyphens
 * optional: how aliases are read. */
void schema_append_name(struct buffer *out, const char *text);

#endif
