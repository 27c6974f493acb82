#include "edit_internal.h"

#include "base/utf8.h"

struct block_shape block_shape_find(const struct tree *tree, uint32_t index)
{
    const struct node *node = &tree->nodes[index];
    const struct source *source = &tree->source;
    int column = tree_block_column(tree, index);
    struct block_shape shape = {.base = column > 0 ? (size_t)column : 0};
    size_t at = node->begin + 1;
    for (;; at++) {
        char byte = at < source->length ? source->bytes[at] : '\0';
        if (byte == '+' || byte == '-')
            shape.chomp = byte;
        else if (byte >= '1' && byte <= '9')
            shape.indent = shape.base + (size_t)(byte - '0');
        else
            break;
    }
    shape.header_end = at;
    shape.header_line = source_line_end(source, at);
    shape.has_body = node->end > shape.header_line;
    if (!shape.has_body)
        return shape;
    shape.body_begin = source_skip_break(source, shape.header_line);
    for (at = shape.body_begin; shape.indent == 0 && at < node->end;) {
        size_t text = source_skip_blanks(source, at);
        size_t end = source_line_end(source, text);
        if (text < end) {
            while (source->bytes[at + shape.indent] == ' ')
                shape.indent++;
        }
        at = source_skip_break(source, end);
    }
    return shape;
}

size_t block_find_width(const struct source *source, const struct block_shape *shape, size_t end)
{
    size_t width = 80;
    for (size_t at = shape->header_line; at < end;) {
        size_t begin = source_skip_break(source, at);
        at = source_line_end(source, begin);
        size_t characters = at - begin > width ? utf8_count(source->bytes + begin, at - begin) : 0;
        width = characters > width ? characters : width;
    }
    return width;
}
