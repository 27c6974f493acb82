/* From the entries a list has in the file to those it should have: change, remove, move, insert.
 * Entries that stay keep their bytes and comments; as few as possible move. */
#include "spec_file_internal.h"

#include "base/memory.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

static const size_t NONE = (size_t)-1;

struct list_edit {
    struct document *document;
    const struct spec_path *path;
    const struct field *field;
    const struct value *before;
    const struct value *after;
    size_t *sources; /* for each entry of `after`: its index in `before`, or NONE */
    size_t *present; /* what stands in the sequence now: indices in `before`, or NONE for entries
                      * that hold nothing and are left alone */
    size_t present_count;
};

/* ── which entry came from which ── */

/* The copy of a row has the origin of the row: the one that stayed as it was is the original. */
static void claim(struct list_edit *edit, bool *taken, bool equal_only, bool by_origin)
{
    for (size_t i = 0; i < edit->after->count; i++) {
        const struct value *entry = &edit->after->items[i];
        if (edit->sources[i] != NONE || value_is_empty(entry))
            continue;
        size_t first = by_origin ? (size_t)entry->origin - 1 : 0;
        size_t end = by_origin ? first + 1 : edit->before->count;
        if (by_origin && (entry->origin == 0 || entry->origin > edit->before->count))
            continue;
        for (size_t j = first; j < end; j++) {
            if (taken[j] || (equal_only && !value_equal(entry, &edit->before->items[j])))
                continue;
            taken[j] = true;
            edit->sources[i] = j;
            break;
        }
    }
}

static size_t match_entries(struct list_edit *edit)
{
    bool *taken = memory_allocate((edit->before->count + 1) * sizeof *taken);
    for (size_t i = 0; i < edit->after->count; i++)
        edit->sources[i] = NONE;
    claim(edit, taken, true, true);
    claim(edit, taken, false, true);
    claim(edit, taken, true, false);
    free(taken);
    size_t kept = 0;
    for (size_t i = 0; i < edit->after->count; i++)
        kept += edit->sources[i] != NONE;
    return kept;
}

/* ── where things stand ── */

/* False if the file does not hold the entries of `before`. */
static bool find_present(struct list_edit *edit, const struct form *form)
{
    const struct node *sequence = spec_node_at(edit->document, edit->path);
    size_t next = 0;
    edit->present_count = node_count(sequence);
    edit->present = memory_allocate((edit->present_count + edit->after->count + 1) *
                                    sizeof *edit->present);
    for (size_t i = 0; i < edit->present_count; i++) {
        bool empty = spec_entry_is_empty(form, edit->field, node_item(sequence, i));
        edit->present[i] = empty ? NONE : next++;
    }
    return next == edit->before->count;
}

static size_t find_index(const struct list_edit *edit, size_t source)
{
    size_t index = 0;
    while (index < edit->present_count && edit->present[index] != source)
        index++;
    return index;
}

static void shift(struct list_edit *edit, size_t from, size_t to)
{
    size_t source = edit->present[from];
    if (from < to)
        memmove(edit->present + from, edit->present + from + 1,
                (to - from) * sizeof *edit->present);
    else
        memmove(edit->present + to + 1, edit->present + to, (from - to) * sizeof *edit->present);
    edit->present[to] = source;
}

/* ── the four kinds of edits ── */

static int change_entry(struct list_edit *edit, size_t index, const struct value *before,
                        const struct value *after, struct error *error)
{
    struct spec_path path = spec_path_index(*edit->path, index);
    const struct node *node = spec_node_at(edit->document, &path);
    bool own = (node_flags(node) & NODE_LINKED) == 0;
    if (own && node_kind(node) == NODE_MAPPING && before->kind == VALUE_ROW &&
        after->kind == VALUE_ROW)
        return spec_edit_row(edit->document, &path, edit->field, before, after, error);
    return spec_edit_set(edit->document, &path, edit->field, after, error);
}

static int change_entries(struct list_edit *edit, struct error *error)
{
    for (size_t i = 0; i < edit->after->count; i++) {
        size_t source = edit->sources[i];
        if (source == NONE || value_equal(&edit->before->items[source], &edit->after->items[i]))
            continue;
        if (change_entry(edit, find_index(edit, source), &edit->before->items[source],
                         &edit->after->items[i], error) < 0)
            return -1;
    }
    return 0;
}

static int remove_entries(struct list_edit *edit, struct error *error)
{
    bool *kept = memory_allocate((edit->before->count + 1) * sizeof *kept);
    for (size_t i = 0; i < edit->after->count; i++)
        if (edit->sources[i] != NONE)
            kept[edit->sources[i]] = true;
    int result = 0;
    for (size_t i = edit->present_count; i-- > 0 && result == 0;) {
        if (edit->present[i] == NONE || kept[edit->present[i]])
            continue;
        struct spec_path path = spec_path_index(*edit->path, i);
        result = document_remove(edit->document, path.steps, path.depth, error);
        memmove(edit->present + i, edit->present + i + 1,
                (edit->present_count - i - 1) * sizeof *edit->present);
        edit->present_count--;
    }
    free(kept);
    return result;
}

