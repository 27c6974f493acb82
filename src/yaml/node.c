/* The questions that other floors ask. A node that is reached through an alias or a merge key is
 * a view: a copy that remembers how. Views are made on demand, once for each way, and live until
 * the next edit. */

#include "tree_internal.h"

#include "base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { REACHED = TREE_LINKED | TREE_INHERITED };

struct view {
    uint64_t key; /* node and flags */
    struct node *node;
};

struct view_table {
    struct view *views; /* open addressing; capacity is a power of two */
    size_t count, capacity;
};

void tree_drop_views(struct tree *tree)
{
    if (tree->views == NULL)
        return;
    for (size_t i = 0; i < tree->views->capacity; i++)
        free(tree->views->views[i].node);
    free(tree->views->views);
    free(tree->views);
    tree->views = NULL;
}

static struct view *find_view(const struct view_table *table, uint64_t key)
{
    size_t at = (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (table->capacity - 1);
    while (table->views[at].node != NULL && table->views[at].key != key)
        at = (at + 1) & (table->capacity - 1);
    return &table->views[at];
}

static void grow_views(struct view_table *table)
{
    struct view_table larger = {.count = table->count,
                                .capacity = table->capacity > 0 ? table->capacity * 2 : 64};
    larger.views = memory_allocate(larger.capacity * sizeof *larger.views);
    for (size_t i = 0; i < table->capacity; i++) {
        if (table->views[i].node != NULL)
            *find_view(&larger, table->views[i].key) = table->views[i];
    }
    free(table->views);
    *table = larger;
}

/* `content` as it is reached at the node `place` with these flags. */
static const struct node *make_view(struct tree *tree, uint32_t place, const struct node *content,
                                    int flags)
{
    if (tree->views == NULL)
        tree->views = memory_allocate(sizeof *tree->views);
    if (tree->views->count * 2 >= tree->views->capacity)
        grow_views(tree->views);
    uint64_t key = (uint64_t)place << 16 | (uint64_t)flags;
    struct view *view = find_view(tree->views, key);
    if (view->node == NULL) {
        const struct node *at = &tree->nodes[place];
        view->key = key;
        view->node = memory_allocate(sizeof *view->node);
        *view->node = *content;
        view->node->flags = (uint16_t)(content->flags | flags | (at->flags & TREE_DUPLICATE));
        view->node->before = at->before;
        view->node->begin = at->begin;
        view->node->end = at->end;
        view->node->parent = at->parent;
        view->node->after = place + 1;
        tree->views->count++;
    }
    return view->node;
}

static const struct node *reach(struct tree *tree, uint32_t index, int flags)
{
    const struct node *node = &tree->nodes[index];
    if (node->kind == TREE_ALIAS && node->first != TREE_NONE)
        return make_view(tree, index, &tree->nodes[node->first],
                         flags | TREE_LINKED | TREE_STAND_IN);
    return flags == 0 ? node : make_view(tree, index, node, flags);
}

const struct node *tree_view(struct tree *tree, uint32_t node)
{
    return reach(tree, node, 0);
}

/* The node's own place in the preorder; of a view, of what stands there. */
static uint32_t place_of(const struct node *node)
{
    if ((node->flags & REACHED) != 0)
        return node->after - 1;
    return (uint32_t)(node - node->tree->nodes);
}

enum node_kind node_kind(const struct node *node)
{
    switch ((enum tree_kind)node->kind) {
    case TREE_SEQUENCE:
        return NODE_SEQUENCE;
    case TREE_MAPPING:
        return NODE_MAPPING;
    case TREE_ALIAS:
        return NODE_EMPTY;
    case TREE_SCALAR:
        break;
    }
    return tree_is_empty(node) ? NODE_EMPTY : NODE_SCALAR;
}

static bool is_followed(const struct node *node)
{
    const struct tree *tree = node->tree;
    if ((node->flags & REACHED) != 0)
        return false;
    for (uint32_t at = place_of(node); at != TREE_NONE; at = tree->nodes[at].parent) {
        if ((tree->nodes[at].flags & TREE_FOLLOWED) != 0)
            return true;
    }
    return false;
}

int node_flags(const struct node *node)
{
    int flags = 0;
    if ((node->flags & TREE_LINKED) != 0 || node->kind == TREE_ALIAS)
        flags |= NODE_LINKED;
    if ((node->flags & TREE_INHERITED) != 0)
        flags |= NODE_INHERITED;
    if ((node->flags & TREE_DUPLICATE) != 0)
        flags |= NODE_DUPLICATE;
    if ((node->flags & TREE_FLOW) != 0)
        flags |= NODE_FLOW;
    if (node->kind == TREE_SCALAR && node->style == STYLE_PLAIN && !tree_is_empty(node))
        flags |= NODE_PLAIN;
    if (is_followed(node))
        flags |= NODE_ANCHORED;
    return flags;
}

const char *node_text(const struct node *node, size_t *length)
{
    bool has_text = node_kind(node) == NODE_SCALAR;
    if (length != NULL)
        *length = has_text ? node->text_length : 0;
    return has_text ? node->text : "";
}

size_t node_count(const struct node *node)
{
    return node->kind == TREE_SEQUENCE || node->kind == TREE_MAPPING ? node->count : 0;
}

const struct node *node_item(const struct node *node, size_t index)
{
    assert(index < node_count(node));
    int flags = node->flags & REACHED;
    return reach(node->tree, tree_entry(node->tree, node, index)->value, flags);
}

const struct node *node_key(const struct node *node, size_t index)
{
    assert(node->kind == TREE_MAPPING && index < node->count);
    return reach(node->tree, tree_entry(node->tree, node, index)->key, node->flags & REACHED);
}

bool tree_is_merge_key(const struct node *node)
{
    return node->kind == TREE_SCALAR && node->style == STYLE_PLAIN && node->text_length == 2 &&
           memcmp(node->text, "<<", 2) == 0;
}

uint32_t tree_find(const struct node *mapping, const char *key, size_t length, size_t *position)
{
    const struct tree *tree = mapping->tree;
    for (size_t i = 0; mapping->kind == TREE_MAPPING && i < mapping->count; i++) {
        const struct entry *entry = tree_entry(tree, mapping, i);
        const struct node *node = &tree->nodes[entry->key];
        if (node->kind != TREE_SCALAR || node->text_length != length ||
            memcmp(node->text, key, length) != 0)
            continue;
        if (position != NULL)
            *position = i;
        return entry->value;
    }
    return TREE_NONE;
}

static const struct node *follow(const struct tree *tree, uint32_t index)
{
    const struct node *node = &tree->nodes[index];
    if (node->kind == TREE_ALIAS)
        return node->first != TREE_NONE ? &tree->nodes[node->first] : NULL;
    return node;
}

/* Value of a key with merges followed; its node index, or TREE_NONE. Earlier merges win. */
static uint32_t find_merged(const struct node *mapping, const char *key, int depth)
{
    const struct tree *tree = mapping->tree;
    for (size_t i = 0; depth < TREE_DEPTH_LIMIT && i < mapping->count; i++) {
        const struct entry *entry = tree_entry(tree, mapping, i);
        if (!tree_is_merge_key(&tree->nodes[entry->key]))
            continue;
        const struct node *source = follow(tree, entry->value);
        bool several = source != NULL && source->kind == TREE_SEQUENCE;
        size_t count = several ? source->count : 1;
        for (size_t j = 0; source != NULL && j < count; j++) {
            const struct node *base =
                several ? follow(tree, tree_entry(tree, source, j)->value) : source;
            if (base == NULL || base->kind != TREE_MAPPING)
                continue;
            uint32_t found = tree_find(base, key, strlen(key), NULL);
            if (found == TREE_NONE)
                found = find_merged(base, key, depth + 1);
            if (found != TREE_NONE)
                return found;
        }
    }
    return TREE_NONE;
}

const struct node *node_find(const struct node *node, const char *key)
{
    if (node->kind != TREE_MAPPING)
        return NULL;
    uint32_t found = tree_find(node, key, strlen(key), NULL);
    if (found != TREE_NONE)
        return reach(node->tree, found, node->flags & REACHED);
    found = node->tree->has_merges ? find_merged(node, key, 0) : TREE_NONE;
    return found != TREE_NONE ? reach(node->tree, found, (node->flags & REACHED) | TREE_INHERITED)
                              : NULL;
}

/* Where a person looks for the node: at its value, or at the key of an empty one. */
static uint32_t show_at(const struct node *node)
{
    const struct tree *tree = node->tree;
    uint32_t place = place_of(node);
    if ((node->flags & TREE_ABSENT) == 0 || place == 0 || node->parent == TREE_NONE ||
        tree->nodes[node->parent].kind != TREE_MAPPING)
        return node->begin;
    return tree->nodes[place - 1].parent == node->parent ? tree->nodes[place - 1].before
                                                         : node->begin;
}

size_t node_line(const struct node *node)
{
    return source_find_line(&node->tree->source, show_at(node));
}

size_t node_column(const struct node *node)
{
    return source_find_column(&node->tree->source, show_at(node));
}

void node_line_range(const struct node *node, size_t *first, size_t *last)
{
    *first = node_line(node);
    *last = source_find_line(&node->tree->source, node->end);
    if (*last < *first)
        *last = *first;
}

const char *node_read_only_reason(const struct node *node)
{
    const struct section *section = tree_section_of(node->tree, place_of(node));
    if (section->read_only != NULL)
        return section->read_only;
    if ((node->flags & TREE_DUPLICATE) != 0)
        return "its key stands twice; remove one of them in a text editor";
    if ((node->flags & TREE_LINKED) != 0 && (node->flags & TREE_STAND_IN) == 0)
        return "it stands in a value that is linked by an alias; edit it where the anchor is";
    if ((node->flags & TREE_PAIR) != 0)
        return "it is a pair without braces in a list; put it in braces in a text editor";
    if ((node->flags & TREE_GLUED) != 0)
        return "it is glued to its anchor or tag; put a blank between them in a text editor";
    if (node->text_length > TREE_SCALAR_LIMIT)
        return "it is longer than 1 MiB";
    return NULL;
}
