#include "builder_internal.h"

#include "base/memory.h"

#include <assert.h>
#include <string.h>

/* Copies cost less than libyaml's own strings kept: those would be spread over the heap. */
static char *keep_text(struct tree *tree, const void *text)
{
    return text != NULL ? text_store_copy(&tree->texts, text, strlen(text)) : NULL;
}

int builder_refuse(struct builder *builder, uint32_t at, const char *what, struct error *error)
{
    struct source *source = &builder->tree->source;
    return error_set(error, ERROR_INPUT, "%s:%zu:%zu: %s", builder->name,
                     source_find_line(source, at), source_find_column(source, at), what);
}

static uint32_t add_property(struct tree *tree, const void *anchor, const void *tag)
{
    if (anchor == NULL && tag == NULL)
        return 0;
    if (tree->property_count == 0)
        tree->property_count = 1;
    tree->properties = memory_grow(tree->properties, &tree->property_capacity, tree->property_count,
                                   sizeof *tree->properties);
    tree->properties[tree->property_count] =
        (struct property){keep_text(tree, anchor), keep_text(tree, tag)};
    return (uint32_t)tree->property_count++;
}

struct node *builder_add_node(struct builder *builder, enum tree_kind kind)
{
    struct tree *tree = builder->tree;
    tree->nodes =
        memory_grow(tree->nodes, &tree->node_capacity, tree->node_count, sizeof *tree->nodes);
    struct node *node = &tree->nodes[tree->node_count++];
    *node = (struct node){.tree = tree,
                          .kind = (uint8_t)kind,
                          .parent = TREE_NONE,
                          .first = TREE_NONE,
                          .after = (uint32_t)tree->node_count};
    if (builder->depth > 0)
        node->parent = builder->open[builder->depth - 1].node;
    return node;
}

static struct entry *add_entry(struct builder *builder, uint32_t begin)
{
    builder->pending = memory_grow(builder->pending, &builder->pending_capacity,
                                   builder->pending_count, sizeof *builder->pending);
    struct entry *entry = &builder->pending[builder->pending_count++];
    *entry = (struct entry){begin, TREE_NONE, TREE_NONE, TREE_NONE, TREE_NONE};
    return entry;
}

/* The entry that was last added to the innermost open collection. */
static struct entry *last_entry(struct builder *builder, const struct open_collection *open)
{
    return builder->pending_count > open->entries ? &builder->pending[builder->pending_count - 1]
                                                  : NULL;
}

void builder_attach(struct builder *builder, uint32_t index)
{
    struct tree *tree = builder->tree;
    struct node *node = &tree->nodes[index];
    if (builder->depth == 0) {
        tree->sections[tree->section_count - 1].root = index;
        return;
    }
    struct open_collection *open = &builder->open[builder->depth - 1];
    struct entry *last = last_entry(builder, open);
    if (open->wants_value) {
        assert(last != NULL); /* the key */
        last->colon = builder->gap.colon;
        last->value = index;
        open->wants_value = false;
        return;
    }
    if (last != NULL)
        last->comma = builder->gap.comma;
    bool mapping = tree->nodes[open->node].kind == TREE_MAPPING;
    uint32_t mark = mapping ? builder->gap.question : builder->gap.dash;
    struct entry *entry = add_entry(builder, mark != TREE_NONE ? mark : node->before);
    if (mapping) {
        entry->key = index;
        node->flags |= TREE_KEY;
        open->wants_value = true;
    } else {
        entry->value = index;
    }
}

