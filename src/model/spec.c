#include "model/spec.h"

#include "base/buffer.h"
#include "base/date.h"
#include "base/error.h"
#include "base/memory.h"
#include "model/condition.h"
#include "model/field_type.h"
#include "spec_internal.h"
#include "template_internal.h"

#include <stdlib.h>
#include <string.h>

/* ── create ── */

struct spec *spec_new(const struct form *form)
{
    struct spec *spec = memory_allocate(sizeof *spec);
    spec->form = form;
    spec->slots = memory_allocate(form->field_count * sizeof *spec->slots);
    return spec;
}

struct spec *spec_copy(const struct spec *spec)
{
    struct spec *copy = spec_new(spec->form);
    for (size_t i = 0; i < spec->form->field_count; i++) {
        const struct slot *slot = &spec->slots[i];
        copy->slots[i].now = value_copy(&slot->now);
        copy->slots[i].saved = value_copy(&slot->saved);
        copy->slots[i].is_saved = slot->is_saved;
        if (slot->read_only != NULL)
            copy->slots[i].read_only = memory_copy_string(slot->read_only);
    }
    for (size_t i = 0; i < spec->other_count; i++)
        spec_load_other(copy, spec->others[i].path, spec->others[i].text, spec->others[i].line);
    return copy;
}

void spec_free(struct spec *spec)
{
    if (spec == NULL)
        return;
    for (size_t i = 0; i < spec->form->field_count; i++) {
        value_done(&spec->slots[i].now);
        value_done(&spec->slots[i].saved);
        free(spec->slots[i].read_only);
    }
    free(spec->slots);
    for (size_t i = 0; i < spec->other_count; i++) {
        free(spec->others[i].path);
        free(spec->others[i].text);
    }
    free(spec->others);
    history_done(&spec->history);
    free(spec);
}

static struct value default_value(const struct field *field)
{
    const char *text = field->default_text;
    char today[DATE_TEXT_SIZE] = "";
    if (strcmp(text, "today") == 0 && field->type == field_type_find("date")) {
        date_format(date_today(), today);
        text = today;
    }
    struct value value = {0};
    struct error error = {0};
    /* A default that its own type cannot hold is a fault of the form, and reported there. */
    if (field_parse(field, text, &value, &error) != 0)
        return (struct value){0};
    return value;
}

void spec_set_defaults(struct spec *spec)
{
    spec_begin_step(spec);
    for (size_t i = 0; i < spec->form->field_count; i++) {
        const struct field *field = &spec->form->fields[i];
        if (field->default_text == NULL || !value_is_empty(spec_value(spec, field)))
            continue;
        struct value value = default_value(field);
        spec_set_value(spec, field, &value, 0);
        value_done(&value);
    }
    spec_end_step(spec);
}

void spec_load_value(struct spec *spec, const struct field *field, struct value take)
{
    struct slot *slot = spec_slot(spec, field);
    value_done(&slot->now);
    value_done(&slot->saved);
    slot->now = take;
    slot->is_saved = true;
}

void spec_load_read_only(struct spec *spec, const struct field *field, const char *reason)
{
    struct slot *slot = spec_slot(spec, field);
    free(slot->read_only);
    slot->read_only = memory_copy_string(reason);
}

void spec_load_other(struct spec *spec, const char *path, const char *text, size_t line)
{
    spec->others = memory_grow(spec->others, &spec->other_capacity, spec->other_count,
                               sizeof *spec->others);
    spec->others[spec->other_count++] = (struct other_value){
        .path = memory_copy_string(path),
        .text = memory_copy_string(text),
        .line = line,
    };
}

/* ── ask ── */

const struct form *spec_form(const struct spec *spec)
{
    return spec->form;
}

const struct value *spec_value(const struct spec *spec, const struct field *field)
{
    return &spec_slot(spec, field)->now;
}

const struct value *spec_saved_value(const struct spec *spec, const struct field *field)
{
    const struct slot *slot = spec_slot(spec, field);
    return slot->is_saved ? &slot->now : &slot->saved;
}

static const char *text_of(const struct spec *spec, const struct field *field)
{
    if (field == NULL || spec_value(spec, field)->kind != VALUE_TEXT)
        return "";
    return value_text(spec_value(spec, field));
}

const char *spec_id(const struct spec *spec)
{
    return text_of(spec, spec->form->id);
}

const char *spec_title(const struct spec *spec)
{
    return text_of(spec, spec->form->title_field);
}

