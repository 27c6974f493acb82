/* What a kind of field means: one row of a table for each type of formats.md, in its own file
 * x_type.c. How it behaves on the screen is ui/field_widget.h. */
#ifndef IFSPEC_MODEL_FIELD_TYPE_H
#define IFSPEC_MODEL_FIELD_TYPE_H

#include "base/buffer.h"
#include "base/error.h"
#include "model/form.h"
#include "model/value.h"

#include <stdbool.h>
#include <stddef.h>

struct findings;

enum field_shape {
    SHAPE_LINE,      /* one scalar on one line */
    SHAPE_PARAGRAPH, /* one scalar of many lines */
    SHAPE_LIST,      /* a list of scalars */
    SHAPE_TABLE,     /* a list of rows */
    SHAPE_LINK,      /* a row of title and url */
    SHAPE_LINKS,     /* a list of those */
};

struct field_type {
    const char *name; /* as in form files: "choice" */
    enum field_shape shape;
    bool plain; /* written as a plain YAML scalar: number, date, yes_no */
    bool free_text; /* left-over template text and example equality are looked for */

    /* Whether this text can be an answer (an entry of a list, for lists), in canonical form:
     * ERROR_INPUT for what the type cannot hold (a date that is none, a closed choice's unknown
     * value). On success *canonical is owned. */
    int (*canonical)(const struct field *field, const char *text, char **canonical,
                     struct error *error);
    /* Report what the type cannot make sense of, as rule "type". Asked for the value of a field,
     * for each entry of a list (`row` its index) and each cell of a table (`field` its column);
     * never for an empty value, N/A or a raw one. */
    void (*check)(const struct field *field, const struct value *value, size_t row,
                  struct findings *findings);
};

/* The type of this name, or NULL; all of them, for tables and tests. */
const struct field_type *field_type_find(const char *name);
const struct field_type *const *field_type_all(size_t *count);

/* Make a value out of text as people type it on the command line: a scalar, a list of one entry,
 * "title <url>", "[title](url)" or a URL for a link, a JSON-free row "cell | cell" for a table. An
 * empty text is absent, "N/A" is N/A (ask field_allows_not_applicable() before). ERROR_INPUT if the
 * type cannot hold it, with what was probably meant; *value is then absent. */
int field_parse(const struct field *field, const char *text, struct value *value,
                struct error *error) ATTRIBUTE_MUST_CHECK;

/* The value, an entry of a list or a row of a table as one line for lists, messages and the
 * catalogue ("a, b", "title <url>", "cell | cell" without empty cells; rows, steps and the lines of
 * a paragraph joined with " · "). */
void field_format(const struct field *field, const struct value *value, struct buffer *out);

/* Whether N/A may be said: any field but identity and status. */
bool field_allows_not_applicable(const struct form *form, const struct field *field);

#endif
