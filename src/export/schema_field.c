/* One field as a schema. A scalar of YAML may reach a validator as a string, a number, a boolean or
 * null, whatever its author meant: `pattern` speaks of strings only, `minimum` of numbers only, and
 * `type` lists what may come. */
#include "schema_internal.h"

#include "base/buffer.h"
#include "base/memory.h"
#include "export/json.h"
#include "model/condition.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

/* An array of the strings; the list ends with NULL. */
static struct json *new_array(const char *const *texts)
{
    struct json *array = json_new_array();
    for (; *texts != NULL; texts++)
        json_append(array, json_new_string(*texts));
    return array;
}

#define new_strings(...) new_array((const char *const[]){__VA_ARGS__, NULL})

/* {type: name} */
static struct json *new_type(const char *name)
{
    struct json *schema = json_new_object();
    json_set(schema, "type", json_new_string(name));
    return schema;
}

static struct json *new_not_applicable(void)
{
    struct json *schema = json_new_object();
    json_set(schema, "enum", new_strings(VALUE_NOT_APPLICABLE_TEXT));
    return schema;
}

/* {anyOf: [schema, …]}; takes them, NULL ends. */
static struct json *any_of(struct json *const *schemas)
{
    struct json *array = json_new_array();
    struct json *schema = json_new_object();
    for (; *schemas != NULL; schemas++)
        json_append(array, *schemas);
    json_set(schema, "anyOf", array);
    return schema;
}

#define new_any(...) any_of((struct json *const[]){__VA_ARGS__, NULL})

static bool is_type(const struct field *field, const char *name)
{
    return strcmp(field->type->name, name) == 0;
}

/* ── scalars; `answers`: N/A may stand there ── */

static void set_pattern(struct json *schema, const char *pattern, const char *message)
{
    json_set(schema, "pattern", json_new_string(pattern));
    /* Understood by the editors' language servers; others pass it over. */
    if (message != NULL)
        json_set(schema, "patternErrorMessage", json_new_string(message));
}

/* Whether a number of YAML, which no pattern sees, would be a text that fits. */
static bool fits_numbers(const struct field *field)
{
    static const char *const samples[] = {"1", "10", "2025", "1.5"};
    if (field->part_count > 0)
        return false;
    for (size_t i = 0; field->pattern != NULL && i < sizeof samples / sizeof *samples; i++)
        if (pattern_match(field->pattern, samples[i], strlen(samples[i])) == PATTERN_MATCHES)
            return true;
    return field->pattern == NULL;
}

static struct json *text_schema(const struct field *field, bool answers)
{
    struct json *schema = json_new_object();
    char *pattern = schema_copy_pattern(field);
    json_set(schema, "type",
             fits_numbers(field) ? new_strings("string", "number", "boolean", "null")
                                 : new_strings("string", "null"));
    if (pattern != NULL) {
        char *whole = answers ? memory_format("^N/A$|(?:%s)", pattern) : NULL;
        set_pattern(schema, whole != NULL ? whole : pattern, field->message);
        free(whole);
    } else if (field->type->shape != SHAPE_PARAGRAPH) {
        set_pattern(schema, "^[^\\n]*\\n?$", "One line only");
    }
    if (field->max_length > 0)
        json_set(schema, "maxLength", json_new_integer((long long)field->max_length));
    free(pattern);
    return schema;
}

static struct json *number_schema(const struct field *field, bool answers)
{
    struct json *schema = json_new_object();
    bool bounded = field->has_minimum || field->has_maximum || field->integer;
    json_set(schema, "type",
             new_strings(field->integer ? "integer" : "number", "string", "null"));
    /* Bounds do not see a number between quotes: there it is refused. */
    char *pattern = memory_format("^(?:%s%s%s)$", answers ? VALUE_NOT_APPLICABLE_TEXT : "",
                                  answers && !bounded ? "|" : "",
                                  bounded ? "" : schema_number_pattern);
    set_pattern(schema, pattern, "A number");
    free(pattern);
    if (field->has_minimum)
        json_set(schema, "minimum", json_new_number(field->minimum));
    if (field->has_maximum)
        json_set(schema, "maximum", json_new_number(field->maximum));
    return schema;
}

static struct json *date_schema(bool answers)
{
    struct json *schema = json_new_object();
    char *pattern = memory_format("^(?:%s%s)$", answers ? "N/A|" : "", schema_date_pattern);
    json_set(schema, "type", new_strings("string", "null"));
    set_pattern(schema, pattern, "A date: 2025-05-01");
    free(pattern);
    return schema;
}

