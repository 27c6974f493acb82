/* Lines that are equal and in the same order are the same lines. Answers whose lines, with what
 * follows them and the line of their section, all are in the older file and next to each other
 * there, need not be parsed: in block style nothing else decides what they mean but anchors,
 * directives and the choice of the form, and where such a line changes the map says so. Where an
 * alias stands, its answer is on other lines: such a file is always parsed. */
#include "blame_internal.h"

#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK_AHEAD = 64 }; /* lines: how far a common line is searched */

struct lines {
    const char **starts; /* count + 1 of them */
    uint64_t *hashes;
    size_t count;
};

static struct lines split(const struct buffer *bytes)
{
    const char *text = buffer_string(bytes);
    const char *end = text + bytes->length;
    size_t count = 1;
    for (const char *at = text; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        count++;
    struct lines lines = {
        .starts = memory_allocate((count + 1) * sizeof *lines.starts),
        .hashes = memory_allocate((count + 1) * sizeof *lines.hashes),
    };
    for (const char *at = text; at < end; lines.count++) {
        uint64_t hash = 14695981039346656037U;
        lines.starts[lines.count] = at;
        for (; at < end && *at != '\n'; at++)
            hash = (hash ^ (unsigned char)*at) * 1099511628211U;
        at += at < end;
        lines.hashes[lines.count] = hash;
    }
    lines.starts[lines.count] = end;
    return lines;
}

static void lines_done(struct lines *lines)
{
    free(lines->starts);
    free(lines->hashes);
}

static size_t line_length(const struct lines *lines, size_t index)
{
    return (size_t)(lines->starts[index + 1] - lines->starts[index]);
}

static bool is_same(const struct lines *a, size_t i, const struct lines *b, size_t j)
{
    size_t length = line_length(a, i);
    return a->hashes[i] == b->hashes[j] && line_length(b, j) == length &&
           memcmp(a->starts[i], b->starts[j], length) == 0;
}

static bool contains(const char *line, size_t length, const char *mark)
{
    size_t mark_length = strlen(mark);
    for (size_t at = 0; at + mark_length <= length; at++)
        if (memcmp(line + at, mark, mark_length) == 0)
            return true;
    return false;
}

static bool begins(const char *line, size_t length, const char *mark)
{
    return length >= strlen(mark) && strncmp(line, mark, strlen(mark)) == 0;
}

/* Anchors, aliases, merge keys, directives, documents, the form. */
static bool is_unsafe(const struct lines *lines, size_t index)
{
    const char *line = lines->starts[index];
    size_t length = line_length(lines, index);
    return contains(line, length, " &") || contains(line, length, " *") ||
           contains(line, length, "<<:") || begins(line, length, "%") ||
           begins(line, length, "---") || begins(line, length, "...") ||
           begins(line, length, "form:");
}

static bool is_name(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_' || byte == '-';
}

/* `*name` between what may stand beside an alias; in a text it may be none. */
static bool has_alias(const struct buffer *bytes)
{
    const char *text = buffer_string(bytes);
    for (const char *at = text; (at = strchr(at, '*')) != NULL; at++) {
        const char *end = at + 1;
        if (at == text || strchr(" [,{\t\n", at[-1]) == NULL)
            continue;
        while (is_name(*end))
            end++;
        if (end > at + 1 && strchr(" ],}\t\r\n", *end) != NULL)
            return true;
    }
    return false;
}

/* The nearest pair of equal lines from (i, j) on, where two in a row are equal or a file ends. */
static bool find_common(const struct lines *new, size_t *i, const struct lines *old, size_t *j)
{
    for (size_t sum = 1; sum <= (size_t)2 * LOOK_AHEAD; sum++) {
        size_t least = sum > LOOK_AHEAD ? sum - LOOK_AHEAD : 0;
        for (size_t step = least; step <= sum && step <= LOOK_AHEAD; step++) {
            size_t a = *i + step;
            size_t b = *j + sum - step;
            if (a >= new->count || b >= old->count || !is_same(new, a, old, b))
                continue;
            bool at_end = a + 1 >= new->count || b + 1 >= old->count;
            if (!at_end && !is_same(new, a + 1, old, b + 1))
                continue;
            *i = a;
            *j = b;
            return true;
        }
    }
    return false;
}

/* Lines [from, new_end) and [from, old_end) lie between what both files begin and end with. */
static void map_middle(struct line_map *map, const struct lines *new, const struct lines *old,
                       size_t from, size_t new_end, size_t old_end)
{
    size_t i = from;
    size_t j = from;
    struct lines new_part = *new;
    struct lines old_part = *old;
    new_part.count = new_end;
    old_part.count = old_end;
    while (i < new_end && j < old_end) {
        size_t a = i;
        size_t b = j;
        if (!is_same(new, i, old, j) && !find_common(&new_part, &a, &old_part, &b))
            break;
        for (; j < b; j++)
            map->is_unsafe |= is_unsafe(old, j);
        for (; i < a; i++)
            map->is_unsafe |= is_unsafe(new, i);
        map->old[i++] = j++;
    }
    for (; j < old_end; j++)
        map->is_unsafe |= is_unsafe(old, j);
    for (; i < new_end; i++)
        map->is_unsafe |= is_unsafe(new, i);
}

void line_map_make(struct line_map *map, const struct buffer *old_bytes,
                   const struct buffer *new_bytes)
{
    struct lines old = split(old_bytes);
    struct lines new = split(new_bytes);
    size_t from = 0;
    size_t new_end = new.count;
    size_t old_end = old.count;
    *map = (struct line_map){.count = new.count,
                             .is_unsafe = has_alias(old_bytes) || has_alias(new_bytes)};
    map->old = memory_allocate((new.count + 1) * sizeof *map->old);
    for (size_t i = 0; i < new.count; i++)
        map->old[i] = LINE_NONE;
    map->old[new.count] = old.count;
    while (from < new_end && from < old_end && is_same(&new, from, &old, from)) {
        map->old[from] = from;
        from++;
    }
    while (new_end > from && old_end > from && is_same(&new, new_end - 1, &old, old_end - 1))
        map->old[--new_end] = --old_end;
    map_middle(map, &new, &old, from, new_end, old_end);
    lines_done(&old);
    lines_done(&new);
}

void line_map_done(struct line_map *map)
{
    free(map->old);
    *map = (struct line_map){0};
}

bool line_map_follow(const struct line_map *map, struct line_span *span)
{
    if (!span->known || map->is_unsafe || span->last >= map->count)
        return false;
    size_t first = map->old[span->first];
    size_t header = map->old[span->header];
    size_t key = map->old[span->key];
    if (first == LINE_NONE || header == LINE_NONE || key == LINE_NONE)
        return false;
    for (size_t i = span->first; i <= span->last + 1; i++)
        if (map->old[i] != first + (i - span->first))
            return false;
    *span = (struct line_span){true, first, first + (span->last - span->first), key, header};
    return true;
}

/* ── where answers stand ── */

struct place {
    const struct field *field;
    size_t row; /* LINE_NONE: the field */
    size_t line;
};

struct span_table {
    struct place *places; /* sorted by line */
    size_t count;
    size_t capacity;
    size_t *keys;    /* of each field: where its key stands */
    size_t *headers; /* of each line: the line of its section */
    size_t line_count;
};

static void add_place(struct span_table *table, const struct field *field, size_t row,
                      size_t line)
{
    if (line == 0 || line > table->line_count)
        return;
    table->places =
        memory_grow(table->places, &table->capacity, table->count, sizeof *table->places);
    table->places[table->count++] = (struct place){field, row, line - 1};
}

/* Where the key stands, if the value begins below it. */
static size_t key_line(const struct lines *lines, const struct field *field, size_t line)
{
    size_t length = strlen(field->id);
    for (size_t at = line; at > 0 && line - at < LOOK_AHEAD; at--) {
        const char *text = lines->starts[at - 1];
        size_t blanks = strspn(text, " '\"?");
        if (strncmp(text + blanks, field->id, length) == 0)
            return at;
    }
    return line;
}

static int compare_places(const void *a, const void *b)
{
    const struct place *left = a;
    const struct place *right = b;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    return (left->row != LINE_NONE) - (right->row != LINE_NONE);
}

static void find_headers(struct span_table *table, const struct lines *lines)
{
    size_t header = 0;
    table->headers = memory_allocate((lines->count + 1) * sizeof *table->headers);
    for (size_t i = 0; i < lines->count; i++) {
        if (strchr(" \t#-\r\n", lines->starts[i][0]) == NULL)
            header = i;
        table->headers[i] = header;
    }
}

struct span_table *span_table_new(const struct spec *spec, const struct buffer *bytes)
{
    struct span_table *table = memory_allocate(sizeof *table);
    struct lines lines = split(bytes);
    const struct form *form = spec_form(spec);
    *table = (struct span_table){.line_count = lines.count};
    table->keys = memory_allocate(form->field_count * sizeof *table->keys);
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        const struct value *value = spec_value(spec, field);
        if (value->kind == VALUE_ABSENT || value->line == 0 || value->line > lines.count)
            continue;
        size_t key = key_line(&lines, field, value->line);
        table->keys[i] = key - 1;
        add_place(table, field, LINE_NONE, key);
        for (size_t row = 0; value->kind == VALUE_LIST && row < value->count; row++)
            add_place(table, field, row, value->items[row].line);
    }
    if (table->count > 0)
        qsort(table->places, table->count, sizeof *table->places, compare_places);
    find_headers(table, &lines);
    lines_done(&lines);
    return table;
}

