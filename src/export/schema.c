#include "export/schema.h"

#include "base/memory.h"
#include "export/json.h"
#include "model/form.h"
#include "schema_internal.h"

#include <stdlib.h>
#include <string.h>

static struct json *one_string(const char *text)
{
    struct json *array = json_new_array();
    json_append(array, json_new_string(text));
    return array;
}

/* ── needed keys ── */

/* {properties: {key: value}, required: [key]}; takes the value. */
static struct json *require_key(const char *key, struct json *value)
{
    struct json *properties = json_new_object();
    struct json *schema = json_new_object();
    json_set(properties, key, value);
    json_set(schema, "properties", properties);
    json_set(schema, "required", one_string(key));
    return schema;
}

static bool is_needed(const struct field *field, int status)
{
    /* What depends on other answers is left to `ifspec check`. */
    return field->required_from == status && field->when == NULL;
}

/* What a specification of this status needs that those before it do not; NULL: nothing. */
static struct json *needs_of(const struct form *form, int status)
{
    struct json *sections = json_new_array();
    struct json *properties = json_new_object();
    for (size_t i = 0; i < form->section_count; i++) {
        const struct section *section = &form->sections[i];
        struct json *keys = json_new_array();
        for (size_t j = 0; j < section->field_count; j++)
            if (is_needed(section->fields[j], status))
                json_append(keys, json_new_string(section->fields[j]->id));
        if (json_count(keys) == 0) {
            json_free(keys);
            continue;
        }
        struct json *needs = json_new_object();
        json_set(needs, "required", keys);
        json_set(properties, section->id, needs);
        json_append(sections, json_new_string(section->id));
    }
    if (json_count(sections) == 0) {
        json_free(sections);
        json_free(properties);
        return NULL;
    }
    struct json *needs = json_new_object();
    json_set(needs, "required", sections);
    json_set(needs, "properties", properties);
    return needs;
}

/* The status is this one or a later one, by value or alias. */
static struct json *status_from(const struct form *form, size_t status)
{
    const struct vocabulary *choices = form->status->choices;
    struct buffer aliases = {0};
    struct json *values = json_new_array();
    struct json *any = json_new_array();
    struct json *schema = json_new_object();
    for (size_t i = status; i < choices->count; i++) {
        json_append(values, json_new_string(choices->entries[i].value));
        for (size_t j = 0; j < choices->entries[i].aliases.count; j++) {
            buffer_append_string(&aliases, aliases.length > 0 ? "|" : "^(?:");
            schema_append_name(&aliases, choices->entries[i].aliases.items[j]);
        }
    }
    struct json *value = json_new_object();
    json_set(value, "enum", values);
    json_append(any, value);
    if (aliases.length > 0) {
        struct json *alias = json_new_object();
        buffer_append_string(&aliases, ")$");
        json_set(alias, "pattern", json_new_string(buffer_string(&aliases)));
        json_append(any, alias);
    }
    json_set(schema, "anyOf", any);
    buffer_done(&aliases);
    return require_key(form->status->section->id, require_key(form->status->id, schema));
}

static struct json *all_needs(const struct form *form)
{
    struct json *all = json_new_array();
    bool has_status = form->status != NULL && form->status->choices != NULL;
    size_t count = has_status ? form->status->choices->count : 1;
    for (size_t i = 0; i < count; i++) {
        struct json *needs = needs_of(form, (int)i);
        if (needs == NULL)
            continue;
        if (i == 0) {
            json_append(all, needs);
            continue;
        }
        struct json *step = json_new_object();
        json_set(step, "if", status_from(form, i));
        json_set(step, "then", needs);
        json_append(all, step);
    }
    return all;
}

/* ── sections ── */

static struct json *section_schema(const struct form *form, const struct section *section)
{
    struct json *schema = json_new_object();
    struct json *types = one_string("object");
    struct json *properties = json_new_object();
    json_append(types, json_new_string("null"));
    for (size_t i = 0; i < section->field_count; i++)
        json_set(properties, section->fields[i]->id, schema_of_field(form, section->fields[i]));
    json_set(schema, "title", json_new_string(section->title));
    json_set(schema, "description", json_new_string(section->help));
    json_set(schema, "type", types);
    json_set(schema, "properties", properties);
    json_set(schema, "additionalProperties", json_new_boolean(false));
    return schema;
}

static struct json *form_key_schema(const struct form *form)
{
    struct json *schema = json_new_object();
    json_set(schema, "title", json_new_string("Form"));
    json_set(schema, "description", json_new_string("The form that this file answers."));
    json_set(schema, "enum", one_string(form->name));
    return schema;
}

struct json *schema_of_form(const struct form *form)
{
    struct json *schema = json_new_object();
    struct json *properties = json_new_object();
    json_set(properties, "form", form_key_schema(form));
    for (size_t i = 0; i < form->section_count; i++)
        json_set(properties, form->sections[i].id, section_schema(form, &form->sections[i]));
    json_set(properties, form->questions->id, schema_of_field(form, form->questions));
    json_set(properties, form->reviews->id, schema_of_field(form, form->reviews));
    json_set(schema, "$schema", json_new_string("http://json-schema.org/draft-07/schema#"));
    json_set(schema, "title", json_new_string(form->title));
    json_set(schema, "description", json_new_string(form->help));
    json_set(schema, "type", json_new_string("object"));
    json_set(schema, "properties", properties);
    json_set(schema, "additionalProperties", json_new_boolean(false));
    struct json *needs = all_needs(form);
    if (json_count(needs) > 0)
        json_set(schema, "allOf", needs);
    else
        json_free(needs);
    return schema;
}
