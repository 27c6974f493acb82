#include "tree_internal.h"

#include "text_index_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { FEW_KEYS = 12 }; /* compared each with each; more are hashed */

const char *tree_anchor(const struct node *node)
{
    return node->property != 0 ? node->tree->properties[node->property].anchor : NULL;
}

const char *tree_tag(const struct node *node)
{
    return node->property != 0 ? node->tree->properties[node->property].tag : NULL;
}

bool tree_is_empty(const struct node *node)
{
    if (node->kind != TREE_SCALAR || node->style != STYLE_PLAIN)
        return false;
    const char *tag = tree_tag(node);
    if (tag != NULL && strcmp(tag, "tag:yaml.org,2002:null") != 0)
        return (node->flags & TREE_ABSENT) != 0;
    if (node->text_length != 4)
        return node->text_length == 0 || (node->text_length == 1 && node->text[0] == '~');
    return memcmp(node->text, "null", 4) == 0 || memcmp(node->text, "Null", 4) == 0 ||
           memcmp(node->text, "NULL", 4) == 0;
}

int tree_block_column(const struct tree *tree, uint32_t node)
{
    for (uint32_t at = tree->nodes[node].parent; at != TREE_NONE; at = tree->nodes[at].parent) {
        const struct node *around = &tree->nodes[at];
        if ((around->flags & (TREE_FLOW | TREE_UNINDENTED)) == 0)
            return (int)around->column;
    }
    return -1;
}

bool tree_in_flow(const struct tree *tree, uint32_t node)
{
    uint32_t parent = tree->nodes[node].parent;
    return parent != TREE_NONE && (tree->nodes[parent].flags & TREE_FLOW) != 0;
}

const struct section *tree_section_of(const struct tree *tree, uint32_t node)
{
    size_t low = 0;
    size_t high = tree->section_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (tree->sections[middle].nodes_begin <= node)
            low = middle;
        else
            high = middle;
    }
    return &tree->sections[low];
}

static void mark_duplicate(struct tree *tree, const struct entry *entry)
{
    for (uint32_t i = entry->key; i < tree->nodes[entry->value].after; i++)
        tree->nodes[i].flags |= TREE_DUPLICATE;
}

static bool is_same_key(const struct node *a, const struct node *b)
{
    return a->text_length == b->text_length && memcmp(a->text, b->text, a->text_length) == 0;
}

static void find_few_duplicates(struct tree *tree, const struct node *mapping)
{
    for (size_t i = 1; i < mapping->count; i++) {
        const struct entry *entry = tree_entry(tree, mapping, i);
        const struct node *key = &tree->nodes[entry->key];
        if (key->kind != TREE_SCALAR)
            continue;
        for (size_t j = 0; j < i; j++) {
            const struct entry *other = tree_entry(tree, mapping, j);
            const struct node *earlier = &tree->nodes[other->key];
            if (earlier->kind != TREE_SCALAR || !is_same_key(key, earlier))
                continue;
            mark_duplicate(tree, entry);
            mark_duplicate(tree, other);
        }
    }
}

static void find_many_duplicates(struct tree *tree, const struct node *mapping)
{
    struct text_index index = {0};
    for (size_t i = 0; i < mapping->count; i++) {
        const struct entry *entry = tree_entry(tree, mapping, i);
        const struct node *key = &tree->nodes[entry->key];
        if (key->kind != TREE_SCALAR)
            continue;
        uint32_t first = text_index_put(&index, key->text, key->text_length, (uint32_t)i)->value;
        if (first == i)
            continue;
        mark_duplicate(tree, entry);
        mark_duplicate(tree, tree_entry(tree, mapping, first));
    }
    text_index_done(&index);
}

static void find_duplicates(struct tree *tree)
{
    for (size_t i = 0; i < tree->node_count; i++) {
        const struct node *node = &tree->nodes[i];
        tree->has_merges = tree->has_merges || tree_is_merge_key(node);
        if (node->kind != TREE_MAPPING || node->count < 2)
            continue;
        if (node->count <= FEW_KEYS)
            find_few_duplicates(tree, node);
        else
            find_many_duplicates(tree, node);
    }
}

