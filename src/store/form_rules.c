/* A form's own rules: each kind is one row of a table. */
#include "form_internal.h"

#include "base/memory.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

static void check_date(struct form_builder *builder, struct form_place place,
                       const struct field *field)
{
    if (field->type != NULL && strcmp(field->type->name, "date") != 0)
        form_report(builder, place.source, place.node, "`%s` is of type %s, not a date",
                    field->path, field->type->name);
}

static void read_needs(struct form_builder *builder, struct form_place place,
                       struct form_rule *rule)
{
    rule->kind = FORM_RULE_NEEDS;
    rule->fields = form_resolve_fields(builder, place, "`needs`", false, &rule->field_count);
}

static void read_dates(struct form_builder *builder, struct form_place place,
                       struct form_rule *rule)
{
    rule->kind = FORM_RULE_DATES;
    rule->fields =
        form_resolve_fields(builder, place, "`dates_in_order`", true, &rule->field_count);
    for (size_t i = 0; i < rule->field_count; i++)
        check_date(builder, place, rule->fields[i]);
    if (node_kind(place.node) != NODE_SEQUENCE || node_count(place.node) < 2)
        form_report(builder, place.source, place.node,
                    "`dates_in_order` is a list of at least two fields");
}

static void read_not_past(struct form_builder *builder, struct form_place place,
                          struct form_rule *rule)
{
    rule->kind = FORM_RULE_NOT_PAST;
    const struct field *field = form_resolve_field(builder, place, false);
    rule->fields = memory_allocate(sizeof *rule->fields);
    if (field == NULL)
        return;
    rule->fields[rule->field_count++] = field;
    check_date(builder, place, field);
}

/* The number of a part by its name; -1 if there is none, which is reported. */
static int find_part(struct form_builder *builder, struct form_place place,
                     const struct field *field, const char *name, size_t *part)
{
    const char **names = memory_allocate((field->part_count + 1) * sizeof *names);
    bool found = false;
    for (size_t i = 0; i < field->part_count && !found; i++) {
        names[i] = field->parts[i].name;
        found = strcmp(names[i], name) == 0;
        *part = i;
    }
    if (!found) {
        char *hint = form_suggest(builder, name, names, field->part_count);
        form_report(builder, place.source, place.node, "`%s` has no part `%s`%s", field->path,
                    name, hint);
        free(hint);
    }
    free(names);
    return found ? 0 : -1;
}

/* The field of a Smart ID with parts, or NULL. */
static const struct field *read_id_field(struct form_builder *builder, struct form_place place)
{
    const struct field *field = form_resolve_field(builder, place, false);
    if (field == NULL || field->part_count > 0)
        return field;
    form_report(builder, place.source, place.node, "`%s` is no smart_id with parts", field->path);
    return NULL;
}

static void read_id_part(struct form_builder *builder, struct form_place place,
                         struct form_rule *rule)
{
    static const char *const keys[] = {"field", "part", "equals"};
    rule->kind = FORM_RULE_ID_PART;
    rule->fields = memory_allocate(2 * sizeof *rule->fields);
    if (!form_check_map(builder, place, "`smart_id_part`", keys, sizeof keys / sizeof *keys))
        return;
    struct form_place field = form_child(place, "field");
    struct form_place part = form_child(place, "part");
    struct form_place equals = form_child(place, "equals");
    if (field.node == NULL || part.node == NULL || equals.node == NULL) {
        form_report(builder, place.source, place.node,
                    "`smart_id_part` needs `field`, `part` and `equals`");
        return;
    }
    const struct field *id = read_id_field(builder, field);
    const struct field *other = form_resolve_field(builder, equals, false);
    const char *name = form_read_text(builder, part, "part");
    if (id == NULL || other == NULL || name == NULL ||
        find_part(builder, part, id, name, &rule->part) != 0)
        return;
    rule->fields[rule->field_count++] = id;
    rule->fields[rule->field_count++] = other;
}

