#include "document_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static int refuse_at(const struct document *document, uint32_t at, struct error *error,
                     const char *reason)
{
    struct tree *tree = document_tree(document);
    if (at > tree->source.length)
        return error_set(error, ERROR_REFUSED, "%s", reason);
    return error_set(error, ERROR_REFUSED, "line %zu: %s", source_find_line(&tree->source, at),
                     reason);
}

static int check_section(const struct document *document, struct error *error)
{
    const struct section *section = document_section(document);
    if (section == NULL || section->read_only == NULL)
        return 0;
    uint32_t cause = section->read_only_at;
    uint32_t at = cause != TREE_NONE ? document_tree(document)->nodes[cause].begin : TREE_NONE;
    return refuse_at(document, at, error, section->read_only);
}

static int not_found(const struct node *node, const struct step *step, struct error *error)
{
    size_t line = node_line(node);
    if (step->key == NULL)
        return error_set(error, ERROR_NOT_FOUND, "line %zu: there is no entry %zu", line,
                         step->index);
    if (node_find(node, step->key) != NULL)
        return error_set(error, ERROR_NOT_FOUND,
                         "line %zu: the key '%s' is not written here but inherited (<<); it can be "
                         "overridden, not changed or removed",
                         line, step->key);
    return error_set(error, ERROR_NOT_FOUND, "line %zu: there is no key '%s'", line, step->key);
}

static int take_step(const struct document *document, const struct step *step, struct place *place,
                     struct error *error)
{
    const struct tree *tree = document_tree(document);
    const struct node *node = &tree->nodes[place->node];
    if (node->kind == TREE_ALIAS)
        return refuse_at(document, node->begin, error,
                         "the value is linked by an alias; edit it where the anchor is, or replace "
                         "the link");
    uint32_t value = TREE_NONE;
    size_t position = 0;
    if (step->key != NULL && node->kind == TREE_MAPPING) {
        value = tree_find(node, step->key, strlen(step->key), &position);
    } else if (step->key == NULL && (node->kind == TREE_SEQUENCE || node->kind == TREE_MAPPING) &&
               step->index < node->count) {
        position = step->index;
        value = tree_entry(tree, node, position)->value;
    }
    if (value == TREE_NONE)
        return not_found(node, step, error);
    if ((tree->nodes[value].flags & TREE_DUPLICATE) != 0)
        return refuse_at(document, tree->nodes[value].begin, error,
                         "the key stands twice; remove one of them in a text editor");
    *place = (struct place){.node = value, .collection = place->node, .position = position};
    return 0;
}

int document_locate(const struct document *document, const struct step *path, size_t depth,
                    struct place *place, size_t *found, struct error *error)
{
    const struct section *section = document_section(document);
    *found = 0;
    if (check_section(document, error) != 0)
        return -1;
    if (section == NULL)
        return error_set(error, ERROR_NOT_FOUND, "the file has no content yet");
    *place = (struct place){.node = section->root, .collection = TREE_NONE};
    for (; *found < depth; ++*found) {
        if (take_step(document, &path[*found], place, error) != 0)
            return -1;
    }
    return 0;
}

static int commit_set(struct document *document, uint32_t node, const struct content *content,
                      struct error *error)
{
    struct edit edit;
    edit_init(&edit, document_tree(document), document_section(document));
    int result = edit_set(&edit, node, content, error);
    if (result == 0)
        result = document_commit(document, &edit, error);
    edit_done(&edit);
    return result;
}

static int commit_insert(struct document *document, uint32_t collection, size_t position,
                         const char *key, const struct content *content, struct error *error)
{
    struct edit edit;
    edit_init(&edit, document_tree(document), document_section(document));
    int result = edit_insert(&edit, collection, position, key, content, error);
    if (result == 0)
        result = document_commit(document, &edit, error);
    edit_done(&edit);
    return result;
}

static bool is_long(const struct node *node)
{
    return node->kind == TREE_SCALAR && node->text_length > TREE_SCALAR_LIMIT;
}

/* A value that is reached through a merge key is overridden here. */
static int set_inherited(struct document *document, const struct step *path, size_t depth,
                         const struct content *content, struct error *error)
{
    struct place place = {0};
    size_t found = 0;
    struct error missing = *error;
    if (depth == 0 || path[depth - 1].key == NULL ||
        document_locate(document, path, depth - 1, &place, &found, error) != 0)
        return -1;
    struct tree *tree = document_tree(document);
    if (node_find(&tree->nodes[place.node], path[depth - 1].key) == NULL) {
        *error = missing;
        return -1;
    }
    return document_put(document, path, depth - 1, path[depth - 1].key, content, NULL, 0, error);
}

