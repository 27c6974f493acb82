/* The longest common subsequence of words. What both texts begin and end with is set aside first,
 * so that the table is as large as what changed. */
#include "model/word_diff.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_CELLS = 1 << 22,  /* of the table */
    CONTEXT_COLUMNS = 24,  /* bytes of unchanged text shown around a change */
    LONG_TEXT = 48,        /* bytes: shorter ones are read at a glance */
};

struct words {
    const char **starts; /* count + 1 of them */
    size_t count;
};

/* ── words ── */

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_punctuation(char byte)
{
    return strchr(".,;:!?()[]{}\"'", byte) != NULL;
}

/* The first byte of a character of a script without blanks between words: U+3000 and up. */
static bool stands_alone(char byte)
{
    return (unsigned char)byte >= 0xe3;
}

static size_t character_length(const char *text)
{
    size_t length = 1;
    while (((unsigned char)text[length] & 0xc0) == 0x80)
        length++;
    return length;
}

/* A run of blanks, one mark of punctuation, one character that stands alone, or a run of others. */
static size_t word_length(const char *text)
{
    size_t length = 0;
    if (is_blank(text[0])) {
        while (is_blank(text[length]))
            length++;
        return length;
    }
    if (is_punctuation(text[0]) || stands_alone(text[0]))
        return character_length(text);
    while (text[length] != '\0' && !is_blank(text[length]) && !is_punctuation(text[length]) &&
           !stands_alone(text[length]))
        length++;
    return length;
}

static struct words split(const char *text)
{
    struct words words = {0};
    size_t capacity = 0;
    for (;;) {
        words.starts = memory_grow(words.starts, &capacity, words.count, sizeof *words.starts);
        words.starts[words.count] = text;
        if (text[0] == '\0')
            return words;
        words.count++;
        text += word_length(text);
    }
}

static bool words_are_equal(const struct words *a, size_t i, const struct words *b, size_t j)
{
    size_t length = (size_t)(a->starts[i + 1] - a->starts[i]);
    return (size_t)(b->starts[j + 1] - b->starts[j]) == length &&
           memcmp(a->starts[i], b->starts[j], length) == 0;
}

/* ── runs ── */

static void add_run(struct word_diff *diff, enum word_change change, const struct words *words,
                    size_t from, size_t to)
{
    if (from == to)
        return;
    size_t length = (size_t)(words->starts[to] - words->starts[from]);
    struct word_run *last = diff->count > 0 ? &diff->runs[diff->count - 1] : NULL;
    if (last != NULL && last->change == change && last->text + last->length == words->starts[from]) {
        last->length += length;
        return;
    }
    diff->runs = memory_grow(diff->runs, &diff->capacity, diff->count, sizeof *diff->runs);
    diff->runs[diff->count++] = (struct word_run){change, words->starts[from], length};
}

/* The part of both texts that is compared: [from, before_end) and [from, after_end). */
struct middle {
    const struct words *before;
    const struct words *after;
    size_t from;
    size_t before_end;
    size_t after_end;
};

/* length[i][j]: of the longest common subsequence of what is left from i and j on. */
static uint16_t *measure(const struct middle *middle, size_t rows, size_t columns)
{
    uint16_t *length = memory_allocate((rows + 1) * (columns + 1) * sizeof *length);
    for (size_t i = rows; i-- > 0;) {
        for (size_t j = columns; j-- > 0;) {
            uint16_t *cell = &length[i * (columns + 1) + j];
            if (words_are_equal(middle->before, middle->from + i, middle->after, middle->from + j))
                cell[0] = (uint16_t)(cell[columns + 2] + 1);
            else
                cell[0] = cell[1] > cell[columns + 1] ? cell[1] : cell[columns + 1];
        }
    }
    return length;
}

/* Removals and additions up to the next common word stand together. */
struct waiting {
    size_t removed;
    size_t added;
};

static void flush(const struct middle *middle, struct waiting *from, size_t i, size_t j,
                  struct word_diff *out)
{
    add_run(out, WORDS_REMOVED, middle->before, middle->from + from->removed, middle->from + i);
    add_run(out, WORDS_ADDED, middle->after, middle->from + from->added, middle->from + j);
    *from = (struct waiting){i, j};
}