/* libyaml puts it behind its indicator, or wherever it found out. */
void builder_place_absent(struct builder *builder, struct node *node)
{
    const struct open_collection *open =
        builder->depth > 0 ? &builder->open[builder->depth - 1] : NULL;
    const struct gap *gap = &builder->gap;
    uint32_t at = builder->at;
    if (open == NULL) {
        const struct section *section = &builder->tree->sections[builder->tree->section_count - 1];
        at = section->begin;
    } else if (open->wants_value) {
        const struct entry *entry = &builder->pending[builder->pending_count - 1];
        const struct node *key = &builder->tree->nodes[entry->key];
        at = gap->colon != TREE_NONE ? gap->colon + 1 : key->end;
    } else if (gap->dash != TREE_NONE) {
        at = gap->dash + 1;
    } else if (gap->question != TREE_NONE) {
        at = gap->question + 1;
    }
    node->flags |= TREE_ABSENT;
    node->before = node->begin = node->end = at;
}

static int block_column(const struct builder *builder)
{
    for (size_t i = builder->depth; i > 0; i--) {
        const struct node *node = &builder->tree->nodes[builder->open[i - 1].node];
        if ((node->flags & TREE_UNINDENTED) == 0)
            return (int)node->column;
    }
    return -1;
}

static enum tree_style translate_style(yaml_scalar_style_t style)
{
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
        return STYLE_SINGLE;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        return STYLE_DOUBLE;
    case YAML_LITERAL_SCALAR_STYLE:
        return STYLE_LITERAL;
    case YAML_FOLDED_SCALAR_STYLE:
        return STYLE_FOLDED;
    default:
        return STYLE_PLAIN;
    }
}

void builder_add_scalar(struct builder *builder, const yaml_event_t *event)
{
    struct tree *tree = builder->tree;
    uint32_t begin = builder_find_byte(builder, &event->start_mark);
    builder_scan_gap(builder, begin);
    uint32_t end = builder_find_byte(builder, &event->end_mark);
    struct node *node = builder_add_node(builder, TREE_SCALAR);
    node->text_length = (uint32_t)event->data.scalar.length;
    node->text = text_store_copy(&tree->texts, event->data.scalar.value, node->text_length);
    node->style = (uint8_t)translate_style(event->data.scalar.style);
    const void *anchor = event->data.scalar.anchor;
    const void *tag = event->data.scalar.tag;
    node->property = add_property(tree, anchor, tag);
    node->before = node->begin = begin;
    node->end = end;
    if (node->property != 0) {
        bool glued = false;
        node->begin =
            builder_skip_properties(builder, begin, (anchor != NULL) + (tag != NULL), end, &glued);
        if (glued)
            node->flags |= TREE_GLUED;
    }
    if (node->begin == end) {
        if (node->property == 0)
            builder_place_absent(builder, node);
        node->flags |= TREE_ABSENT;
    } else if (node->style == STYLE_LITERAL || node->style == STYLE_FOLDED) {
        node->end = builder_end_block_scalar(builder, node->begin, end, block_column(builder));
    }
    if (node->end > builder->at)
        builder->at = node->end;
    builder_attach(builder, (uint32_t)tree->node_count - 1);
}

int builder_add_alias(struct builder *builder, const yaml_event_t *event, struct error *error)
{
    struct tree *tree = builder->tree;
    uint32_t begin = builder_find_byte(builder, &event->start_mark);
    builder_scan_gap(builder, begin);
    struct node *node = builder_add_node(builder, TREE_ALIAS);
    node->before = node->begin = begin;
    node->end = builder_find_byte(builder, &event->end_mark);
    node->property = add_property(tree, event->data.alias.anchor, NULL);
    builder->at = node->end;
    builder_attach(builder, (uint32_t)tree->node_count - 1);
    if (++tree->alias_count > TREE_ALIAS_LIMIT)
        return builder_refuse(builder, begin,
                              "more than 10000 aliases in one file; write some of the values out",
                              error);
    return 0;
}

