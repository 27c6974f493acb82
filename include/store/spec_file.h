/* Specification files: YAML into a spec and its changes back as splices. What may not be edited is
 * known at load; at save, old → new values become edits of the bytes and nothing else changes. */
#ifndef IFSPEC_STORE_SPEC_FILE_H
#define IFSPEC_STORE_SPEC_FILE_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/error.h"
#include "model/spec.h"

#include <stdbool.h>
#include <stddef.h>

struct spec_file; /* the bytes a spec came from, and the tree over them */

/* Name of the form that the bytes ask for (`form:`), owned; NULL if they name none. ERROR_INPUT for
 * bytes that are no YAML, unless the name could be told without a parse (spec_file_read() will say
 * so). `name` begins messages. */
int spec_file_form_name(const char *name, const char *bytes, size_t length, char **form,
                        struct error *error) ATTRIBUTE_MUST_CHECK;

/* Read bytes (copied) as a spec of `form` (borrowed). Values that do not fit are loaded as
 * VALUE_RAW and read-only, unknown keys as others. */
int spec_file_read(const char *name, const char *bytes, size_t length, const struct form *form,
                   struct spec_file **file, struct spec **spec, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* A file that does not exist yet. */
struct spec_file *spec_file_new(const char *name, const struct form *form) ATTRIBUTE_MALLOC;
void spec_file_free(struct spec_file *file);

/* The bytes as they were read or written last; borrowed. */
const char *spec_file_bytes(const struct spec_file *file, size_t *length);

/* Apply what changed in `spec` since it was loaded or marked as saved: `out` gets the new bytes,
 * verified to read back as intended. Nothing is written. ERROR_REFUSED names the field and why. */
int spec_file_write(struct spec_file *file, const struct spec *spec, struct buffer *out,
                    struct error *error) ATTRIBUTE_MUST_CHECK;

/* The bytes of the last spec_file_write() are now in the file: they are the base of the next, and
 * the entries of `spec` get their new identities. Ends with spec_mark_saved(). */
void spec_file_written(struct spec_file *file, struct spec *spec);

#endif