/* Mark the longest run of kept entries that are in order already: those need not move. */
static void mark_in_order(const struct list_edit *edit, bool *in_order)
{
    size_t count = edit->after->count;
    size_t *lengths = memory_allocate((count + 1) * sizeof *lengths);
    size_t *earlier = memory_allocate((count + 1) * sizeof *earlier);
    size_t best = NONE;
    for (size_t i = 0; i < count; i++) {
        if (edit->sources[i] == NONE)
            continue;
        lengths[i] = 1;
        earlier[i] = NONE;
        for (size_t j = 0; j < i; j++)
            if (edit->sources[j] != NONE && edit->sources[j] < edit->sources[i] &&
                lengths[j] + 1 > lengths[i]) {
                lengths[i] = lengths[j] + 1;
                earlier[i] = j;
            }
        if (best == NONE || lengths[i] > lengths[best])
            best = i;
    }
    for (; best != NONE; best = earlier[best])
        in_order[best] = true;
    free(lengths);
    free(earlier);
}

static int move_entries(struct list_edit *edit, struct error *error)
{
    bool *in_order = memory_allocate((edit->after->count + 1) * sizeof *in_order);
    mark_in_order(edit, in_order);
    int result = 0;
    size_t previous = NONE;
    for (size_t i = 0; i < edit->after->count && result == 0; i++) {
        size_t source = edit->sources[i];
        if (source == NONE)
            continue;
        if (!in_order[i]) {
            size_t from = find_index(edit, source);
            size_t to = previous == NONE ? 0 : find_index(edit, previous) + 1;
            to -= from < to ? 1 : 0;
            if (from != to)
                result = document_move(edit->document, edit->path->steps, edit->path->depth, from,
                                       to, error);
            shift(edit, from, to);
        }
        previous = source;
    }
    free(in_order);
    return result;
}

/* New rows look like their neighbour. */
static bool follow_neighbour(const struct list_edit *edit, size_t index, const struct value *entry)
{
    const struct node *sequence = spec_node_at(edit->document, edit->path);
    size_t neighbour = index > 0 ? index - 1 : 0;
    if (neighbour >= node_count(sequence) ||
        node_kind(node_item(sequence, neighbour)) != NODE_MAPPING)
        return spec_content_fits_line(edit->field, entry);
    return (node_flags(node_item(sequence, neighbour)) & NODE_FLOW) != 0;
}

/* The entries [first, end) are new and stand together from `index` on. */
static int insert_run(struct list_edit *edit, size_t first, size_t end, size_t *index,
                      struct error *error)
{
    struct spec_content **contents = memory_allocate((end - first) * sizeof *contents);
    struct content *items = memory_allocate((end - first) * sizeof *items);
    size_t count = 0;
    for (size_t i = first; i < end; i++) {
        const struct value *entry = &edit->after->items[i];
        if (value_is_empty(entry))
            continue;
        contents[count] =
            spec_content_new(edit->field, entry, follow_neighbour(edit, *index, entry));
        items[count] = *spec_content_root(contents[count]);
        count++;
    }
    int result = document_insert_rows(edit->document, edit->path->steps, edit->path->depth, *index,
                                      items, count, error);
    for (size_t i = 0; i < count; i++)
        spec_content_free(contents[i]);
    free(contents);
    free(items);
    if (result != 0)
        return -1;
    memmove(edit->present + *index + count, edit->present + *index,
            (edit->present_count - *index) * sizeof *edit->present);
    for (size_t i = 0; i < count; i++)
        edit->present[(*index)++] = NONE;
    edit->present_count += count;
    return 0;
}

static int insert_entries(struct list_edit *edit, struct error *error)
{
    size_t index = 0;
    for (size_t i = 0; i < edit->after->count;) {
        size_t end = i;
        while (end < edit->after->count && edit->sources[end] == NONE)
            end++;
        if (end > i && insert_run(edit, i, end, &index, error) != 0)
            return -1;
        if (end < edit->after->count)
            index = find_index(edit, edit->sources[end]) + 1;
        i = end + 1;
    }
    return 0;
}

int spec_edit_list(struct document *document, const struct spec_path *path,
                   const struct form *form, const struct field *field,
                   const struct value *before, const struct value *after, struct error *error)
{
    struct list_edit edit = {
        .document = document,
        .path = path,
        .field = field,
        .before = before,
        .after = after,
        .sources = memory_allocate((after->count + 1) * sizeof *edit.sources),
    };
    int result = -1;
    bool known = find_present(&edit, form);
    if (!known || match_entries(&edit) == 0)
        result = spec_edit_set(document, path, field, after, error);
    else if (change_entries(&edit, error) == 0 && remove_entries(&edit, error) == 0 &&
             move_entries(&edit, error) == 0)
        result = insert_entries(&edit, error);
    free(edit.sources);
    free(edit.present);
    return result;
}
