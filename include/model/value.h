/* One answer: absent, "N/A", a text, a list, a row of cells, or something the form cannot hold.
 * Entries and rows carry the identity of the YAML node they came from, so that a save moves bytes
 * instead of rewriting them. Knows nothing of fields; see model/field_type.h for meaning. */
#ifndef IFSPEC_MODEL_VALUE_H
#define IFSPEC_MODEL_VALUE_H

#include "base/attributes.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum value_kind {
    VALUE_ABSENT,         /* not answered: no key in the file */
    VALUE_NOT_APPLICABLE, /* answered: none; the scalar N/A in the file */
    VALUE_TEXT,           /* every scalar: text, paragraph, canonical number, date, true/false */
    VALUE_LIST,           /* entries: texts, links, or rows */
    VALUE_ROW,            /* one cell for each column (a link has two: title, url) */
    VALUE_RAW,            /* what stands in the file but does not fit the field: shown, read-only */
};

/* `= {0}` is an absent value. */
struct value {
    enum value_kind kind;
    char *text;           /* TEXT, RAW: UTF-8 */
    struct value *items;  /* LIST: entries; ROW: cells */
    size_t count;
    uint32_t origin;      /* of a LIST's entry: 1 + its index in the file; 0: new */
    uint32_t line;        /* where it stands in the file as loaded, from 1; 0: nowhere. Of an absent
                             value: where its section does */
    uint32_t column;      /* in characters, from 1 */
};

#define VALUE_NOT_APPLICABLE_TEXT "N/A"

void value_done(struct value *value);

struct value value_of_text(const char *text);          /* copies */
struct value value_of_list(void);                      /* empty */
struct value value_of_row(size_t cell_count);          /* all cells absent */
struct value value_copy(const struct value *value);

/* Same content as it would be stored: identity, place, empty entries and empty cells do not
 * count, and the text "N/A" is N/A. */
bool value_equal(const struct value *a, const struct value *b);
/* Nothing that would be stored: absent, an empty text, only empty entries, only empty cells. */
bool value_is_empty(const struct value *value);
/* Text of a scalar ("N/A" of N/A); "" if there is none. Borrowed. */
const char *value_text(const struct value *value) ATTRIBUTE_RETURNS_NONNULL;

void value_set_text(struct value *value, const char *text); /* makes it a TEXT; keeps its place */
void value_insert(struct value *list, size_t index, struct value take);
void value_remove(struct value *list, size_t index);
void value_move(struct value *list, size_t from, size_t to); /* ends up at index `to` */

/* Drop empty entries and rows, which are not stored; an empty list becomes absent. */
void value_tidy(struct value *value);

#endif
