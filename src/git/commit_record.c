/* The header of a commit object is read by hand: "tree", "parent"s, "author", "committer", perhaps
 * others, an empty line, the message (gitformat-commit). Whatever is wrong in names and dates of
 * hostile commits is read as git reads it; only a wrong tree or parent line is damage. */
#include "commit_record_internal.h"

#include "base/encoding.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "object_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ── Lines ─────────────────────────────────────────────────────────────────────────────────── */

struct span {
    const char *at;
    const char *end;
};

/* Take the next line, without its newline; false at the end. */
static bool take_line(struct span *text, struct span *line)
{
    if (text->at == text->end)
        return false;
    const char *newline = memchr(text->at, '\n', (size_t)(text->end - text->at));
    *line = (struct span){text->at, newline != NULL ? newline : text->end};
    text->at = newline != NULL ? newline + 1 : text->end;
    return true;
}

static bool take_prefix(struct span *line, const char *prefix)
{
    size_t length = strlen(prefix);
    if ((size_t)(line->end - line->at) < length || memcmp(line->at, prefix, length) != 0)
        return false;
    line->at += length;
    return true;
}

enum { IS_DIGIT = 16 };

/* The value of a digit as Git writes ids; 0: it is none. */
static const unsigned char digits[256] = {
    ['0'] = IS_DIGIT,      ['1'] = IS_DIGIT | 1,  ['2'] = IS_DIGIT | 2,  ['3'] = IS_DIGIT | 3,
    ['4'] = IS_DIGIT | 4,  ['5'] = IS_DIGIT | 5,  ['6'] = IS_DIGIT | 6,  ['7'] = IS_DIGIT | 7,
    ['8'] = IS_DIGIT | 8,  ['9'] = IS_DIGIT | 9,  ['a'] = IS_DIGIT | 10, ['b'] = IS_DIGIT | 11,
    ['c'] = IS_DIGIT | 12, ['d'] = IS_DIGIT | 13, ['e'] = IS_DIGIT | 14, ['f'] = IS_DIGIT | 15,
};

static bool read_id(struct span line, git_oid *id)
{
    unsigned valid = IS_DIGIT;
    const unsigned char *at = (const unsigned char *)line.at;
    if (line.end - line.at != GIT_OID_HEXSZ)
        return false;
    for (size_t i = 0; i < GIT_OID_RAWSZ; i++) {
        unsigned high = digits[at[2 * i]];
        unsigned low = digits[at[2 * i + 1]];
        valid &= high & low;
        id->id[i] = (unsigned char)(high << 4 | (low & 15));
    }
    return valid != 0;
}

/* ── Dates ─────────────────────────────────────────────────────────────────────────────────── */

/* The text behind the last `>`: "1746100000 +0200". */
static struct span date_part(struct span line)
{
    struct span part = {line.end, line.end};
    while (part.at > line.at && part.at[-1] != '>')
        part.at--;
    if (part.at == line.at)
        part.at = line.end;
    while (part.at < part.end && *part.at == ' ')
        part.at++;
    return part;
}

static uint64_t take_seconds(struct span *text)
{
    uint64_t seconds = 0;
    for (; text->at < text->end && *text->at >= '0' && *text->at <= '9'; text->at++)
        if (__builtin_mul_overflow(seconds, 10, &seconds) ||
            __builtin_add_overflow(seconds, (uint64_t)(*text->at - '0'), &seconds))
            seconds = UINT64_MAX;
    return seconds;
}

/* A year that a calendar can show; git shows what lies beyond as 1970, too. */
static const uint64_t last_second = 253402300799; /* 9999-12-31 23:59:59 */
enum { LONGEST_OFFSET = 24 * 60 };

