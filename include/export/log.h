/* Commits in words of the form, as text or JSON. */
#ifndef IFSPEC_EXPORT_LOG_H
#define IFSPEC_EXPORT_LOG_H

#include "base/buffer.h"
#include "base/date.h"
#include "export/text_look.h"
#include "model/change.h"

#include <stdbool.h>

struct json;

/* One commit of one spec; everything is borrowed. */
struct log_entry {
    const char *commit; /* 40 hexadecimal digits */
    const char *author;
    const char *email;
    struct instant when;
    const char *subject;
    const char *path;
    const char *problem; /* why the changes are not known, or NULL */
    bool created;        /* in text the answers of a new spec are counted, not listed */
    bool is_cut;         /* a shallow clone ends here */
    const struct changes *changes;
    const char *field; /* path: only its changes; NULL: all */
};

/* "1a2b3c4 2025-05-01 Author: subject"; then each change on a line of its own, indented, below the
 * path if `with_path`. Sanitised. */
void log_print_heading(const struct log_entry *entry, const struct text_look *look,
                       struct buffer *out);
void log_print_changes(const struct log_entry *entry, bool with_path, const struct text_look *look,
                       struct buffer *out);

/* {commit, author: {name, email}, date, subject, path, changes: […]} */
struct json *log_to_json(const struct log_entry *entry) ATTRIBUTE_MUST_CHECK;

/* {field, kind, old, new}, and `row` for what names the row of a table. */
struct json *change_to_json(const struct change *change) ATTRIBUTE_MUST_CHECK;

#endif
