#include "row_match_internal.h"

#include "base/memory.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

/* Bounds that keep a hostile file from costing more than a blink: comparisons while searching equal
 * rows, pairs of rows that are compared for similarity. Rows beyond count as removed and added. */
enum { SEARCH_LIMIT = 2000000, PAIR_LIMIT = 40000 };

static const double SIMILAR = 0.5;

struct matching {
    const struct field *field;
    const struct value *before;
    const struct value *after;
    size_t *partner; /* of after's rows */
    bool *taken;     /* before's rows that have a partner, or are empty */
    size_t budget;
};

size_t row_naming_column(const struct field *table, const struct value *row)
{
    for (size_t i = 0; i < table->column_count && i < row->count; i++) {
        const struct field *column = &table->columns[i];
        bool names = column->required && column->choices == NULL && (int)i != table->group_by;
        if (names && !value_is_empty(&row->items[i]))
            return i;
    }
    size_t first = 0;
    while (first + 1 < row->count && value_is_empty(&row->items[first]))
        first++;
    return first;
}

/* ── equal rows ── */

static bool same_key(const struct field *table, const struct value *a, const struct value *b)
{
    if (a->kind != VALUE_ROW || b->kind != VALUE_ROW)
        return value_equal(a, b);
    for (size_t i = 0; i < table->key_count; i++) {
        size_t column = table->key[i];
        if (column >= a->count || column >= b->count ||
            !value_equal(&a->items[column], &b->items[column]))
            return false;
    }
    return true;
}

static bool same_row(const struct matching *matching, size_t i, size_t j)
{
    const struct value *a = &matching->before->items[i];
    const struct value *b = &matching->after->items[j];
    if (matching->field->key_count > 0)
        return same_key(matching->field, a, b);
    return value_equal(a, b);
}

/* The first free row equal to after's row j, looking from `from` on and then around. */
static size_t search(struct matching *matching, size_t j, size_t from)
{
    size_t count = matching->before->count;
    for (size_t step = 0; step < count && matching->budget > 0; step++) {
        size_t i = (from + step) % count;
        matching->budget--;
        if (!matching->taken[i] && same_row(matching, i, j))
            return i;
    }
    return ROW_NONE;
}

static void match_equal(struct matching *matching)
{
    /* Rows mostly keep their order: the partner of the next row is behind that of this one. */
    size_t expected = 0;
    for (size_t j = 0; j < matching->after->count; j++) {
        if (value_is_empty(&matching->after->items[j]))
            continue;
        size_t i = search(matching, j, expected);
        if (i == ROW_NONE)
            continue;
        matching->partner[j] = i;
        matching->taken[i] = true;
        expected = i + 1;
    }
}

/* ── similar rows ── */

static double similar_texts(const char *a, const char *b)
{
    size_t a_length = strlen(a);
    size_t b_length = strlen(b);
    size_t shorter = a_length < b_length ? a_length : b_length;
    size_t longer = a_length < b_length ? b_length : a_length;
    size_t prefix = 0;
    while (prefix < shorter && a[prefix] == b[prefix])
        prefix++;
    size_t suffix = 0;
    while (suffix < shorter - prefix && a[a_length - 1 - suffix] == b[b_length - 1 - suffix])
        suffix++;
    return longer > 0 ? (double)(prefix + suffix) / (double)longer : 1;
}

static double similar_values(const struct value *a, const struct value *b);

/* The mean over the cells that one of the two has. */
static double similar_rows(const struct value *a, const struct value *b)
{
    const struct value absent = {0};
    size_t count = a->count > b->count ? a->count : b->count;
    double sum = 0;
    size_t cells = 0;
    for (size_t i = 0; i < count; i++) {
        const struct value *left = i < a->count ? &a->items[i] : &absent;
        const struct value *right = i < b->count ? &b->items[i] : &absent;
        if (value_is_empty(left) && value_is_empty(right))
            continue;
        double similarity = similar_values(left, right);
        sum += similarity >= SIMILAR ? similarity : 0;
        cells++;
    }
    return cells > 0 ? sum / (double)cells : 1;
}

static double similar_values(const struct value *a, const struct value *b)
{
    if (value_is_empty(a) || value_is_empty(b))
        return 0;
    if (a->kind == VALUE_ROW && b->kind == VALUE_ROW)
        return similar_rows(a, b);
    if (a->items != NULL || b->items != NULL)
        return value_equal(a, b) ? 1 : 0;
    return similar_texts(value_text(a), value_text(b));
}

struct pair {
    size_t i;
    size_t j;
    double similarity;
};

static size_t distance(const struct pair *pair)
{
    return pair->i > pair->j ? pair->i - pair->j : pair->j - pair->i;
}

