/* The parts of a Smart ID, <Domain>-<Source>-<Target>-<Object>-<Version>: read from the left, the
 * last one from the right; the one before the last takes the rest, separators included. */
#ifndef IFSPEC_MODEL_SMART_ID_H
#define IFSPEC_MODEL_SMART_ID_H

#include "model/form.h"
#include "model/spec.h"

#include <stdbool.h>
#include <stddef.h>

/* Bytes of the text. */
struct smart_id_range {
    size_t offset;
    size_t length; /* 0: not there (yet) */
};

/* Where each part of the field stands in `text`; `ranges` has room for field->part_count. An ID
 * that is still being typed is read from the left only. True if every part is there, whatever it
 * holds. */
bool smart_id_split(const struct field *field, const char *text, struct smart_id_range *ranges);

/* The part at a byte offset of the text (a separator belongs to the part before it). */
size_t smart_id_part_at(const struct field *field, const char *text, size_t offset);

/* The part of this name (case folded), owned; NULL if the ID has none or not enough parts. */
char *smart_id_copy_part(const struct field *field, const char *text, const char *part_name);

/* These parts (by index) of an ID, case folded, as one text that is the same for IDs that have them in
 * common; owned. NULL if the ID does not have all its parts. */
char *smart_id_copy_key(const struct field *field, const char *text, const size_t *parts,
                        size_t count);

/* The first part that does not fit its pattern; field->part_count if there are too few parts,
 * field->part_count + 1 if all is well. */
size_t smart_id_find_fault(const struct field *field, const char *text);

/* "<Domain>-<Source>-<Target>-<Object>-<Version>"; owned. */
char *smart_id_describe(const struct field *field) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

/* The ID was `before` and is another one now: fields that the form ties to its parts follow, as far as
 * they held the part before, or nothing. Returns the first that did, or NULL. */
const struct field *smart_id_carry(struct spec *spec, const struct field *field,
                                   const char *before);

#endif
