#include "span_check.h"

#include "../src/yaml/document_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

struct checker {
    const struct tree *tree;
    char *covered; /* one for each byte */
    const char *problem;
    size_t offset;
};

static void fail(struct checker *checker, size_t offset, const char *problem)
{
    if (checker->problem != NULL)
        return;
    checker->problem = problem;
    checker->offset = offset;
}

static void cover(struct checker *checker, size_t begin, size_t end)
{
    if (begin > end || end > checker->tree->source.length)
        fail(checker, begin, "a span lies outside of the file");
    for (size_t i = begin; i < end && checker->problem == NULL; i++) {
        if (checker->covered[i])
            fail(checker, i, "two spans overlap");
        checker->covered[i] = 1;
    }
}

/* The header of a block scalar may hold a comment, which is covered as such. */
static void cover_scalar(struct checker *checker, const struct node *node)
{
    const struct tree *tree = checker->tree;
    size_t begin = node->begin;
    if (node->kind == TREE_SCALAR && scalar_is_block((enum tree_style)node->style)) {
        size_t line = source_line_end(&tree->source, begin);
        for (size_t i = 0; i < tree->comment_count; i++) {
            if (tree->comments[i].begin > begin && tree->comments[i].begin < line &&
                tree->comments[i].end <= node->end) {
                cover(checker, begin, tree->comments[i].begin);
                begin = tree->comments[i].end;
            }
        }
    }
    cover(checker, begin, node->end);
}

static void check_scalar(struct checker *checker, const struct node *node)
{
    const char *bytes = checker->tree->source.bytes;
    size_t length = node->end - node->begin;
    if ((node->flags & TREE_ABSENT) != 0) {
        if (length != 0)
            fail(checker, node->begin, "an absent value has bytes");
        return;
    }
    if (length == 0) {
        fail(checker, node->begin, "a value without bytes is not marked as absent");
        return;
    }
    char first = bytes[node->begin];
    char last = bytes[node->end - 1];
    if (node->style == STYLE_DOUBLE && (length < 2 || first != '"' || last != '"'))
        fail(checker, node->begin, "a double quoted span does not begin and end with its quote");
    if (node->style == STYLE_SINGLE && (length < 2 || first != '\'' || last != '\''))
        fail(checker, node->begin, "a single quoted span does not begin and end with its quote");
    if (node->style == STYLE_LITERAL && first != '|')
        fail(checker, node->begin, "a literal span does not begin with |");
    if (node->style == STYLE_FOLDED && first != '>')
        fail(checker, node->begin, "a folded span does not begin with >");
    if (node->style != STYLE_PLAIN)
        return;
    if (strchr(" \t\r\n", first) != NULL || strchr(" \t\r\n", last) != NULL)
        fail(checker, node->begin, "a plain span has a blank edge");
    if (memchr(bytes + node->begin, '\n', length) == NULL &&
        memchr(bytes + node->begin, '\r', length) == NULL && !checker->tree->source.odd_breaks &&
        (length != node->text_length || memcmp(bytes + node->begin, node->text, length) != 0))
        fail(checker, node->begin, "a plain span of one line is not its text");
}

static void cover_properties(struct checker *checker, const struct node *node)
{
    if (node->property == 0 || node->kind == TREE_ALIAS)
        return;
    size_t end = tree_find_properties_end(node);
    const struct tree *tree = checker->tree;
    size_t at = node->before;
    /* Comments may stand between an anchor and a tag: they are covered as comments. */
    while (at < end) {
        bool comment = false;
        for (size_t i = 0; i < tree->comment_count; i++) {
            if (tree->comments[i].begin != at)
                continue;
            at = tree->comments[i].end;
            comment = true;
        }
        if (!comment) {
            if (strchr(" \t\r\n", tree->source.bytes[at]) == NULL)
                cover(checker, at, at + 1);
            at++;
        }
    }
}

static bool is_indicator(const struct tree *tree, const struct entry *entry, char byte)
{
    uint32_t first = entry->key != TREE_NONE ? entry->key : entry->value;
    return entry->begin < tree->source.length && tree->source.bytes[entry->begin] == byte &&
           (tree->nodes[first].before > entry->begin ||
            (tree->nodes[first].flags & TREE_ABSENT) != 0);
}

