/* The rules that a form brings along, beyond single fields. */
#include "base/date.h"
#include "base/memory.h"
#include "check_internal.h"
#include "model/smart_id.h"

#include <stdlib.h>
#include <string.h>

static void report(const struct check *check, const struct form_rule *rule,
                   const struct field *field, size_t row)
{
    bool is_column = field->table != NULL;
    findings_add(check->findings, rule->severity, rule->id, is_column ? field->table : field, row,
                 is_column ? field : NULL, "%s", rule->message != NULL ? rule->message : rule->id);
}

static void check_needs(const struct check *check, const struct form_rule *rule)
{
    for (size_t i = 0; i < rule->field_count; i++) {
        const struct field *field = rule->fields[i];
        if (spec_is_visible(check->spec, field) && !spec_is_answered(check->spec, field))
            report(check, rule, field, FINDING_NO_ROW);
    }
}

static void check_id_part(const struct check *check, const struct form_rule *rule)
{
    const struct field *id = rule->fields[0];
    const struct value *other = spec_value(check->spec, rule->fields[1]);
    const char *text = value_text(spec_value(check->spec, id));
    /* A malformed ID has its own finding; so has a missing value. */
    if (smart_id_find_fault(id, text) <= id->part_count || value_is_empty(other))
        return;
    char *part = smart_id_copy_part(id, text, id->parts[rule->part].name);
    if (part == NULL || strcmp(part, value_text(other)) != 0)
        report(check, rule, rule->fields[1], FINDING_NO_ROW);
    free(part);
}

/* What is about the same as another spec, and says nothing of it. */
static void check_unique_parts(const struct check *check, const struct form_rule *rule)
{
    const struct check_world *world = check->world;
    if (world->twin_of == NULL || rule->field_count == 0)
        return;
    const char *other = world->twin_of(world->context, rule, check->spec, world->path);
    if (other != NULL)
        findings_add(check->findings, rule->severity, rule->id, rule->fields[0], FINDING_NO_ROW,
                     NULL, "%s: %s", other, rule->message);
}

/* ── dates ── */

struct latest {
    bool known;
    struct date date;
};

static bool read_date(const struct value *value, struct date *date)
{
    return value->kind == VALUE_TEXT && date_parse(value_text(value), date);
}

static void check_date(const struct check *check, const struct form_rule *rule,
                       const struct field *field, const struct value *value, size_t row,
                       const struct latest *ahead, struct latest *here)
{
    struct date date = {0};
    if (!read_date(value, &date))
        return;
    if (ahead->known && date_compare(date, ahead->date) < 0)
        report(check, rule, field, row);
    if (!here->known || date_compare(date, here->date) > 0)
        *here = (struct latest){true, date};
}

static void check_dates_of(const struct check *check, const struct form_rule *rule,
                           const struct field *field, const struct latest *ahead,
                           struct latest *here)
{
    if (field->table == NULL) {
        check_date(check, rule, field, spec_value(check->spec, field), FINDING_NO_ROW, ahead,
                   here);
        return;
    }
    const struct value *rows = spec_value(check->spec, field->table);
    for (size_t i = 0; rows->kind == VALUE_LIST && i < rows->count; i++)
        if (rows->items[i].kind == VALUE_ROW && field->index < rows->items[i].count)
            check_date(check, rule, field, &rows->items[i].items[field->index], i, ahead, here);
}

static void check_dates(const struct check *check, const struct form_rule *rule)
{
    struct latest ahead = {0};
    for (size_t i = 0; i < rule->field_count; i++) {
        const struct field *field = rule->fields[i];
        struct latest here = {0};
        if (spec_is_visible(check->spec, field->table != NULL ? field->table : field))
            check_dates_of(check, rule, field, &ahead, &here);
        ahead = here.known ? here : ahead;
    }
}

static void check_not_past(const struct check *check, const struct form_rule *rule)
{
    /* Yesterday is the first date that is too early, whatever stands in the field or its rows. */
    if (check->world->today.year == 0)
        return;
    const struct latest today = {true, check->world->today};
    for (size_t i = 0; i < rule->field_count; i++) {
        struct latest here = {0};
        const struct field *field = rule->fields[i];
        if (spec_is_visible(check->spec, field->table != NULL ? field->table : field))
            check_dates_of(check, rule, field, &today, &here);
    }
}

void check_form_rules(const struct check *check)
{
    const struct form *form = spec_form(check->spec);
    for (size_t i = 0; i < form->rule_count; i++) {
        const struct form_rule *rule = &form->rules[i];
        if (rule->when != NULL && !condition_holds(rule->when, check->spec))
            continue;
        switch (rule->kind) {
        case FORM_RULE_NEEDS:
            check_needs(check, rule);
            break;
        case FORM_RULE_ID_PART:
            check_id_part(check, rule);
            break;
        case FORM_RULE_DATES:
            check_dates(check, rule);
            break;
        case FORM_RULE_NOT_PAST:
            check_not_past(check, rule);
            break;
        case FORM_RULE_UNIQUE_PARTS:
            check_unique_parts(check, rule);
            break;
        }
    }
}
