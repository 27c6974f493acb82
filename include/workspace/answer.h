/* One answer by its address, as scripts name it: `section.field`, `section.list[2]`,
 * `section.table[2].column`. Indices count from 0, as in jq and yq.
 * Changes the spec in memory only; workspace/sheet.h saves it. */
#ifndef IFSPEC_WORKSPACE_ANSWER_H
#define IFSPEC_WORKSPACE_ANSWER_H

#include "base/attributes.h"
#include "base/error.h"
#include "model/form.h"
#include "model/spec.h"

#include <stdbool.h>
#include <stddef.h>

struct address {
    const struct field *field;
    const struct field *column; /* of a table, a link; NULL: the entry or the field as a whole */
    bool has_row;
    size_t row;
};

/* Read an address; ERROR_INPUT suggests the nearest field. */
int address_parse(const struct form *form, const char *text, struct address *address,
                  struct error *error) ATTRIBUTE_MUST_CHECK;

/* The value there; an absent one if there is none. A column without a row has none in a table.
 * Borrowed until the next change. */
const struct value *answer_find(const struct spec *spec, const struct address *address)
    ATTRIBUTE_RETURNS_NONNULL;

/* Answer with a text as field_parse() reads it; a row may also be a JSON object of its columns. A
 * list or table becomes one of a single entry. An empty text clears. ERROR_INPUT for what the type
 * cannot hold and for an entry that does not exist, ERROR_REFUSED for what is read-only. */
int answer_set(struct spec *spec, const struct address *address, const char *text,
               struct error *error) ATTRIBUTE_MUST_CHECK;

/* Append an entry to a list or table. A choice that is taken already changes nothing. */
int answer_append(struct spec *spec, const struct address *address, const char *text,
                  struct error *error) ATTRIBUTE_MUST_CHECK;

/* Remove the value, the entry, the cell. */
int answer_clear(struct spec *spec, const struct address *address, struct error *error)
    ATTRIBUTE_MUST_CHECK;

#endif
