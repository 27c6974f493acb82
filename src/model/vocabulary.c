#include "model/form.h"

#include "base/edit_distance.h"
#include "fold_internal.h"

#include <assert.h>
#include <string.h>

const struct vocabulary_entry *vocabulary_find(const struct vocabulary *vocabulary,
                                               const char *value)
{
    for (size_t i = 0; i < vocabulary->count; i++)
        if (strcmp(vocabulary->entries[i].value, value) == 0)
            return &vocabulary->entries[i];
    return NULL;
}

static bool holds(const struct strings *strings, const char *text)
{
    for (size_t i = 0; i < strings->count; i++)
        if (fold_equal(strings->items[i], text, 0))
            return true;
    return false;
}

const struct vocabulary_entry *vocabulary_find_alias(const struct vocabulary *vocabulary,
                                                     const char *text)
{
    for (size_t i = 0; i < vocabulary->count; i++)
        if (holds(&vocabulary->entries[i].aliases, text))
            return &vocabulary->entries[i];
    return NULL;
}

const struct vocabulary_entry *vocabulary_find_vague(const struct vocabulary *vocabulary,
                                                     const char *text)
{
    for (size_t i = 0; i < vocabulary->count; i++)
        if (holds(&vocabulary->entries[i].vague, text))
            return &vocabulary->entries[i];
    return NULL;
}

static bool is_near(const struct vocabulary_entry *entry, const char *text)
{
    if (fold_equal(entry->value, text, FOLD_PUNCTUATION))
        return true;
    for (size_t i = 0; i < entry->aliases.count; i++)
        if (fold_equal(entry->aliases.items[i], text, FOLD_PUNCTUATION))
            return true;
    return false;
}

const struct vocabulary_entry *vocabulary_find_near(const struct vocabulary *vocabulary,
                                                    const char *text)
{
    /* What is punctuation only ("-", "?") is near to nothing. */
    if (fold_equal(text, "", FOLD_PUNCTUATION))
        return NULL;
    for (size_t i = 0; i < vocabulary->count; i++)
        if (is_near(&vocabulary->entries[i], text))
            return &vocabulary->entries[i];
    return NULL;
}

const struct vocabulary_entry *vocabulary_suggest(const struct vocabulary *vocabulary,
                                                  const char *typed)
{
    const struct vocabulary_entry *entry = vocabulary_find_alias(vocabulary, typed);
    if (entry == NULL)
        entry = vocabulary_find_near(vocabulary, typed);
    if (entry != NULL)
        return entry;
    size_t least = strlen(typed) / 3 + 1;
    assert(vocabulary->count == 0 || vocabulary->entries != NULL);
    for (size_t i = 0; i < vocabulary->count; i++) {
        size_t distance = edit_distance(typed, vocabulary->entries[i].value, least);
        if (distance <= least && (entry == NULL || distance < least)) {
            least = distance;
            entry = &vocabulary->entries[i];
        }
    }
    return entry;
}
