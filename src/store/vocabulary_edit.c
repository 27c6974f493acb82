#include "vocabulary_edit_internal.h"

#include "base/memory.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DEPTH = 2 };

static const struct node *find_list(const struct document *document, const struct step *path,
                                    size_t depth)
{
    const struct node *list = document_root(document);
    for (size_t i = 0; list != NULL && i < depth; i++)
        list = node_find(list, path[i].key);
    return list;
}

/* ── add ── */

/* As the last entry is written: a text alone, a map on one line, a map on several. */
static int append_entry(struct document *document, const struct vocabulary_edit *edit,
                        const struct step *path, size_t depth, struct error *error)
{
    static const char *const keys[] = {"value", "help"};
    const struct content texts[] = {{.kind = CONTENT_TEXT, .text = edit->value},
                                    {.kind = CONTENT_TEXT, .text = edit->help}};
    const struct node *list = find_list(document, path, depth);
    size_t count = node_count(list);
    const struct node *last = count > 0 ? node_item(list, count - 1) : NULL;
    bool is_text = last != NULL && node_kind(last) == NODE_SCALAR && edit->help == NULL;
    bool is_flow =
        last == NULL || node_kind(last) != NODE_MAPPING || (node_flags(last) & NODE_FLOW) != 0;
    const struct content map = {
        .kind = CONTENT_MAP,
        .items = texts,
        .keys = keys,
        .count = edit->help != NULL ? 2 : 1,
        .flow = is_flow,
    };
    return document_insert(document, path, depth, count, is_text ? &texts[0] : &map, error);
}

/* ── rename ── */

static const char *entry_value(const struct node *entry)
{
    const struct node *value = node_kind(entry) == NODE_MAPPING ? node_find(entry, "value") : entry;
    return value != NULL ? node_text(value, NULL) : "";
}

static size_t find_entry(const struct node *list, const char *value)
{
    size_t index = 0;
    while (index < node_count(list) && strcmp(entry_value(node_item(list, index)), value) != 0)
        index++;
    return index;
}

/* A path into the list of entries: to the list, an entry, its aliases, one of them. */
struct entry_path {
    struct step steps[MOST_DEPTH + 3];
    size_t depth; /* of the entry */
};

static struct entry_path path_to_entry(const struct step *list_path, size_t depth, size_t index)
{
    struct entry_path path = {.depth = depth + 1};
    assert(depth <= MOST_DEPTH);
    for (size_t i = 0; i < depth; i++)
        path.steps[i] = list_path[i];
    path.steps[depth] = (struct step){.index = index};
    return path;
}

static const struct node *find_node(const struct document *document, const struct entry_path *path)
{
    const struct node *list = find_list(document, path->steps, path->depth - 1);
    return node_item(list, path->steps[path->depth - 1].index);
}

/* NULL: the entry is a text, has none, or has something else there. */
static const struct node *find_aliases(const struct document *document,
                                       const struct entry_path *path)
{
    const struct node *entry = find_node(document, path);
    const struct node *aliases =
        node_kind(entry) == NODE_MAPPING ? node_find(entry, "aliases") : NULL;
    return aliases != NULL && node_kind(aliases) == NODE_SEQUENCE ? aliases : NULL;
}

static size_t find_alias(const struct node *aliases, const char *name)
{
    size_t index = 0;
    while (index < node_count(aliases) &&
           strcmp(node_text(node_item(aliases, index), NULL), name) != 0)
        index++;
    return index;
}

/* A new name is none of the aliases any more. */
static int remove_alias(struct document *document, struct entry_path *path, const char *name,
                        struct error *error)
{
    const struct node *aliases = find_aliases(document, path);
    size_t index = aliases != NULL ? find_alias(aliases, name) : 0;
    if (aliases == NULL || index == node_count(aliases))
        return 0;
    path->steps[path->depth] = (struct step){.key = "aliases"};
    path->steps[path->depth + 1] = (struct step){.index = index};
    return document_remove(document, path->steps, path->depth + 2, error);
}

