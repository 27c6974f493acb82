/* How a text is written as a scalar: the decision table of yaml.md section 3, and the writing.
 * Pure functions: they know neither file nor tree. */
#ifndef IFSPEC_YAML_SCALAR_INTERNAL_H
#define IFSPEC_YAML_SCALAR_INTERNAL_H

#include "base/attributes.h"
#include "base/buffer.h"
#include "tree_internal.h"

#include <stdbool.h>
#include <stddef.h>

/* Where the scalar will stand. */
struct scalar_place {
    bool replaces; /* there is a scalar, written in style `old` */
    enum tree_style old;
    bool flow;           /* inside [ ] or { } */
    bool key;            /* a key of a mapping */
    bool root;           /* the whole document */
    bool one_line;       /* what follows would become part of a block scalar */
    bool single_quotes;  /* the file's habit */
    size_t indent;       /* columns before the lines of a block scalar */
    size_t base;         /* column that its digit is counted from */
    size_t width;        /* folded lines are no longer, as far as words allow; 0: 80 */
    size_t kept_breaks;  /* final line ends of the text before, if its |+ may stay; else 0 */
    const char *newline; /* between its lines */
};

/* The style for a text of valid UTF-8. */
enum tree_style scalar_choose_style(const char *text, size_t length,
                                    const struct scalar_place *place);

/* Whether every YAML reader takes the unquoted text for this string, in a block and not as key. */
bool scalar_is_plain_safe(const char *text, size_t length) ATTRIBUTE_PURE;

/* Whether a YAML 1.1 or 1.2 reader may take the unquoted text for something but a string. */
bool scalar_is_reserved(const char *text, size_t length) ATTRIBUTE_PURE;

bool scalar_is_block(enum tree_style style) ATTRIBUTE_PURE;

/* Write a text on one line, as plain or quoted. */
void scalar_write_line(struct buffer *out, enum tree_style style, const char *text, size_t length);

/* Write the indicators of a block scalar, `|2-`; and its lines, each behind a line break. */
void scalar_write_header(struct buffer *out, enum tree_style style, const char *text, size_t length,
                         const struct scalar_place *place);
void scalar_write_body(struct buffer *out, enum tree_style style, const char *text, size_t length,
                       const struct scalar_place *place);

/* Write one paragraph of a folded scalar, each line behind a line break and `indent` blanks. */
void scalar_write_folded(struct buffer *out, const char *text, size_t length,
                         const struct scalar_place *place);

#endif
