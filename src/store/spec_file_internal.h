/* A specification file: the bytes as they were read or saved last and the tree over them. Reading
 * makes values (spec_read.c), writing turns what changed in them into edits of the tree
 * (spec_edit.c, spec_edit_list.c), verified by reading again. Entries of a list are known by
 * their `origin`: 1 + their index among the entries of the file that hold something. */
#ifndef IFSPEC_STORE_SPEC_FILE_INTERNAL_H
#define IFSPEC_STORE_SPEC_FILE_INTERNAL_H

#include "base/buffer.h"
#include "base/error.h"
#include "model/form.h"
#include "model/spec.h"
#include "model/value.h"
#include "yaml/content.h"
#include "yaml/document.h"

#include <stdbool.h>
#include <stddef.h>

struct spec_file {
    char *name;
    const struct form *form;
    struct buffer bytes;        /* as they were read or written last */
    struct document *document;  /* over `bytes`, but for the edits of a write */
    struct document *next;      /* over what spec_file_write() made; NULL: nothing */
};

/* ── spec_read.c ── */

/* Where a field stands in the tree. */
struct field_place {
    const struct node *section; /* NULL: none; the root for the engine's own tables */
    const struct node *node;    /* NULL: absent */
    bool renamed;               /* found under field->renamed_from */
    const char *reason;         /* why nothing may be written there, or NULL */
};

struct field_place spec_find_field(const struct node *root, const struct field *field);

/* The value at a place. *reason (static, or alive as long as the tree) says why it may not be
 * edited; NULL if it may. */
struct value spec_read_value(const struct form *form, const struct field *field,
                             const struct field_place *place, const char **reason);

/* Whether an entry of a sequence holds nothing: such entries are not read, and stay in the file. */
bool spec_entry_is_empty(const struct form *form, const struct field *field,
                         const struct node *node);

/* All keys that the form does not know, into the spec. */
void spec_read_others(struct spec *spec, const struct node *root);

/* A node on one line: "[a, {b: c}]", cut when long. */
void spec_show_node(const struct node *node, struct buffer *out);

/* ── spec_content.c ── */

/* A value as content for the tree, with everything it points to in one piece of memory. */
struct spec_content;

/* `flow`: a row or list may be written on one line. */
struct spec_content *spec_content_new(const struct field *field, const struct value *value,
                                      bool flow);
/* The same in a map {key: value}. */
struct spec_content *spec_content_new_in_map(const char *key, const struct field *field,
                                             const struct value *value, bool flow);
const struct content *spec_content_root(const struct spec_content *content);
void spec_content_free(struct spec_content *content);

/* Whether a field's new value reads best on one line. */
bool spec_content_fits_line(const struct field *field, const struct value *value);

/* ── spec_edit.c ── */

/* A way into the tree, at most section, field, entry, cell, part of a link. */
enum { SPEC_PATH_LIMIT = 5 };

struct spec_path {
    struct step steps[SPEC_PATH_LIMIT];
    size_t depth;
};

struct spec_path spec_path_of(const struct field *field);
struct spec_path spec_path_key(struct spec_path path, const char *key);
struct spec_path spec_path_index(struct spec_path path, size_t index);

/* The node at a path; NULL if there is none. */
const struct node *spec_node_at(const struct document *document, const struct spec_path *path);

/* Set the value of a scalar, a link or a list as a whole at a path that exists. */
int spec_edit_set(struct document *document, const struct spec_path *path,
                  const struct field *field, const struct value *value, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* Make the cells of a row (a table's, a link's) at a path what they should be; only those that
 * changed are touched. */
int spec_edit_row(struct document *document, const struct spec_path *path,
                  const struct field *table, const struct value *before,
                  const struct value *after, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Bring the tree from what the spec had saved to what it has now. */
int spec_edit_all(struct spec_file *file, const struct spec *spec, struct error *error)
    ATTRIBUTE_MUST_CHECK;

/* ── spec_edit_list.c ── */

/* Make the entries of the sequence at a path those of `after`: kept ones stay or move with their
 * bytes. */
int spec_edit_list(struct document *document, const struct spec_path *path,
                   const struct form *form, const struct field *field,
                   const struct value *before, const struct value *after, struct error *error)
    ATTRIBUTE_MUST_CHECK;

#endif