/* An entry that is a text becomes a map. */
static int set_text_with_alias(struct document *document, const struct entry_path *path,
                               const char *value, const char *alias, struct error *error)
{
    static const char *const keys[] = {"value", "aliases"};
    const struct content text = {.kind = CONTENT_TEXT, .text = alias};
    const struct content texts[] = {
        {.kind = CONTENT_TEXT, .text = value},
        {.kind = CONTENT_LIST, .items = &text, .count = 1, .flow = true}};
    const struct content map = {
        .kind = CONTENT_MAP, .items = texts, .keys = keys, .count = 2, .flow = true};
    return document_set(document, path->steps, path->depth, &map, error);
}

static int add_alias(struct document *document, struct entry_path *path, const char *name,
                     struct error *error)
{
    static const char *const order[] = {"value", "help", "aliases"};
    const struct content alias = {.kind = CONTENT_TEXT, .text = name};
    const struct content list = {.kind = CONTENT_LIST, .items = &alias, .count = 1, .flow = true};
    const struct node *entry = find_node(document, path);
    const struct node *aliases = find_aliases(document, path);
    if (strcmp(entry_value(entry), name) == 0)
        return 0;
    if (node_kind(entry) != NODE_MAPPING)
        return set_text_with_alias(document, path, entry_value(entry), name, error);
    if (aliases == NULL)
        return document_put(document, path->steps, path->depth, "aliases", &list, order, 3, error);
    size_t count = node_count(aliases);
    if (find_alias(aliases, name) < count)
        return 0;
    path->steps[path->depth] = (struct step){.key = "aliases"};
    return document_insert(document, path->steps, path->depth + 1, count, &alias, error);
}

static int set_value(struct document *document, struct entry_path *path, const char *value,
                     struct error *error)
{
    const struct content text = {.kind = CONTENT_TEXT, .text = value};
    size_t depth = path->depth;
    if (node_kind(find_node(document, path)) == NODE_MAPPING)
        path->steps[depth++] = (struct step){.key = "value"};
    return document_set(document, path->steps, depth, &text, error);
}

static int rename_entry(const struct vocabulary_edit *edit, struct document *document,
                        struct entry_path path, struct error *error)
{
    if (set_value(document, &path, edit->value, error) != 0)
        return -1;
    if (utf8_equal_caseless(edit->value, edit->old_value))
        return 0;
    if (add_alias(document, &path, edit->old_value, error) != 0)
        return -1;
    return remove_alias(document, &path, edit->value, error);
}

/* ── bring together ── */

/* The aliases of the old entry, one after the other: an edit moves the nodes. */
static char *copy_alias(const struct document *document, const struct entry_path *path,
                        size_t index)
{
    const struct node *aliases = find_aliases(document, path);
    bool exists = aliases != NULL && index < node_count(aliases);
    return exists ? memory_copy_string(node_text(node_item(aliases, index), NULL)) : NULL;
}

/* The names of the old entry are those of the new one; what else it says goes. */
static int merge_entries(const struct vocabulary_edit *edit, struct document *document,
                         struct entry_path old, struct entry_path new, struct error *error)
{
    int result = add_alias(document, &new, edit->old_value, error);
    char *alias = NULL;
    for (size_t i = 0; result == 0 && (alias = copy_alias(document, &old, i)) != NULL; i++) {
        result = add_alias(document, &new, alias, error);
        free(alias);
    }
    return result == 0 ? document_remove(document, old.steps, old.depth, error) : -1;
}

static int rename_or_merge(const struct vocabulary_edit *edit, struct document *document,
                           const struct step *list_path, size_t depth, struct error *error)
{
    const struct node *list = find_list(document, list_path, depth);
    size_t old = find_entry(list, edit->old_value);
    size_t new = find_entry(list, edit->value);
    if (old == node_count(list))
        return error_set(error, ERROR_REFUSED, "it has no entry “%s”", edit->old_value);
    if (new == node_count(list))
        return rename_entry(edit, document, path_to_entry(list_path, depth, old), error);
    return merge_entries(edit, document, path_to_entry(list_path, depth, old),
                         path_to_entry(list_path, depth, new), error);
}

int vocabulary_edit_apply(const struct vocabulary_edit *edit, struct document *document,
                          const struct step *path, size_t depth, struct error *error)
{
    const struct node *list = find_list(document, path, depth);
    if (list == NULL || node_kind(list) != NODE_SEQUENCE)
        return error_set(error, ERROR_REFUSED, "it is no list of entries");
    return edit->old_value == NULL ? append_entry(document, edit, path, depth, error)
                                   : rename_or_merge(edit, document, path, depth, error);
}
