/* Rules about one value: its type, whether it is needed, what is left of the template, its pattern,
 * the specification it names. */
#include "base/memory.h"
#include "check_internal.h"
#include "field_type_internal.h"
#include "model/smart_id.h"
#include "template_internal.h"

#include <stdlib.h>
#include <string.h>

static bool is_text(const struct place *place)
{
    return place->value->kind == VALUE_TEXT && !value_is_empty(place->value);
}

bool rule_type(const struct check *check, const struct check_rule *rule,
               const struct place *place)
{
    const struct value *value = place->value;
    const struct field *question = place->question;
    if (value_is_empty(value))
        return true;
    if (value->kind == VALUE_RAW) {
        check_report(check, rule, place, "This does not fit a field of type %s",
                     question->type->name);
        return false;
    }
    if (strcmp(value_text(value), VALUE_NOT_APPLICABLE_TEXT) == 0) {
        bool allowed = place->level != PLACE_FIELD ||
                       field_allows_not_applicable(spec_form(check->spec), question);
        if (!allowed)
            check_report(check, rule, place, "N/A is no answer here");
        if (!allowed || value->kind == VALUE_NOT_APPLICABLE)
            return allowed;
    }
    size_t count = check->findings->count;
    question->type->check(question, value, place->row, check->findings);
    return check->findings->count == count;
}

bool rule_required(const struct check *check, const struct check_rule *rule,
                   const struct place *place)
{
    const struct field *question = place->question;
    if (place->level == PLACE_CELL) {
        if (!question->required || !value_is_empty(place->value))
            return true;
        check_report(check, rule, place, "%s is needed in every row", question->label);
        return false;
    }
    if (!spec_is_required(check->spec, question) || spec_is_answered(check->spec, question))
        return true;
    const char *status = form_status_name(spec_form(check->spec), question->required_from);
    const char *rest = value_is_empty(place->value) ? "" : "; so far it holds template text";
    if (status != NULL)
        check_report(check, rule, place, "Needed from %s on%s", status, rest);
    else
        check_report(check, rule, place, "Needed%s", rest);
    return false;
}

bool rule_template_text(const struct check *check, const struct check_rule *rule,
                        const struct place *place)
{
    const struct field *question = place->question;
    const struct value *value = place->value;
    const struct field *field = question->table != NULL ? question->table : question;
    /* Questions and reviews, which belong to no section, speak of what is missing. */
    if (field->section == NULL || value_is_empty(value) || value->kind == VALUE_LIST)
        return true;
    bool is_table_row = value->kind == VALUE_ROW && question->type->shape == SHAPE_TABLE;
    if (question->type->free_text && !is_table_row && !template_leaves_answer(question, value)) {
        check_report(check, rule, place, "Left over from the template");
        return false;
    }
    if (!template_equals_example(question, value))
        return true;
    check_report(check, rule, place, "Only repeats what the template says");
    return false;
}

/* ── pattern ── */

static bool check_smart_id(const struct check *check, const struct check_rule *rule,
                           const struct place *place)
{
    const struct field *field = place->question;
    const char *text = value_text(place->value);
    size_t fault = smart_id_find_fault(field, text);
    if (fault > field->part_count)
        return true;
    if (field->message != NULL) {
        check_report(check, rule, place, "%s", field->message);
    } else if (fault == field->part_count) {
        char *shape = smart_id_describe(field);
        check_report(check, rule, place, "A %s is %s", field->label, shape);
        free(shape);
    } else {
        const struct id_part *part = &field->parts[fault];
        char *wrong = smart_id_copy_part(field, text, part->name);
        check_report(check, rule, place, "“%s” is no %s: that is %s", wrong, part->name,
                     pattern_source(part->pattern));
        free(wrong);
    }
    return false;
}

bool rule_pattern(const struct check *check, const struct check_rule *rule,
                  const struct place *place)
{
    const struct field *question = place->question;
    if (!is_text(place))
        return true;
    if (question->part_count > 0)
        return check_smart_id(check, rule, place);
    if (question->pattern == NULL)
        return true;
    const char *text = value_text(place->value);
    enum pattern_result result = pattern_match(question->pattern, text, strlen(text));
    if (result == PATTERN_MATCHES)
        return true;
    if (result == PATTERN_TOO_COSTLY)
        check_report(check, rule, place, "The form's pattern is too costly for this text");
    else if (question->message != NULL)
        check_report(check, rule, place, "%s", question->message);
    else
        check_report(check, rule, place, "Does not fit the pattern %s",
                     pattern_source(question->pattern));
    return false;
}

bool rule_reference(const struct check *check, const struct check_rule *rule,
                    const struct place *place)
{
    const struct check_world *world = check->world;
    if (world->knows_id == NULL || place->question->type != &reference_type || !is_text(place) ||
        world->knows_id(world->context, value_text(place->value)))
        return true;
    check_report(check, rule, place, "There is no specification “%s” here",
                 value_text(place->value));
    return false;
}
