/* What differs between two states of specifications, as text, Markdown or JSON. */
#ifndef IFSPEC_EXPORT_DIFF_H
#define IFSPEC_EXPORT_DIFF_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "export/text_look.h"
#include "model/change.h"

#include <stdbool.h>

struct json;

/* One spec that differs; everything is borrowed. */
struct diff_entry {
    const char *id;
    const char *title;
    const char *path;
    const char *old_path; /* NULL: it is new */
    bool removed;
    const char *problem; /* why the changes are not known, or NULL */
    const struct changes *changes;
};

/* "APP-A-B-C-V1 (interfaces/…)", below it a line for each change; the answers of a new spec are
 * counted, not listed. Sanitised. */
void diff_print_text(const struct diff_entry *entry, const struct text_look *look,
                     struct buffer *out);

/* A heading and a table of field, before, after: for a pull request. */
void diff_print_markdown(const struct diff_entry *entry, struct buffer *out);

/* {id, path, changes: […]}, with old_path where the file was renamed, and problem. */
struct json *diff_to_json(const struct diff_entry *entry) ATTRIBUTE_MUST_CHECK;

#endif
