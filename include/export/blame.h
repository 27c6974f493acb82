/* Who set each value, as a table or JSON. */
#ifndef IFSPEC_EXPORT_BLAME_H
#define IFSPEC_EXPORT_BLAME_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "base/date.h"
#include "export/text_look.h"

#include <stdbool.h>
#include <stddef.h>

struct json;

/* One value; everything is borrowed. */
struct blame_line {
    const char *field;  /* "section.field", "section.table[2]" */
    const char *value;  /* on one line */
    const char *commit; /* 40 hexadecimal digits; NULL: not committed yet */
    bool is_cut;        /* what was before is not known: it was set then or before */
    const char *author;
    const char *email;
    struct instant when;
    const char *subject;
};

/* For a pipe aligned columns with their titles. On a terminal as much as its width can tell: field by
 * field below the section, the rows of a table where their commits differ; of one field alone each
 * value with its commit below. "^" before a commit as git blame has it. `spec` is its ID, which
 * subjects need not repeat. Sanitised. */
void blame_print_text(const struct blame_line *lines, size_t count, const char *spec,
                      const struct text_look *look, struct buffer *out);

/* [{field, commit, author: {name, email}, date, subject, value}], null where nothing is committed;
 * `boundary` is true where what was before is not known. */
struct json *blame_to_json(const struct blame_line *lines, size_t count) ATTRIBUTE_MUST_CHECK;

#endif
