#include "edit_internal.h"

/* Not by the start of its line: a flow collection of megabytes may stand on one. */
bool lines_entry_is_first(const struct tree *tree, const struct entry *entry)
{
    const char *bytes = tree->source.bytes;
    size_t at = entry->begin;
    while (at > tree->source.bom && (bytes[at - 1] == ' ' || bytes[at - 1] == '\t'))
        at--;
    return at == tree->source.bom || bytes[at - 1] == '\n' || bytes[at - 1] == '\r';
}

/* Whether the line that begins at `at` is nothing but a comment; *column is where it stands. */
static bool is_comment_line(const struct source *source, size_t at, size_t *column)
{
    size_t text = source_skip_blanks(source, at);
    *column = text - at;
    return text < source->length && source->bytes[text] == '#';
}

/* The comment lines right above the line that begins at `at`, at this column, not above `limit`;
 * returns where the first of them begins. */
static size_t find_comments_above(const struct source *source, size_t at, size_t column,
                                  size_t limit)
{
    while (at > limit) {
        size_t above = source_line_begin(source, source_before_break(source, at));
        size_t where = 0;
        if (above < limit || !is_comment_line(source, above, &where) || where != column)
            break;
        at = above;
    }
    return at;
}

/* Where the lines of an entry's own comments may begin: behind the entry before it, or behind
 * whatever the collection hangs on. */
static size_t find_limit(const struct tree *tree, const struct node *collection, size_t position)
{
    const struct source *source = &tree->source;
    size_t at = collection->before;
    if (position > 0) {
        const struct entry *before = tree_entry(tree, collection, position - 1);
        at = tree->nodes[before->value].end;
    } else if (collection->parent == TREE_NONE) {
        at = tree_section_of(tree, (uint32_t)(collection - tree->nodes))->begin;
        return at == source->bom ? at : source_skip_break(source, source_line_end(source, at));
    } else {
        const struct node *parent = &tree->nodes[collection->parent];
        for (size_t i = 0; i < parent->count; i++) {
            const struct entry *entry = tree_entry(tree, parent, i);
            if (&tree->nodes[entry->value] == collection ||
                (entry->key != TREE_NONE && &tree->nodes[entry->key] == collection))
                at = entry->begin;
        }
    }
    return source_skip_break(source, source_line_end(source, at));
}

static size_t find_line_above(const struct tree *tree, const struct node *collection,
                              size_t position)
{
    const struct source *source = &tree->source;
    const struct entry *entry = tree_entry(tree, collection, position);
    size_t line = source_line_begin(source, entry->begin);
    size_t limit = find_limit(tree, collection, position);
    return find_comments_above(source, line, entry->begin - line, limit);
}

/* Comments above a first entry may head the whole: of a file always, of a list unless another
 * row has comments of its own. */
static bool heads_collection(const struct tree *tree, const struct node *collection)
{
    if (collection->kind == TREE_MAPPING)
        return collection->parent == TREE_NONE;
    for (size_t i = 1; i < collection->count; i++) {
        size_t line = source_line_begin(&tree->source, tree_entry(tree, collection, i)->begin);
        if (find_line_above(tree, collection, i) < line)
            return false;
    }
    return true;
}

size_t lines_find_head(const struct tree *tree, const struct node *collection, size_t position)
{
    const struct entry *entry = tree_entry(tree, collection, position);
    if (!lines_entry_is_first(tree, entry))
        return entry->begin;
    if (position == 0 && heads_collection(tree, collection))
        return entry->begin;
    const struct source *source = &tree->source;
    size_t column = source_indentation(source, entry->begin);
    return find_line_above(tree, collection, position) + column;
}

size_t lines_find_tail(const struct tree *tree, const struct node *collection, size_t position)
{
    const struct source *source = &tree->source;
    const struct entry *entry = tree_entry(tree, collection, position);
    size_t column = source_indentation(source, entry->begin);
    size_t tail = source_line_end(source, tree->nodes[entry->value].end);
    size_t at = tail;
    while (at < source->length) {
        size_t line = source_skip_break(source, at);
        size_t where = 0;
        if (line == source->length)
            break;
        at = source_line_end(source, line);
        if (source_is_blank_line(source, line))
            continue;
        if (!is_comment_line(source, line, &where) || where <= column)
            break;
        tail = at;
    }
    return tail;
}

uint32_t lines_find_last(const struct tree *tree, uint32_t node)
{
    for (;;) {
        const struct node *at = &tree->nodes[node];
        bool block = at->kind == TREE_SEQUENCE || at->kind == TREE_MAPPING;
        if (!block || (at->flags & TREE_FLOW) != 0 || at->count == 0)
            return node;
        const struct entry *entry = tree_entry(tree, at, at->count - 1);
        node = entry->value;
        /* `? |` without a value ends with its key. */
        if (entry->key != TREE_NONE && entry->colon == TREE_NONE)
            node = entry->key;
    }
}

static bool is_block_scalar(const struct node *node)
{
    return node->kind == TREE_SCALAR && scalar_is_block((enum tree_style)node->style);
}

bool lines_keeps_blanks(const struct tree *tree, uint32_t node)
{
    uint32_t last = lines_find_last(tree, node);
    return is_block_scalar(&tree->nodes[last]) && block_shape_find(tree, last).chomp == '+';
}

bool lines_is_open(const struct tree *tree, uint32_t node)
{
    uint32_t last = lines_find_last(tree, node);
    return is_block_scalar(&tree->nodes[last]) && tree->nodes[last].end == tree->source.length &&
           block_shape_find(tree, last).chomp != '-';
}

size_t lines_find_value_place(const struct tree *tree, uint32_t index)
{
    const struct node *node = &tree->nodes[index];
    if ((node->flags & TREE_ABSENT) != 0)
        return node->begin;
    if (node->property != 0)
        return tree_find_properties_end(node);
    if (node->parent == TREE_NONE)
        return tree_section_of(tree, index)->begin;
    const struct node *parent = &tree->nodes[node->parent];
    for (size_t i = 0; i < parent->count; i++) {
        const struct entry *entry = tree_entry(tree, parent, i);
        if (entry->value != index)
            continue;
        return (parent->kind == TREE_MAPPING ? entry->colon : entry->begin) + 1;
    }
    return node->begin;
}

bool lines_are_hostile(const struct source *source, size_t at, size_t indent)
{
    at = source_line_end(source, at);
    while (at < source->length) {
        size_t line = source_skip_break(source, at);
        size_t text = source_skip_blanks(source, line);
        size_t end = source_line_end(source, text);
        if (line == source->length)
            return false;
        if (text < end)
            return source->bytes[text] == '#' && text - line >= indent;
        if (text - line > indent)
            return true;
        for (size_t i = line; i < text; i++) {
            if (source->bytes[i] == '\t')
                return true;
        }
        at = end;
    }
    return false;
}
