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

/* The field of where specs run from (0) or to (1). */
static const struct field *side_field(const struct form *form, size_t side)
{
    for (size_t i = 0; i < form->column_count; i++)
        if (form->columns[i] != form->status && is_type(form->columns[i], "choices") &&
            side-- == 0)
            return form->columns[i];
    return NULL;
}

const struct vocabulary *landscape_systems(const struct form *form)
{
    const struct field *field = side_field(form, 0);
    return field != NULL ? field->choices : NULL;
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
    for (size_t i = 0; i < 2; i++) {
        const struct field *side = form_side_field(form, i);
        if (side != NULL)
            add_texts(sides[i], spec_value(spec, side));
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

/* A spec's names, folded once for comparing. */
struct keys {
    char *id;
    struct strings from, to, names, references;
};

static struct strings fold_all(const struct strings *strings)
{
    struct strings folded = {.items = memory_allocate((strings->count + 1) * sizeof(char *))};
    for (; folded.count < strings->count; folded.count++)
        folded.items[folded.count] = utf8_fold(strings->items[folded.count], true);
    return folded;
}

static struct keys *make_keys(const struct landscape *landscape)
{
    struct keys *keys = memory_allocate((landscape->count + 1) * sizeof *keys);
    for (size_t i = 0; i < landscape->count; i++) {
        const struct landscape_spec *spec = &landscape->specs[i];
        keys[i] = (struct keys){.id = utf8_fold(spec->id, true),
                                .from = fold_all(&spec->from),
                                .to = fold_all(&spec->to),
                                .names = fold_all(&spec->names),
                                .references = fold_all(&spec->references)};
    }
    return keys;
}

static void free_keys(struct keys *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(keys[i].id);
        free_strings(&keys[i].from);
        free_strings(&keys[i].to);
        free_strings(&keys[i].names);
        free_strings(&keys[i].references);
    }
    free(keys);
}

static bool holds(const struct strings *strings, const char *key)
{
    for (size_t i = 0; i < strings->count; i++)
        if (strcmp(strings->items[i], key) == 0)
            return true;
    return false;
}

static bool touches(const struct keys *spec, const char *key)
{
    return strcmp(spec->id, key) == 0 || holds(&spec->from, key) || holds(&spec->to, key) ||
           holds(&spec->names, key) || holds(&spec->references, key);
}

static bool share(const struct strings *a, const struct strings *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (holds(b, a->items[i]))
            return true;
    return false;
}

/* What goes on behind a spec: who refers to it or is referred to, who takes the data further. */
static bool is_next(const struct keys *spec, const struct keys *other)
{
    return holds(&spec->references, other->id) || holds(&other->references, spec->id) ||
           share(&spec->to, &other->from) || share(&other->to, &spec->from);
}

/* Everything not reached yet that is one hop on from what was reached last. */
static void step(struct landscape *landscape, const struct keys *keys, size_t distance)
{
    for (size_t i = 0; i < landscape->count; i++) {
        if (landscape->specs[i].distance != distance)
            continue;
        for (size_t j = 0; j < landscape->count; j++)
            if (landscape->specs[j].distance == LANDSCAPE_FAR && is_next(&keys[i], &keys[j]))
                landscape->specs[j].distance = distance + 1;
    }
}

bool landscape_measure(struct landscape *landscape, const char *name, size_t hops)
{
    bool found = false;
    if (name == NULL) {
        for (size_t i = 0; i < landscape->count; i++)
            landscape->specs[i].distance = 0;
        return landscape->count > 0;
    }
    struct keys *keys = make_keys(landscape);
    char *key = utf8_fold(name, true);
    for (size_t i = 0; i < landscape->count; i++) {
        bool here = touches(&keys[i], key);
        landscape->specs[i].distance = here ? 0 : LANDSCAPE_FAR;
        found = found || here;
    }
    for (size_t distance = 0; distance < hops && distance < landscape->count; distance++)
        step(landscape, keys, distance);
    free(key);
    free_keys(keys, landscape->count);
    return found;
}
