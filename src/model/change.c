#include "model/change.h"

#include "base/memory.h"
#include "model/field_type.h"
#include "row_match_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void change_done(struct change *change)
{
    free(change->row);
    free(change->old_text);
    free(change->new_text);
}

void changes_done(struct changes *changes)
{
    for (size_t i = 0; i < changes->count; i++)
        change_done(&changes->items[i]);
    free(changes->items);
    *changes = (struct changes){0};
}

const char *change_kind_name(enum change_kind kind)
{
    static const char *const NAMES[] = {
        [CHANGE_ADDED] = "added",           [CHANGE_CHANGED] = "changed",
        [CHANGE_CLEARED] = "cleared",       [CHANGE_ROW_ADDED] = "row-added",
        [CHANGE_ROW_REMOVED] = "row-removed", [CHANGE_ROW_MOVED] = "row-moved",
        [CHANGE_ROW_CHANGED] = "row-changed",
    };
    return NAMES[kind];
}

/* The changes of one field stand together. */
size_t changes_count_fields(const struct changes *changes)
{
    size_t count = 0;
    for (size_t i = 0; i < changes->count; i++)
        count += i == 0 || changes->items[i].field != changes->items[i - 1].field;
    return count;
}

/* ── find ── */

/* One line of text; NULL for what is empty. */
static char *text_of(const struct field *field, const struct value *value)
{
    if (value == NULL || value_is_empty(value))
        return NULL;
    struct buffer out = {0};
    field_format(field, value, &out);
    return buffer_take(&out);
}

static struct change *append(struct changes *changes, enum change_kind kind,
                             const struct field *field)
{
    changes->items =
        memory_grow(changes->items, &changes->capacity, changes->count, sizeof *changes->items);
    struct change *change = &changes->items[changes->count++];
    *change = (struct change){.kind = kind,
                              .field = field,
                              .old_row = CHANGE_NO_ROW,
                              .new_row = CHANGE_NO_ROW};
    return change;
}

static void append_whole(struct changes *changes, const struct field *field,
                         const struct value *before, const struct value *after)
{
    enum change_kind kind = CHANGE_CHANGED;
    if (value_is_empty(before))
        kind = CHANGE_ADDED;
    else if (value_is_empty(after))
        kind = CHANGE_CLEARED;
    struct change *change = append(changes, kind, field);
    change->old_text = text_of(field, before);
    change->new_text = text_of(field, after);
}

static const struct value *cell_at(const struct value *row, size_t column)
{
    return column < row->count ? &row->items[column] : NULL;
}

static void append_cell(const struct field *table, const struct value *row, size_t column,
                        struct buffer *out)
{
    char *text = column < table->column_count ? text_of(&table->columns[column],
                                                        cell_at(row, column))
                                              : NULL;
    if (text != NULL && out->length > 0)
        buffer_append_string(out, ", ");
    buffer_append_string(out, text != NULL ? text : "");
    free(text);
}

static char *name_of_row(const struct field *field, const struct value *row)
{
    if (row->kind != VALUE_ROW || field->type->shape != SHAPE_TABLE)
        return text_of(field, row);
    struct buffer out = {0};
    for (size_t i = 0; i < field->key_count; i++)
        append_cell(field, row, field->key[i], &out);
    if (out.length == 0)
        append_cell(field, row, row_naming_column(field, row), &out);
    return buffer_take(&out);
}

static struct change *append_row(struct changes *changes, enum change_kind kind,
                                 const struct field *field, const struct value *before,
                                 const struct value *after)
{
    assert(before != NULL || after != NULL);
    struct change *change = append(changes, kind, field);
    change->row = name_of_row(field, after != NULL ? after : before);
    change->old_text = text_of(field, before);
    change->new_text = text_of(field, after);
    return change;
}

