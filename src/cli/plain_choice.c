#include "plain_internal.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "output_internal.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The entry with this number, counted from 1; NULL if the text is none. */
static const struct vocabulary_entry *find_number(const struct vocabulary *choices,
                                                  const char *text)
{
    size_t length = strspn(text, "0123456789");
    if (length == 0 || length > 6 || text[length] != '\0')
        return NULL;
    size_t number = strtoul(text, NULL, 10);
    return number >= 1 && number <= choices->count ? &choices->entries[number - 1] : NULL;
}

/* Whether the entry is called vague by this text, or holds it. */
static bool is_meant(const struct vocabulary_entry *entry, const char *text, const char *folded)
{
    struct vocabulary_entry copy = *entry;
    const struct vocabulary one = {.entries = &copy, .count = 1};
    if (vocabulary_find_vague(&one, text) != NULL)
        return true;
    char *value = utf8_fold(entry->value, true);
    bool holds = folded[0] != '\0' && strstr(value, folded) != NULL;
    free(value);
    return holds;
}

/* Print the entries that may be meant; returns how many, *only is the last. */
static size_t list_candidates(const struct vocabulary *choices, const char *text,
                              const struct vocabulary_entry **only, bool print)
{
    size_t count = 0;
    char *folded = utf8_fold(text, true);
    assert(choices->count == 0 || choices->entries != NULL);
    for (size_t i = 0; i < choices->count; i++) {
        if (!is_meant(&choices->entries[i], text, folded))
            continue;
        *only = &choices->entries[i];
        count++;
        if (print)
            output_line("%zu %s", i + 1, (*only)->value);
    }
    free(folded);
    return count;
}

static char *offer(struct plain *plain, const struct field *question, const char *text,
                   const struct vocabulary_entry *entry, const char *how)
{
    if (plain_confirm(plain, "“%s” is %s “%s” here; take that? yes or no", text, how,
                      entry->value))
        return memory_copy_string(entry->value);
    return question->open && !plain->ended ? memory_copy_string(text) : NULL;
}

/* Nothing of the vocabulary has this name: what holds it, or is spelt nearly so, is offered. */
static char *search(struct plain *plain, const struct field *question, const char *text)
{
    const struct vocabulary *choices = question->choices;
    const struct vocabulary_entry *entry = NULL;
    size_t count = list_candidates(choices, text, &entry, false);
    if (count == 0)
        entry = vocabulary_suggest(choices, text);
    if (count <= 1 && entry != NULL)
        return offer(plain, question, text, entry, count == 1 ? "part of" : "probably");
    if (count == 0 && question->open)
        return memory_copy_string(text);
    if (count == 0) {
        output_line("“%s” is not one of the values; ? lists them.", text);
        return NULL;
    }
    output_line("“%s” could be one of these:", text);
    (void)list_candidates(choices, text, &entry, true);
    if (question->open && plain_confirm(plain, "Or take “%s” as it is? yes or no", text))
        return memory_copy_string(text);
    return NULL;
}

char *plain_pick(struct plain *plain, const struct field *question, const char *text)
{
    const struct vocabulary *choices = question->choices;
    const struct vocabulary_entry *entry = vocabulary_find(choices, text);
    if (entry == NULL)
        entry = find_number(choices, text);
    if (entry != NULL)
        return memory_copy_string(entry->value);
    if (vocabulary_find_vague(choices, text) != NULL) {
        const struct vocabulary_entry *only = NULL;
        if (list_candidates(choices, text, &only, false) == 1)
            return offer(plain, question, text, only, "vague; perhaps");
        output_line("“%s” is vague: which of these?", text);
        (void)list_candidates(choices, text, &only, true);
        return NULL;
    }
    entry = vocabulary_find_alias(choices, text);
    if (entry != NULL)
        return offer(plain, question, text, entry, "called");
    entry = vocabulary_find_near(choices, text);
    if (entry != NULL)
        return offer(plain, question, text, entry, "nearly");
    return search(plain, question, text);
}
