#include "spec_internal.h"

#include "model/check.h"

/* ── counts ── */

static void count_field(const struct spec *spec, const struct field *field,
                        struct spec_count *count)
{
    if (!spec_is_visible(spec, field))
        return;
    count->visible++;
    if (spec_is_answered(spec, field))
        count->answered++;
}

struct spec_count spec_count_section(const struct spec *spec, const struct section *section)
{
    struct spec_count count = {0};
    for (size_t i = 0; i < section->field_count; i++)
        count_field(spec, section->fields[i], &count);
    return count;
}

struct spec_count spec_count_needed(const struct spec *spec)
{
    struct spec_count count = {0};
    for (size_t i = 0; i < spec->form->field_count; i++)
        if (spec->form->fields[i].required_from >= 0)
            count_field(spec, &spec->form->fields[i], &count);
    return count;
}

int spec_completeness(const struct spec *spec)
{
    struct spec_count count = spec_count_needed(spec);
    if (count.visible == 0)
        return 100;
    return (int)(count.answered * 100 / count.visible);
}

/* ── places in the file ── */

static bool take_place(const struct value *value, size_t *line, size_t *column)
{
    if (value->line == 0)
        return false;
    *line = value->line;
    *column = value->column > 0 ? value->column : 1;
    return true;
}

/* The field itself; for one that is not in the file, the nearest one before it in the form. */
static void place_field(const struct spec *spec, const struct field *field, size_t *line,
                        size_t *column)
{
    for (size_t i = field->index + 1; i-- > 0;) {
        const struct field *before = &spec->form->fields[i];
        const struct value *saved = spec_saved_value(spec, before);
        bool is_there = i == field->index || saved->kind != VALUE_ABSENT;
        if (is_there && (take_place(spec_value(spec, before), line, column) ||
                         take_place(saved, line, column)))
            return;
        if (spec->form->fields[field->index].section == NULL)
            return;
    }
}

/* A value that was edited since still stands where its entry was loaded. */
static const struct value *entry_at(const struct spec *spec, const struct field *field, size_t row)
{
    const struct value *now = spec_value(spec, field);
    const struct value *saved = spec_saved_value(spec, field);
    if (now->kind != VALUE_LIST || row >= now->count)
        return NULL;
    const struct value *entry = &now->items[row];
    for (size_t i = 0; entry->line == 0 && entry->origin != 0 && i < saved->count; i++)
        if (saved->items[i].origin == entry->origin)
            return &saved->items[i];
    return entry;
}

void spec_position(const struct spec *spec, const struct field *field, size_t row,
                   const struct field *cell, size_t *line, size_t *column)
{
    *line = 1;
    *column = 1;
    place_field(spec, field, line, column);
    if (row == FINDING_NO_ROW)
        return;
    const struct value *entry = entry_at(spec, field, row);
    if (entry == NULL)
        return;
    (void)take_place(entry, line, column);
    if (cell != NULL && entry->kind == VALUE_ROW && cell->index < entry->count)
        (void)take_place(&entry->items[cell->index], line, column);
}
