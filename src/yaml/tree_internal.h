/* The concrete tree of a YAML file: what libyaml's events say, with byte spans that are right
 * (yaml.md section 1 has the quirks of its marks). Built in one pass, never modified.
 *
 * Invariants: nodes are in preorder, so that a subtree is [node, after); a collection's entries
 * are contiguous; spans of siblings are ordered and disjoint and lie inside their parent's; what
 * is outside spans and indicators is blank, break, comment, directive or document marker. */
#ifndef IFSPEC_YAML_TREE_INTERNAL_H
#define IFSPEC_YAML_TREE_INTERNAL_H

#include "base/attributes.h"
#include "base/error.h"
#include "source_internal.h"
#include "text_store_internal.h"
#include "yaml/document.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TREE_NONE UINT32_MAX

enum {
    TREE_SIZE_LIMIT = 16 * 1024 * 1024,
    TREE_DEPTH_LIMIT = 64,
    TREE_NODE_LIMIT = 1000000,
    TREE_DOCUMENT_LIMIT = 1000,
    TREE_TAG_LIMIT = 64,
    TREE_ALIAS_LIMIT = 10000,
    TREE_EXPANSION_LIMIT = 10,       /* times the nodes that are written ... */
    TREE_EXPANSION_ALLOWED = 10000,  /* ... and more than so many nodes */
    TREE_SCALAR_LIMIT = 1024 * 1024, /* longer ones are kept but not edited */
    TREE_KEY_LIMIT = 1000,           /* libyaml reads keys up to 1,024 characters */
};

enum tree_kind {
    TREE_SCALAR,
    TREE_SEQUENCE,
    TREE_MAPPING,
    TREE_ALIAS,
};

enum tree_style {
    STYLE_PLAIN,
    STYLE_SINGLE,
    STYLE_DOUBLE,
    STYLE_LITERAL,
    STYLE_FOLDED,
};

enum tree_flags {
    TREE_ABSENT = 1 << 0,     /* no bytes: a key or dash without a value */
    TREE_FLOW = 1 << 1,       /* [sequence] or {mapping} */
    TREE_PAIR = 1 << 2,       /* `a: b` as an entry of a flow sequence, without braces */
    TREE_UNINDENTED = 1 << 3, /* a sequence whose dashes stand at its key's column */
    TREE_KEY = 1 << 4,        /* a key of a mapping */
    TREE_GLUED = 1 << 5,      /* content follows its anchor or tag without a blank */
    TREE_DUPLICATE = 1 << 6,  /* below a key that stands twice */
    TREE_LINKED = 1 << 7,     /* a view: reached through an alias */
    TREE_INHERITED = 1 << 8,  /* a view: reached through a merge key */
    TREE_FOLLOWED = 1 << 9,   /* an alias points here */
    TREE_STAND_IN = 1 << 10,  /* a view: this is the alias itself, with its target's content */
};

/* The public handle is the node itself, or a copy of it (a view) that remembers how it was
 * reached: through an alias, through a merge key. */
struct node {
    struct tree *tree;
    char *text; /* SCALAR: decoded, in the tree's texts */
    uint32_t text_length;
    uint32_t before;     /* first byte: of the first property, else `begin` */
    uint32_t begin, end; /* content */
    uint32_t parent;     /* TREE_NONE for a root */
    uint32_t after;      /* first node behind the subtree */
    uint32_t first;      /* index of the first entry; ALIAS: the target, or TREE_NONE */
    uint32_t count;      /* entries */
    uint32_t column;     /* block collection: of its keys or dashes */
    uint16_t flags;
    uint8_t kind, style;
    uint32_t property; /* index into tree.properties, 0 for none */
};

struct entry {
    uint32_t begin; /* its `?`, its `-`, or its first node */
    uint32_t colon; /* `:` of a pair, or TREE_NONE */
    uint32_t comma; /* `,` behind it, or TREE_NONE */
    uint32_t key;   /* node; TREE_NONE in a sequence */
    uint32_t value; /* node */
};

