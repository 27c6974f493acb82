#include "habits_internal.h"

enum { STEP_LIMIT = 9 }; /* larger steps are alignments, not habits */

struct counts {
    size_t mapping_steps[STEP_LIMIT + 1];
    size_t sequence_steps[STEP_LIMIT + 1];
    size_t dash_gaps[STEP_LIMIT + 1];
    size_t single, twofold;
    size_t flow_lists, block_lists;
    size_t flow_rows, block_rows;
};

static void count_step(size_t *steps, uint32_t from, uint32_t to)
{
    if (to >= from && to - from <= STEP_LIMIT)
        steps[to - from]++;
}

static bool holds_scalars(const struct node *sequence)
{
    const struct tree *tree = sequence->tree;
    return sequence->count > 0 &&
           tree->nodes[tree_entry(tree, sequence, 0)->value].kind == TREE_SCALAR;
}

static void count_collection(struct counts *counts, const struct node *node)
{
    const struct tree *tree = node->tree;
    const struct node *parent = node->parent != TREE_NONE ? &tree->nodes[node->parent] : NULL;
    bool flow = (node->flags & TREE_FLOW) != 0;
    if (node->kind == TREE_SEQUENCE && holds_scalars(node) &&
        (parent == NULL || (parent->flags & TREE_FLOW) == 0))
        *(flow ? &counts->flow_lists : &counts->block_lists) += 1;
    if (parent == NULL || (parent->flags & TREE_FLOW) != 0)
        return;
    if (node->kind == TREE_MAPPING && parent->kind == TREE_SEQUENCE)
        *(flow ? &counts->flow_rows : &counts->block_rows) += 1;
    if (flow || parent->kind != TREE_MAPPING)
        return;
    count_step(node->kind == TREE_MAPPING ? counts->mapping_steps : counts->sequence_steps,
               parent->column, node->column);
}

static void count_dash_gaps(struct counts *counts, const struct node *sequence)
{
    const struct tree *tree = sequence->tree;
    for (size_t i = 0; i < sequence->count; i++) {
        const struct entry *entry = tree_entry(tree, sequence, i);
        const struct node *value = &tree->nodes[entry->value];
        size_t after = source_skip_blanks(&tree->source, entry->begin + 1);
        if (after == value->before && (value->flags & TREE_ABSENT) == 0)
            count_step(counts->dash_gaps, entry->begin + 1, value->before);
    }
}

static size_t most_frequent(const size_t *counts, size_t first, size_t fallback)
{
    size_t best = fallback;
    size_t most = 0;
    for (size_t i = first; i <= STEP_LIMIT; i++) {
        if (counts[i] <= most)
            continue;
        most = counts[i];
        best = i;
    }
    return best;
}

/* Whether a wish for [ ] or { } is granted: not in a file that clearly does without. In a young
 * file a list or two are no habit yet. */
static bool allows_flow(size_t flow, size_t block)
{
    enum { CLEARLY = 3 };
    return flow > 0 || block < CLEARLY;
}

struct habits habits_find(const struct tree *tree)
{
    struct counts counts = {0};
    for (size_t i = 0; i < tree->node_count; i++) {
        const struct node *node = &tree->nodes[i];
        if (node->kind == TREE_SCALAR) {
            counts.single += node->style == STYLE_SINGLE;
            counts.twofold += node->style == STYLE_DOUBLE;
            continue;
        }
        if (node->kind == TREE_ALIAS)
            continue;
        count_collection(&counts, node);
        if (node->kind == TREE_SEQUENCE && (node->flags & TREE_FLOW) == 0)
            count_dash_gaps(&counts, node);
    }
    struct habits habits = {
        .mapping_step = most_frequent(counts.mapping_steps, 1, 2),
        .dash_gap = most_frequent(counts.dash_gaps, 1, 1),
        .single_quotes = counts.single > counts.twofold,
        .flow_lists = allows_flow(counts.flow_lists, counts.block_lists),
        .flow_rows = allows_flow(counts.flow_rows, counts.block_rows),
    };
    habits.sequence_step = most_frequent(counts.sequence_steps, 0, habits.mapping_step);
    return habits;
}
