#include "model/condition.h"

#include "base/buffer.h"
#include "model/form.h"
#include "model/spec.h"

#include <stdlib.h>
#include <string.h>

static void condition_done(struct condition *condition)
{
    for (size_t i = 0; i < condition->value_count; i++)
        free(condition->values[i]);
    free(condition->values);
    for (size_t i = 0; i < condition->part_count; i++)
        condition_done(&condition->parts[i]);
    free(condition->parts);
}

void condition_free(struct condition *condition)
{
    if (condition == NULL)
        return;
    condition_done(condition);
    free(condition);
}

/* Whether a scalar is one of the condition's values; an alias stands for its value. */
static bool is_one_of(const struct condition *condition, const struct value *scalar)
{
    const char *text = value_text(scalar);
    const struct vocabulary *choices = condition->field->choices;
    if (choices != NULL && vocabulary_find(choices, text) == NULL) {
        const struct vocabulary_entry *entry = vocabulary_find_alias(choices, text);
        text = entry != NULL ? entry->value : text;
    }
    for (size_t i = 0; i < condition->value_count; i++)
        if (strcmp(condition->values[i], text) == 0)
            return true;
    return false;
}

static bool holds_part(const struct condition *condition, const struct value *scalar)
{
    for (size_t i = 0; i < condition->value_count; i++)
        if (strstr(value_text(scalar), condition->values[i]) != NULL)
            return true;
    return false;
}

/* IS and CONTAINS differ for a text only: equal there, part of it here. */
static bool value_fits(const struct condition *condition, const struct value *value)
{
    if (value->kind == VALUE_LIST) {
        for (size_t i = 0; i < value->count; i++)
            if (!value_is_empty(&value->items[i]) && is_one_of(condition, &value->items[i]))
                return true;
        return false;
    }
    if (value_is_empty(value))
        return false;
    return condition->kind == CONDITION_IS ? is_one_of(condition, value)
                                           : holds_part(condition, value);
}

static size_t count_holding(const struct condition *condition, const struct spec *spec)
{
    size_t count = 0;
    for (size_t i = 0; i < condition->part_count; i++)
        if (condition_holds(&condition->parts[i], spec))
            count++;
    return count;
}

bool condition_holds(const struct condition *condition, const struct spec *spec)
{
    switch (condition->kind) {
    case CONDITION_IS:
    case CONDITION_CONTAINS:
        return value_fits(condition, spec_value(spec, condition->field));
    case CONDITION_FILLED:
        return spec_is_answered(spec, condition->field);
    case CONDITION_ALL:
        return count_holding(condition, spec) == condition->part_count;
    case CONDITION_ANY:
        return count_holding(condition, spec) > 0;
    case CONDITION_NOT:
        return count_holding(condition, spec) == 0;
    }
    return false;
}

static void describe_values(const struct condition *condition, struct buffer *out)
{
    for (size_t i = 0; i < condition->value_count; i++) {
        if (i > 0)
            buffer_append_string(out, i + 1 == condition->value_count ? " or " : ", ");
        buffer_append_string(out, condition->values[i]);
    }
}

static void describe_parts(const struct condition *condition, const char *between,
                           struct buffer *out)
{
    for (size_t i = 0; i < condition->part_count; i++) {
        const struct condition *part = &condition->parts[i];
        bool nested = condition->part_count > 1 && part->part_count > 1;
        if (i > 0)
            buffer_append_string(out, between);
        if (nested)
            buffer_append_byte(out, '(');
        condition_describe(part, out);
        if (nested)
            buffer_append_byte(out, ')');
    }
}

void condition_describe(const struct condition *condition, struct buffer *out)
{
    switch (condition->kind) {
    case CONDITION_IS:
    case CONDITION_CONTAINS:
        buffer_append_string(out, condition->field->label);
        buffer_append_string(out, condition->kind == CONDITION_IS ? " is " : " contains ");
        describe_values(condition, out);
        return;
    case CONDITION_FILLED:
        buffer_append_string(out, condition->field->label);
        buffer_append_string(out, " is answered");
        return;
    case CONDITION_ALL:
        describe_parts(condition, " and ", out);
        return;
    case CONDITION_ANY:
        describe_parts(condition, " or ", out);
        return;
    case CONDITION_NOT:
        buffer_append_string(out, "not (");
        describe_parts(condition, " or ", out);
        buffer_append_byte(out, ')');
        return;
    }
}
