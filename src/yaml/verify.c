/* Every edit is checked against a second parse before it counts: the value tree but for the
 * addressed node, what aliases refer to, and the comments. Bytes outside the splices are equal by
 * the way the result is made. */

#include "edit_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A node of the old tree and the one that it has become. */
struct couple {
    uint32_t old, new;
};

struct verifier {
    const struct edit *edit;
    const struct tree *old;
    const struct tree *new;
    struct couple *couples; /* of anchored nodes that are referred to, and of aliases */
    size_t count, capacity;
    struct error *error;
};

static int differs(const struct verifier *verifier, uint32_t node, const char *what)
{
    uint32_t at = node < verifier->old->node_count ? verifier->old->nodes[node].begin : 0;
    if (at > verifier->old->source.length)
        at = 0;
    struct error reason = {0};
    edit_refuse(verifier->edit, at, &reason, what);
    return error_set(verifier->error, ERROR_REFUSED,
                     "%s; nothing was changed, make this change in a text editor", reason.text);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static void couple_nodes(struct verifier *verifier, uint32_t old, uint32_t new)
{
    const struct node *node = &verifier->old->nodes[old];
    if (node->kind != TREE_ALIAS && (node->flags & TREE_FOLLOWED) == 0)
        return;
    verifier->couples = memory_grow(verifier->couples, &verifier->capacity, verifier->count,
                                    sizeof *verifier->couples);
    verifier->couples[verifier->count++] = (struct couple){old, new};
}

/* A scalar that we wrote reads as this text, and as a string, in every reader. */
static bool reads_back(const struct verifier *verifier, uint32_t index,
                       const struct content *content)
{
    const struct node *node = &verifier->new->nodes[index];
    switch (content->kind) {
    case CONTENT_TEXT:
        if (node->kind == TREE_SCALAR && node->style == STYLE_PLAIN &&
            !scalar_is_plain_safe(node->text, node->text_length))
            return false;
        return content_equals(node, content);
    case CONTENT_PLAIN:
        return content_equals(node, content) && node->style == STYLE_PLAIN;
    case CONTENT_LIST:
        if (node->kind != TREE_SEQUENCE || node->count != content->count)
            return false;
        break;
    case CONTENT_MAP:
        if (node->kind != TREE_MAPPING || node->count != content->count)
            return false;
        break;
    }
    for (size_t i = 0; i < content->count; i++) {
        const struct entry *entry = tree_entry(verifier->new, node, i);
        if (content->kind == CONTENT_MAP) {
            const struct content key = {.kind = CONTENT_TEXT, .text = content->keys[i]};
            if (!reads_back(verifier, entry->key, &key))
                return false;
        }
        if (!reads_back(verifier, entry->value, &content->items[i]))
            return false;
    }
    return true;
}

static int compare_nodes(struct verifier *verifier, uint32_t old, uint32_t new);

static bool same_outside(const struct node *old, const struct node *new)
{
    enum { KEPT = TREE_ABSENT | TREE_FLOW | TREE_PAIR };
    return old->kind == new->kind && old->style == new->style &&
           (old->flags & KEPT) == (new->flags &KEPT) &&
           same_text(tree_anchor(old), tree_anchor(new)) && same_text(tree_tag(old), tree_tag(new));
}

static int compare_entries(struct verifier *verifier, const struct node *old, size_t i,
                           const struct node *new, size_t j)
{
    const struct entry *a = tree_entry(verifier->old, old, i);
    const struct entry *b = tree_entry(verifier->new, new, j);
    if (a->key != TREE_NONE && compare_nodes(verifier, a->key, b->key) != 0)
        return -1;
    return compare_nodes(verifier, a->value, b->value);
}

/* Where the entry i of the addressed collection must stand afterwards. */
static size_t find_new_position(const struct edit *edit, size_t i)
{
    size_t position = edit->position;
    if (edit->change == CHANGE_INSERT)
        return i < position ? i : i + edit->inserted;
    if (edit->change == CHANGE_REMOVE)
        return i < position ? i : i - 1;
    if (i == position)
        return edit->target;
    if (i > position && i <= edit->target)
        return i - 1;
    if (i < position && i >= edit->target)
        return i + 1;
    return i;
}

static int compare_addressed(struct verifier *verifier, const struct node *old,
                             const struct node *new)
{
    const struct edit *edit = verifier->edit;
    uint32_t index = edit->node;
    size_t expected = old->count + (edit->change == CHANGE_INSERT ? edit->inserted : 0) -
                      (edit->change == CHANGE_REMOVE);
    if (new->kind != old->kind || new->count != expected ||
        !same_text(tree_anchor(old), tree_anchor(new)) || !same_text(tree_tag(old), tree_tag(new)))
        return differs(verifier, index, "the entries would read differently");
    for (size_t i = 0; i < old->count; i++) {
        if (edit->change == CHANGE_REMOVE && i == edit->position)
            continue;
        if (compare_entries(verifier, old, i, new, find_new_position(edit, i)) != 0)
            return -1;
    }
    if (edit->change != CHANGE_INSERT)
        return 0;
    const struct content key = {.kind = CONTENT_TEXT, .text = edit->key};
    for (size_t i = 0; i < edit->inserted; i++) {
        const struct entry *entry = tree_entry(verifier->new, new, edit->position + i);
        if ((edit->key != NULL && !reads_back(verifier, entry->key, &key)) ||
            !reads_back(verifier, entry->value, &edit->content[i]))
            return differs(verifier, index, "the new entry would not read back as it was meant");
    }
    return 0;
}

static int compare_replaced(struct verifier *verifier, uint32_t old, uint32_t new)
{
    const struct node *before = &verifier->old->nodes[old];
    const struct node *after = &verifier->new->nodes[new];
    if (!reads_back(verifier, new, verifier->edit->content))
        return differs(verifier, old, "the new value would not read back as it was meant");
    if (before->kind == TREE_ALIAS)
        return tree_anchor(after) == NULL ? 0 : differs(verifier, old, "an anchor would appear");
    if (!same_text(tree_anchor(before), tree_anchor(after)) ||
        !same_text(tree_tag(before), tree_tag(after)))
        return differs(verifier, old, "its anchor or tag would change");
    return 0;
}

static int compare_nodes(struct verifier *verifier, uint32_t i, uint32_t j)
{
    const struct edit *edit = verifier->edit;
    const struct node *old = &verifier->old->nodes[i];
    const struct node *new = &verifier->new->nodes[j];
    couple_nodes(verifier, i, j);
    if (i == edit->node)
        return edit->change == CHANGE_REPLACE ? compare_replaced(verifier, i, j)
                                              : compare_addressed(verifier, old, new);
    if (!same_outside(old, new))
        return differs(verifier, i, "another value would read differently");
    if (old->kind == TREE_SCALAR)
        return old->text_length ==
                       new->text_length &&memcmp(old->text, new->text, old->text_length) == 0
                   ? 0
                   : differs(verifier, i, "another value would read differently");
    if (old->kind == TREE_ALIAS)
        return 0;
    if (old->count != new->count)
        return differs(verifier, i, "another value would read differently");
    for (size_t k = 0; k < old->count; k++) {
        if (compare_entries(verifier, old, k, new, k) != 0)
            return -1;
    }
    return 0;
}

static int compare_couples(const void *a, const void *b)
{
    const struct couple *left = a;
    const struct couple *right = b;
    return left->old < right->old ? -1 : left->old > right->old;
}

static int check_aliases(struct verifier *verifier)
{
    if (verifier->count > 0)
        qsort(verifier->couples, verifier->count, sizeof verifier->couples[0], compare_couples);
    for (size_t i = 0; i < verifier->count; i++) {
        const struct couple *alias = &verifier->couples[i];
        const struct node *old = &verifier->old->nodes[alias->old];
        const struct node *new = &verifier->new->nodes[alias->new];
        if (old->kind != TREE_ALIAS || alias->old == verifier->edit->node)
            continue;
        const struct couple wanted = {.old = old->first};
        const struct couple *target = old->first == TREE_NONE
                                          ? NULL
                                          : bsearch(&wanted, verifier->couples, verifier->count,
                                                    sizeof wanted, compare_couples);
        if (old->first == TREE_NONE || (target != NULL && target->new == new->first))
            continue;
        struct error what = {0};
        error_set(&what, ERROR_REFUSED,
                  new->first == TREE_NONE ? "the alias *%s here would lose its anchor"
                                          : "the alias *%s here would refer to another value",
                  tree_anchor(old));
        return differs(verifier, alias->old, what.text);
    }
    return 0;
}

/* What is merged into another mapping must stay one: readers refuse a file otherwise. */
static size_t count_broken_merges(const struct tree *tree)
{
    size_t count = 0;
    for (uint32_t i = 0; i < tree->node_count; i++) {
        const struct node *key = &tree->nodes[i];
        if ((key->flags & TREE_KEY) == 0 || !tree_is_merge_key(key) || i + 1 >= tree->node_count)
            continue;
        const struct node *value = &tree->nodes[i + 1];
        if (value->kind == TREE_ALIAS && value->first != TREE_NONE)
            value = &tree->nodes[value->first];
        count += value->kind == TREE_SCALAR;
    }
    return count;
}

static int check_merges(struct verifier *verifier)
{
    if (count_broken_merges(verifier->new) <= count_broken_merges(verifier->old))
        return 0;
    return differs(verifier, verifier->edit->node,
                   "a merge key (<<) refers to this, and can refer to nothing but a mapping");
}

static int check_read_only(struct verifier *verifier)
{
    for (size_t i = 0; i < verifier->old->section_count; i++) {
        const char *reason = verifier->new->sections[i].read_only;
        if (reason != NULL && verifier->old->sections[i].read_only == NULL)
            return differs(verifier, verifier->old->sections[i].root, reason);
    }
    return 0;
}

static uint64_t hash_comment(const struct source *source, struct span comment)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (uint32_t i = comment.begin; i < comment.end; i++)
        hash = (hash ^ (unsigned char)source->bytes[i]) * UINT64_C(1099511628211);
    return hash;
}