static struct instant read_instant(struct span line)
{
    struct span text = date_part(line);
    uint64_t seconds = take_seconds(&text);
    while (text.at < text.end && *text.at == ' ')
        text.at++;
    bool west = text.at < text.end && *text.at == '-';
    if (text.at < text.end && (*text.at == '-' || *text.at == '+'))
        text.at++;
    uint64_t zone = take_seconds(&text);
    uint64_t minutes = zone <= 9999 ? zone / 100 * 60 + zone % 100 : 0;
    if (seconds > last_second || minutes > LONGEST_OFFSET)
        return (struct instant){0};
    return (struct instant){.seconds = (int64_t)seconds,
                            .offset = west ? -(int)minutes : (int)minutes};
}

/* ── What a walk needs ─────────────────────────────────────────────────────────────────────── */

static int compare_ids(const void *a, const void *b)
{
    return git_oid_cmp(a, b);
}

static bool is_shallow(const struct shallow *shallow, const git_oid *id)
{
    return shallow->count > 0 &&
           bsearch(id, shallow->ids, shallow->count, sizeof *shallow->ids, compare_ids) != NULL;
}

static struct commit_record *parse_record(struct span text, bool ends_here)
{
    struct span line = {0};
    git_oid tree = {0};
    if (!take_line(&text, &line) || !take_prefix(&line, "tree ") || !read_id(line, &tree))
        return NULL;
    struct commit_record *record = memory_resize(NULL, 1, sizeof *record + 2 * sizeof(git_oid));
    size_t room = 2;
    size_t count = 0;
    bool whole = take_line(&text, &line);
    for (; whole && take_prefix(&line, "parent "); whole = take_line(&text, &line)) {
        if (count == room) {
            room *= 2;
            record = memory_resize(record, 1, sizeof *record + room * sizeof(git_oid));
        }
        if (!read_id(line, &record->parents[count])) {
            free(record);
            return NULL;
        }
        count++;
    }
    bool authored = whole && take_prefix(&line, "author ");
    if (authored)
        whole = take_line(&text, &line);
    struct span date = {0};
    if (whole && take_prefix(&line, "committer "))
        date = date_part(line);
    record->tree = tree;
    record->date = take_seconds(&date);
    record->graph_position = COMMIT_GRAPH_NONE;
    record->is_cut = ends_here && count > 0;
    record->parent_count = ends_here ? 0 : count;
    return record;
}

/* Where a shallow clone ends counts more than a graft. Takes `record`. */
static struct commit_record *graft_parents(const struct repository *repository, const git_oid *id,
                                           struct commit_record *record)
{
    const struct graft *graft =
        repository->trusting > 0 ? grafts_find(&repository->grafts, id) : NULL;
    if (graft == NULL || record == NULL || record->is_cut)
        return record;
    record = memory_resize(record, 1, sizeof *record + graft->parent_count * sizeof(git_oid));
    record->parent_count = graft->parent_count;
    for (size_t i = 0; i < graft->parent_count; i++)
        record->parents[i] = graft->parents[i];
    return record;
}

int commit_record_read(struct repository *repository, const struct shallow *shallow,
                       const git_oid *id, struct commit_record **out, struct error *error)
{
    struct raw_object *object = NULL;
    const struct commit_graph *graph =
        shallow->count == 0 ? repository_commit_graph(repository) : NULL;
    *out = graph != NULL ? commit_graph_read(graph, id) : NULL;
    if (*out != NULL)
        return 0;
    if (object_read(repository, id, GIT_OBJECT_COMMIT, &object, error) < 0)
        return -1;
    const char *bytes = object->bytes;
    *out = parse_record((struct span){bytes, bytes + object->size}, is_shallow(shallow, id));
    raw_object_release(object);
    *out = graft_parents(repository, id, *out);
    if (*out != NULL)
        return 0;
    char hex[GIT_HEX_SIZE] = "";
    git_oid_tostr(hex, sizeof hex, id);
    return error_set(error, ERROR_ENVIRONMENT, "commit %s is damaged (see `git fsck`)", hex);
}

