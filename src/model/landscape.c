#include "model/landscape.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "model/field_type.h"
#include "model/value.h"

#include <stdlib.h>
#include <string.h>

/* ── filling ── */

static void add_string(struct strings *strings, const char *text)
{
    if (text[0] == '\0')
        return;
    strings->items = memory_resize(strings->items, strings->count + 1, sizeof *strings->items);
    strings->items[strings->count++] = memory_copy_string(text);
}

static void add_texts(struct strings *strings, const struct value *value)
{
    if (value->kind == VALUE_TEXT)
        add_string(strings, value->text);
    for (size_t i = 0; i < value->count; i++)
        add_texts(strings, &value->items[i]);
}

static bool is_type(const struct field *field, const char *name)
{
    return strcmp(field->type->name, name) == 0;
}

/* Choices name systems and the like; free text only mentions them. */
static void add_answer(struct landscape_spec *spec, const struct field *field,
                       const struct value *value)
{
    if (is_type(field, "reference"))
        add_texts(&spec->references, value);
    else if (is_type(field, "choice") || is_type(field, "choices"))
        add_texts(&spec->names, value);
    for (size_t row = 0; field->type->shape == SHAPE_TABLE && row < value->count; row++) {
        const struct value *cells = &value->items[row];
        for (size_t column = 0; cells->kind == VALUE_ROW && column < cells->count; column++)
            add_answer(spec, &field->columns[column], &cells->items[column]);
        /* The first column of a table is what its row is about. */
        if (cells->kind == VALUE_ROW && cells->count > 0 && is_type(&field->columns[0], "text"))
            add_texts(&spec->names, &cells->items[0]);
    }
}

void landscape_add(struct landscape *landscape, const char *path, const struct spec *spec)
{
    const struct form *form = spec_form(spec);
    landscape->specs = memory_grow(landscape->specs, &landscape->capacity, landscape->count,
                                   sizeof *landscape->specs);
    struct landscape_spec *added = &landscape->specs[landscape->count++];
    *added = (struct landscape_spec){
        .id = memory_copy_string(spec_id(spec)),
        .title = memory_copy_string(spec_title(spec)),
        .path = memory_copy_string(path),
        .distance = LANDSCAPE_FAR,
    };
    struct strings *sides[] = {&added->from, &added->to};
    size_t side = 0;
    for (size_t i = 0; i < form->column_count && side < 2; i++) {
        const struct field *column = form->columns[i];
        if (column != form->status && is_type(column, "choices"))
            add_texts(sides[side++], spec_value(spec, column));
    }
    for (size_t i = 0; i < form->alias_count; i++)
        add_texts(&added->names, spec_value(spec, form->aliases[i]));
    for (size_t i = 0; i < form->field_count; i++)
        add_answer(added, &form->fields[i], spec_value(spec, &form->fields[i]));
}

static void free_strings(struct strings *strings)
{
    for (size_t i = 0; i < strings->count; i++)
        free(strings->items[i]);
    free(strings->items);
}

void landscape_done(struct landscape *landscape)
{
    for (size_t i = 0; i < landscape->count; i++) {
        struct landscape_spec *spec = &landscape->specs[i];
        free(spec->id);
        free(spec->title);
        free(spec->path);
        free_strings(&spec->from);
        free_strings(&spec->to);
        free_strings(&spec->names);
        free_strings(&spec->references);
    }
    free(landscape->specs);
    *landscape = (struct landscape){0};
}

/* ── distance ── */

static bool holds(const struct strings *strings, const char *folded)
{
    for (size_t i = 0; i < strings->count; i++) {
        char *text = utf8_fold(strings->items[i], true);
        bool same = strcmp(text, folded) == 0;
        free(text);
        if (same)
            return true;
    }
    return false;
}

static bool touches(const struct landscape_spec *spec, const char *folded)
{
    char *id = utf8_fold(spec->id, true);
    bool same = strcmp(id, folded) == 0;
    free(id);
    return same || holds(&spec->from, folded) || holds(&spec->to, folded) ||
           holds(&spec->names, folded) || holds(&spec->references, folded);
}

static bool share(const struct strings *a, const struct strings *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++)
            if (utf8_equal_caseless(a->items[i], b->items[j]))
                return true;
    return false;
}

static bool refers(const struct landscape_spec *spec, const struct landscape_spec *other)
{
    for (size_t i = 0; i < spec->references.count; i++)
        if (utf8_equal_caseless(spec->references.items[i], other->id))
            return true;
    return false;
}

/* What goes on behind a spec: who refers to it or is referred to, who takes the data further. */
static bool is_next(const struct landscape_spec *spec, const struct landscape_spec *other)
{
    return refers(spec, other) || refers(other, spec) || share(&spec->to, &other->from) ||
           share(&other->to, &spec->from);
}

bool landscape_measure(struct landscape *landscape, const char *name)
{
    bool found = false;
    char *folded = name != NULL ? utf8_fold(name, true) : NULL;
    for (size_t i = 0; i < landscape->count; i++) {
        struct landscape_spec *spec = &landscape->specs[i];
        spec->distance = folded == NULL || touches(spec, folded) ? 0 : LANDSCAPE_FAR;
        found = found || spec->distance == 0;
    }
    free(folded);
    for (size_t distance = 0, reached = 1; reached > 0; distance++) {
        reached = 0;
        for (size_t i = 0; i < landscape->count; i++) {
            for (size_t j = 0; landscape->specs[i].distance == distance && j < landscape->count;
                 j++) {
                if (landscape->specs[j].distance != LANDSCAPE_FAR ||
                    !is_next(&landscape->specs[i], &landscape->specs[j]))
                    continue;
                landscape->specs[j].distance = distance + 1;
                reached++;
            }
        }
    }
    return found;
}
