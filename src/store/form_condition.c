#include "form_internal.h"

#include "base/memory.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

/* A value that a closed choice never has would make a condition that never holds. */
static void check_value(struct form_builder *builder, struct form_place place,
                        const struct field *field, const char *value)
{
    if (field == NULL || field->choices == NULL || field->choices->count == 0 || field->open ||
        vocabulary_find(field->choices, value) != NULL)
        return;
    const struct vocabulary *choices = field->choices;
    const char **names = memory_allocate((choices->count + 1) * sizeof *names);
    for (size_t i = 0; i < choices->count; i++)
        names[i] = choices->entries[i].value;
    char *hint = form_suggest(builder, value, names, choices->count);
    form_report(builder, place.source, place.node, "`%s` is never \"%s\"%s", field->path, value,
                hint);
    free(hint);
    free(names);
}

static void read_values(struct form_builder *builder, struct form_place place, const char *key,
                        struct condition *condition)
{
    struct strings values = {0};
    form_read_texts(builder, place, key, true, &values);
    condition->values = values.items;
    condition->value_count = values.count;
    for (size_t i = 0; i < values.count; i++)
        check_value(builder, place, condition->field, values.items[i]);
}

/* {field: F, is: V or [V…]}, {field: F, contains: V}, {field: F, filled: true} */
static struct condition *read_test(struct form_builder *builder, struct form_place map)
{
    struct form_place is = form_child(map, "is");
    struct form_place contains = form_child(map, "contains");
    struct form_place filled = form_child(map, "filled");
    if ((is.node != NULL) + (contains.node != NULL) + (filled.node != NULL) != 1) {
        form_report(builder, map.source, map.node,
                    "a condition on a field has one of `is`, `contains`, `filled`");
        return NULL;
    }
    struct condition *condition = memory_allocate(sizeof *condition);
    condition->field = form_resolve_field(builder, form_child(map, "field"), false);
    if (is.node != NULL) {
        condition->kind = CONDITION_IS;
        read_values(builder, is, "`is`", condition);
    } else if (contains.node != NULL) {
        condition->kind = CONDITION_CONTAINS;
        read_values(builder, contains, "`contains`", condition);
    } else {
        condition->kind = CONDITION_FILLED;
        if (!form_read_boolean(builder, filled, "filled")) {
            struct condition *negation = memory_allocate(sizeof *negation);
            negation->kind = CONDITION_NOT;
            negation->parts = condition;
            negation->part_count = 1;
            condition = negation;
        }
    }
    return condition;
}

/* {all: […]}, {any: […]}, {not: …}. Documents nest at most 64 deep, so does this. */
static struct condition *read_group(struct form_builder *builder, struct form_place map,
                                    enum condition_kind kind, struct form_place parts)
{
    if (node_count(map.node) != 1) {
        form_report(builder, map.source, map.node,
                    "`all`, `any` and `not` stand alone in a condition");
        return NULL;
    }
    bool list = kind != CONDITION_NOT;
    if (list && !form_check_list(builder, parts, kind == CONDITION_ALL ? "`all`" : "`any`"))
        return NULL;
    size_t count = list ? node_count(parts.node) : 1;
    struct condition *condition = memory_allocate(sizeof *condition);
    condition->kind = kind;
    condition->parts = memory_allocate((count + 1) * sizeof *condition->parts);
    for (size_t i = 0; i < count; i++) {
        struct form_place place = {parts.source, list ? node_item(parts.node, i) : parts.node};
        struct condition *part = form_read_condition(builder, place);
        if (part == NULL)
            continue;
        condition->parts[condition->part_count++] = *part;
        free(part);
    }
    return condition;
}

struct condition *form_read_condition(struct form_builder *builder, struct form_place place)
{
    static const char *const keys[] = {"field", "is", "contains", "filled", "all", "any", "not"};
    if (!form_check_map(builder, place, "a condition", keys, sizeof keys / sizeof *keys))
        return NULL;
    struct form_place all = form_child(place, "all");
    struct form_place any = form_child(place, "any");
    struct form_place negated = form_child(place, "not");
    if (all.node != NULL)
        return read_group(builder, place, CONDITION_ALL, all);
    if (any.node != NULL)
        return read_group(builder, place, CONDITION_ANY, any);
    if (negated.node != NULL)
        return read_group(builder, place, CONDITION_NOT, negated);
    if (form_child(place, "field").node != NULL)
        return read_test(builder, place);
    form_report(builder, place.source, place.node,
                "a condition needs a `field`, or `all`, `any`, `not`");
    return NULL;
}
