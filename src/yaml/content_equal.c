#include "edit_internal.h"

#include <string.h>

static bool equals_list(const struct node *node, const struct content *content)
{
    if (node_kind(node) != NODE_SEQUENCE || node->count != content->count)
        return false;
    for (size_t i = 0; i < content->count; i++) {
        if (!content_equals(node_item(node, i), &content->items[i]))
            return false;
    }
    return true;
}

static bool equals_map(const struct node *node, const struct content *content)
{
    if (node_kind(node) != NODE_MAPPING || node->count != content->count)
        return false;
    for (size_t i = 0; i < content->count; i++) {
        const char *key = content->keys[i];
        uint32_t value = tree_find(node, key, strlen(key), NULL);
        if (value == TREE_NONE || !content_equals(tree_view(node->tree, value), &content->items[i]))
            return false;
    }
    return true;
}

bool content_equals(const struct node *node, const struct content *content)
{
    switch (content->kind) {
    case CONTENT_TEXT:
    case CONTENT_PLAIN: {
        size_t length = strlen(content->text);
        return node_kind(node) == NODE_SCALAR && node->text_length == length &&
               memcmp(node->text, content->text, length) == 0;
    }
    case CONTENT_LIST:
        return equals_list(node, content);
    case CONTENT_MAP:
        return equals_map(node, content);
    }
    return false;
}