static void forbid(struct section *section, uint32_t at, const char *reason)
{
    if (section->read_only != NULL)
        return;
    section->read_only = reason;
    section->read_only_at = at;
}

/* Bind the aliases of one document. sizes[i] is the number of nodes that a reader who expands
 * aliases has made before node i. Returns the alias that made them too many, or TREE_NONE. */
static uint32_t bind_aliases(struct tree *tree, struct section *section, double *sizes)
{
    struct text_index anchors = {0};
    double size = 0;
    double limit = (double)TREE_EXPANSION_LIMIT * (section->nodes_end - section->nodes_begin);
    uint32_t excess = TREE_NONE;
    for (uint32_t i = section->nodes_begin; i < section->nodes_end; i++) {
        struct node *node = &tree->nodes[i];
        const char *anchor = tree_anchor(node);
        sizes[i] = size++;
        if (anchor == NULL)
            continue;
        struct text_slot *slot = text_index_put(&anchors, anchor, strlen(anchor), TREE_NONE);
        if (node->kind != TREE_ALIAS) {
            slot->value = i;
        } else if (slot->value == TREE_NONE) {
            forbid(section, i, "an alias refers to an anchor that does not stand before it");
        } else if (tree->nodes[slot->value].after > i) {
            forbid(section, i, "an alias refers to the value that it stands in");
        } else {
            struct node *target = &tree->nodes[slot->value];
            node->first = slot->value;
            target->flags |= TREE_FOLLOWED;
            size += sizes[target->after] - sizes[slot->value];
        }
        if (excess == TREE_NONE && size > TREE_EXPANSION_ALLOWED && size > limit)
            excess = i;
    }
    text_index_done(&anchors);
    return excess;
}

/* NEL, LS and PS are line breaks for YAML 1.1 and text for 1.2: outside of quotes two readers see
 * two different structures. */
static void forbid_odd_breaks(struct tree *tree)
{
    const struct source *source = &tree->source;
    uint32_t next = 0;
    uint32_t quoted_end = 0;
    for (size_t at = source->bom; at < source->length; at++) {
        while (next < tree->node_count && tree->nodes[next].begin <= at) {
            const struct node *node = &tree->nodes[next++];
            bool quoted = node->style == STYLE_SINGLE || node->style == STYLE_DOUBLE;
            if (node->kind == TREE_SCALAR && quoted)
                quoted_end = node->end;
        }
        if (at < quoted_end || source->bytes[at] == '\n' || source->bytes[at] == '\r' ||
            source_break_length(source, at) == 0)
            continue;
        for (size_t i = 0; i < tree->section_count; i++)
            forbid(&tree->sections[i], TREE_NONE,
                   "the file holds a line separator (U+0085, U+2028 or U+2029) outside of quotes, "
                   "which YAML readers understand differently; remove it in a text editor");
        return;
    }
}

int tree_resolve_links(const char *name, struct tree *tree, struct error *error)
{
    find_duplicates(tree);
    if (tree->source.odd_breaks)
        forbid_odd_breaks(tree);
    if (tree->alias_count == 0)
        return 0;
    double *sizes = memory_allocate((tree->node_count + 1) * sizeof *sizes);
    uint32_t excess = TREE_NONE;
    for (size_t i = 0; i < tree->section_count && excess == TREE_NONE; i++)
        excess = bind_aliases(tree, &tree->sections[i], sizes);
    free(sizes);
    if (excess == TREE_NONE)
        return 0;
    uint32_t at = tree->nodes[excess].begin;
    return error_set(
        error, ERROR_INPUT,
        "%s:%zu:%zu: aliases expand the file to more than 10 times its size; write the "
        "values out or remove aliases",
        name, source_find_line(&tree->source, at), source_find_column(&tree->source, at));
}
