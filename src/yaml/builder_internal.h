/* The state of the one pass that builds a tree from libyaml's events and from the bytes between
 * them: events tell the structure, the gaps hold indicators, properties and comments. */
#ifndef IFSPEC_YAML_BUILDER_INTERNAL_H
#define IFSPEC_YAML_BUILDER_INTERNAL_H

#include "tree_internal.h"

#include <yaml.h>

/* A collection that is still open. */
struct open_collection {
    uint32_t node;
    size_t entries; /* first of its entries in builder.pending */
    bool wants_value;
};

/* Indicators of the last gap: offset, or TREE_NONE. */
struct gap {
    uint32_t dash, question, colon, comma;
};

struct builder {
    const char *name;
    struct tree *tree;
    yaml_parser_t parser;
    uint32_t at; /* everything before it is accounted for */
    struct gap gap;
    uint32_t stray; /* a byte order mark inside the file, or 0 */
    /* libyaml counts characters: a pair of equal places, moved to and fro. */
    size_t character;
    size_t byte;
    struct entry *pending; /* entries of the open collections, innermost last */
    size_t pending_count, pending_capacity;
    struct open_collection open[TREE_DEPTH_LIMIT + 1];
    size_t depth;
};

/* The byte offset of a mark. */
uint32_t builder_find_byte(struct builder *builder, const yaml_mark_t *mark);

/* Account for the bytes up to `limit`: note indicators in `gap`, comments in the tree. */
void builder_scan_gap(struct builder *builder, uint32_t limit);

/* Skip `count` anchors and tags at `at`, and what may follow them; returns where content may
 * begin. Sets *glued if it follows without a blank. */
uint32_t builder_skip_properties(struct builder *builder, uint32_t at, int count, uint32_t limit,
                                 bool *glued);

/* End of the content of the block scalar at `begin`, which libyaml thinks ends at `limit`. Notes
 * the comment of its header. */
uint32_t builder_end_block_scalar(struct builder *builder, uint32_t begin, uint32_t limit,
                                  int block_column);

/* A new node, inside what is open; borrowed until the next. */
struct node *builder_add_node(struct builder *builder, enum tree_kind kind);

/* Hang a new node into what is open, with the indicators of `gap` before it. */
void builder_attach(struct builder *builder, uint32_t index);

/* Place a node without content. */
void builder_place_absent(struct builder *builder, struct node *node);

/* Open a collection: what is added from now on stands in it. False if that is too deep. */
bool builder_open(struct builder *builder, uint32_t index);

/* Close the innermost collection. It ends at `end`, or (TREE_NONE) with its last entry. */
void builder_close(struct builder *builder, uint32_t end);

void builder_add_comment(struct builder *builder, uint32_t begin, uint32_t end);

/* What the start event of a collection says. */
struct start {
    enum tree_kind kind;
    bool flow;
    const void *anchor;
    const void *tag;
};

/* Hang a node into what is open, with the gap before it scanned. */
void builder_add_scalar(struct builder *builder, const yaml_event_t *event);
int builder_add_alias(struct builder *builder, const yaml_event_t *event,
                      struct error *error) ATTRIBUTE_MUST_CHECK;
int builder_add_collection(struct builder *builder, const yaml_event_t *event,
                           const struct start *start, struct error *error) ATTRIBUTE_MUST_CHECK;
void builder_end_collection(struct builder *builder, const yaml_event_t *event);

/* A limit or a rule of ours forbids the file: the place, and what to do. Returns -1. */
int builder_refuse(struct builder *builder, uint32_t at, const char *what, struct error *error);

/* Fill *error from what libyaml found, translated: path, line, column, and what to do. */
int builder_set_parse_error(struct builder *builder, struct error *error);

/* What forbids a file before libyaml sees it: size, encoding, conflict markers, %TAG bombs. */
int builder_check_source(const char *name, struct source *source,
                         struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