int document_set(struct document *document, const struct step *path, size_t depth,
                 const struct content *content, struct error *error)
{
    struct error why = {0};
    struct place place = {0};
    size_t found = 0;
    if (error == NULL)
        error = &why;
    if (document_prepare(document, error) != 0)
        return -1;
    if (document_locate(document, path, depth, &place, &found, error) != 0) {
        if (error->kind == ERROR_NOT_FOUND && found + 1 == depth)
            return set_inherited(document, path, depth, content, error);
        return -1;
    }
    struct tree *tree = document_tree(document);
    const struct node *node = &tree->nodes[place.node];
    if (content_equals(tree_view(tree, place.node), content))
        return 0;
    if (is_long(node))
        return refuse_at(document, node->begin, error,
                         "the value is longer than 1 MiB; change it in a text editor");
    bool same = node->count > 0 && content->count > 0;
    if (same && content->kind == CONTENT_LIST && node->kind == TREE_SEQUENCE)
        return document_set_list(document, node, path, depth, content, error);
    if (same && content->kind == CONTENT_MAP && node->kind == TREE_MAPPING)
        return document_set_map(document, path, depth, content, error);
    return commit_set(document, place.node, content, error);
}

static size_t find_in_order(const char *const *order, size_t count, const char *key, size_t length)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(order[i]) == length && memcmp(order[i], key, length) == 0)
            return i;
    }
    return count;
}

/* Behind the nearest earlier key of the order, else before the nearest later one, else last. */
static size_t find_position(const struct node *mapping, const char *key, const char *const *order,
                            size_t count)
{
    size_t own = find_in_order(order, count, key, strlen(key));
    if (order == NULL || own == count)
        return mapping->count;
    for (size_t i = own; i > 0; i--) {
        size_t position = 0;
        if (tree_find(mapping, order[i - 1], strlen(order[i - 1]), &position) != TREE_NONE)
            return position + 1;
    }
    for (size_t i = own + 1; i < count; i++) {
        size_t position = 0;
        if (tree_find(mapping, order[i], strlen(order[i]), &position) != TREE_NONE)
            return position;
    }
    return mapping->count;
}

/* Wrap content into maps for the keys of a path that are not there yet. */
struct wrapping {
    struct content *maps;
    const char **keys;
};

static const struct content *wrap(struct wrapping *wrapping, const struct step *path, size_t from,
                                  size_t depth, const char *key, const struct content *content)
{
    size_t count = depth - from;
    wrapping->maps = memory_allocate((count + 1) * sizeof *wrapping->maps);
    wrapping->keys = memory_allocate((count + 1) * sizeof *wrapping->keys);
    for (size_t i = depth; i > from; i--) {
        size_t at = i - from - 1;
        wrapping->keys[at] = i == depth ? key : path[i].key;
        wrapping->maps[at] = (struct content){
            .kind = CONTENT_MAP, .items = content, .keys = &wrapping->keys[at], .count = 1};
        content = &wrapping->maps[at];
    }
    return content;
}

static int put_into(struct document *document, const struct place *place, const char *key,
                    const struct content *content, const char *const *order, size_t order_count,
                    struct error *error)
{
    struct tree *tree = document_tree(document);
    const struct node *node = &tree->nodes[place->node];
    const char *const keys[] = {key};
    struct content map = {.kind = CONTENT_MAP, .items = content, .keys = keys, .count = 1};
    if (node->kind == TREE_ALIAS)
        return refuse_at(document, node->begin, error,
                         "the value is linked by an alias; edit it where the anchor is, or replace "
                         "the link");
    if (tree_is_empty(node))
        return commit_set(document, place->node, &map, error);
    if (node->kind != TREE_MAPPING)
        return refuse_at(document, node->begin, error, "there is a value here, not a mapping");
    if (tree_find(node, key, strlen(key), NULL) != TREE_NONE)
        return error_set(error, ERROR_REFUSED, "line %zu: the key '%s' is there already",
                         node_line(node), key);
    bool flow = (node->flags & TREE_FLOW) != 0;
    bool section = content->kind == CONTENT_MAP || content->kind == CONTENT_LIST;
    if (flow && node->count == 0 && section && !content->flow && !tree_in_flow(tree, place->node))
        return commit_set(document, place->node, &map, error);
    return commit_insert(document, place->node, find_position(node, key, order, order_count), key,
                         content, error);
}

static int create(struct document *document, const char *key, const struct content *content,
                  struct error *error)
{
    struct edit edit;
    edit_init(&edit, document_tree(document), NULL);
    edit_create(&edit, key, content);
    int result = document_commit(document, &edit, error);
    edit_done(&edit);
    return result;
}

int document_put(struct document *document, const struct step *path, size_t depth, const char *key,
                 const struct content *content, const char *const *order, size_t order_count,
                 struct error *error)
{
    struct error why = {0};
    struct place place = {0};
    size_t found = 0;
    if (error == NULL)
        error = &why;
    if (document_prepare(document, error) != 0)
        return -1;
    bool there = document_locate(document, path, depth, &place, &found, error) == 0;
    if (there)
        return put_into(document, &place, key, content, order, order_count, error);
    if (error->kind != ERROR_NOT_FOUND)
        return -1;
    for (size_t i = found; i < depth; i++) {
        if (path[i].key == NULL)
            return -1;
    }
    struct wrapping wrapping = {0};
    bool empty = document_section(document) == NULL;
    int result = -1;
    error_clear(error);
    if (empty && depth == 0) {
        result = create(document, key, content, error);
    } else if (empty) {
        const struct content *map = wrap(&wrapping, path, 0, depth, key, content);
        result = create(document, path[0].key, map, error);
    } else {
        const struct content *map = wrap(&wrapping, path, found, depth, key, content);
        result = put_into(document, &place, path[found].key, map, order, order_count, error);
    }
    free(wrapping.maps);
    free(wrapping.keys);
    return result;
}

