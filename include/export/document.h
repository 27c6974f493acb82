/* One spec as a document for reading. */
#ifndef IFSPEC_EXPORT_DOCUMENT_H
#define IFSPEC_EXPORT_DOCUMENT_H

#include "base/buffer.h"
#include "model/spec.h"

#include <stddef.h>

struct json;

/* For a terminal or a pager: what the form marks for who is on call, then all answered fields by section,
 * wrapped at `width` columns (0: never).
 * Appends text that went through base/show.h with these flags. */
void document_print_text(const struct spec *spec, size_t width, int show_flags,
                         struct buffer *out);

/* The same for a comparison line by line: what is read first at night does not stand twice, and the
 * rows of a table are lines that no other row moves. */
void document_print_lines(const struct spec *spec, int show_flags, struct buffer *out);

/* Markdown (CommonMark with GitHub's tables): every section that has answers. The text of the spec
 * is escaped, so that it is read and not obeyed; to be sanitised where it is written. */
void document_print_markdown(const struct spec *spec, struct buffer *out);

/* {id, path, form, values: {section: {field: value}}, other: {path: text}, questions: [],
 * reviews: []}. A table is an array of objects, yes_no a boolean, a number a number. */
struct json *document_to_json(const struct spec *spec, const char *path) ATTRIBUTE_MUST_CHECK;

#endif
