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

/* Where the text of an entry lies: in the index or in the spill, and there. */
struct place {
    uint64_t key; /* its order */
    size_t number;
};

static const uint64_t in_spill = UINT64_C(1) << 63;

/* Texts that lie near one another are read at once. */
struct run {
    const struct catalogue *catalogue;
    const struct catalogue_query *query;
    unsigned char *ranks;
    struct place *places;
    size_t count;
    bool disordered; /* threads have written them */
    struct buffer bytes;
};

static void add_place(struct run *run, size_t number)
{
    const struct catalogue_entry *entry = &run->catalogue->entries[number];
    bool spilled = entry->reading != NULL && entry->reading->spilled;
    run->disordered = run->disordered || spilled;
    run->places[run->count++] =
        (struct place){entry->text_offset | (spilled ? in_spill : 0), number};
}

static int compare_places(const void *a, const void *b)
{
    const struct place *left = a;
    const struct place *right = b;
    return left->key < right->key ? -1 : left->key > right->key;
}

static uint64_t end_of(const struct run *run, size_t index)
{
    const struct place *place = &run->places[index];
    return place->key + run->catalogue->entries[place->number].text_length;
}

/* The first place that lies too far from `first` to be read with it. */
static size_t find_end(const struct run *run, size_t first)
{
    size_t end = first + 1;
    while (end < run->count && run->places[end].key >= end_of(run, end - 1) &&
           run->places[end].key - end_of(run, end - 1) < GAP_LIMIT &&
           end_of(run, end) - run->places[first].key < RUN_LIMIT)
        end++;
    return end;
}

static void rank_places(struct run *run, size_t first, size_t end)
{
    uint64_t begin = run->places[first].key;
    size_t length = (size_t)(end_of(run, end - 1) - begin);
    buffer_clear(&run->bytes);
    buffer_reserve(&run->bytes, length);
    if (!catalogue_read_text(run->catalogue, (begin & in_spill) != 0, begin & ~in_spill, length,
                             run->bytes.bytes))
        return;
    for (size_t i = first; i < end; i++) {
        const struct place *place = &run->places[i];
        run->ranks[place->number] =
            rank_text(&run->catalogue->entries[place->number], run->query,
                      run->bytes.bytes + (place->key - begin),
                      run->catalogue->entries[place->number].text_length);
    }
}

void catalogue_search(const struct catalogue *catalogue, const struct catalogue_query *query,
                      unsigned char *ranks)
{
    struct run run = {
        .catalogue = catalogue,
        .query = query,
        .ranks = ranks,
        .places = memory_resize(NULL, catalogue->count + 1, sizeof *run.places),
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
        else if (entry->text_length > 0)
            add_place(&run, i);
    }
    if (run.disordered)
        qsort(run.places, run.count, sizeof *run.places, compare_places);
    for (size_t first = 0, end = 0; first < run.count; first = end) {
        end = find_end(&run, first);
        rank_places(&run, first, end);
    }
    buffer_done(&run.bytes);
    free(run.places);
}
