#include "edit_internal.h"

#include <string.h>

/* Start of the blank lines right above the line at `line`, not above `limit`. */
static size_t skip_blank_lines_above(const struct source *source, size_t line, size_t limit)
{
    while (line > limit) {
        size_t above = source_line_begin(source, source_before_break(source, line));
        if (above < limit || !source_is_blank_line(source, above))
            break;
        line = above;
    }
    return line;
}

/* The only entry goes: the collection stays, as [] or {}. */
static void remove_only(struct edit *edit, uint32_t index)
{
    const struct tree *tree = edit->tree;
    const struct source *source = &tree->source;
    const struct node *collection = &tree->nodes[index];
    const char *empty = collection->kind == TREE_SEQUENCE ? "[]" : "{}";
    size_t place = lines_find_value_place(tree, index);
    size_t tail = lines_find_tail(tree, collection, 0);
    size_t head = lines_find_head(tree, collection, 0);
    bool root = collection->parent == TREE_NONE;
    if (root || source_line_end(source, place) >= collection->begin) {
        edit_replace_bytes(edit, head, tail, empty);
        return;
    }
    edit_replace_bytes(edit, place, place, " ");
    buffer_append_string(&edit->text, empty);
    size_t limit = source_skip_break(source, source_line_end(source, place));
    size_t line = skip_blank_lines_above(source, source_line_begin(source, head), limit);
    edit_splice(edit, source_before_break(source, line), tail);
}

/* `- a: 1` loses `a`: the next key moves up to the dash. */
static int remove_first_beside(struct edit *edit, const struct node *collection,
                               struct error *error)
{
    const struct tree *tree = edit->tree;
    const struct entry *entry = tree_entry(tree, collection, 0);
    const struct entry *next = tree_entry(tree, collection, 1);
    size_t tail = lines_find_tail(tree, collection, 0);
    for (size_t i = 0; i < tree->comment_count; i++) {
        if (tree->comments[i].begin >= tail && tree->comments[i].begin < next->begin)
            return edit_refuse(edit, tree->comments[i].begin, error,
                               "a comment stands before the key that would move up to the dash; "
                               "move it in a text editor");
    }
    edit_splice(edit, entry->begin, next->begin);
    return 0;
}

static void remove_last(struct edit *edit, const struct node *collection, size_t position)
{
    const struct tree *tree = edit->tree;
    const struct source *source = &tree->source;
    size_t tail = lines_find_tail(tree, collection, position);
    size_t line = source_line_begin(source, lines_find_head(tree, collection, position));
    size_t limit = source_skip_break(source, lines_find_tail(tree, collection, position - 1));
    uint32_t before = lines_find_last(tree, tree_entry(tree, collection, position - 1)->value);
    size_t begin = skip_blank_lines_above(source, line, limit);
    const struct node *value = &tree->nodes[before];
    bool block = value->kind == TREE_SCALAR && scalar_is_block((enum tree_style)value->style);
    /* The line before keeps its break if a block scalar's text ends with it. */
    if (tail == source->length && block)
        edit_splice(edit, begin, tail);
    else
        edit_splice(edit, source_before_break(source, begin), tail);
}

static void remove_before_next(struct edit *edit, const struct node *collection, size_t position)
{
    const struct tree *tree = edit->tree;
    const struct source *source = &tree->source;
    size_t begin = source_line_begin(source, lines_find_head(tree, collection, position));
    size_t end = lines_find_tail(tree, collection, position);
    bool kept = lines_keeps_blanks(tree, tree_entry(tree, collection, position)->value);
    end = source_skip_break(source, end);
    while (!kept && end < source->length && source_is_blank_line(source, end))
        end = source_skip_break(source, source_line_end(source, end));
    edit_splice(edit, begin, end);
}

int edit_remove(struct edit *edit, uint32_t index, size_t position, struct error *error)
{
    const struct tree *tree = edit->tree;
    const struct node *collection = &tree->nodes[index];
    const struct entry *entry = tree_entry(tree, collection, position);
    edit->change = CHANGE_REMOVE;
    edit->node = index;
    edit->position = position;
    edit->drops_comments = true;
    if ((collection->flags & TREE_PAIR) != 0)
        return edit_refuse(edit, collection->begin, error,
                           "a pair without braces in a list; put it in braces in a text editor");
    if ((collection->flags & TREE_FLOW) != 0) {
        edit_remove_flow(edit, index, position);
        return 0;
    }
    if (collection->count == 1) {
        remove_only(edit, index);
        return 0;
    }
    if (!lines_entry_is_first(tree, entry) && position == 0)
        return remove_first_beside(edit, collection, error);
    if (position + 1 == collection->count)
        remove_last(edit, collection, position);
    else
        remove_before_next(edit, collection, position);
    return 0;
}
