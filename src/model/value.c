#include "model/value.h"

#include "base/memory.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void value_done(struct value *value)
{
    free(value->text);
    for (size_t i = 0; i < value->count; i++)
        value_done(&value->items[i]);
    free(value->items);
    *value = (struct value){0};
}

struct value value_of_text(const char *text)
{
    return (struct value){.kind = VALUE_TEXT, .text = memory_copy_string(text)};
}

struct value value_of_list(void)
{
    return (struct value){.kind = VALUE_LIST};
}

struct value value_of_row(size_t cell_count)
{
    struct value row = {.kind = VALUE_ROW, .count = cell_count};
    row.items = memory_allocate(cell_count * sizeof *row.items);
    return row;
}

struct value value_copy(const struct value *value)
{
    struct value copy = *value;
    if (value->text != NULL)
        copy.text = memory_copy_string(value->text);
    if (value->items != NULL) {
        copy.items = memory_allocate(value->count * sizeof *copy.items);
        for (size_t i = 0; i < value->count; i++)
            copy.items[i] = value_copy(&value->items[i]);
    }
    return copy;
}

/* Entries are compared as they would be stored: empty ones are not there. */
static bool equal_entries(const struct value *a, const struct value *b)
{
    size_t i = 0;
    size_t j = 0;
    for (;;) {
        while (i < a->count && value_is_empty(&a->items[i]))
            i++;
        while (j < b->count && value_is_empty(&b->items[j]))
            j++;
        if (i == a->count || j == b->count)
            return i == a->count && j == b->count;
        if (!value_equal(&a->items[i++], &b->items[j++]))
            return false;
    }
}

static bool equal_cells(const struct value *a, const struct value *b)
{
    const struct value absent = {0};
    size_t count = a->count > b->count ? a->count : b->count;
    for (size_t i = 0; i < count; i++) {
        const struct value *left = i < a->count ? &a->items[i] : &absent;
        const struct value *right = i < b->count ? &b->items[i] : &absent;
        if (!value_equal(left, right))
            return false;
    }
    return true;
}

static bool is_scalar(const struct value *value)
{
    return value->kind == VALUE_TEXT || value->kind == VALUE_NOT_APPLICABLE;
}

bool value_equal(const struct value *a, const struct value *b)
{
    if (value_is_empty(a) || value_is_empty(b))
        return value_is_empty(a) && value_is_empty(b);
    if (is_scalar(a) && is_scalar(b))
        return strcmp(value_text(a), value_text(b)) == 0;
    if (a->kind != b->kind)
        return false;
    if (a->kind == VALUE_LIST)
        return equal_entries(a, b);
    if (a->kind == VALUE_ROW)
        return equal_cells(a, b);
    return strcmp(value_text(a), value_text(b)) == 0;
}

bool value_is_empty(const struct value *value)
{
    switch (value->kind) {
    case VALUE_ABSENT:
        return true;
    case VALUE_NOT_APPLICABLE:
    case VALUE_RAW:
        return false;
    case VALUE_TEXT:
        return value->text == NULL || value->text[0] == '\0';
    case VALUE_LIST:
    case VALUE_ROW:
        for (size_t i = 0; i < value->count; i++)
            if (!value_is_empty(&value->items[i]))
                return false;
        return true;
    }
    return true;
}

const char *value_text(const struct value *value)
{
    if (value->kind == VALUE_NOT_APPLICABLE)
        return VALUE_NOT_APPLICABLE_TEXT;
    return value->text != NULL ? value->text : "";
}

void value_set_text(struct value *value, const char *text)
{
    /* The copy comes first: `text` may be a part of what is freed. */
    char *copy = memory_copy_string(text);
    struct value place = *value;
    value_done(value);
    *value = (struct value){.kind = VALUE_TEXT,
                            .text = copy,
                            .origin = place.origin,
                            .line = place.line,
                            .column = place.column};
}

void value_insert(struct value *list, size_t index, struct value take)
{
    assert(list->kind == VALUE_LIST && index <= list->count);
    list->items = memory_resize(list->items, list->count + 1, sizeof *list->items);
    memmove(list->items + index + 1, list->items + index,
            (list->count - index) * sizeof *list->items);
    list->items[index] = take;
    list->count++;
}

void value_remove(struct value *list, size_t index)
{
    assert(list->kind == VALUE_LIST && index < list->count);
    value_done(&list->items[index]);
    list->count--;
    memmove(list->items + index, list->items + index + 1,
            (list->count - index) * sizeof *list->items);
}

void value_move(struct value *list, size_t from, size_t to)
{
    assert(list->kind == VALUE_LIST && from < list->count && to < list->count);
    struct value moved = list->items[from];
    if (from < to)
        memmove(list->items + from, list->items + from + 1, (to - from) * sizeof *list->items);
    else
        memmove(list->items + to + 1, list->items + to, (from - to) * sizeof *list->items);
    list->items[to] = moved;
}

void value_tidy(struct value *value)
{
    for (size_t i = value->count; i-- > 0;) {
        value_tidy(&value->items[i]);
        if (value->kind == VALUE_LIST && value_is_empty(&value->items[i]))
            value_remove(value, i);
    }
    if (value->kind != VALUE_ABSENT && value_is_empty(value)) {
        struct value place = *value;
        value_done(value);
        value->line = place.line;
        value->column = place.column;
    }
}