int spec_status(const struct spec *spec)
{
    const struct field *field = spec->form->status;
    if (field == NULL || field->choices == NULL)
        return -1;
    const char *text = text_of(spec, field);
    const struct vocabulary_entry *entry = vocabulary_find(field->choices, text);
    if (entry == NULL && text[0] != '\0')
        entry = vocabulary_find_alias(field->choices, text);
    return entry != NULL ? (int)(entry - field->choices->entries) : -1;
}

unsigned long spec_revision(const struct spec *spec)
{
    return spec->revision;
}

static bool is_modified(const struct slot *slot)
{
    return !slot->is_saved && !value_equal(&slot->now, &slot->saved);
}

bool spec_is_modified(const struct spec *spec)
{
    for (size_t i = 0; i < spec->form->field_count; i++)
        if (is_modified(&spec->slots[i]))
            return true;
    return false;
}

bool spec_field_is_modified(const struct spec *spec, const struct field *field)
{
    return is_modified(spec_slot(spec, field));
}

bool spec_is_answered(const struct spec *spec, const struct field *field)
{
    const struct value *value = spec_value(spec, field);
    if (strcmp(value_text(value), VALUE_NOT_APPLICABLE_TEXT) == 0)
        return field_allows_not_applicable(spec->form, field);
    return template_leaves_answer(field, value);
}

bool spec_is_visible(const struct spec *spec, const struct field *field)
{
    return field->when == NULL || condition_holds(field->when, spec);
}

bool spec_is_required(const struct spec *spec, const struct field *field)
{
    int status = spec_status(spec);
    return field->required_from >= 0 && (status > 0 ? status : 0) >= field->required_from &&
           spec_is_visible(spec, field);
}

const char *spec_read_only_reason(const struct spec *spec, const struct field *field)
{
    return spec_slot(spec, field)->read_only;
}

const struct other_value *spec_others(const struct spec *spec, size_t *count)
{
    *count = spec->other_count;
    return spec->others;
}

/* ── change ── */

static uint32_t highest_origin(const struct value *list)
{
    uint32_t highest = 0;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].origin > highest)
            highest = list->items[i].origin;
    return highest;
}

/* Of entries that claim the same place in the file (a copied row does) the first one has it. */
static void separate_origins(struct value *list)
{
    uint32_t highest = highest_origin(list);
    if (list->kind != VALUE_LIST || highest == 0)
        return;
    bool *seen = memory_allocate((size_t)highest + 1);
    for (size_t i = 0; i < list->count; i++) {
        uint32_t *origin = &list->items[i].origin;
        if (seen[*origin])
            *origin = 0;
        seen[*origin] = *origin != 0;
    }
    free(seen);
}

void slot_part(struct slot *slot)
{
    if (slot->is_saved)
        slot->saved = value_copy(&slot->now);
    slot->is_saved = false;
}

void spec_set_value(struct spec *spec, const struct field *field, const struct value *value,
                    unsigned group)
{
    struct slot *slot = spec_slot(spec, field);
    if (value_is_same(&slot->now, value))
        return;
    slot_part(slot);
    struct value old = slot->now;
    slot->now = value_copy(value);
    separate_origins(&slot->now);
    spec->revision++;
    history_record(&spec->history, field, old, group);
}

/* After a save the entries of a list stand in the file one behind the other. */
static void renumber(struct spec *spec, const struct field *field)
{
    struct slot *slot = spec_slot(spec, field);
    uint32_t highest = highest_origin(&slot->now);
    uint32_t *numbers = memory_allocate(((size_t)highest + 1) * sizeof *numbers);
    uint32_t number = 0;
    for (size_t i = 0; i < slot->now.count; i++) {
        struct value *entry = &slot->now.items[i];
        uint32_t origin = entry->origin;
        entry->origin = value_is_empty(entry) ? 0 : ++number;
        numbers[origin] = entry->origin;
    }
    history_renumber(&spec->history, field, numbers, highest);
    free(numbers);
}

void spec_mark_saved(struct spec *spec)
{
    for (size_t i = 0; i < spec->form->field_count; i++) {
        const struct field *field = &spec->form->fields[i];
        struct slot *slot = &spec->slots[i];
        if (!is_modified(slot))
            continue;
        if (slot->now.kind == VALUE_LIST)
            renumber(spec, field);
        else
            history_renumber(&spec->history, field, NULL, 0);
        value_done(&slot->saved);
        slot->saved = value_copy(&slot->now);
        value_tidy(&slot->saved);
    }
    history_end_typing(&spec->history);
    spec->revision++;
}
