#include "edit_trial.h"

#include "span_check.h"
#include "value_tree.h"

#include "base/buffer.h"

#include <string.h>

static const struct content row_items[] = {{.kind = CONTENT_TEXT, .text = "one: two"},
                                           {.kind = CONTENT_TEXT, .text = "l1\n\n  l2\n"}};
static const char *const row_keys[] = {"k1", "k 2"};

const struct content trial_contents[] = {
    {.kind = CONTENT_TEXT, .text = "new text"},
    {.kind = CONTENT_TEXT, .text = "no"},
    {.kind = CONTENT_TEXT, .text = "l1\nl2\n"},
    {.kind = CONTENT_TEXT, .text = "  l1\n\n l2"},
    {.kind = CONTENT_TEXT, .text = ""},
    {.kind = CONTENT_TEXT, .text = "tab\tand 'quote\" # ü"},
    {.kind = CONTENT_PLAIN, .text = "2025-01-01"},
    {.kind = CONTENT_LIST, .items = row_items, .count = 2},
    {.kind = CONTENT_MAP, .items = row_items, .keys = row_keys, .count = 2},
};
const size_t trial_content_count = sizeof trial_contents / sizeof trial_contents[0];

const char *trial_name(enum trial_kind kind)
{
    static const char *const names[] = {"set", "remove", "insert", "move"};
    return names[kind];
}

const struct node *trial_find(const struct document *document, const struct step *path,
                              size_t depth)
{
    const struct node *node = document_root(document);
    for (size_t i = 0; i < depth; i++)
        node = node_item(node, path[i].index);
    return node;
}

static bool is_alias(const struct node *node)
{
    return (node_flags(node) & NODE_LINKED) != 0;
}

static bool is_collection(const struct node *node)
{
    return node_kind(node) == NODE_SEQUENCE || node_kind(node) == NODE_MAPPING;
}

bool trial_has_entries(const struct node *node)
{
    return !is_alias(node) && is_collection(node) && node_count(node) > 0;
}

/* A map that is set keeps keys that it has, in their order, and those that no content can have:
 * <<, and keys that are no text. */
static bool keeps_keys(const struct node *node, const struct content *content)
{
    for (size_t i = 0; node_kind(node) == NODE_MAPPING && i < node_count(node); i++) {
        const struct node *key = node_key(node, i);
        if (is_alias(key) || is_collection(key) || strcmp(node_text(key, NULL), "<<") == 0)
            return true;
    }
    for (size_t i = 0; content->kind == CONTENT_MAP && i < content->count; i++) {
        if (node_find(node, content->keys[i]) != NULL)
            return true;
    }
    return false;
}

static bool has_tags(const struct value *value)
{
    size_t slots = value->kind == VALUE_MAP ? value->count * 2 : value->count;
    bool found = value->tag != NULL;
    for (size_t i = 0; i < slots && !found; i++)
        found = has_tags(value->items[i]);
    return found;
}

/* Whether the model can tell what the edit gives: entries that are changed in place keep their
 * tags and anchors. */
static bool is_foreseeable(const struct trial *trial, struct value_file *model,
                           const struct buffer *bytes)
{
    const struct node *node = trial_find(trial->document, trial->path, trial->depth);
    if (trial->kind != TRIAL_SET || trial->content->count == 0 || is_alias(node))
        return true;
    return !keeps_keys(node, trial->content) &&
           memchr(buffer_string(bytes), '&', bytes->length) == NULL &&
           !has_tags(*value_find_slot(model, trial->section, trial->path, trial->depth));
}

/* Where a new key goes is said by an order of keys. False if no key there can be named. */
static bool put(struct trial *trial, const struct node *node, int *result)
{
    size_t beside = trial->to > 0 ? trial->to - 1 : 0;
    if (node_count(node) == 0)
        return false;
    const struct node *key = node_key(node, beside);
    if (node_kind(key) != NODE_SCALAR || is_alias(key) || (node_flags(key) & NODE_DUPLICATE) != 0)
        return false;
    const char *text = node_text(key, NULL);
    const char *order[] = {trial->to > 0 ? text : "new key", trial->to > 0 ? "new key" : text};
    *result = document_put(trial->document, trial->path, trial->depth, "new key", trial->content,
                           order, 2, &trial->error);
    return true;
}

