#include "random_yaml.h"

#include <stdbool.h>
#include <string.h>

enum { DEPTH = 4 };

struct author {
    struct buffer *out;
    struct random *random;
    const char *newline;
    size_t step, sequence_step, gap;
    size_t comments; /* percent of the lines that have one */
    size_t anchors;  /* written so far */
    bool bare;       /* no anchors, tags, comments */
};

size_t random_below(struct random *random, size_t limit)
{
    random->state = random->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    uint64_t mixed = random->state ^ random->state >> 31;
    return (size_t)((mixed * UINT64_C(0x9E3779B97F4A7C15) >> 33) % limit);
}

static bool chance(struct author *author, size_t percent)
{
    return random_below(author->random, 100) < percent;
}

static const char *pick(struct author *author, const char *const *texts, size_t count)
{
    return texts[random_below(author->random, count)];
}

static void put(struct author *author, const char *text)
{
    buffer_append_string(author->out, text);
}

static void indent(struct author *author, size_t column)
{
    buffer_append_repeated(author->out, ' ', column);
}

/* The end of a line: perhaps a comment, blank lines, comments of their own. */
static void end_line(struct author *author, size_t column)
{
    if (chance(author, author->comments))
        put(author, chance(author, 50) ? "  # note" : " # ü: x - y");
    put(author, author->newline);
    while (chance(author, author->comments / 2)) {
        if (chance(author, 50)) {
            indent(author, chance(author, 60) ? column : random_below(author->random, column + 6));
            put(author, "# about what follows");
        }
        put(author, author->newline);
    }
}

static void write_word(struct author *author, bool flow)
{
    static const char *const plain[] = {"word", "two words", "5",          "true", "ünï",  "a-b_c",
                                        "x#y",  "~",         "2025-01-01", "R-01", "漢字", "null"};
    static const char *const block[] = {"a, b", "it's [so]", "http://x.y:80/z", "say \"hi\"",
                                        "a{b}"};
    static const char *const quoted[] = {"\"a: b\"", "'it''s'",  "\"\\u00fc\\n\"", "''",
                                         "\"\"",     "\"# no\"", "'- x'",          "\"x\\\\y\""};
    if (chance(author, 30))
        put(author, pick(author, quoted, sizeof quoted / sizeof quoted[0]));
    else if (!flow && chance(author, 25))
        put(author, pick(author, block, sizeof block / sizeof block[0]));
    else
        put(author, pick(author, plain, sizeof plain / sizeof plain[0]));
}

static void write_flow(struct author *author, int depth, size_t column)
{
    bool map = chance(author, 40);
    bool lines = chance(author, 20);
    size_t count = random_below(author->random, 4);
    put(author, map ? "{" : "[");
    for (size_t i = 0; i < count; i++) {
        if (lines) {
            put(author, author->newline);
            indent(author, column + author->step);
        }
        if (map) {
            buffer_append_format(author->out, "k%zu", i);
            put(author, chance(author, 90) ? ": " : "");
            if (chance(author, 10) || author->out->bytes[author->out->length - 1] != ' ')
                goto next;
        }
        if (depth > 0 && chance(author, 20))
            write_flow(author, depth - 1, column + author->step);
        else
            write_word(author, true);
    next:
        if (i + 1 < count || (lines && chance(author, 30)))
            put(author, lines ? "," : ", ");
        if (lines && chance(author, 20))
            put(author, " # in flow");
    }
    if (lines && count > 0) {
        put(author, author->newline);
        indent(author, column);
    }
    put(author, map ? "}" : "]");
}

static void write_block_scalar(struct author *author, size_t column)
{
    static const char *const headers[] = {"|", "|-", "|+", ">", ">-", "|", "|"};
    static const char *const lines[] = {"text", "more of it # no comment", "- no row", "k: no key",
                                        "ü"};
    put(author, pick(author, headers, sizeof headers / sizeof headers[0]));
    if (chance(author, author->comments))
        put(author, " # header");
    size_t count = 1 + random_below(author->random, 5);
    for (size_t i = 0; i < count; i++) {
        put(author, author->newline);
        if (i > 0 && chance(author, 20))
            put(author, author->newline);
        indent(author, column + author->step + (i > 0 && chance(author, 15) ? 2 : 0));
        put(author, pick(author, lines, sizeof lines / sizeof lines[0]));
    }
    put(author, author->newline);
    if (chance(author, 30))
        put(author, author->newline);
}