static struct json *answer_schema(bool answers)
{
    struct json *schema = json_new_object();
    char *pattern = memory_format("^(?:%s%s)$", answers ? "N/A|" : "", schema_answer_pattern);
    json_set(schema, "type", new_strings("boolean", "string", "null"));
    set_pattern(schema, pattern, "true or false");
    free(pattern);
    return schema;
}

static void append_value(struct json *values, struct json *helps,
                         const struct vocabulary_entry *entry, struct json *value)
{
    struct buffer help = {0};
    if (entry->help != NULL)
        buffer_append_string(&help, entry->help);
    if (entry->caution != NULL)
        buffer_append_format(&help, "%s%s", help.length > 0 ? " " : "", entry->caution);
    json_append(values, value);
    json_append(helps, json_new_string(buffer_string(&help)));
    buffer_done(&help);
}

/* The values as an enum with what each means; one that YAML reads as no string comes twice. */
static struct json *values_schema(const struct vocabulary *choices, bool answers)
{
    struct json *schema = json_new_object();
    struct json *values = json_new_array();
    struct json *helps = json_new_array();
    for (size_t i = 0; i < choices->count; i++) {
        const struct vocabulary_entry *entry = &choices->entries[i];
        struct json *other = NULL;
        append_value(values, helps, entry, json_new_string(entry->value));
        if (json_parse(entry->value, &other, NULL) != 0)
            continue;
        if (json_kind_of(other) == JSON_KIND_NUMBER || json_kind_of(other) == JSON_KIND_BOOLEAN)
            append_value(values, helps, entry, other);
        else
            json_free(other);
    }
    if (answers) {
        json_append(values, json_new_string(VALUE_NOT_APPLICABLE_TEXT));
        json_append(helps, json_new_string("Answered: none."));
    }
    json_set(schema, "enum", values);
    json_set(schema, "enumDescriptions", helps);
    return schema;
}

static void append_names(struct buffer *out, const struct strings *names)
{
    for (size_t i = 0; i < names->count; i++) {
        buffer_append_string(out, out->length > 0 ? "|" : "");
        schema_append_name(out, names->items[i]);
    }
}

/* Aliases and vague texts are no errors: they are asked back, not completed. */
static struct json *names_schema(const struct vocabulary *choices)
{
    struct buffer names = {0};
    struct json *schema = json_new_object();
    for (size_t i = 0; i < choices->count; i++) {
        append_names(&names, &choices->entries[i].aliases);
        append_names(&names, &choices->entries[i].vague);
    }
    json_set(schema, "type",
             names.length > 0 ? new_strings("string", "null") : new_strings("null"));
    if (names.length > 0) {
        char *pattern = memory_format("^(?:%s)$", buffer_string(&names));
        json_set(schema, "pattern", json_new_string(pattern));
        free(pattern);
    }
    buffer_done(&names);
    return schema;
}

static struct json *choice_schema(const struct field *field, bool answers)
{
    return new_any(values_schema(field->choices, answers),
                   field->open ? text_schema(field, answers) : names_schema(field->choices));
}

/* A field of one line, a paragraph, an entry of a list. */
static struct json *scalar_schema(const struct field *field, bool answers)
{
    if (field->choices != NULL)
        return choice_schema(field, answers);
    if (is_type(field, "number"))
        return number_schema(field, answers);
    if (is_type(field, "date"))
        return date_schema(answers);
    if (is_type(field, "yes_no"))
        return answer_schema(answers);
    return text_schema(field, answers);
}

/* ── links, rows, lists ── */

static struct json *address_schema(void)
{
    struct json *schema = new_type("string");
    set_pattern(schema, schema_address_pattern, "An address: https://…");
    return schema;
}

/* The keys of a map, no others. Takes properties and the names of those that are needed. */
static struct json *map_schema(struct json *properties, struct json *needed)
{
    struct json *schema = new_type("object");
    json_set(schema, "properties", properties);
    if (json_count(needed) > 0)
        json_set(schema, "required", needed);
    else
        json_free(needed);
    json_set(schema, "additionalProperties", json_new_boolean(false));
    return schema;
}

static struct json *link_schema(const struct form *form, const struct field *field)
{
    struct json *properties = json_new_object();
    for (size_t i = 0; i < field->column_count; i++) {
        struct json *column = schema_of_field(form, &field->columns[i]);
        if (strcmp(field->columns[i].id, "url") == 0)
            set_pattern(column, schema_address_pattern, "An address: https://…");
        json_set(properties, field->columns[i].id, column);
    }
    return new_any(map_schema(properties, new_strings("url")), address_schema(),
                   new_type("null"));
}

