#include "vocabulary_edit_internal.h"

#include "base/utf8.h"

#include <assert.h>
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

/* The new name is none of the aliases any more. */
static int remove_alias(struct document *document, struct step *path, size_t depth,
                        const struct node *aliases, const char *name, struct error *error)
{
    for (size_t i = 0; i < node_count(aliases); i++) {
        if (strcmp(node_text(node_item(aliases, i), NULL), name) != 0)
            continue;
        path[depth] = (struct step){.index = i};
        return document_remove(document, path, depth + 1, error);
    }
    return 0;
}

static const struct node *find_aliases(const struct document *document, const struct step *path,
                                       size_t depth)
{
    const struct node *list = find_list(document, path, depth - 1);
    return node_find(node_item(list, path[depth - 1].index), "aliases");
}

/* `path` has room for two more steps, behind the one to the entry. */
static int add_alias(const struct vocabulary_edit *edit, struct document *document,
                     struct step *path, size_t depth, struct error *error)
{
    static const char *const order[] = {"value", "help", "aliases"};
    const struct content alias = {.kind = CONTENT_TEXT, .text = edit->old_value};
    const struct content list = {.kind = CONTENT_LIST, .items = &alias, .count = 1, .flow = true};
    const struct node *aliases = find_aliases(document, path, depth);
    if (aliases == NULL || node_kind(aliases) != NODE_SEQUENCE)
        return document_put(document, path, depth, "aliases", &list, order, 3, error);
    size_t count = node_count(aliases);
    path[depth] = (struct step){.key = "aliases"};
    if (document_insert(document, path, depth + 1, count, &alias, error) != 0)
        return -1;
    aliases = find_aliases(document, path, depth);
    return remove_alias(document, path, depth + 1, aliases, edit->value, error);
}

static int rename_entry(const struct vocabulary_edit *edit, struct document *document,
                        const struct step *list_path, size_t depth, struct error *error)
{
    static const char *const keys[] = {"value", "aliases"};
    const struct content alias = {.kind = CONTENT_TEXT, .text = edit->old_value};
    const struct content texts[] = {
        {.kind = CONTENT_TEXT, .text = edit->value},
        {.kind = CONTENT_LIST, .items = &alias, .count = 1, .flow = true}};
    const struct content map = {
        .kind = CONTENT_MAP, .items = texts, .keys = keys, .count = 2, .flow = true};
    struct step path[MOST_DEPTH + 3] = {{0}};
    const struct node *list = find_list(document, list_path, depth);
    size_t index = find_entry(list, edit->old_value);
    bool same = utf8_equal_caseless(edit->value, edit->old_value);
    assert(depth <= MOST_DEPTH);
    if (index == node_count(list))
        return error_set(error, ERROR_REFUSED, "it has no entry “%s”", edit->old_value);
    for (size_t i = 0; i < depth; i++)
        path[i] = list_path[i];
    path[depth] = (struct step){.index = index};
    if (node_kind(node_item(list, index)) != NODE_MAPPING)
        return document_set(document, path, depth + 1, same ? &texts[0] : &map, error);
    path[depth + 1] = (struct step){.key = "value"};
    if (document_set(document, path, depth + 2, &texts[0], error) != 0)
        return -1;
    return same ? 0 : add_alias(edit, document, path, depth + 1, error);
}

int vocabulary_edit_apply(const struct vocabulary_edit *edit, struct document *document,
                          const struct step *path, size_t depth, struct error *error)
{
    const struct node *list = find_list(document, path, depth);
    if (list == NULL || node_kind(list) != NODE_SEQUENCE)
        return error_set(error, ERROR_REFUSED, "it is no list of entries");
    return edit->old_value == NULL ? append_entry(document, edit, path, depth, error)
                                   : rename_entry(edit, document, path, depth, error);
}
