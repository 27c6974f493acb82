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

struct change {
    enum change_kind kind;
    const struct field *field;
    const struct field *column; /* ROW_CHANGED: the cell's column, if one cell only; else NULL */
    char *row;                  /* what names the row ("SAP S/4HANA"), or NULL; owned */
    char *old_text;             /* on one line, as field_format() gives it; NULL: none */
    char *new_text;
};

struct changes {
    struct change *items;
    size_t count;
    size_t capacity;
};

void changes_done(struct changes *changes);

/* The name of a kind in JSON: "added", "row-moved", … */
const char *change_kind_name(enum change_kind kind);

/* From `before` (NULL: the spec did not exist) to `after` (NULL: it was deleted); both of the same
 * form. In form order; rows are matched by the table's key columns, else by similarity. */
void changes_find(const struct spec *before, const struct spec *after, struct changes *out);

/* "Data Volume: Median → Low", "Artefact(s): + Integration Flow | iflow-x"; whole, unsanitised. */
void change_describe(const struct change *change, struct buffer *out);

/* The subject of a commit, at most 72 columns: "ID: data volume, SLA, 2 known errors";
 * `before` NULL: "ID: new specification". Owned. */
char *changes_summarise(const char *id, const struct spec *before, const struct changes *changes)
    ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

#endif