static void read_unique_parts(struct form_builder *builder, struct form_place place,
                              struct form_rule *rule)
{
    static const char *const keys[] = {"field", "parts"};
    rule->kind = FORM_RULE_UNIQUE_PARTS;
    rule->fields = memory_allocate(sizeof *rule->fields);
    if (!form_check_map(builder, place, "`unique_parts`", keys, sizeof keys / sizeof *keys))
        return;
    struct form_place field = form_child(place, "field");
    struct form_place parts = form_child(place, "parts");
    if (field.node == NULL || parts.node == NULL) {
        form_report(builder, place.source, place.node, "`unique_parts` needs `field` and `parts`");
        return;
    }
    const struct field *id = read_id_field(builder, field);
    if (id == NULL || !form_check_list(builder, parts, "`parts`"))
        return;
    if (id != builder->form->id) {
        form_report(builder, field.source, field.node, "`%s` does not name the specification",
                    id->path);
        return;
    }
    rule->parts = memory_allocate((node_count(parts.node) + 1) * sizeof *rule->parts);
    for (size_t i = 0; i < node_count(parts.node); i++) {
        struct form_place part = {parts.source, node_item(parts.node, i)};
        const char *name = form_read_text(builder, part, "part");
        if (name == NULL ||
            find_part(builder, part, id, name, &rule->parts[rule->part_count]) != 0)
            return;
        rule->part_count++;
    }
    rule->fields[rule->field_count++] = id;
}

static const struct rule_kind {
    const char *key;
    void (*read)(struct form_builder *builder, struct form_place place, struct form_rule *rule);
} rule_kinds[] = {
    {"needs", read_needs},
    {"smart_id_part", read_id_part},
    {"dates_in_order", read_dates},
    {"not_past", read_not_past},
    {"unique_parts", read_unique_parts},
};

enum { RULE_KIND_COUNT = sizeof rule_kinds / sizeof *rule_kinds };

static enum severity read_severity(struct form_builder *builder, struct form_place map)
{
    static const char *const names[] = {"info", "warning", "error"};
    const char *text = form_read_text_at(builder, map, "severity");
    for (int i = 0; text != NULL && i < 3; i++)
        if (strcmp(text, names[i]) == 0)
            return (enum severity)i;
    struct form_place place = form_child(map, "severity");
    if (text != NULL)
        form_report(builder, place.source, place.node,
                    "`severity` is error, warning or info, not \"%s\"", text);
    else if (place.node == NULL)
        form_report(builder, map.source, map.node, "a rule needs a `severity`");
    return SEVERITY_ERROR;
}

static void build_rule(struct form_builder *builder, const struct named_declaration *declaration)
{
    static const char *const keys[] = {"id",       "severity",      "when",
                                       "message",  "needs",         "smart_id_part",
                                       "dates_in_order", "not_past", "unique_parts"};
    struct form_place map = declaration->place;
    if (!form_check_map(builder, map, "a rule", keys, sizeof keys / sizeof *keys))
        return;
    struct form_rule *rule = &builder->form->rules[builder->form->rule_count++];
    rule->id = memory_copy_string(declaration->id);
    rule->severity = read_severity(builder, map);
    rule->message = form_copy_text_at(builder, map, "message");
    if (rule->message == NULL) {
        if (form_child(map, "message").node == NULL)
            form_report(builder, map.source, map.node, "rule `%s` needs a `message`", rule->id);
        rule->message = memory_copy_string("");
    }
    struct form_place when = form_child(map, "when");
    if (when.node != NULL)
        rule->when = form_read_condition(builder, when);
    size_t found = 0;
    for (size_t i = 0; i < RULE_KIND_COUNT; i++) {
        struct form_place place = form_child(map, rule_kinds[i].key);
        if (place.node != NULL && found++ == 0)
            rule_kinds[i].read(builder, place, rule);
    }
    if (found != 1)
        form_report(builder, map.source, map.node,
                    "rule `%s` has one of `needs`, `smart_id_part`, `dates_in_order`, `not_past`, "
                    "`unique_parts`",
                    rule->id);
}

void form_build_rules(struct form_builder *builder)
{
    size_t count = builder->rules.count;
    builder->form->rules = memory_allocate((count + 1) * sizeof *builder->form->rules);
    for (size_t i = 0; i < count; i++)
        build_rule(builder, &builder->rules.items[i]);
}