static struct json *row_schema(const struct form *form, const struct field *table)
{
    struct json *properties = json_new_object();
    struct json *needed = json_new_array();
    for (size_t i = 0; i < table->column_count; i++) {
        const struct field *column = &table->columns[i];
        json_set(properties, column->id, schema_of_field(form, column));
        if (column->required)
            json_append(needed, json_new_string(column->id));
    }
    return new_any(map_schema(properties, needed), new_type("null"));
}

/* A list that is empty counts as none, whatever its bounds. */
static struct json *array_schema(const struct field *field, struct json *items)
{
    struct json *schema = new_type("array");
    json_set(schema, "items", items);
    if (field->max_items > 0)
        json_set(schema, "maxItems", json_new_integer((long long)field->max_items));
    if (field->min_items > 0) {
        struct json *empty = json_new_object();
        struct json *enough = json_new_object();
        struct json *either = json_new_array();
        json_set(empty, "maxItems", json_new_integer(0));
        json_set(enough, "minItems", json_new_integer((long long)field->min_items));
        json_append(either, empty);
        json_append(either, enough);
        json_set(schema, "anyOf", either);
    }
    return schema;
}

static struct json *value_schema(const struct form *form, const struct field *field)
{
    bool answers = field_allows_not_applicable(form, field);
    bool one_is_enough = field->min_items <= 1;
    switch (field->type->shape) {
    case SHAPE_LINE:
    case SHAPE_PARAGRAPH:
        return scalar_schema(field, answers);
    case SHAPE_LINK:
        return new_any(link_schema(form, field), new_not_applicable());
    case SHAPE_TABLE:
        return new_any(array_schema(field, row_schema(form, field)), new_not_applicable(),
                       new_type("null"));
    case SHAPE_LINKS:
        return new_any(array_schema(field, link_schema(form, field)), new_not_applicable(),
                       new_type("null"), one_is_enough ? address_schema() : NULL);
    case SHAPE_LIST:
        return new_any(array_schema(field, scalar_schema(field, false)), new_not_applicable(),
                       new_type("null"), one_is_enough ? scalar_schema(field, false) : NULL);
    }
    return json_new_object();
}

/* ── what editors show ── */

static void append_sentence(struct buffer *out, const char *lead, const char *text)
{
    buffer_append_format(out, "%s%s%s.", out->length > 0 ? "\n\n" : "", lead, text);
}

static void describe(const struct form *form, const struct field *field, struct json *schema)
{
    struct buffer text = {0};
    const char *status = form_status_name(form, field->required_from);
    buffer_append_string(&text, field->help);
    if (status != NULL)
        append_sentence(&text, "Needed from ", status);
    if (field->when != NULL) {
        struct buffer condition = {0};
        condition_describe(field->when, &condition);
        append_sentence(&text, "Asked only if ", buffer_string(&condition));
        buffer_done(&condition);
    }
    if (field->unit != NULL)
        append_sentence(&text, "In ", field->unit);
    for (size_t i = 0; i < field->examples.count; i++)
        buffer_append_format(&text, "%s%s", i > 0 ? " · " : "\n\nFor example: ",
                             field->examples.items[i]);
    json_set(schema, "title", json_new_string(field->label));
    if (text.length > 0)
        json_set(schema, "description", json_new_string(buffer_string(&text)));
    buffer_done(&text);
}

/* Editors complete with examples: only those that could be answers. */
static void add_examples(const struct field *field, struct json *schema)
{
    bool is_scalar = field->type->shape == SHAPE_LINE || field->type->shape == SHAPE_PARAGRAPH;
    struct json *examples = json_new_array();
    for (size_t i = 0; is_scalar && field->choices == NULL && i < field->examples.count; i++) {
        char *canonical = NULL;
        struct json *typed = NULL;
        const char *text = field->examples.items[i];
        if (field->type->canonical(field, text, &canonical, NULL) != 0)
            continue;
        if (!field->type->plain || json_parse(canonical, &typed, NULL) != 0)
            typed = json_new_string(canonical);
        json_append(examples, typed);
        free(canonical);
    }
    if (json_count(examples) > 0)
        json_set(schema, "examples", examples);
    else
        json_free(examples);
}

struct json *schema_of_field(const struct form *form, const struct field *field)
{
    struct json *schema = value_schema(form, field);
    describe(form, field, schema);
    add_examples(field, schema);
    bool is_day = field->default_text != NULL && is_type(field, "date");
    if (field->default_text != NULL && !is_day)
        json_set(schema, "default", json_new_string(field->default_text));
    return schema;
}
