/* The answers: one specification while it is open, the truth during editing. Every change is a step
 * that can be undone; what was saved last is kept beside what is now.
 * Does not read or write files (store/spec_file.h) and finds no fault (model/check.h). */
#ifndef IFSPEC_MODEL_SPEC_H
#define IFSPEC_MODEL_SPEC_H

#include "base/attributes.h"
#include "model/form.h"
#include "model/value.h"

#include <stdbool.h>
#include <stddef.h>

struct spec;

/* A key that the form does not know: kept in the file, shown under "Other". */
struct other_value {
    char *path; /* "overview.old_name" */
    char *text; /* its value on one line */
    size_t line;
};

/* ── create ── */

/* An empty spec. The form is borrowed and must outlive it. */
struct spec *spec_new(const struct form *form) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
struct spec *spec_copy(const struct spec *spec) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;
void spec_free(struct spec *spec);

/* Answer with the form's defaults (`today` is the day of date_today()). Counts as changes. */
void spec_set_defaults(struct spec *spec);

/* While loading: a value as it stands in the file (taken), why it may not be edited (copied), keys
 * the form does not know. After a save and spec_mark_saved() a value may be loaded again, for its
 * new place in the file. */
void spec_load_value(struct spec *spec, const struct field *field, struct value take);
void spec_load_read_only(struct spec *spec, const struct field *field, const char *reason);
void spec_load_other(struct spec *spec, const char *path, const char *text, size_t line);

/* ── ask ── */

const struct form *spec_form(const struct spec *spec);

/* The present value, and the one that was loaded or saved last. Borrowed until the next change. */
const struct value *spec_value(const struct spec *spec, const struct field *field);
const struct value *spec_saved_value(const struct spec *spec, const struct field *field);

/* Texts of the identity fields; "" if not answered. Borrowed until the next change. */
const char *spec_id(const struct spec *spec);
const char *spec_title(const struct spec *spec);
/* Index in the status vocabulary (an alias stands for its value); -1: none or unknown. */
int spec_status(const struct spec *spec);

/* Another number whenever a value may have changed or was saved: what was computed from the spec
 * holds as long as this stays. */
unsigned long spec_revision(const struct spec *spec);

bool spec_is_modified(const struct spec *spec);
bool spec_field_is_modified(const struct spec *spec, const struct field *field);
/* Answered: not empty, and no left-over template text (product.md, promise of the form 3). N/A is
 * an answer, but not of identity and status. */
bool spec_is_answered(const struct spec *spec, const struct field *field);
/* Shown: its `when` holds. */
bool spec_is_visible(const struct spec *spec, const struct field *field);
/* Shown, and needed for the status the spec has now; no status counts as the first. */
bool spec_is_required(const struct spec *spec, const struct field *field);
const char *spec_read_only_reason(const struct spec *spec, const struct field *field);
/* Where a field, one of its rows (FINDING_NO_ROW of model/check.h: the field) and one cell of that
 * row (NULL: the row) stand in the file; for what is not there its section, or the field before it
 * in the form; at least 1. */
void spec_position(const struct spec *spec, const struct field *field, size_t row,
                   const struct field *cell, size_t *line, size_t *column);
const struct other_value *spec_others(const struct spec *spec, size_t *count);

/* Counts of answered and visible fields: of one section (the section list), and of all visible
 * fields with required_from (completeness). */
struct spec_count {
    size_t answered;
    size_t visible;
};
struct spec_count spec_count_section(const struct spec *spec, const struct section *section);
struct spec_count spec_count_needed(const struct spec *spec);
int spec_completeness(const struct spec *spec); /* whole per cent, rounded down */

/* SHA-256 of the content as formats.md says: "sha256:" and 64 digits; owned. */
char *spec_fingerprint(const struct spec *spec) ATTRIBUTE_MALLOC ATTRIBUTE_RETURNS_NONNULL;

/* ── change ── */

/* Typing in one field coalesces into one step as long as the same `group` (not 0) is given without
 * another step, an undo or a save between. Empty entries and rows are kept while the form is open,
 * but are no modification. Of entries with the same origin the first keeps it: a copy is new. */
void spec_set_value(struct spec *spec, const struct field *field, const struct value *value,
                    unsigned group);

/* Take back and do again; not between spec_begin_step() and spec_end_step(). *field (may be NULL)
 * is where it happened last. False if there is nothing. */
bool spec_undo(struct spec *spec, const struct field **field);
bool spec_redo(struct spec *spec, const struct field **field);

/* Several changes as one step (no step, if nothing is changed in the end). Nests. */
void spec_begin_step(struct spec *spec);
void spec_end_step(struct spec *spec);

/* The file now holds what the spec holds: present values become the saved ones, and entries of the
 * lists that changed get their new identities, in what can be undone as well. */
void spec_mark_saved(struct spec *spec);

#endif
