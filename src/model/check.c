#include "model/check.h"

#include "base/memory.h"
#include "check_internal.h"
#include "field_type_internal.h"
#include "findings_internal.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* In the order in which they are asked: a rule stands behind what it builds on. */
enum check_rule_index {
    RULE_TYPE,
    RULE_REQUIRED,
    RULE_TEMPLATE_TEXT,
    RULE_PATTERN,
    RULE_VAGUE,
    RULE_ALIAS,
    RULE_NEAR_DUPLICATE,
    RULE_CHOICE,
    RULE_REFERENCE,
    RULE_SECRET,
    RULE_INVISIBLE,
    RULE_DUPLICATE_ID,
    RULE_ID_FILE_NAME,
    RULE_UNKNOWN_KEY,
    RULE_COUNT,
};

#define ON(rule)  (1u << RULE_##rule)
#define ANY_VALUE (PLACE_FIELD | PLACE_ENTRY | PLACE_CELL)

static const struct check_rule RULES[RULE_COUNT] = {
    [RULE_TYPE] = {"type", SEVERITY_ERROR, ANY_VALUE, 0, false, rule_type},
    [RULE_REQUIRED] = {"required", SEVERITY_ERROR, PLACE_FIELD | PLACE_CELL, ON(TYPE), false,
                       rule_required},
    [RULE_TEMPLATE_TEXT] = {"template-text", SEVERITY_WARNING, ANY_VALUE, 0, false,
                            rule_template_text},
    [RULE_PATTERN] = {"pattern", SEVERITY_ERROR, ANY_VALUE, ON(TYPE) | ON(TEMPLATE_TEXT), false,
                      rule_pattern},
    [RULE_VAGUE] = {"vague", SEVERITY_WARNING, ANY_VALUE, ON(TYPE), false, rule_vague},
    [RULE_ALIAS] = {"alias", SEVERITY_INFO, ANY_VALUE, ON(TYPE) | ON(VAGUE), false, rule_alias},
    [RULE_NEAR_DUPLICATE] = {"near-duplicate", SEVERITY_WARNING, ANY_VALUE,
                             ON(TYPE) | ON(VAGUE) | ON(ALIAS), false, rule_near_duplicate},
    [RULE_CHOICE] = {"choice", SEVERITY_ERROR, ANY_VALUE,
                     ON(TYPE) | ON(VAGUE) | ON(ALIAS) | ON(NEAR_DUPLICATE), false, rule_choice},
    [RULE_REFERENCE] = {"reference", SEVERITY_WARNING, ANY_VALUE, ON(TYPE), false,
                        rule_reference},
    [RULE_SECRET] = {"secret", SEVERITY_ERROR, ANY_VALUE, 0, true, rule_secret},
    [RULE_INVISIBLE] = {"invisible", SEVERITY_WARNING, ANY_VALUE, 0, true, rule_invisible},
    [RULE_DUPLICATE_ID] = {"duplicate-id", SEVERITY_ERROR, PLACE_FILE, 0, false,
                           rule_duplicate_id},
    [RULE_ID_FILE_NAME] = {"id-file-name", SEVERITY_ERROR, PLACE_FILE, 0, false,
                           rule_id_file_name},
    [RULE_UNKNOWN_KEY] = {"unknown-key", SEVERITY_WARNING, PLACE_FILE, 0, false,
                          rule_unknown_key},
};

static void ATTRIBUTE_FORMAT(5, 0)
report(const struct check *check, enum severity severity, const struct check_rule *rule,
       const struct place *place, const char *format, va_list arguments)
{
    const struct field *question = place->question;
    bool is_column = question != NULL && question->table != NULL;
    findings_add_list(check->findings, severity, rule->name,
                      is_column ? question->table : question, place->row,
                      is_column ? question : NULL, format, arguments);
}

void check_report(const struct check *check, const struct check_rule *rule,
                  const struct place *place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(check, rule->severity, rule, place, format, arguments);
    va_end(arguments);
}

void check_report_as(const struct check *check, enum severity severity,
                     const struct check_rule *rule, const struct place *place,
                     const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    report(check, severity, rule, place, format, arguments);
    va_end(arguments);
}

/* ── the walk ── */