/* The only column in which two rows differ, or NULL. */
static const struct field *only_column(const struct field *table, const struct value *before,
                                       const struct value *after)
{
    const struct value absent = {0};
    const struct field *only = NULL;
    if (table->type->shape != SHAPE_TABLE || before->kind != VALUE_ROW ||
        after->kind != VALUE_ROW)
        return NULL;
    for (size_t i = 0; i < table->column_count; i++) {
        const struct value *old = cell_at(before, i);
        const struct value *new = cell_at(after, i);
        if (value_equal(old != NULL ? old : &absent, new != NULL ? new : &absent))
            continue;
        if (only != NULL)
            return NULL;
        only = &table->columns[i];
    }
    return only;
}

static void append_changed_row(struct changes *changes, const struct field *field,
                               const struct value *before, const struct value *after)
{
    struct change *change = append_row(changes, CHANGE_ROW_CHANGED, field, before, after);
    change->column = only_column(field, before, after);
    if (change->column == NULL)
        return;
    free(change->old_text);
    free(change->new_text);
    change->old_text = text_of(change->column, cell_at(before, change->column->index));
    change->new_text = text_of(change->column, cell_at(after, change->column->index));
}

static void place_row(struct changes *changes, size_t old_row, size_t new_row)
{
    changes->items[changes->count - 1].old_row = old_row;
    changes->items[changes->count - 1].new_row = new_row;
}

static void find_removed(const struct field *field, const struct value *before,
                         const size_t *partner, size_t partner_count, struct changes *changes)
{
    bool *kept = memory_allocate(before->count * sizeof *kept);
    for (size_t j = 0; j < partner_count; j++)
        if (partner[j] != ROW_NONE)
            kept[partner[j]] = true;
    for (size_t i = 0; i < before->count; i++) {
        if (kept[i] || value_is_empty(&before->items[i]))
            continue;
        append_row(changes, CHANGE_ROW_REMOVED, field, &before->items[i], NULL);
        place_row(changes, i, CHANGE_NO_ROW);
    }
    free(kept);
}

static void find_in_rows(const struct field *field, const struct value *before,
                         const struct value *after, struct changes *changes)
{
    size_t *partner = memory_allocate(after->count * sizeof *partner);
    bool *moved = memory_allocate(after->count * sizeof *moved);
    rows_match(field, before, after, partner);
    rows_find_moved(partner, after->count, moved);
    find_removed(field, before, partner, after->count, changes);
    for (size_t j = 0; j < after->count; j++) {
        const struct value *row = &after->items[j];
        if (partner[j] == ROW_NONE) {
            if (value_is_empty(row))
                continue;
            append_row(changes, CHANGE_ROW_ADDED, field, NULL, row);
            place_row(changes, CHANGE_NO_ROW, j);
            continue;
        }
        const struct value *old = &before->items[partner[j]];
        if (!value_equal(old, row)) {
            append_changed_row(changes, field, old, row);
            place_row(changes, partner[j], j);
        }
        if (moved[j]) {
            append_row(changes, CHANGE_ROW_MOVED, field, old, row);
            place_row(changes, partner[j], j);
        }
    }
    free(partner);
    free(moved);
}

static bool has_rows(const struct field *field, const struct value *value)
{
    bool is_check_list = field->type->shape == SHAPE_LIST && field->choices != NULL;
    return !is_check_list && (value->kind == VALUE_LIST || value_is_empty(value));
}

static const struct value *value_in(const struct spec *spec, const struct field *field)
{
    static const struct value absent = {0};
    return spec != NULL ? spec_value(spec, field) : &absent;
}

void change_match_rows(const struct field *field, const struct value *before,
                       const struct value *after, size_t *partner)
{
    rows_match(field, before, after, partner);
}

void changes_find_in_field(const struct field *field, const struct value *before,
                           const struct value *after, struct changes *out)
{
    bool is_list = before->kind == VALUE_LIST || after->kind == VALUE_LIST;
    if (value_equal(before, after))
        return;
    if (is_list && has_rows(field, before) && has_rows(field, after))
        find_in_rows(field, before, after, out);
    else
        append_whole(out, field, before, after);
}

void changes_find(const struct spec *before, const struct spec *after, struct changes *out)
{
    if (before == NULL && after == NULL)
        return;
    const struct form *form = spec_form(before != NULL ? before : after);
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        changes_find_in_field(field, value_in(before, field), value_in(after, field), out);
    }
}
