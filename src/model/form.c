#include "model/form.h"

#include "base/edit_distance.h"
#include "fold_internal.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

static void free_strings(struct strings *strings)
{
    for (size_t i = 0; i < strings->count; i++)
        free(strings->items[i]);
    free(strings->items);
}

static void free_vocabulary(struct vocabulary *vocabulary)
{
    for (size_t i = 0; i < vocabulary->count; i++) {
        struct vocabulary_entry *entry = &vocabulary->entries[i];
        free(entry->value);
        free(entry->help);
        free(entry->group);
        free(entry->caution);
        free_strings(&entry->aliases);
        free_strings(&entry->vague);
    }
    free(vocabulary->entries);
    free(vocabulary->id);
    free(vocabulary->file);
}

static void free_field(struct field *field)
{
    free(field->id);
    free(field->path);
    free(field->label);
    free(field->help);
    free_strings(&field->examples);
    pattern_free(field->pattern);
    free(field->message);
    free(field->unit);
    free(field->default_text);
    condition_free(field->when);
    free(field->renamed_from);
    for (size_t i = 0; i < field->column_count; i++)
        free_field(&field->columns[i]);
    free(field->columns);
    free(field->key);
    free(field->separator);
    for (size_t i = 0; i < field->part_count; i++) {
        free(field->parts[i].name);
        pattern_free(field->parts[i].pattern);
    }
    free(field->parts);
}

static void free_rule(struct form_rule *rule)
{
    free(rule->id);
    condition_free(rule->when);
    free(rule->fields);
    free(rule->parts);
    free(rule->message);
}

void form_free(struct form *form)
{
    if (form == NULL)
        return;
    for (size_t i = 0; i < form->section_count; i++) {
        free(form->sections[i].id);
        free(form->sections[i].title);
        free(form->sections[i].help);
        free(form->sections[i].fields);
    }
    free(form->sections);
    for (size_t i = 0; i < form->field_count; i++)
        free_field(&form->fields[i]);
    free(form->fields);
    for (size_t i = 0; i < form->vocabulary_count; i++)
        free_vocabulary(&form->vocabularies[i]);
    free(form->vocabularies);
    for (size_t i = 0; i < form->rule_count; i++)
        free_rule(&form->rules[i]);
    free(form->rules);
    free(form->name);
    free(form->title);
    free(form->help);
    free(form->path);
    free_strings(&form->ancestors);
    free(form->aliases);
    free(form->columns);
    free(form->on_call);
    free(form);
}

const struct section *form_find_section(const struct form *form, const char *id)
{
    for (size_t i = 0; i < form->section_count; i++)
        if (strcmp(form->sections[i].id, id) == 0)
            return &form->sections[i];
    return NULL;
}

static const struct field *find_in_section(const struct section *section, const char *id)
{
    for (size_t i = 0; i < section->field_count; i++)
        if (strcmp(section->fields[i]->id, id) == 0)
            return section->fields[i];
    return NULL;
}

const struct field *form_find_field(const struct form *form, const char *path)
{
    const char *dot = strchr(path, '.');
    if (dot == NULL) {
        /* The engine's own tables stand last and belong to no section. */
        for (size_t i = form->field_count; i-- > 0 && form->fields[i].section == NULL;)
            if (strcmp(form->fields[i].path, path) == 0)
                return &form->fields[i];
        return NULL;
    }
    size_t length = (size_t)(dot - path);
    for (size_t i = 0; i < form->section_count; i++) {
        const struct section *section = &form->sections[i];
        if (strncmp(section->id, path, length) == 0 && section->id[length] == '\0')
            return find_in_section(section, dot + 1);
    }
    return NULL;
}

const struct field *field_find_column(const struct field *table, const char *id)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (strcmp(table->columns[i].id, id) == 0)
            return &table->columns[i];
    return NULL;
}

/* Of path, id and label the smallest distance to what was typed. */
static size_t field_distance(const struct field *field, const char *typed, size_t limit)
{
    const char *names[] = {field->path, field->id, field->label};
    size_t least = limit + 1;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t distance = edit_distance(typed, names[i], limit);
        least = distance < least ? distance : least;
    }
    return least;
}

/* The field nearest to a name within `limit` edits, or NULL. */
static const struct field *nearest_field(const struct form *form, const char *typed, size_t limit)
{
    const struct field *nearest = NULL;
    size_t least = limit + 1;
    for (size_t i = 0; i < form->field_count; i++) {
        size_t distance = field_distance(&form->fields[i], typed, limit);
        if (distance < least) {
            least = distance;
            nearest = &form->fields[i];
        }
    }
    return nearest;
}

const struct field *form_suggest_field(const struct form *form, const char *typed)
{
    /* People know the field and guess its section: the right id in a wrong section comes first. */
    const char *dot = strrchr(typed, '.');
    const char *id = dot != NULL ? dot + 1 : typed;
    const struct field *nearest = nearest_field(form, id, 0);
    if (nearest == NULL)
        nearest = nearest_field(form, typed, strlen(typed) / 4 + 1);
    if (nearest == NULL)
        nearest = nearest_field(form, id, strlen(id) / 4 + 1);
    return nearest;
}

const struct field *form_side_field(const struct form *form, size_t side)
{
    for (size_t i = 0; i < form->column_count; i++) {
        const struct field *column = form->columns[i];
        if (column != form->status && strcmp(column->type->name, "choices") == 0 && side-- == 0)
            return column;
    }
    return NULL;
}

const char *form_status_name(const struct form *form, int status)
{
    if (form->status == NULL || form->status->choices == NULL || status < 0 ||
        (size_t)status >= form->status->choices->count)
        return NULL;
    return form->status->choices->entries[status].value;
}
