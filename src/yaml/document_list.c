/* A list that is set anew is changed where it differs: entries that stay keep their bytes and
 * their comments, entries that moved are moved, changed ones are changed in place. */

#include "document_internal.h"

#include "match_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { COMPARISON_LIMIT = 1000000 }; /* in longer lists what moved is not looked for */

struct plan {
    const struct node *node; /* valid until the first edit */
    const struct content *content;
    size_t old_count, new_count;
    size_t *match; /* for each new entry: the old one that it is, or MATCH_NONE */
    bool *changed; /* for each new entry: it is that one, with another value */
    bool *used;    /* for each old entry */
    size_t *gap;   /* for each old entry: how many that stay are before it */
};

static bool equals(const void *context, size_t old, size_t new)
{
    const struct plan *plan = context;
    return content_equals(node_item(plan->node, old), &plan->content->items[new]);
}

/* How much a row has in common with a new one. */
static size_t measure_likeness(const struct node *node, const struct content *content)
{
    size_t common = 0;
    if (content->kind != CONTENT_MAP || node_kind(node) != NODE_MAPPING)
        return 0;
    for (size_t i = 0; i < content->count; i++) {
        const struct node *value = node_find(node, content->keys[i]);
        common += value != NULL && content_equals(value, &content->items[i]);
    }
    return common;
}

static void take(struct plan *plan, size_t new, size_t old, bool changed)
{
    plan->match[new] = old;
    plan->changed[new] = changed;
    plan->used[old] = true;
}

static void match_moved(struct plan *plan)
{
    for (size_t j = 0; j < plan->new_count; j++) {
        for (size_t i = 0; i < plan->old_count && plan->match[j] == MATCH_NONE; i++) {
            if (!plan->used[i] && equals(plan, i, j))
                take(plan, j, i, false);
        }
    }
}

static void match_alike(struct plan *plan)
{
    for (size_t j = 0; j < plan->new_count; j++) {
        size_t best = MATCH_NONE;
        size_t most = 0;
        for (size_t i = 0; i < plan->old_count && plan->match[j] == MATCH_NONE; i++) {
            if (plan->used[i])
                continue;
            size_t common = measure_likeness(node_item(plan->node, i), &plan->content->items[j]);
            if (common > most) {
                most = common;
                best = i;
            }
        }
        if (best != MATCH_NONE)
            take(plan, j, best, true);
    }
}

/* What remains between the same two entries that stay is taken as changed, in order. */
static void match_in_place(struct plan *plan)
{
    size_t gap = 0;
    size_t i = 0;
    for (size_t j = 0; j < plan->new_count; j++) {
        if (plan->match[j] != MATCH_NONE) {
            gap += !plan->changed[j] && plan->gap[plan->match[j]] == gap;
            continue;
        }
        while (i < plan->old_count && (plan->used[i] || plan->gap[i] < gap))
            i++;
        if (i < plan->old_count && plan->gap[i] == gap)
            take(plan, j, i, true);
    }
}

/* Pairs of entries that may still be matched. */
static size_t count_free(const struct plan *plan)
{
    size_t old = 0;
    size_t new = 0;
    for (size_t i = 0; i < plan->old_count; i++)
        old += !plan->used[i];
    for (size_t j = 0; j < plan->new_count; j++)
        new += plan->match[j] == MATCH_NONE;
    return old * new;
}

static void make_plan(struct plan *plan)
{
    plan->match = memory_allocate(plan->new_count * sizeof *plan->match);
    plan->changed = memory_allocate(plan->new_count * sizeof *plan->changed);
    plan->used = memory_allocate(plan->old_count * sizeof *plan->used);
    plan->gap = memory_allocate(plan->old_count * sizeof *plan->gap);
    match_sequences(plan->old_count, plan->new_count, equals, plan, plan->match);
    for (size_t j = 0; j < plan->new_count; j++) {
        if (plan->match[j] != MATCH_NONE)
            plan->used[plan->match[j]] = true;
    }
    size_t gap = 0;
    for (size_t i = 0; i < plan->old_count; i++) {
        plan->gap[i] = gap;
        gap += plan->used[i];
    }
    if (count_free(plan) <= COMPARISON_LIMIT) {
        match_moved(plan);
        match_alike(plan);
    }
    match_in_place(plan);
}

static void free_plan(struct plan *plan)
{
    free(plan->match);
    free(plan->changed);
    free(plan->used);
    free(plan->gap);
}

static int change_entries(struct document *document, const struct plan *plan, struct step *path,
                          size_t depth, struct error *error)
{
    for (size_t j = 0; j < plan->new_count; j++) {
        if (!plan->changed[j])
            continue;
        path[depth] = (struct step){.index = plan->match[j]};
        if (document_set(document, path, depth + 1, &plan->content->items[j], error) != 0)
            return -1;
    }
    for (size_t i = plan->old_count; i-- > 0;) {
        if (plan->used[i])
            continue;
        path[depth] = (struct step){.index = i};
        if (document_remove(document, path, depth + 1, error) != 0)
            return -1;
    }
    return 0;
}

