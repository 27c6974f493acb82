#include "edit_internal.h"

/* Entries travel as blocks of lines with their comments; what stands between them stays. */
int edit_move(struct edit *edit, uint32_t index, size_t from, size_t to, struct error *error)
{
    const struct tree *tree = edit->tree;
    const struct node *collection = &tree->nodes[index];
    size_t low = from < to ? from : to;
    size_t high = from < to ? to : from;
    edit->change = CHANGE_MOVE;
    edit->node = index;
    edit->position = from;
    edit->target = to;
    if ((collection->flags & TREE_FLOW) != 0) {
        edit_move_flow(edit, index, from, to);
        return 0;
    }
    for (size_t i = low; i <= high; i++) {
        const struct entry *entry = tree_entry(tree, collection, i);
        if (lines_keeps_blanks(tree, entry->value))
            return edit_refuse(edit, entry->begin, error,
                               "blank lines at its end belong to its text (|+); move it in a text "
                               "editor");
        if (lines_is_open(tree, entry->value))
            return edit_refuse(edit, entry->begin, error,
                               "its text ends the file without a final newline; add one");
    }
    size_t at = lines_find_head(tree, collection, low);
    edit_splice(edit, at, lines_find_tail(tree, collection, high));
    for (size_t i = low; i <= high; i++) {
        size_t block = i == to ? from : from < to ? i + 1 : i - 1;
        size_t head = lines_find_head(tree, collection, block);
        size_t tail = lines_find_tail(tree, collection, block);
        buffer_append(&edit->text, tree->source.bytes + head, tail - head);
        if (i == high)
            break;
        size_t end = lines_find_tail(tree, collection, i);
        size_t next = lines_find_head(tree, collection, i + 1);
        buffer_append(&edit->text, tree->source.bytes + end, next - end);
    }
    return 0;
}