void span_table_free(struct span_table *table)
{
    if (table == NULL)
        return;
    free(table->places);
    free(table->keys);
    free(table->headers);
    free(table);
}

/* Rows of a flow list on one line: the line does not tell which is which. */
static bool shares_line(const struct span_table *table, size_t at)
{
    const struct place *place = &table->places[at];
    for (size_t i = 0; place->row != LINE_NONE && i < table->count; i++) {
        const struct place *other = &table->places[i];
        if (i != at && other->line == place->line && other->field == place->field &&
            other->row != LINE_NONE)
            return true;
    }
    return false;
}

struct line_span span_table_find(const struct span_table *table, const struct field *field,
                                 size_t row)
{
    size_t at = 0;
    while (at < table->count && (table->places[at].field != field || table->places[at].row != row))
        at++;
    if (at == table->count || shares_line(table, at))
        return (struct line_span){0};
    struct line_span span = {.known = true,
                             .first = table->places[at].line,
                             .last = table->line_count - 1};
    span.key = table->keys[field->index];
    span.header = table->headers[span.first];
    for (size_t next = at + 1; next < table->count; next++) {
        const struct place *place = &table->places[next];
        if (place->line > span.first && (row != LINE_NONE || place->field != field)) {
            span.last = place->line - 1;
            break;
        }
    }
    return span;
}

size_t span_table_row(const struct span_table *table, const struct field *field, size_t line)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->places[i].field == field && table->places[i].line == line &&
            table->places[i].row != LINE_NONE)
            return table->places[i].row;
    return LINE_NONE;
}