/* Rules that have something to look at in this place: all others hold. */
static unsigned find_relevant(const struct place *place)
{
    static const unsigned all = (1u << RULE_COUNT) - 1;
    static const unsigned of_choices =
        ON(VAGUE) | ON(ALIAS) | ON(NEAR_DUPLICATE) | ON(CHOICE);
    const struct field *question = place->question;
    if (place->level == PLACE_FILE)
        return all;
    if (place->value->kind == VALUE_ABSENT)
        return ON(REQUIRED);
    if (place->value->kind == VALUE_LIST)
        return ON(TYPE) | ON(REQUIRED);
    unsigned relevant = all;
    if (place->value->kind != VALUE_TEXT || question->choices == NULL)
        relevant &= ~of_choices;
    else if (vocabulary_find(question->choices, value_text(place->value)) != NULL)
        relevant &= ~of_choices | ON(CHOICE);
    if (place->value->kind != VALUE_TEXT || question->type != &reference_type)
        relevant &= ~ON(REFERENCE);
    if (place->value->kind != VALUE_TEXT ||
        (question->pattern == NULL && question->part_count == 0))
        relevant &= ~ON(PATTERN);
    return relevant;
}

static void check_place(const struct check *check, const struct place *place, bool visible)
{
    unsigned failed = 0;
    unsigned relevant = find_relevant(place);
    for (unsigned i = 0; relevant >> i != 0; i++) {
        const struct check_rule *rule = &RULES[i];
        bool is_asked = (relevant >> i & 1) != 0 && (rule->levels & place->level) != 0 &&
                        (visible || rule->hidden_too);
        if (is_asked && (rule->builds_on & failed) == 0 && !rule->holds(check, rule, place))
            failed |= 1u << i;
    }
}

static void check_cells(const struct check *check, const struct field *table,
                        const struct value *row, size_t index, bool visible)
{
    static const struct value absent = {0};
    for (size_t i = 0; i < table->column_count; i++) {
        struct place cell = {
            .level = PLACE_CELL,
            .question = &table->columns[i],
            .value = i < row->count ? &row->items[i] : &absent,
            .row = index,
        };
        check_place(check, &cell, visible);
    }
}

static void check_field(const struct check *check, const struct field *field)
{
    const struct value *value = spec_value(check->spec, field);
    bool visible = spec_is_visible(check->spec, field);
    struct place place = {PLACE_FIELD, field, value, FINDING_NO_ROW};
    check_place(check, &place, visible);
    for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++) {
        const struct value *entry = &value->items[i];
        if (value_is_empty(entry))
            continue;
        struct place at = {PLACE_ENTRY, field, entry, i};
        check_place(check, &at, visible);
        if (entry->kind == VALUE_ROW && field->type->shape == SHAPE_TABLE)
            check_cells(check, field, entry, i, visible);
    }
}

/* ── form order ── */

struct ranked {
    struct finding finding;
    size_t rank; /* the order in which it was found */
};

static int compare_sizes(size_t a, size_t b)
{
    return a < b ? -1 : a > b;
}

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *left = a;
    const struct ranked *right = b;
    const struct finding *f = &left->finding;
    const struct finding *g = &right->finding;
    int order = compare_sizes(f->field != NULL ? f->field->index : (size_t)-1,
                              g->field != NULL ? g->field->index : (size_t)-1);
    /* FINDING_NO_ROW is the greatest number; one more is the least: the field before its rows. */
    order = order != 0 ? order : compare_sizes(f->row + 1, g->row + 1);
    order = order != 0 ? order
                       : compare_sizes(f->column != NULL ? f->column->index + 1 : 0,
                                       g->column != NULL ? g->column->index + 1 : 0);
    return order != 0 ? order : compare_sizes(left->rank, right->rank);
}

static void sort_findings(struct finding *items, size_t count)
{
    struct ranked *ranked = memory_allocate(count * sizeof *ranked);
    for (size_t i = 0; i < count; i++)
        ranked[i] = (struct ranked){items[i], i};
    qsort(ranked, count, sizeof *ranked, compare_ranked);
    for (size_t i = 0; i < count; i++)
        items[i] = ranked[i].finding;
    free(ranked);
}

void check_spec(const struct spec *spec, const struct check_world *world,
                struct findings *findings)
{
    const struct form *form = spec_form(spec);
    const struct check check = {spec, world, findings};
    size_t first = findings->count;
    for (size_t i = 0; i < form->field_count; i++)
        check_field(&check, &form->fields[i]);
    struct place file = {PLACE_FILE, NULL, NULL, FINDING_NO_ROW};
    check_place(&check, &file, true);
    check_form_rules(&check);
    if (findings->count > first)
        sort_findings(findings->items + first, findings->count - first);
}