static bool is_dropped(const struct edit *edit, struct span comment)
{
    for (size_t i = 0; edit->drops_comments && i < edit->count; i++) {
        if (comment.begin >= edit->splices[i].begin && comment.end <= edit->splices[i].end)
            return true;
    }
    return false;
}

/* All comments are still there, in whatever order. */
static int check_comments(struct verifier *verifier)
{
    uint64_t sum = 0;
    size_t count = 0;
    for (size_t i = 0; i < verifier->old->comment_count; i++) {
        if (is_dropped(verifier->edit, verifier->old->comments[i]))
            continue;
        sum += hash_comment(&verifier->old->source, verifier->old->comments[i]);
        count++;
    }
    for (size_t i = 0; i < verifier->new->comment_count; i++)
        sum -= hash_comment(&verifier->new->source, verifier->new->comments[i]);
    if (sum != 0 || count != verifier->new->comment_count)
        return differs(verifier, verifier->edit->node, "a comment would be lost or changed");
    return 0;
}

static int check_created(struct verifier *verifier)
{
    const struct tree *new = verifier->new;
    if (new->section_count != verifier->old->section_count + 1)
        return differs(verifier, TREE_NONE, "the file would not read back as it was meant");
    uint32_t root = new->sections[new->section_count - 1].root;
    const char *const keys[] = {verifier->edit->key};
    struct content map = {
        .kind = CONTENT_MAP, .items = verifier->edit->content, .keys = keys, .count = 1};
    return reads_back(verifier, root, &map)
               ? 0
               : differs(verifier, TREE_NONE, "the file would not read back as it was meant");
}

static int check_sections(struct verifier *verifier)
{
    const struct tree *old = verifier->old;
    const struct tree *new = verifier->new;
    if (verifier->edit->change == CHANGE_CREATE)
        return check_created(verifier);
    if (old->section_count != new->section_count)
        return differs(verifier, TREE_NONE, "the number of documents would change");
    for (size_t i = 0; i < old->section_count; i++) {
        if (compare_nodes(verifier, old->sections[i].root, new->sections[i].root) != 0)
            return -1;
    }
    return 0;
}

int edit_verify(const struct edit *edit, const struct tree *result, struct error *error)
{
    struct verifier verifier = {.edit = edit, .old = edit->tree, .new = result, .error = error};
    int status = check_sections(&verifier);
    if (status == 0)
        status = check_aliases(&verifier);
    if (status == 0)
        status = check_merges(&verifier);
    if (status == 0)
        status = check_read_only(&verifier);
    if (status == 0)
        status = check_comments(&verifier);
    free(verifier.couples);
    return status;
}
