#include "edit_internal.h"

void block_write_lines(struct buffer *out, const struct tree *tree, uint32_t node,
                       enum tree_style style, const char *text, size_t length,
                       const struct scalar_place *place)
{
    (void)tree;
    (void)node;
    scalar_write_body(out, style, text, length, place);
}
