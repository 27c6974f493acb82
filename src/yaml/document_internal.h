/* What the parts of the document share: the tree as it is, and the step to the next one. */
#ifndef IFSPEC_YAML_DOCUMENT_INTERNAL_H
#define IFSPEC_YAML_DOCUMENT_INTERNAL_H

#include "edit_internal.h"
#include "yaml/document.h"

struct tree *document_tree(const struct document *document);

/* The YAML document that is edited; NULL if the file has none. */
const struct section *document_section(const struct document *document);

/* Before the first edit: have the tree from libyaml, whoever has read the file. */
int document_prepare(struct document *document, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Apply an edit, verify the result, and make it the document; else ERROR_REFUSED, no change. */
int document_commit(struct document *document, const struct edit *edit,
                    struct error *error) ATTRIBUTE_MUST_CHECK;

/* A place found by its path. */
struct place {
    uint32_t node;       /* TREE_NONE: not there */
    uint32_t collection; /* that holds it; TREE_NONE at the root */
    size_t position;     /* of its entry in there */
};

/* Find the node at a path; fails where editing is not possible (aliases, doubled keys) and, with
 * ERROR_NOT_FOUND, where there is none. *found is how many steps led somewhere. */
int document_locate(const struct document *document, const struct step *path, size_t depth,
                    struct place *place, size_t *found, struct error *error) ATTRIBUTE_MUST_CHECK;

/* Replace a list (at `node`) or map by its differences: entries that stay keep their bytes. */
int document_set_list(struct document *document, const struct node *node, const struct step *path,
                      size_t depth, const struct content *content,
                      struct error *error) ATTRIBUTE_MUST_CHECK;
int document_set_map(struct document *document, const struct step *path, size_t depth,
                     const struct content *content, struct error *error) ATTRIBUTE_MUST_CHECK;

#endif