/* The most similar first, then the nearest, then in order. */
static int compare_pairs(const void *a, const void *b)
{
    const struct pair *left = a;
    const struct pair *right = b;
    if (left->similarity > right->similarity || left->similarity < right->similarity)
        return left->similarity > right->similarity ? -1 : 1;
    if (distance(left) != distance(right))
        return distance(left) < distance(right) ? -1 : 1;
    if (left->j != right->j)
        return left->j < right->j ? -1 : 1;
    return left->i < right->i ? -1 : left->i > right->i;
}

static bool is_free(const struct matching *matching, size_t j)
{
    return matching->partner[j] == ROW_NONE && !value_is_empty(&matching->after->items[j]);
}

static size_t count_pairs(const struct matching *matching)
{
    size_t rows = 0;
    size_t others = 0;
    for (size_t i = 0; i < matching->before->count; i++)
        rows += matching->taken[i] ? 0 : 1;
    for (size_t j = 0; j < matching->after->count; j++)
        others += is_free(matching, j) ? 1 : 0;
    return rows != 0 && others > PAIR_LIMIT / rows ? PAIR_LIMIT + 1 : rows * others;
}

/* Rows of one name are the same row, however much else was rewritten. */
static bool same_name(const struct field *field, const struct value *a, const struct value *b)
{
    if (field->type->shape != SHAPE_TABLE || a->kind != VALUE_ROW || b->kind != VALUE_ROW)
        return false;
    size_t i = row_naming_column(field, a);
    size_t j = row_naming_column(field, b);
    return i == j && i < a->count && field->columns[i].required &&
           value_equal(&a->items[i], &b->items[j]);
}

static double similarity_of(const struct matching *matching, size_t i, size_t j)
{
    const struct value *a = &matching->before->items[i];
    const struct value *b = &matching->after->items[j];
    double similarity = similar_values(a, b);
    return similarity < SIMILAR && same_name(matching->field, a, b) ? SIMILAR : similarity;
}

static size_t collect_pairs(const struct matching *matching, struct pair *pairs)
{
    size_t count = 0;
    for (size_t i = 0; i < matching->before->count; i++) {
        for (size_t j = 0; !matching->taken[i] && j < matching->after->count; j++) {
            if (!is_free(matching, j))
                continue;
            double similarity = similarity_of(matching, i, j);
            if (similarity >= SIMILAR)
                pairs[count++] = (struct pair){i, j, similarity};
        }
    }
    return count;
}

static void match_similar(struct matching *matching)
{
    size_t room = count_pairs(matching);
    if (room == 0 || room > PAIR_LIMIT)
        return;
    struct pair *pairs = memory_allocate(room * sizeof *pairs);
    size_t count = collect_pairs(matching, pairs);
    qsort(pairs, count, sizeof *pairs, compare_pairs);
    for (size_t p = 0; p < count; p++) {
        if (matching->taken[pairs[p].i] || !is_free(matching, pairs[p].j))
            continue;
        matching->partner[pairs[p].j] = pairs[p].i;
        matching->taken[pairs[p].i] = true;
    }
    free(pairs);
}

void rows_match(const struct field *field, const struct value *before, const struct value *after,
                size_t *partner)
{
    struct matching matching = {
        .field = field,
        .before = before,
        .after = after,
        .partner = partner,
        .taken = memory_allocate(before->count * sizeof(bool)),
        .budget = SEARCH_LIMIT,
    };
    for (size_t j = 0; j < after->count; j++)
        partner[j] = ROW_NONE;
    for (size_t i = 0; i < before->count; i++)
        matching.taken[i] = value_is_empty(&before->items[i]);
    match_equal(&matching);
    if (field->key_count == 0)
        match_similar(&matching);
    free(matching.taken);
}

/* ── order ── */

/* tails[k] is the row that ends the best increasing run of length k + 1. */
static size_t find_run(const size_t *partner, const size_t *tails, size_t length, size_t value)
{
    size_t low = 0;
    size_t high = length;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (partner[tails[middle]] < value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void rows_find_moved(const size_t *partner, size_t count, bool *moved)
{
    size_t *tails = memory_allocate(count * sizeof *tails);
    size_t *previous = memory_allocate(count * sizeof *previous);
    size_t length = 0;
    for (size_t j = 0; j < count; j++) {
        moved[j] = partner[j] != ROW_NONE;
        if (!moved[j])
            continue;
        size_t run = find_run(partner, tails, length, partner[j]);
        previous[j] = run > 0 ? tails[run - 1] : ROW_NONE;
        tails[run] = j;
        length = run == length ? length + 1 : length;
    }
    for (size_t j = length > 0 ? tails[length - 1] : ROW_NONE; j != ROW_NONE; j = previous[j])
        moved[j] = false;
    free(tails);
    free(previous);
}