static void place_collection(struct builder *builder, const yaml_event_t *event,
                             const struct start *start, struct node *node)
{
    const char *bytes = builder->tree->source.bytes;
    uint32_t mark = builder_find_byte(builder, &event->end_mark);
    node->column = (uint32_t)event->end_mark.column;
    if (start->flow) {
        char opening = start->kind == TREE_SEQUENCE ? '[' : '{';
        node->flags |= TREE_FLOW;
        if (mark > node->before && bytes[mark - 1] == opening) {
            mark--;
        } else {
            node->flags |= TREE_PAIR;
            mark = node->before;
        }
    } else if (start->kind == TREE_SEQUENCE && bytes[mark] != '-') {
        /* No token announces a sequence at its key's column: the event covers its first dash. */
        node->flags |= TREE_UNINDENTED;
        node->column--;
        mark--;
    }
    node->begin = mark;
    if (node->property != 0) {
        bool glued = false;
        uint32_t at = builder_skip_properties(
            builder, node->before, (start->anchor != NULL) + (start->tag != NULL), mark, &glued);
        assert(at <= mark);
        (void)at;
    }
}

int builder_add_collection(struct builder *builder, const yaml_event_t *event,
                           const struct start *start, struct error *error)
{
    struct tree *tree = builder->tree;
    uint32_t before = builder_find_byte(builder, &event->start_mark);
    builder_scan_gap(builder, before);
    struct node *node = builder_add_node(builder, start->kind);
    uint32_t index = (uint32_t)tree->node_count - 1;
    node->property = add_property(tree, start->anchor, start->tag);
    node->before = before;
    place_collection(builder, event, start, node);
    builder->at = node->begin + ((node->flags & (TREE_FLOW | TREE_PAIR)) == TREE_FLOW);
    builder_attach(builder, index);
    if (!builder_open(builder, index))
        return builder_refuse(
            builder, before,
            "nested more than 64 levels deep; take the inner part out into a key of its own",
            error);
    return 0;
}

bool builder_open(struct builder *builder, uint32_t index)
{
    if (builder->depth == TREE_DEPTH_LIMIT)
        return false;
    builder->open[builder->depth++] =
        (struct open_collection){.node = index, .entries = builder->pending_count};
    return true;
}

static void move_entries(struct builder *builder, const struct open_collection *open,
                         struct node *node)
{
    struct tree *tree = builder->tree;
    size_t count = builder->pending_count - open->entries;
    node->first = (uint32_t)tree->entry_count;
    node->count = (uint32_t)count;
    if (tree->entry_count + count > tree->entry_capacity) {
        size_t wanted = tree->entry_count + count;
        tree->entries =
            memory_grow(tree->entries, &tree->entry_capacity, wanted, sizeof *tree->entries);
    }
    assert(count == 0 || (tree->entries != NULL && builder->pending != NULL));
    if (count > 0)
        memcpy(tree->entries + tree->entry_count, builder->pending + open->entries,
               count * sizeof *tree->entries);
    tree->entry_count += count;
    builder->pending_count = open->entries;
}

void builder_close(struct builder *builder, uint32_t end)
{
    struct tree *tree = builder->tree;
    const struct open_collection *open = &builder->open[--builder->depth];
    struct node *node = &tree->nodes[open->node];
    const struct entry *last = last_entry(builder, open);
    node->after = (uint32_t)tree->node_count;
    if (end != TREE_NONE)
        node->end = end;
    else
        node->end = last != NULL ? tree->nodes[last->value].end : node->begin;
    move_entries(builder, open, node);
}

/* Only flow collections have an end of their own; the mark of the others lies too far. */
void builder_end_collection(struct builder *builder, const yaml_event_t *event)
{
    const struct open_collection *open = &builder->open[builder->depth - 1];
    uint16_t flags = builder->tree->nodes[open->node].flags;
    uint32_t end = TREE_NONE;
    if ((flags & (TREE_FLOW | TREE_PAIR)) == TREE_FLOW) {
        builder_scan_gap(builder, builder_find_byte(builder, &event->start_mark));
        struct entry *last = last_entry(builder, open);
        if (last != NULL)
            last->comma = builder->gap.comma;
        end = builder->at = builder_find_byte(builder, &event->end_mark);
    }
    builder_close(builder, end);
}
