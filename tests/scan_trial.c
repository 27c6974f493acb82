#include "scan_trial.h"

#include "../src/yaml/tree_internal.h"

#include "base/memory.h"

#include <string.h>

static const char *compare_node(const struct node *a, const struct node *b)
{
    if (a->kind != b->kind || a->style != b->style || a->flags != b->flags)
        return "the kind, style or flags of a node";
    if (a->before != b->before || a->begin != b->begin || a->end != b->end)
        return "the span of a node";
    if (a->parent != b->parent || a->after != b->after || a->first != b->first ||
        a->count != b->count || a->property != b->property)
        return "the place of a node";
    if (a->column != b->column)
        return "the column of a node";
    if (a->text_length != b->text_length ||
        (a->text_length > 0 && memcmp(a->text, b->text, a->text_length) != 0))
        return "the text of a node";
    return NULL;
}

static const char *compare(const struct tree *a, const struct tree *b)
{
    if (a->node_count != b->node_count || a->entry_count != b->entry_count ||
        a->comment_count != b->comment_count || a->section_count != b->section_count ||
        a->property_count != b->property_count || a->alias_count != b->alias_count)
        return "how many nodes, entries, comments or documents there are";
    for (size_t i = 0; i < a->node_count; i++) {
        const char *difference = compare_node(&a->nodes[i], &b->nodes[i]);
        if (difference != NULL)
            return difference;
    }
    if (a->entry_count > 0 &&
        memcmp(a->entries, b->entries, a->entry_count * sizeof *a->entries) != 0)
        return "an entry";
    if (a->comment_count > 0 &&
        memcmp(a->comments, b->comments, a->comment_count * sizeof *a->comments) != 0)
        return "a comment";
    for (size_t i = 0; i < a->section_count; i++) {
        const struct section *one = &a->sections[i];
        const struct section *other = &b->sections[i];
        if (one->root != other->root || one->begin != other->begin || one->end != other->end ||
            one->nodes_begin != other->nodes_begin || one->nodes_end != other->nodes_end ||
            one->marked != other->marked || one->read_only != other->read_only ||
            one->read_only_at != other->read_only_at)
            return "a document";
    }
    return NULL;
}

const char *scan_trial(const char *bytes, size_t length, bool *taken)
{
    struct tree *scanned = NULL;
    struct tree *parsed = NULL;
    struct error error = {0};
    const char *difference = NULL;
    if (taken != NULL)
        *taken = false;
    if (tree_read("f", memory_copy_bytes(bytes, length), length, &scanned, &error) != 0)
        return NULL;
    if (!scanned->scanned)
        goto out;
    if (taken != NULL)
        *taken = true;
    if (tree_open("f", memory_copy_bytes(bytes, length), length, &parsed, &error) != 0)
        difference = "libyaml refuses it";
    else
        difference = compare(scanned, parsed);
out:
    tree_close(scanned);
    tree_close(parsed);
    return difference;
}
