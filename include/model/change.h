/* What changed between two states of a spec, field by field, in words of the form. Pure. */
#ifndef IFSPEC_MODEL_CHANGE_H
#define IFSPEC_MODEL_CHANGE_H

#include "base/buffer.h"
#include "model/form.h"
#include "model/spec.h"

#include <stddef.h>

enum change_kind {
    CHANGE_ADDED,
    CHANGE_CHANGED,
    CHANGE_CLEARED,
    CHANGE_ROW_ADDED,
    CHANGE_ROW_REMOVED,
    CHANGE_ROW_MOVED,
    CHANGE_ROW_CHANGED,
};

#define CHANGE_NO_ROW ((size_t)-1)

struct change {
    enum change_kind kind;
    const struct field *field;
    const struct field *column; /* ROW_CHANGED: the cell's column, if one cell only; else NULL */
    char *row;                  /* what names the row ("SAP S/4HANA"), or NULL; owned */
    char *old_text;             /* on one line, as field_format() gives it; NULL: none */
    char *new_text;             /* ROW_…: of the row, or of the one cell */
    size_t old_row;             /* index in the list before and after, from 0; CHANGE_NO_ROW */
    size_t new_row;
};

struct changes {
    struct change *items;
    size_t count;
    size_t capacity;
};

void changes_done(struct changes *changes);

/* The name of a kind in JSON: "added", "row-moved", … */
const char *change_kind_name(enum change_kind kind);

/* Append the changes from `before` (NULL: the spec did not exist) to `after` (NULL: it was
 * deleted); both of the same form. None if all values are equal. In form order; entries of lists
 * and tables are rows (those of a check list are not: it changes as a whole), matched by the
 * table's key columns, else by similarity; the rows that moved are the fewest that explain the new
 * order. */
void changes_find(const struct spec *before, const struct spec *after, struct changes *out);

/* The same of one field. */
void changes_find_in_field(const struct field *field, const struct value *before,
                           const struct value *after, struct changes *out);

/* How many fields changed, whatever of their rows. */
size_t changes_count_fields(const struct changes *changes);

/* partner[j] becomes the index in `before` of the entry or row that row j of `after` was, or
 * CHANGE_NO_ROW: matched as changes_find() does it. Room for after->count. */
void change_match_rows(const struct field *field, const struct value *before,
                       const struct value *after, size_t *partner);

/* Append it in words of the form, as in model/change_text.h but without its parts. Unsanitised. */
void change_describe(const struct change *change, struct buffer *out);

/* The subject of a commit, at most 72 columns: "ID: data volume, SLA, 2 known errors", what does
 * not fit as "and 3 more"; `before` NULL: "ID: new specification". Owned. */
char *changes_summarise(const char *id, const struct spec *before, const struct changes *changes)
    ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

/* What stands behind "ID: " in a subject, whatever version the ID had then; the whole subject if it
 * does not begin so. */
const char *change_subject_without_id(const char *subject, const char *id)
    ATTRIBUTE_RETURNS_NONNULL;

#endif