int shallow_read(struct shallow *shallow, struct repository *repository, struct error *error)
{
    *shallow = (struct shallow){0};
    char *path = memory_format("%s/shallow", repository->common_directory);
    FILE *file = fopen(path, "re");
    char line[GIT_HEX_SIZE + 8] = "";
    int result = 0;
    while (file != NULL && result == 0 && fgets(line, sizeof line, file) != NULL) {
        shallow->ids =
            memory_grow(shallow->ids, &shallow->capacity, shallow->count, sizeof *shallow->ids);
        line[strcspn(line, "\r\n")] = '\0';
        if (git_oid_fromstr(&shallow->ids[shallow->count], line) == 0)
            shallow->count++;
        else
            result = error_set(error, ERROR_ENVIRONMENT, "%s is damaged: \"%s\" is not a commit id",
                               path, line);
    }
    if (file != NULL)
        fclose(file);
    free(path);
    if (shallow->count > 0)
        qsort(shallow->ids, shallow->count, sizeof *shallow->ids, compare_ids);
    return result;
}

void shallow_done(struct shallow *shallow)
{
    free(shallow->ids);
    *shallow = (struct shallow){0};
}

/* ── What people read ──────────────────────────────────────────────────────────────────────── */

static void append_span(struct buffer *out, struct span span)
{
    if (span.at < span.end)
        buffer_append(out, span.at, (size_t)(span.end - span.at));
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static struct span trimmed(struct span span)
{
    while (span.at < span.end && is_blank(span.at[0]))
        span.at++;
    while (span.end > span.at && is_blank(span.end[-1]))
        span.end--;
    return span;
}

/* "Name <email> date": the name ends at the first `<`, the email at the last `>`. */
static void read_author(struct commit_words *words, struct span line)
{
    size_t length = (size_t)(line.end - line.at);
    const char *open = length > 0 ? memchr(line.at, '<', length) : NULL;
    const char *close = line.end;
    while (close > line.at && close[-1] != '>')
        close--;
    append_span(&words->name, trimmed((struct span){line.at, open != NULL ? open : line.end}));
    if (open != NULL && close > open)
        append_span(&words->email, (struct span){open + 1, close - 1});
    words->author.when = read_instant(line);
}

static void convert(struct buffer *text, const char *encoding)
{
    struct buffer converted = {0};
    if (encoding_decode(&converted, text->bytes, text->length, encoding)) {
        buffer_clear(text);
        buffer_append(text, converted.bytes, converted.length);
    }
    buffer_done(&converted);
}

static void convert_words(struct commit_words *words, struct span encoding)
{
    char name[32] = "";
    size_t length = (size_t)(encoding.end - encoding.at);
    if (length == 0 || length >= sizeof name)
        return;
    memcpy(name, encoding.at, length);
    struct buffer *texts[] = {&words->name, &words->email, &words->subject};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i]->length > 0 &&
            utf8_find_invalid(texts[i]->bytes, texts[i]->length) < texts[i]->length)
            convert(texts[i], name);
}

void commit_words_parse(struct commit_words *words, const char *bytes, size_t length)
{
    struct span text = {bytes, bytes + length};
    struct span line = {0};
    struct span encoding = {0};
    bool authored = false;
    while (take_line(&text, &line) && line.at < line.end) {
        if (!authored && take_prefix(&line, "author ")) {
            authored = true;
            read_author(words, line);
        } else if (take_prefix(&line, "encoding ")) {
            encoding = line;
        }
    }
    struct span subject = {0};
    while (subject.at == subject.end && take_line(&text, &line))
        subject = trimmed(line);
    append_span(&words->subject, subject);
    convert_words(words, encoding);
    words->author.name = buffer_string(&words->name);
    words->author.email = buffer_string(&words->email);
}

int commit_words_read(struct commit_words *words, struct repository *repository, const git_oid *id,
                      struct error *error)
{
    *words = (struct commit_words){0};
    struct raw_object *object = NULL;
    if (object_read(repository, id, GIT_OBJECT_COMMIT, &object, error) < 0)
        return -1;
    const char *bytes = object->bytes;
    commit_words_parse(words, bytes, object->size);
    raw_object_release(object);
    return 0;
}

void commit_words_done(struct commit_words *words)
{
    buffer_done(&words->name);
    buffer_done(&words->email);
    buffer_done(&words->subject);
}