/* The sequence at a path, for the edits that need one. */
static int locate_list(const struct document *document, const struct step *path, size_t depth,
                       struct place *place, struct error *error)
{
    size_t found = 0;
    if (document_locate(document, path, depth, place, &found, error) != 0)
        return -1;
    const struct node *node = &document_tree(document)->nodes[place->node];
    if (node->kind == TREE_ALIAS)
        return refuse_at(document, node->begin, error,
                         "the list is linked by an alias; edit it where the anchor is, or replace "
                         "the link");
    return 0;
}

int document_insert(struct document *document, const struct step *path, size_t depth, size_t index,
                    const struct content *content, struct error *error)
{
    struct place place = {0};
    if (document_prepare(document, error) != 0 ||
        locate_list(document, path, depth, &place, error) != 0)
        return -1;
    const struct tree *tree = document_tree(document);
    const struct node *node = &tree->nodes[place.node];
    struct content list = {.kind = CONTENT_LIST, .items = content, .count = 1};
    if (tree_is_empty(node) && index == 0)
        return commit_set(document, place.node, &list, error);
    if (node->kind != TREE_SEQUENCE)
        return refuse_at(document, node->begin, error, "there is a value here, not a list");
    if (index > node->count)
        return error_set(error, ERROR_NOT_FOUND, "line %zu: the list has only %u entries",
                         node_line(node), node->count);
    bool section = content->kind == CONTENT_MAP || content->kind == CONTENT_LIST;
    if ((node->flags & TREE_FLOW) != 0 && node->count == 0 && section && !content->flow &&
        !tree_in_flow(tree, place.node))
        return commit_set(document, place.node, &list, error);
    return commit_insert(document, place.node, index, NULL, content, error);
}

/* All rows in one edit, verified once; false where they must go one by one. */
static bool insert_together(struct document *document, const struct step *path, size_t depth,
                            size_t index, const struct content *items, size_t count)
{
    struct place place = {0};
    struct error why = {0};
    if (count < 2 || index == 0 || locate_list(document, path, depth, &place, &why) != 0)
        return false;
    const struct node *node = &document_tree(document)->nodes[place.node];
    if (node->kind != TREE_SEQUENCE || (node->flags & TREE_FLOW) != 0 || index > node->count)
        return false;
    struct edit edit;
    edit_init(&edit, document_tree(document), document_section(document));
    bool done = edit_insert_rows(&edit, place.node, index, items, count, &why) == 0 &&
                document_commit(document, &edit, &why) == 0;
    edit_done(&edit);
    return done;
}

int document_insert_rows(struct document *document, const struct step *path, size_t depth,
                         size_t index, const struct content *items, size_t count,
                         struct error *error)
{
    size_t mark = document_mark(document);
    if (document_prepare(document, error) != 0)
        return -1;
    for (size_t i = 0; i < count; i++) {
        if (i < 2 && insert_together(document, path, depth, index + i, items + i, count - i))
            return 0;
        if (document_insert(document, path, depth, index + i, &items[i], error) != 0) {
            document_rewind(document, mark);
            return -1;
        }
    }
    return 0;
}

int document_remove(struct document *document, const struct step *path, size_t depth,
                    struct error *error)
{
    struct place place = {0};
    size_t found = 0;
    if (document_prepare(document, error) != 0 ||
        document_locate(document, path, depth, &place, &found, error) != 0)
        return -1;
    if (place.collection == TREE_NONE)
        return refuse_at(document, document_tree(document)->nodes[place.node].begin, error,
                         "the whole document cannot be removed; delete the file");
    struct edit edit;
    edit_init(&edit, document_tree(document), document_section(document));
    int result = edit_remove(&edit, place.collection, place.position, error);
    if (result == 0)
        result = document_commit(document, &edit, error);
    edit_done(&edit);
    return result;
}

int document_move(struct document *document, const struct step *path, size_t depth, size_t from,
                  size_t to, struct error *error)
{
    struct place place = {0};
    if (document_prepare(document, error) != 0 ||
        locate_list(document, path, depth, &place, error) != 0)
        return -1;
    const struct node *node = &document_tree(document)->nodes[place.node];
    if (node->kind != TREE_SEQUENCE && node->kind != TREE_MAPPING)
        return refuse_at(document, node->begin, error, "there is a value here, not a list");
    if (from >= node->count || to >= node->count)
        return error_set(error, ERROR_NOT_FOUND, "line %zu: there are only %u entries",
                         node_line(node), node->count);
    if (from == to)
        return 0;
    struct edit edit;
    edit_init(&edit, document_tree(document), document_section(document));
    int result = edit_move(&edit, place.node, from, to, error);
    if (result == 0)
        result = document_commit(document, &edit, error);
    edit_done(&edit);
    return result;
}