struct property {
    char *anchor; /* of the node, or the name that an alias refers to */
    char *tag;    /* resolved */
};

struct span {
    uint32_t begin, end;
};

/* One `---` document of the file. */
struct section {
    uint32_t root;       /* TREE_NONE if the file has none */
    uint32_t begin, end; /* bytes behind `---`, before the next marker or the end of the file */
    uint32_t nodes_begin, nodes_end;
    bool marked;           /* begins with --- */
    const char *read_only; /* reason, NULL if it may be edited */
    uint32_t read_only_at; /* node that is the cause, or TREE_NONE */
};

struct tree {
    struct source source;
    struct node *nodes;
    size_t node_count, node_capacity;
    struct entry *entries;
    size_t entry_count, entry_capacity;
    struct property *properties; /* [0] is unused */
    size_t property_count, property_capacity;
    struct span *comments; /* in file order, without their line break */
    size_t comment_count, comment_capacity;
    struct section *sections;
    size_t section_count, section_capacity;
    size_t alias_count;
    bool scanned;    /* built without libyaml */
    bool has_merges; /* a `<<` stands somewhere */
    struct text_store texts;
    struct view_table *views; /* see node.c */
};

/* Whether a file of this size may be opened: before it is copied. */
int tree_check_size(const char *name, size_t length, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Parse `bytes` (taken over, also on failure). `name` begins every message. */
int tree_open(const char *name, char *bytes, size_t length, struct tree **out,
              struct error *error) ATTRIBUTE_MUST_CHECK;

/* The same, of a file that is only looked at: what the scanner (scan_internal.h) takes does not
 * pass through libyaml, unless IFSPEC_YAML=libyaml stands in the environment. */
int tree_read(const char *name, char *bytes, size_t length, struct tree **out,
              struct error *error) ATTRIBUTE_MUST_CHECK;
void tree_close(struct tree *tree);

/* Forget the views that the public questions have made (node.c). */
void tree_drop_views(struct tree *tree);

/* Fill in alias targets, duplicate keys and the reasons why a section is read-only. */
int tree_resolve_links(const char *name, struct tree *tree,
                       struct error *error) ATTRIBUTE_MUST_CHECK;

/* A node as it is seen from outside: an alias answers for its target. */
const struct node *tree_view(struct tree *tree, uint32_t node);

/* Value node of the pair with this key, or TREE_NONE; *position is its place in the mapping. */
uint32_t tree_find(const struct node *mapping, const char *key, size_t length, size_t *position);

/* Whether this is the `<<` of a merge. */
bool tree_is_merge_key(const struct node *node) ATTRIBUTE_PURE;

/* The section that holds a node. */
const struct section *tree_section_of(const struct tree *tree, uint32_t node) ATTRIBUTE_PURE;

static inline const struct entry *tree_entry(const struct tree *tree, const struct node *collection,
                                             size_t index)
{
    return &tree->entries[collection->first + index];
}

const char *tree_anchor(const struct node *node) ATTRIBUTE_PURE;
const char *tree_tag(const struct node *node) ATTRIBUTE_PURE;

/* Offset behind the last anchor or tag of a node that has one. */
size_t tree_find_properties_end(const struct node *node) ATTRIBUTE_PURE;

/* Whether the node is nothing, or a plain null. */
bool tree_is_empty(const struct node *node) ATTRIBUTE_PURE;

/* Column that libyaml counts block scalar digits from: of the nearest block mapping or indented
 * block sequence around the node; -1 at the root. */
int tree_block_column(const struct tree *tree, uint32_t node) ATTRIBUTE_PURE;

/* Whether the node stands inside [ ] or { }. */
bool tree_in_flow(const struct tree *tree, uint32_t node) ATTRIBUTE_PURE;

#endif