static void write_long_scalar(struct author *author, size_t column)
{
    static const char *const quotes[] = {"", "\"", "'"};
    const char *quote = pick(author, quotes, 3);
    put(author, quote);
    put(author, "begins here");
    put(author, author->newline);
    if (chance(author, 30))
        put(author, author->newline);
    indent(author, column + author->step);
    put(author, "and ends");
    put(author, quote);
}

static void write_property(struct author *author)
{
    if (author->bare || !chance(author, 8))
        return;
    if (chance(author, 60))
        buffer_append_format(author->out, " &a%zu", author->anchors++);
    else
        put(author, " !!str");
}

/* What stands behind `key:` or `-`, to the end of its lines. */
static void write_block(struct author *author, int depth, size_t column, bool in_list);

static void write_scalar(struct author *author, size_t column)
{
    if (!author->bare && author->anchors > 0 && chance(author, 6)) {
        buffer_append_format(author->out, " *a%zu", random_below(author->random, author->anchors));
        end_line(author, column);
        return;
    }
    write_property(author);
    if (chance(author, 12)) {
        end_line(author, column);
        return;
    }
    put(author, " ");
    if (chance(author, 15)) {
        write_block_scalar(author, column);
        return;
    }
    if (chance(author, 8))
        write_long_scalar(author, column);
    else if (chance(author, 15))
        write_flow(author, 2, column);
    else
        write_word(author, false);
    end_line(author, column);
}

static void write_entries(struct author *author, int depth, size_t column, bool list, bool beside)
{
    size_t count = 1 + random_below(author->random, 5);
    for (size_t i = 0; i < count; i++) {
        if (!beside || i > 0)
            indent(author, column);
        if (list) {
            put(author, "-");
        } else if (chance(author, 4)) {
            buffer_append_format(author->out, "? key%zu", i);
            put(author, author->newline);
            indent(author, column);
            put(author, ":");
        } else {
            buffer_append_format(author->out, chance(author, 90) ? "key%zu:" : "\"key %zu\":", i);
        }
        if (depth > 0 && chance(author, 45))
            write_block(author, depth - 1, column, list);
        else
            write_scalar(author, column);
    }
}

static void write_block(struct author *author, int depth, size_t column, bool in_list)
{
    bool list = chance(author, 40);
    if (in_list && chance(author, 85)) {
        indent(author, author->gap);
        write_entries(author, depth, column + 1 + author->gap, list, true);
        return;
    }
    if (!author->bare && chance(author, 5))
        buffer_append_format(author->out, " &a%zu", author->anchors++);
    size_t step = list && !in_list ? author->sequence_step : author->step;
    end_line(author, column + step);
    write_entries(author, depth, column + step, list, false);
}

void random_yaml_write(struct buffer *out, struct random *random)
{
    struct author author = {.out = out, .random = random};
    author.newline = chance(&author, 10) ? "\r\n" : "\n";
    author.step = 1 + random_below(random, 4);
    author.sequence_step = chance(&author, 30) ? 0 : author.step;
    author.gap = chance(&author, 80) ? 1 : 1 + random_below(random, 3);
    author.comments = chance(&author, 40) ? 0 : random_below(random, 40);
    author.bare = chance(&author, 60);
    if (chance(&author, 5))
        put(&author, "\xEF\xBB\xBF");
    if (chance(&author, 20))
        put(&author, "# head\n\n");
    size_t documents = chance(&author, 10) ? 2 : 1;
    for (size_t i = 0; i < documents; i++) {
        author.anchors = 0;
        if (i > 0 || chance(&author, 15)) {
            put(&author, "---");
            end_line(&author, 0);
        }
        write_entries(&author, DEPTH, 0, chance(&author, 15), false);
    }
    if (chance(&author, 10)) {
        while (out->length > 0 && strchr("\r\n", out->bytes[out->length - 1]) != NULL)
            buffer_truncate(out, out->length - 1);
    }
}