/* Bring the entries that stay into their new order, then put the new ones between them. */
static int order_entries(struct document *document, const struct plan *plan,
                         const struct step *path, size_t depth, struct error *error)
{
    size_t *order = memory_allocate(plan->old_count * sizeof *order);
    size_t count = 0;
    size_t place = 0;
    int result = 0;
    for (size_t i = 0; i < plan->old_count; i++) {
        if (plan->used[i])
            order[count++] = i;
    }
    for (size_t j = 0; j < plan->new_count && result == 0; j++) {
        if (plan->match[j] == MATCH_NONE)
            continue;
        size_t at = place;
        while (order[at] != plan->match[j])
            at++;
        if (at != place)
            result = document_move(document, path, depth, at, place, error);
        memmove(order + place + 1, order + place, (at - place) * sizeof *order);
        order[place++] = plan->match[j];
    }
    for (size_t j = 0; j < plan->new_count && result == 0;) {
        size_t end = j;
        while (end < plan->new_count && plan->match[end] == MATCH_NONE)
            end++;
        if (end > j)
            result = document_insert_rows(document, path, depth, j, &plan->content->items[j],
                                          end - j, error);
        j = end > j ? end : j + 1;
    }
    free(order);
    return result;
}

int document_set_list(struct document *document, const struct node *node, const struct step *path,
                      size_t depth, const struct content *content, struct error *error)
{
    size_t mark = document_mark(document);
    struct plan plan = {
        .node = node, .content = content, .old_count = node->count, .new_count = content->count};
    struct step *longer = memory_allocate((depth + 1) * sizeof *longer);
    if (depth > 0)
        memcpy(longer, path, depth * sizeof *path);
    make_plan(&plan);
    int result = change_entries(document, &plan, longer, depth, error);
    if (result == 0)
        result = order_entries(document, &plan, path, depth, error);
    if (result != 0)
        document_rewind(document, mark);
    free_plan(&plan);
    free(longer);
    return result;
}

static bool has_key(const struct content *content, const struct node *key)
{
    for (size_t i = 0; i < content->count; i++) {
        size_t length = strlen(content->keys[i]);
        if (length == key->text_length && memcmp(content->keys[i], key->text, length) == 0)
            return true;
    }
    return false;
}

static int set_keys(struct document *document, struct step *path, size_t depth,
                    const struct content *content, struct error *error)
{
    for (size_t i = 0; i < content->count; i++) {
        struct place place = {0};
        size_t found = 0;
        if (document_locate(document, path, depth, &place, &found, error) != 0)
            return -1;
        const char *key = content->keys[i];
        const struct node *mapping = &document_tree(document)->nodes[place.node];
        const struct node *value = node_find(mapping, key);
        if (value != NULL && content_equals(value, &content->items[i]))
            continue;
        path[depth] = (struct step){.key = key};
        bool local = tree_find(mapping, key, strlen(key), NULL) != TREE_NONE;
        int result = local ? document_set(document, path, depth + 1, &content->items[i], error)
                           : document_put(document, path, depth, key, &content->items[i],
                                          content->keys, content->count, error);
        if (result != 0)
            return -1;
    }
    return 0;
}

/* Keys that the content does not have go; those it cannot have (<<, keys that are no text) stay. */
static int remove_keys(struct document *document, struct step *path, size_t depth,
                       const struct content *content, struct error *error)
{
    struct place place = {0};
    size_t found = 0;
    if (document_locate(document, path, depth, &place, &found, error) != 0)
        return -1;
    for (size_t i = document_tree(document)->nodes[place.node].count; i-- > 0;) {
        const struct tree *tree = document_tree(document);
        const struct node *mapping = &tree->nodes[place.node];
        const struct node *key = &tree->nodes[tree_entry(tree, mapping, i)->key];
        if (key->kind != TREE_SCALAR || tree_is_merge_key(key) || has_key(content, key))
            continue;
        path[depth] = (struct step){.index = i};
        if (document_remove(document, path, depth + 1, error) != 0)
            return -1;
    }
    return 0;
}

int document_set_map(struct document *document, const struct step *path, size_t depth,
                     const struct content *content, struct error *error)
{
    size_t mark = document_mark(document);
    struct step *longer = memory_allocate((depth + 1) * sizeof *longer);
    if (depth > 0)
        memcpy(longer, path, depth * sizeof *path);
    int result = set_keys(document, longer, depth, content, error);
    if (result == 0)
        result = remove_keys(document, longer, depth, content, error);
    if (result != 0)
        document_rewind(document, mark);
    free(longer);
    return result;
}
