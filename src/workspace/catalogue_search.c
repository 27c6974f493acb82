/* Type-ahead: each key answers within a frame at ten thousand specs. Everything was folded when it
 * was read; the short keys of an entry decide most, and the long texts are looked at only where
 * they do not. Those lie in the index and are read in runs, so that they never fill the memory. */
#include "base/memory.h"
#include "base/utf8.h"
#include "catalogue_internal.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_WORDS = 8, RUN_LIMIT = 1 << 18, GAP_LIMIT = 1 << 12 };

enum rank {
    RANK_ID_BEGINS,
    RANK_ID,
    RANK_ALIAS,
    RANK_TITLE,
    RANK_SYSTEMS,
    RANK_WORDS, /* each in one of these */
    RANK_TEXT,
    RANK_TEXT_WORDS,
};

_Static_assert((int)RANK_TEXT_WORDS < (int)CATALOGUE_RANKS, "every rank has its number");

struct needle {
    char *text;
    size_t length;
};

struct catalogue_query {
    struct needle whole;
    struct needle words[MOST_WORDS]; /* none, if there is only one */
    size_t word_count;
};

/* ── query ── */

static struct needle make_needle(const char *text, size_t length)
{
    char *copy = memory_copy_bytes(text, length);
    struct needle needle = {.text = utf8_fold(copy, true)};
    needle.length = strlen(needle.text);
    free(copy);
    return needle;
}

struct catalogue_query *catalogue_query_new(const char *text)
{
    static const char blanks[] = " \t\n";
    struct catalogue_query *query = memory_allocate(sizeof *query);
    query->whole = make_needle(text, strlen(text));
    for (const char *at = text + strspn(text, blanks); *at != '\0'; at += strspn(at, blanks)) {
        size_t length = strcspn(at, blanks);
        if (query->word_count == MOST_WORDS)
            break;
        struct needle word = make_needle(at, length);
        if (word.length > 0)
            query->words[query->word_count++] = word;
        else
            free(word.text);
        at += length;
    }
    return query;
}

void catalogue_query_free(struct catalogue_query *query)
{
    if (query == NULL)
        return;
    free(query->whole.text);
    for (size_t i = 0; i < query->word_count; i++)
        free(query->words[i].text);
    free(query);
}

bool catalogue_query_narrows(const struct catalogue_query *query,
                             const struct catalogue_query *earlier)
{
    bool narrows = query->whole.length >= earlier->whole.length &&
                   memcmp(query->whole.text, earlier->whole.text, earlier->whole.length) == 0 &&
                   query->word_count >= earlier->word_count;
    for (size_t i = 0; narrows && i < earlier->word_count; i++)
        narrows = query->words[i].length >= earlier->words[i].length &&
                  memcmp(query->words[i].text, earlier->words[i].text,
                         earlier->words[i].length) == 0;
    return narrows;
}

/* ── keys ── */

static bool keys_hold(const struct catalogue_entry *entry, const struct needle *needle)
{
    for (size_t i = 0; i < CATALOGUE_KEY_COUNT; i++)
        if (strstr(entry->keys[i], needle->text) != NULL)
            return true;
    return false;
}

/* By the keys alone; NO_MATCH: the text decides. */
static unsigned char rank_keys(const struct catalogue_entry *entry,
                               const struct catalogue_query *query)
{
    const char *whole = query->whole.text;
    const char *found = strstr(entry->keys[CATALOGUE_KEY_ID], whole);
    if (found != NULL)
        return found == entry->keys[CATALOGUE_KEY_ID] ? RANK_ID_BEGINS : RANK_ID;
    if (strstr(entry->keys[CATALOGUE_KEY_ALIASES], whole) != NULL)
        return RANK_ALIAS;
    if (strstr(entry->keys[CATALOGUE_KEY_TITLE], whole) != NULL)
        return RANK_TITLE;
    if (strstr(entry->keys[CATALOGUE_KEY_SYSTEMS], whole) != NULL)
        return RANK_SYSTEMS;
    for (size_t i = 0; i < query->word_count; i++)
        if (query->word_count == 1 || !keys_hold(entry, &query->words[i]))
            return CATALOGUE_NO_MATCH;
    return query->word_count > 1 ? RANK_WORDS : CATALOGUE_NO_MATCH;
}

/* ── texts ── */

static unsigned char rank_text(const struct catalogue_entry *entry,
                               const struct catalogue_query *query, const char *text,
                               size_t length)
{
    if (length == 0 || text[length - 1] != '\0')
        return CATALOGUE_NO_MATCH;
    if (strstr(text, query->whole.text) != NULL)
        return RANK_TEXT;
    if (query->word_count < 2)
        return CATALOGUE_NO_MATCH;
    for (size_t i = 0; i < query->word_count; i++)
        if (strstr(text, query->words[i].text) == NULL && !keys_hold(entry, &query->words[i]))
            return CATALOGUE_NO_MATCH;
    return RANK_TEXT_WORDS;
}

/* Texts that lie near one another in the index, to be read at once. */
struct run {
    const struct catalogue *catalogue;
    const struct catalogue_query *query;
    unsigned char *ranks;
    size_t *numbers; /* of entries */
    size_t count;
    uint64_t begin;
    uint64_t end;
    struct buffer bytes;
};

static void rank_run(struct run *run)
{
    size_t length = (size_t)(run->end - run->begin);
    buffer_clear(&run->bytes);
    buffer_reserve(&run->bytes, length);
    bool read = run->count > 0 && index_read_text(run->catalogue->index, run->begin, length,
                                                  run->bytes.bytes);
    for (size_t i = 0; read && i < run->count; i++) {
        const struct catalogue_entry *entry = &run->catalogue->entries[run->numbers[i]];
        run->ranks[run->numbers[i]] =
            rank_text(entry, run->query, run->bytes.bytes + (entry->text_offset - run->begin),
                      entry->text_length);
    }
    run->count = 0;
}

static void add_to_run(struct run *run, size_t number)
{
    const struct catalogue_entry *entry = &run->catalogue->entries[number];
    uint64_t end = entry->text_offset + entry->text_length;
    bool near = run->count > 0 && entry->text_offset >= run->end &&
                entry->text_offset - run->end < GAP_LIMIT && end - run->begin < RUN_LIMIT;
    if (!near) {
        rank_run(run);
        run->begin = entry->text_offset;
    }
    run->end = end;
    run->numbers[run->count++] = number;
}

void catalogue_search(const struct catalogue *catalogue, const struct catalogue_query *query,
                      unsigned char *ranks)
{
    struct run run = {
        .catalogue = catalogue,
        .query = query,
        .ranks = ranks,
        .numbers = memory_resize(NULL, catalogue->count + 1, sizeof *run.numbers),
    };
    for (size_t i = 0; i < catalogue->count; i++) {
        const struct catalogue_entry *entry = &catalogue->entries[i];
        if (ranks[i] == CATALOGUE_NO_MATCH)
            continue;
        ranks[i] = rank_keys(entry, query);
        if (ranks[i] != CATALOGUE_NO_MATCH)
            continue;
        if (entry->reading != NULL && entry->reading->text != NULL)
            ranks[i] = rank_text(entry, query, entry->reading->text, entry->text_length);
        else if (entry->text_length > 0 && catalogue->index != NULL)
            add_to_run(&run, i);
    }
    rank_run(&run);
    buffer_done(&run.bytes);
    free(run.numbers);
}
