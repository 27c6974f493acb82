/* An opened YAML file: its bytes, the tree of nodes that know their byte spans, and edits that are
 * splices into the bytes. The file is never re-emitted: whatever an edit does not address stays
 * byte for byte. Each edit is verified by a second parse before it counts (yaml.md 2 and 7).
 * Does not read or write files, and knows nothing of forms. */
#ifndef IFSPEC_YAML_DOCUMENT_H
#define IFSPEC_YAML_DOCUMENT_H

#include "base/attributes.h"
#include "base/error.h"
#include "yaml/content.h"

#include <stdbool.h>
#include <stddef.h>

struct document;
struct node;

enum node_kind {
    NODE_EMPTY, /* a key or entry without a value, or a plain null (~, null) */
    NODE_SCALAR,
    NODE_SEQUENCE,
    NODE_MAPPING,
};

enum node_flags {
    NODE_LINKED = 1 << 0,    /* an alias: the node answers for its target; editing detaches it */
    NODE_ANCHORED = 1 << 1,  /* aliases elsewhere follow an edit of this node */
    NODE_INHERITED = 1 << 2, /* reached through a merge key: an edit overrides it locally */
    NODE_DUPLICATE = 1 << 3, /* reached through a key that stands twice: read-only */
    NODE_PLAIN = 1 << 4,     /* a scalar written without quotes, so that `true` may mean true */
    NODE_FLOW = 1 << 5,      /* a [list] or {map} */
};

/* One step of a path: into a mapping by key, or (key NULL) into a sequence by index. */
struct step {
    const char *key;
    size_t index;
};

/* ── create ── */

/* Parse `length` bytes (copied). `name` begins every message: "name:line:column: what, and what to
 * do", line and column from 1, columns in characters. ERROR_INPUT for what is not YAML that may be
 * edited: syntax, encoding, limits, conflict markers. A file without content has a NULL root. */
int document_open(const char *name, const char *bytes, size_t length, struct document **out,
                  struct error *error) ATTRIBUTE_MUST_CHECK;
void document_close(struct document *document);

/* ── ask ── */

/* The bytes as they are now, and as they were opened; borrowed until the next edit, the close. */
const char *document_bytes(const struct document *document, size_t *length);
const char *document_original(const struct document *document, size_t *length);

/* How many YAML documents the file has, and which of them is asked and edited: the first, unless
 * another is selected. Edits never touch the others. */
size_t document_count(const struct document *document);
void document_select(struct document *document, size_t index);

/* Root of the selected YAML document. Nodes are borrowed until the next edit. */
const struct node *document_root(const struct document *document);

enum node_kind node_kind(const struct node *node);
int node_flags(const struct node *node);

/* Decoded text of a scalar ("" for the other kinds); `length` may be NULL. A text that holds NUL
 * is longer than strlen() says. */
const char *node_text(const struct node *node, size_t *length);

/* Entries of a sequence, pairs of a mapping (those written here; without inherited ones). */
size_t node_count(const struct node *node);
const struct node *node_item(const struct node *node, size_t index);
const struct node *node_key(const struct node *node, size_t index);

/* Value of a key in a mapping, merge keys followed; NULL if there is none. */
const struct node *node_find(const struct node *node, const char *key);

/* Where the value (the key, for an empty value) stands in the file: from 1, in characters. */
size_t node_line(const struct node *node);
size_t node_column(const struct node *node);

/* Lines that the node's value covers: [first, last], from 1. */
void node_line_range(const struct node *node, size_t *first, size_t *last);

/* Why this node may not be edited: NULL if it may. Borrowed until the next edit. */
const char *node_read_only_reason(const struct node *node);

/* ── change ──
 * Paths lead from the root. Every function leaves the document as it was when it fails:
 * ERROR_REFUSED (the reason says what cannot be done safely), ERROR_NOT_FOUND (no such place). */

/* Replace the value at a path, whatever it was, or fill an empty one. No change at all if it reads
 * the same already. Lists and maps keep the entries that stay equal, with their bytes. */
int document_set(struct document *document, const struct step *path, size_t depth,
                 const struct content *content, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Add an absent key to the mapping at a path. `order` lists the known keys in template order: the
 * new one goes behind the nearest earlier that exists, else before the nearest later, else last.
 * A missing or empty mapping on the way is made (depth 0: an empty file gets its first key). */
int document_put(struct document *document, const struct step *path, size_t depth, const char *key,
                 const struct content *content, const char *const *order, size_t order_count,
                 struct error *error) ATTRIBUTE_MUST_CHECK;

/* Insert an entry before `index` (count: at the end) of the sequence at a path. */
int document_insert(struct document *document, const struct step *path, size_t depth, size_t index,
                    const struct content *content, struct error *error) ATTRIBUTE_MUST_CHECK;

/* The same with several entries, at hardly more than the cost of one. */
int document_insert_rows(struct document *document, const struct step *path, size_t depth,
                         size_t index, const struct content *items, size_t count,
                         struct error *error) ATTRIBUTE_MUST_CHECK;

/* Remove the key or entry at a path, with the comments that belong to it. */
int document_remove(struct document *document, const struct step *path, size_t depth,
                    struct error *error) ATTRIBUTE_MUST_CHECK;

/* Move entry `from` of the sequence at a path so that it stands at index `to` afterwards. */
int document_move(struct document *document, const struct step *path, size_t depth, size_t from,
                  size_t to, struct error *error) ATTRIBUTE_MUST_CHECK;

/* ── take back ── */

/* A number for the present state, and the way back to it (edits of one save are all or nothing). */
size_t document_mark(const struct document *document);
void document_rewind(struct document *document, size_t mark);

#endif
