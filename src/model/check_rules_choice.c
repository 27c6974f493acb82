/* Rules about values from a vocabulary: what is vague is asked back, an alias is offered as its
 * value, what nearly is a value is doubted, what is unknown is wrong or only remarked. */
#include "base/buffer.h"
#include "check_internal.h"
#include "fold_internal.h"

#include <string.h>

enum { CANDIDATE_LIMIT = 3 };

/* The text, if it is one that a vocabulary should have and has not; else NULL. */
static const char *unknown_text(const struct place *place)
{
    const struct vocabulary *choices = place->question->choices;
    if (choices == NULL || place->value->kind != VALUE_TEXT || value_is_empty(place->value))
        return NULL;
    const char *text = value_text(place->value);
    return vocabulary_find(choices, text) == NULL ? text : NULL;
}

/* Whether an entry may be what a vague text means: it says so, or its value begins with a text that
 * an entry which says so calls vague too ("OAuth2": whatever begins with "OAuth 2.0"). */
static bool is_candidate(const struct vocabulary_entry *entry, const char *text,
                         const struct vocabulary_entry *first)
{
    for (size_t i = 0; i < entry->vague.count; i++)
        if (fold_equal(entry->vague.items[i], text, 0))
            return true;
    for (size_t i = 0; i < first->vague.count; i++)
        if (fold_begins_with_words(entry->value, first->vague.items[i]))
            return true;
    return false;
}

bool rule_vague(const struct check *check, const struct check_rule *rule,
                const struct place *place)
{
    const char *text = unknown_text(place);
    if (text == NULL)
        return true;
    const struct vocabulary *choices = place->question->choices;
    const struct vocabulary_entry *first = vocabulary_find_vague(choices, text);
    if (first == NULL)
        return true;
    struct buffer names = {0};
    size_t count = 0;
    for (size_t i = 0; i < choices->count; i++) {
        if (!is_candidate(&choices->entries[i], text, first) || count++ >= CANDIDATE_LIMIT)
            continue;
        buffer_append_string(&names, count > 1 ? ", " : "");
        buffer_append_string(&names, choices->entries[i].value);
    }
    if (count == 1)
        check_report(check, rule, place, "“%s” is vague: is it %s?", text,
                     buffer_string(&names));
    else
        check_report(check, rule, place, "“%s” is vague: which of %s%s?", text,
                     buffer_string(&names), count > CANDIDATE_LIMIT ? " …" : "");
    buffer_done(&names);
    return false;
}

bool rule_alias(const struct check *check, const struct check_rule *rule,
                const struct place *place)
{
    const char *text = unknown_text(place);
    const struct vocabulary_entry *entry =
        text != NULL ? vocabulary_find_alias(place->question->choices, text) : NULL;
    if (entry == NULL)
        return true;
    check_report(check, rule, place, "“%s” is called “%s” here", text, entry->value);
    return false;
}

bool rule_near_duplicate(const struct check *check, const struct check_rule *rule,
                         const struct place *place)
{
    /* In a closed choice it is simply not one of the values. */
    const char *text = place->question->open ? unknown_text(place) : NULL;
    const struct vocabulary_entry *entry =
        text != NULL ? vocabulary_find_near(place->question->choices, text) : NULL;
    if (entry == NULL)
        return true;
    check_report(check, rule, place, "“%s” is nearly “%s”: is it the same?", text, entry->value);
    return false;
}

static bool report_caution(const struct check *check, const struct check_rule *rule,
                           const struct place *place)
{
    const struct vocabulary *choices = place->question->choices;
    if (choices == NULL || place->value->kind != VALUE_TEXT)
        return true;
    const struct vocabulary_entry *entry = vocabulary_find(choices, value_text(place->value));
    if (entry == NULL || entry->caution == NULL)
        return true;
    check_report_as(check, SEVERITY_INFO, rule, place, "%s: %s", entry->value, entry->caution);
    return false;
}

bool rule_choice(const struct check *check, const struct check_rule *rule,
                 const struct place *place)
{
    const char *text = unknown_text(place);
    if (text == NULL)
        return report_caution(check, rule, place);
    if (place->question->open) {
        check_report_as(check, SEVERITY_INFO, rule, place, "“%s” is not in the vocabulary", text);
        return false;
    }
    const struct vocabulary_entry *meant = vocabulary_suggest(place->question->choices, text);
    if (meant != NULL)
        check_report(check, rule, place, "“%s” is not one of the values; did you mean “%s”?",
                     text, meant->value);
    else
        check_report(check, rule, place, "“%s” is not one of the values", text);
    return false;
}
