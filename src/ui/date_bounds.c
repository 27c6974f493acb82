/* What the rules of the form say of a date: not before another one, not in the past. Only whole
 * fields bound; dates in tables have a row each and are left to the check. */
#include "date_bounds_internal.h"

#include "model/condition.h"

static bool read_date(const struct spec *spec, const struct field *field, struct date *date)
{
    return field->table == NULL && spec_is_visible(spec, field) &&
           date_parse(value_text(spec_value(spec, field)), date);
}

static void narrow_first(struct date_bound *first, struct date date, const char *reason)
{
    if (first->date.year == 0 || date_compare(date, first->date) > 0)
        *first = (struct date_bound){date, reason};
}

static void narrow_last(struct date_bound *last, struct date date, const char *reason)
{
    if (last->date.year == 0 || date_compare(date, last->date) < 0)
        *last = (struct date_bound){date, reason};
}

static size_t find_in(const struct form_rule *rule, const struct field *field)
{
    size_t index = 0;
    while (index < rule->field_count && rule->fields[index] != field)
        index++;
    return index;
}

static void narrow_by_order(const struct spec *spec, const struct form_rule *rule, size_t here,
                            struct date_bound *first, struct date_bound *last)
{
    for (size_t i = 0; i < rule->field_count; i++) {
        struct date date = {0};
        const struct field *other = rule->fields[i];
        if (i == here || !read_date(spec, other, &date))
            continue;
        if (i < here)
            narrow_first(first, date, other->label);
        else
            narrow_last(last, date, other->label);
    }
}

void date_bounds_find(const struct spec *spec, const struct field *field, struct date_bound *first,
                      struct date_bound *last)
{
    const struct form *form = spec_form(spec);
    *first = (struct date_bound){0};
    *last = (struct date_bound){0};
    for (size_t i = 0; i < form->rule_count; i++) {
        const struct form_rule *rule = &form->rules[i];
        size_t here = find_in(rule, field);
        if (here == rule->field_count ||
            (rule->when != NULL && !condition_holds(rule->when, spec)))
            continue;
        if (rule->kind == FORM_RULE_DATES)
            narrow_by_order(spec, rule, here, first, last);
        else if (rule->kind == FORM_RULE_NOT_PAST)
            narrow_first(first, date_today(), "today");
    }
}
