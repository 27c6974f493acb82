/* Where in a spec a widget writes: a field, an entry or row of it, a cell, a part of a link. So a
 * cell of a table is edited by the same widget as a field of its type. */
#ifndef IFSPEC_UI_PLACE_INTERNAL_H
#define IFSPEC_UI_PLACE_INTERNAL_H

#include "model/spec.h"
#include "ui/field_widget.h"

#include <stdbool.h>
#include <stddef.h>

enum { PLACE_DEPTH = 3 };

struct place {
    struct spec *spec;
    struct field_host *host;
    const struct field *root;  /* the field of the spec */
    const struct field *field; /* what is asked here: the root, or a column */
    size_t path[PLACE_DEPTH];
    size_t depth;
};

struct place place_of_field(struct spec *spec, const struct field *field, struct field_host *host);
/* The entry, row or cell `index` inside; `field` is what it is asked by. */
struct place place_child(const struct place *place, size_t index, const struct field *field);

/* What stands there, an absent value if nothing does; borrowed until the next change. */
const struct value *place_value(const struct place *place);
const char *place_text(const struct place *place);
/* The text to edit: N/A of a whole field is no text, what is typed takes its place. */
const char *place_typed_text(const struct place *place);
size_t place_count(const struct place *place); /* entries, rows */
bool place_is_empty(const struct place *place);

/* Changes made under the same step are taken back together. place_begin_step() ends one. */
void place_begin_step(const struct place *place);

/* Replace what stands there; it keeps its identity in the file. */
void place_set(const struct place *place, struct value take);
void place_set_text(const struct place *place, const char *text);

/* Entries and rows of the list at a place. */
void place_insert(const struct place *place, size_t index, struct value take);
void place_remove(const struct place *place, size_t index);
void place_move(const struct place *place, size_t from, size_t to);
/* An empty row of the table or links at a place. */
struct value place_new_row(const struct place *place);

#endif