/* False if there is no such edit. */
static bool edit(struct trial *trial, int *result)
{
    struct document *document = trial->document;
    const struct node *node = trial_find(document, trial->path, trial->depth);
    switch (trial->kind) {
    case TRIAL_SET:
        *result = document_set(document, trial->path, trial->depth, trial->content, &trial->error);
        return true;
    case TRIAL_REMOVE:
        *result = document_remove(document, trial->path, trial->depth, &trial->error);
        return trial->depth > 0;
    case TRIAL_INSERT:
        if (node_kind(node) == NODE_MAPPING)
            return put(trial, node, result);
        *result = document_insert(document, trial->path, trial->depth, trial->to, trial->content,
                                  &trial->error);
        return true;
    case TRIAL_MOVE:
        *result = document_move(document, trial->path, trial->depth, trial->from, trial->to,
                                &trial->error);
        return true;
    }
    return false;
}

static void foresee(const struct trial *trial, struct value_file *model, bool alias, bool changed)
{
    struct value **slot = value_find_slot(model, trial->section, trial->path, trial->depth);
    switch (trial->kind) {
    case TRIAL_SET:
        if (changed)
            value_replace(model, slot, alias, trial->content);
        break;
    case TRIAL_REMOVE:
        value_remove(*value_find_slot(model, trial->section, trial->path, trial->depth - 1),
                     trial->path[trial->depth - 1].index);
        break;
    case TRIAL_INSERT:
        value_insert(model, *slot, trial->to, (*slot)->kind == VALUE_MAP ? "new key" : NULL,
                     trial->content);
        break;
    case TRIAL_MOVE:
        value_move(*slot, trial->from, trial->to);
        break;
    }
}

static const char *compare(const struct trial *trial, const struct value_file *expected)
{
    size_t length = 0;
    const char *bytes = document_bytes(trial->document, &length);
    struct value_file got = {0};
    const char *problem = NULL;
    if (!value_file_load(&got, bytes, length))
        problem = "the result cannot be loaded";
    else if (!value_file_equals(&got, expected))
        problem = "the result says something else";
    value_file_done(&got);
    return problem;
}

static bool has_bytes(const struct trial *trial, const struct buffer *wanted)
{
    size_t length = 0;
    const char *bytes = document_bytes(trial->document, &length);
    return length == wanted->length && memcmp(bytes, buffer_string(wanted), length) == 0;
}

void trial_run(struct trial *trial)
{
    size_t length = 0;
    size_t mark = document_mark(trial->document);
    const char *bytes = document_bytes(trial->document, &length);
    struct buffer before = {0};
    buffer_append(&before, bytes, length);
    struct value_file model = {0};
    bool foreseeable =
        value_file_load(&model, bytes, length) && is_foreseeable(trial, &model, &before);
    bool alias = is_alias(trial_find(trial->document, trial->path, trial->depth));
    int result = 0;
    size_t offset = 0;
    trial->problem = NULL;
    trial->refused = false;
    error_clear(&trial->error);
    bool done = edit(trial, &result);
    trial->refused = result != 0;
    if (trial->refused && (trial->error.kind != ERROR_REFUSED || trial->error.text[0] == '\0' ||
                           !has_bytes(trial, &before)))
        trial->problem = "was refused, but without a reason or with a change";
    if (done && !trial->refused && foreseeable) {
        foresee(trial, &model, alias, document_mark(trial->document) > mark);
        trial->problem = compare(trial, &model);
    }
    if (trial->problem == NULL && !trial->refused)
        trial->problem = span_check(trial->document, &offset);
    if (trial->problem == NULL && !trial->keep) {
        document_rewind(trial->document, mark);
        if (!has_bytes(trial, &before))
            trial->problem = "undo does not give the old bytes";
    }
    value_file_done(&model);
    buffer_done(&before);
}