static void compare_middle(const struct middle *middle, struct word_diff *out)
{
    size_t rows = middle->before_end - middle->from;
    size_t columns = middle->after_end - middle->from;
    struct waiting waiting = {0};
    bool is_too_large = rows >= UINT16_MAX || columns >= UINT16_MAX ||
                        (rows + 1) * (columns + 1) > MOST_CELLS;
    if (rows == 0 || columns == 0 || is_too_large) {
        flush(middle, &waiting, rows, columns, out);
        return;
    }
    uint16_t *length = measure(middle, rows, columns);
    size_t i = 0;
    size_t j = 0;
    while (i < rows && j < columns) {
        const uint16_t *cell = &length[i * (columns + 1) + j];
        if (words_are_equal(middle->before, middle->from + i, middle->after, middle->from + j)) {
            flush(middle, &waiting, i, j, out);
            add_run(out, WORDS_KEPT, middle->after, middle->from + j, middle->from + j + 1);
            waiting = (struct waiting){++i, ++j};
        } else if (cell[columns + 1] >= cell[1]) {
            i++;
        } else {
            j++;
        }
    }
    flush(middle, &waiting, rows, columns, out);
    free(length);
}

void word_diff_find(const char *before, const char *after, struct word_diff *out)
{
    struct words old = split(before);
    struct words new = split(after);
    struct middle middle = {&old, &new, 0, old.count, new.count};
    while (middle.from < old.count && middle.from < new.count &&
           words_are_equal(&old, middle.from, &new, middle.from))
        middle.from++;
    while (middle.before_end > middle.from && middle.after_end > middle.from &&
           words_are_equal(&old, middle.before_end - 1, &new, middle.after_end - 1)) {
        middle.before_end--;
        middle.after_end--;
    }
    add_run(out, WORDS_KEPT, &new, 0, middle.from);
    compare_middle(&middle, out);
    add_run(out, WORDS_KEPT, &new, middle.after_end, new.count);
    free(old.starts);
    free(new.starts);
}

void word_diff_done(struct word_diff *diff)
{
    free(diff->runs);
    *diff = (struct word_diff){0};
}

/* ── in words ── */

bool word_diff_is_useful(const char *before, const char *after, const struct word_diff *diff)
{
    size_t old_length = strlen(before);
    size_t new_length = strlen(after);
    size_t longer = old_length > new_length ? old_length : new_length;
    size_t kept = 0;
    for (size_t i = 0; i < diff->count; i++)
        kept += diff->runs[i].change == WORDS_KEPT ? diff->runs[i].length : 0;
    return longer >= LONG_TEXT && kept * 2 >= (old_length < new_length ? old_length : new_length) &&
           kept > 0;
}

/* The last, or first, words of an unchanged run that fit the context. */
static size_t cut_before(const struct word_run *run)
{
    size_t at = run->length - CONTEXT_COLUMNS;
    while (at < run->length && !is_blank(run->text[at]))
        at++;
    return at < run->length ? at + 1 : run->length;
}

static size_t cut_behind(const struct word_run *run)
{
    size_t at = CONTEXT_COLUMNS;
    while (at > 0 && !is_blank(run->text[at]))
        at--;
    return at;
}

/* Where the pieces of a description go. */
struct telling {
    word_diff_visit *visit;
    void *context;
};

static void tell(const struct telling *telling, enum word_change change, const char *text,
                 size_t length)
{
    if (length > 0)
        telling->visit(telling->context, change, text, length);
}

static void tell_kept(const struct telling *telling, const struct word_run *run, bool is_first,
                      bool is_last)
{
    size_t most = is_first || is_last ? CONTEXT_COLUMNS : (size_t)CONTEXT_COLUMNS * 2;
    if (run->length <= most) {
        tell(telling, WORDS_KEPT, run->text, run->length);
        return;
    }
    if (!is_first) {
        tell(telling, WORDS_KEPT, run->text, cut_behind(run));
        tell(telling, WORDS_KEPT, " …", strlen(" …"));
    }
    if (!is_last) {
        size_t from = cut_before(run);
        tell(telling, WORDS_KEPT, is_first ? "… " : " ", is_first ? strlen("… ") : 1);
        tell(telling, WORDS_KEPT, run->text + from, run->length - from);
    }
}

void word_diff_tell(const struct word_diff *diff, word_diff_visit *visit, void *context)
{
    const struct telling telling = {visit, context};
    for (size_t i = 0; i < diff->count; i++) {
        const struct word_run *run = &diff->runs[i];
        bool is_removed = run->change == WORDS_REMOVED;
        if (run->change == WORDS_KEPT) {
            tell_kept(&telling, run, i == 0, i + 1 == diff->count);
            continue;
        }
        tell(&telling, run->change, is_removed ? "[-" : "{+", 2);
        tell(&telling, run->change, run->text, run->length);
        tell(&telling, run->change, is_removed ? "-]" : "+}", 2);
    }
}
