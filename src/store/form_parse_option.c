/* Options of fields as a table: a new one is one row. */
#include "form_internal.h"

#include "base/memory.h"
#include "model/field_type.h"
#include "suggest_internal.h"

#include <stdlib.h>
#include <string.h>

/* Where an option may stand. */
enum option_place {
    ON_FIELD = 1 << 0,
    ON_COLUMN = 1 << 1,
    ON_BOTH = ON_FIELD | ON_COLUMN,
};

struct option {
    const char *key;
    enum option_place place;
    const char *types; /* between blanks; NULL: any */
    const char *needed_by; /* types that cannot be without it */
    /* NULL: read elsewhere, in an order of its own. */
    void (*parse)(struct form_builder *builder, struct form_place place, struct field *field);
};

static void parse_choices(struct form_builder *builder, struct form_place place,
                          struct field *field)
{
    field->choices = form_read_choices(builder, place);
}

static void parse_open(struct form_builder *builder, struct form_place place, struct field *field)
{
    field->open = form_read_boolean(builder, place, "open");
}

static void parse_required(struct form_builder *builder, struct form_place place,
                           struct field *field)
{
    field->required = form_read_boolean(builder, place, "required");
}

static void parse_integer(struct form_builder *builder, struct form_place place,
                          struct field *field)
{
    field->integer = form_read_boolean(builder, place, "integer");
}

static void parse_pattern(struct form_builder *builder, struct form_place place,
                          struct field *field)
{
    const char *source = form_read_text(builder, place, "pattern");
    struct error error = {0};
    if (source != NULL && pattern_compile(source, false, &field->pattern, &error) < 0)
        form_report_tolerated(builder, place.source, place.node,
                              "the pattern does not compile: %s", error.text);
}

static void parse_message(struct form_builder *builder, struct form_place place,
                          struct field *field)
{
    const char *text = form_read_text(builder, place, "message");
    field->message = text != NULL ? memory_copy_string(text) : NULL;
}

static void parse_unit(struct form_builder *builder, struct form_place place, struct field *field)
{
    const char *text = form_read_text(builder, place, "unit");
    field->unit = text != NULL ? memory_copy_string(text) : NULL;
}

static void parse_default(struct form_builder *builder, struct form_place place,
                          struct field *field)
{
    const char *text = form_read_text(builder, place, "default");
    field->default_text = text != NULL ? memory_copy_string(text) : NULL;
}

static void parse_max_length(struct form_builder *builder, struct form_place place,
                             struct field *field)
{
    field->max_length = form_read_count(builder, place, "max_length");
}

static void parse_min_items(struct form_builder *builder, struct form_place place,
                            struct field *field)
{
    field->min_items = form_read_count(builder, place, "min_items");
}

static void parse_max_items(struct form_builder *builder, struct form_place place,
                            struct field *field)
{
    field->max_items = form_read_count(builder, place, "max_items");
    if (field->max_items > 0 && field->min_items > field->max_items)
        form_report(builder, place.source, place.node, "`max_items` is below `min_items`");
}

static void parse_min(struct form_builder *builder, struct form_place place, struct field *field)
{
    field->has_minimum = form_read_number(builder, place, "min", &field->minimum);
}

static void parse_max(struct form_builder *builder, struct form_place place, struct field *field)
{
    field->has_maximum = form_read_number(builder, place, "max", &field->maximum);
    if (field->has_minimum && field->has_maximum && field->minimum > field->maximum)
        form_report(builder, place.source, place.node, "`max` is below `min`");
}

/* In the order in which they are read: `max` looks at `min`, `key` at `columns`. */
static const struct option options[] = {
    {"id", ON_BOTH, NULL, NULL, NULL},
    {"label", ON_BOTH, NULL, NULL, NULL},
    {"type", ON_BOTH, NULL, NULL, NULL},
    {"help", ON_BOTH, NULL, NULL, NULL},
    {"examples", ON_BOTH, NULL, NULL, NULL},
    {"after", ON_FIELD, NULL, NULL, NULL},
    {"required_from", ON_FIELD, NULL, NULL, NULL},
    {"when", ON_FIELD, NULL, NULL, NULL},
    {"renamed_from", ON_FIELD, NULL, NULL, NULL},
    {"default", ON_FIELD, " text paragraph number date yes_no choice choices list ", NULL,
     parse_default},
    {"required", ON_COLUMN, NULL, NULL, parse_required},
    {"choices", ON_BOTH, " choice choices ", " choice choices ", parse_choices},
    {"open", ON_BOTH, " choice choices ", NULL, parse_open},
    {"pattern", ON_BOTH, " text list steps ", NULL, parse_pattern},
    {"message", ON_BOTH, " text list steps ", NULL, parse_message},
    {"max_length", ON_BOTH, " text paragraph list steps ", NULL, parse_max_length},
    {"min_items", ON_FIELD, " choices list steps table links ", NULL, parse_min_items},
    {"max_items", ON_FIELD, " choices list steps table links ", NULL, parse_max_items},
    {"min", ON_BOTH, " number ", NULL, parse_min},
    {"max", ON_BOTH, " number ", NULL, parse_max},
    {"integer", ON_BOTH, " number ", NULL, parse_integer},
    {"unit", ON_BOTH, " number ", NULL, parse_unit},
    {"columns", ON_FIELD, " table ", " table ", form_parse_columns},
    {"group_by", ON_FIELD, " table ", NULL, form_parse_group_by},
    {"key", ON_FIELD, " table ", NULL, form_parse_key},
    {"separator", ON_FIELD, " smart_id ", NULL, form_parse_separator},
    {"parts", ON_FIELD, " smart_id ", " smart_id ", form_parse_parts},
};

enum { OPTION_COUNT = sizeof options / sizeof *options };

static bool lists_type(const char *types, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = types; (at = strstr(at, name)) != NULL; at += length)
        if (at[-1] == ' ' && at[length] == ' ')
            return true;
    return false;
}

static void parse_option(struct form_builder *builder, struct form_place map,
                         const struct option *option, struct field *field)
{
    struct form_place place = form_child(map, option->key);
    if (place.node == NULL) {
        if (option->needed_by != NULL && lists_type(option->needed_by, field->type->name))
            form_report(builder, map.source, map.node, "a field of type %s needs `%s`",
                        field->type->name, option->key);
        return;
    }
    if (option->types != NULL && !lists_type(option->types, field->type->name)) {
        form_report(builder, place.source, place.node, "a field of type %s has no `%s`",
                    field->type->name, option->key);
        return;
    }
    if (option->parse != NULL)
        option->parse(builder, place, field);
}

void form_parse_options(struct form_builder *builder, struct form_place place,
                        struct field *field)
{
    enum option_place where = field->table != NULL ? ON_COLUMN : ON_FIELD;
    const char *keys[OPTION_COUNT];
    for (size_t i = 0; i < OPTION_COUNT; i++)
        keys[i] = (options[i].place & where) != 0 ? options[i].key : NULL;
    if (!form_check_map(builder, place, where == ON_COLUMN ? "a column" : "a field", keys,
                        OPTION_COUNT) ||
        field->type == NULL)
        return;
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (keys[i] != NULL)
            parse_option(builder, place, &options[i], field);
    if (field->type->shape == SHAPE_LINK || field->type->shape == SHAPE_LINKS)
        form_make_link_columns(field);
}