static void check_entries(struct checker *checker, const struct node *collection)
{
    const struct tree *tree = checker->tree;
    const char *bytes = tree->source.bytes;
    size_t at = collection->begin;
    for (size_t i = 0; i < collection->count && checker->problem == NULL; i++) {
        const struct entry *entry = tree_entry(tree, collection, i);
        const struct node *value = &tree->nodes[entry->value];
        if (entry->begin < at)
            fail(checker, entry->begin, "entries are not ordered");
        if (collection->kind == TREE_SEQUENCE && (collection->flags & TREE_FLOW) == 0) {
            if (bytes[entry->begin] != '-')
                fail(checker, entry->begin, "a row does not begin with its dash");
            cover(checker, entry->begin, entry->begin + 1);
        } else if (is_indicator(tree, entry, '?')) {
            cover(checker, entry->begin, entry->begin + 1);
        }
        if (entry->colon != TREE_NONE) {
            if (bytes[entry->colon] != ':' || entry->colon < tree->nodes[entry->key].end)
                fail(checker, entry->colon, "a colon is not behind its key");
            cover(checker, entry->colon, entry->colon + 1);
        }
        if (entry->comma != TREE_NONE) {
            if (bytes[entry->comma] != ',' || entry->comma < value->end)
                fail(checker, entry->comma, "a comma is not behind its entry");
            cover(checker, entry->comma, entry->comma + 1);
        }
        if (value->before < entry->begin || value->end > collection->end)
            fail(checker, value->before, "a value lies outside of its collection");
        at = value->end;
    }
}

static void check_node(struct checker *checker, uint32_t index)
{
    const struct tree *tree = checker->tree;
    const struct node *node = &tree->nodes[index];
    if (node->before > node->begin || node->begin > node->end || node->end > tree->source.length)
        fail(checker, node->begin, "a span runs backwards or out of the file");
    if (node->after <= index || node->after > tree->node_count)
        fail(checker, node->begin, "a subtree has no end");
    if (checker->problem != NULL)
        return;
    cover_properties(checker, node);
    if (node->kind == TREE_SCALAR || node->kind == TREE_ALIAS) {
        cover_scalar(checker, node);
        if (node->kind == TREE_SCALAR)
            check_scalar(checker, node);
        return;
    }
    if ((node->flags & (TREE_FLOW | TREE_PAIR)) == TREE_FLOW) {
        const char *brackets = node->kind == TREE_SEQUENCE ? "[]" : "{}";
        if (tree->source.bytes[node->begin] != brackets[0] ||
            tree->source.bytes[node->end - 1] != brackets[1])
            fail(checker, node->begin,
                 "a flow collection does not begin and end with its brackets");
        cover(checker, node->begin, node->begin + 1);
        cover(checker, node->end - 1, node->end);
    }
    check_entries(checker, node);
}

/* A line of a directive or document marker needs no cover. */
static bool is_structure(const struct source *source, size_t at)
{
    size_t line = source_line_begin(source, at);
    const char *bytes = source->bytes + line;
    bool marker = source->length - line >= 3 &&
                  (memcmp(bytes, "---", 3) == 0 || memcmp(bytes, "...", 3) == 0);
    return bytes[0] == '%' || (marker && at < line + 3);
}

static void check_rest(struct checker *checker)
{
    const struct source *source = &checker->tree->source;
    for (size_t at = source->bom; at < source->length && checker->problem == NULL; at++) {
        if (checker->covered[at] || strchr(" \t\r\n", source->bytes[at]) != NULL ||
            source->odd_breaks)
            continue;
        if (!is_structure(source, at))
            fail(checker, at, "a byte that is not blank belongs to nothing");
    }
}

const char *span_check(const struct document *document, size_t *offset)
{
    const struct tree *tree = document_tree(document);
    struct checker checker = {.tree = tree, .covered = memory_allocate(tree->source.length + 1)};
    for (size_t i = 0; i < tree->comment_count; i++)
        cover(&checker, tree->comments[i].begin, tree->comments[i].end);
    for (uint32_t i = 0; i < tree->node_count && checker.problem == NULL; i++)
        check_node(&checker, i);
    check_rest(&checker);
    free(checker.covered);
    *offset = checker.offset;
    return checker.problem;
}
