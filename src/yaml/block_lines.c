/* A block scalar that is set anew keeps the bytes of the lines that stay: a literal one by lines,
 * a folded one by paragraphs, and in a changed paragraph by the lines before and behind the
 * change. */

#include "edit_internal.h"

#include "match_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { FOLD_COLUMN = 80 };

/* A piece of text, a line or a paragraph; what stands in the file for it, from the break before
 * its first line on; how many empty lines come before it. */
struct piece {
    const char *text;
    size_t length;
    const char *raw;
    size_t raw_length;
    size_t gap;          /* empty lines before a paragraph */
    const char *gap_raw; /* their bytes, each behind its break */
    size_t gap_raw_length;
};

struct pieces {
    struct piece *items;
    size_t count, capacity;
};

struct sides {
    struct pieces old, new;
};

static struct piece *add_piece(struct pieces *pieces)
{
    pieces->items =
        memory_grow(pieces->items, &pieces->capacity, pieces->count, sizeof *pieces->items);
    pieces->items[pieces->count] = (struct piece){0};
    return &pieces->items[pieces->count++];
}

static bool same_piece(const void *context, size_t old, size_t new)
{
    const struct sides *sides = context;
    const struct piece *a = &sides->old.items[old];
    const struct piece *b = &sides->new.items[new];
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* ── literal ── */

static void split_raw_lines(const struct source *source, const struct block_shape *shape,
                            size_t end, struct pieces *lines)
{
    size_t at = shape->header_line;
    while (at < end) {
        size_t begin = source_skip_break(source, at);
        size_t line_end = source_line_end(source, begin);
        struct piece *line = add_piece(lines);
        size_t text = begin + shape->indent < line_end ? begin + shape->indent : line_end;
        line->text = source->bytes + text;
        line->length = line_end - text;
        line->raw = source->bytes + at;
        line->raw_length = line_end - at;
        at = line_end;
    }
}

static void split_text_lines(const char *text, size_t length, struct pieces *lines)
{
    for (size_t begin = 0; begin <= length;) {
        const char *end = memchr(text + begin, '\n', length - begin);
        struct piece *line = add_piece(lines);
        line->text = text + begin;
        line->length = end != NULL ? (size_t)(end - text) - begin : length - begin;
        begin += line->length + 1;
    }
}

static void write_literal_line(struct buffer *out, const struct piece *line,
                               const struct scalar_place *place)
{
    buffer_append_string(out, place->newline);
    if (line->length == 0)
        return;
    buffer_append_repeated(out, ' ', place->indent);
    buffer_append(out, line->text, line->length);
}

/* ── folded ── */

/* Paragraphs of a text: its lines that are not empty. */
static void split_text_paragraphs(const char *text, size_t length, struct pieces *paragraphs)
{
    size_t gap = 0;
    for (size_t begin = 0; begin < length;) {
        const char *end = memchr(text + begin, '\n', length - begin);
        size_t line = end != NULL ? (size_t)(end - text) - begin : length - begin;
        if (line > 0) {
            struct piece *paragraph = add_piece(paragraphs);
            paragraph->text = text + begin;
            paragraph->length = line;
            paragraph->gap = gap;
            gap = 0;
        }
        gap += end != NULL;
        begin += line + 1;
    }
}

/* Give the paragraphs of the old text their lines; false if the lines are not plainly folded. */
static bool find_raw_paragraphs(const struct source *source, const struct block_shape *shape,
                                size_t end, struct pieces *paragraphs)
{
    size_t count = 0;
    size_t at = shape->header_line;
    size_t gap_begin = at;
    bool inside = false;
    while (at < end) {
        size_t begin = source_skip_break(source, at);
        size_t line_end = source_line_end(source, begin);
        if (source_is_blank_line(source, begin)) {
            if (line_end > begin + shape->indent)
                return false;
            gap_begin = inside ? at : gap_begin;
            inside = false;
        } else {
            if (source_skip_blanks(source, begin) != begin + shape->indent)
                return false;
            if (!inside && count == paragraphs->count)
                return false;
            struct piece *paragraph = &paragraphs->items[inside ? count - 1 : count++];
            if (!inside) {
                paragraph->gap_raw = source->bytes + gap_begin;
                paragraph->gap_raw_length = at - gap_begin;
                paragraph->raw = source->bytes + at;
            }
            paragraph->raw_length = (size_t)(source->bytes + line_end - paragraph->raw);
            inside = true;
            gap_begin = line_end;
        }
        at = line_end;
    }
    return count == paragraphs->count;
}

static size_t common_beginning(const struct piece *old, const struct piece *new)
{
    size_t at = 0;
    while (at < old->length && at < new->length && old->text[at] == new->text[at])
        at++;
    return at;
}

static size_t common_end(const struct piece *old, const struct piece *new, size_t beginning)
{
    size_t at = 0;
    while (at < old->length - beginning && at < new->length - beginning &&
           old->text[old->length - 1 - at] == new->text[new->length - 1 - at])
        at++;
    return at;
}

/* A line of a folded paragraph: its bytes, and the part of the text that it stands for. */
struct folded_line {
    const char *raw;
    size_t raw_length;
    size_t begin, end;
};

static size_t split_folded(const struct piece *old, size_t indent, struct folded_line *lines)
{
    size_t count = 0;
    size_t text = 0;
    const char *limit = old->raw + old->raw_length;
    for (const char *at = old->raw; at < limit;) {
        const char *begin = at + strspn(at, "\r\n") + indent;
        const char *end = begin;
        while (end < limit && *end != '\n' && *end != '\r')
            end++;
        size_t length = (size_t)(end - begin);
        lines[count++] = (struct folded_line){at, (size_t)(end - at), text, text + length};
        text += length + 1;
        at = end;
    }
    return count;
}

static bool may_fold_at(const struct piece *piece, size_t blank)
{
    return blank > 0 && blank + 1 < piece->length && piece->text[blank] == ' ' &&
           piece->text[blank - 1] != ' ' && piece->text[blank + 1] != ' ';
}

/* Write a paragraph that has changed: the lines before and behind the change stay, unless all of
 * it fits on one line. */
static void write_changed_paragraph(struct buffer *out, const struct piece *old,
                                    const struct piece *new, const struct scalar_place *place)
{
    size_t beginning = common_beginning(old, new);
    size_t shift_end = common_end(old, new, beginning);
    struct folded_line *lines = memory_allocate((old->raw_length + 1) * sizeof *lines);
    bool fits = place->indent + new->length <= FOLD_COLUMN;
    size_t count = fits ? 0 : split_folded(old, place->indent, lines);
    size_t first = 0; /* lines that stay before the change */
    while (first < count && lines[first].end + 1 < beginning && may_fold_at(new, lines[first].end))
        first++;
    size_t last = count; /* the first of those that stay behind it */
    while (last > first && lines[last - 1].begin > old->length - shift_end &&
           may_fold_at(new, lines[last - 1].begin - 1 + new->length - old->length))
        last--;
    size_t begin = first > 0 ? lines[first - 1].end + 1 : 0;
    size_t end = last < count ? lines[last].begin + new->length - old->length - 1 : new->length;
    for (size_t i = 0; i < first; i++)
        buffer_append(out, lines[i].raw, lines[i].raw_length);
    if (begin < end)
        scalar_write_folded(out, new->text + begin, end - begin, place);
    for (size_t i = last; i < count; i++)
        buffer_append(out, lines[i].raw, lines[i].raw_length);
    free(lines);
}

static void write_gap(struct buffer *out, const struct piece *old, const struct piece *new,
                      const struct scalar_place *place)
{
    if (old != NULL && old->gap == new->gap) {
        buffer_append(out, old->gap_raw, old->gap_raw_length);
        return;
    }
    for (size_t i = 0; i < new->gap; i++)
        buffer_append_string(out, place->newline);
}

/* The old paragraphs that new ones without an equal have come from: between the same two that
 * stay, in order. */
static void find_origins(const struct sides *sides, const size_t *match, size_t *origins)
{
    size_t limit = sides->old.count; /* of the stretch between two that stay */
    size_t from = 0;
    for (size_t j = sides->new.count; j-- > 0;) {
        origins[j] = limit;
        limit = match[j] != MATCH_NONE ? match[j] : limit;
    }
    for (size_t j = 0; j < sides->new.count; j++) {
        if (match[j] != MATCH_NONE) {
            origins[j] = match[j];
            from = match[j] + 1;
        } else {
            origins[j] = from < origins[j] ? from++ : MATCH_NONE;
        }
    }
}

static void write_paragraphs(struct buffer *out, const struct sides *sides, const size_t *match,
                             const struct scalar_place *place)
{
    size_t *origins = memory_allocate(sides->new.count * sizeof *origins);
    find_origins(sides, match, origins);
    for (size_t j = 0; j < sides->new.count; j++) {
        const struct piece *new = &sides->new.items[j];
        const struct piece *old = origins[j] != MATCH_NONE ? &sides->old.items[origins[j]] : NULL;
        write_gap(out, old, new, place);
        if (old == NULL)
            scalar_write_folded(out, new->text, new->length, place);
        else if (match[j] != MATCH_NONE)
            buffer_append(out, old->raw, old->raw_length);
        else
            write_changed_paragraph(out, old, new, place);
    }
    free(origins);
}

/* ── both ── */

static bool split_old(const struct tree *tree, uint32_t index, const struct block_shape *shape,
                      struct pieces *pieces)
{
    const struct node *node = &tree->nodes[index];
    if (node->style == STYLE_LITERAL) {
        split_raw_lines(&tree->source, shape, node->end, pieces);
        return true;
    }
    split_text_paragraphs(node->text, node->text_length, pieces);
    return find_raw_paragraphs(&tree->source, shape, node->end, pieces);
}

void block_write_lines(struct buffer *out, const struct tree *tree, uint32_t index,
                       enum tree_style style, const char *text, size_t length,
                       const struct scalar_place *place)
{
    const struct block_shape shape = block_shape_find(tree, index);
    struct sides sides = {0};
    bool same = tree->nodes[index].style == style && shape.has_body &&
                shape.indent == place->indent && shape.indent > 0;
    if (!same || !split_old(tree, index, &shape, &sides.old)) {
        free(sides.old.items);
        scalar_write_body(out, style, text, length, place);
        return;
    }
    if (length > 0 && text[length - 1] == '\n')
        length--;
    if (style == STYLE_LITERAL)
        split_text_lines(text, length, &sides.new);
    else
        split_text_paragraphs(text, length, &sides.new);
    size_t *match = memory_allocate((sides.new.count + 1) * sizeof *match);
    match_sequences(sides.old.count, sides.new.count, same_piece, &sides, match);
    if (style == STYLE_FOLDED)
        write_paragraphs(out, &sides, match, place);
    for (size_t j = 0; style == STYLE_LITERAL && j < sides.new.count; j++) {
        if (match[j] == MATCH_NONE)
            write_literal_line(out, &sides.new.items[j], place);
        else
            buffer_append(out, sides.old.items[match[j]].raw, sides.old.items[match[j]].raw_length);
    }
    free(match);
    free(sides.old.items);
    free(sides.new.items);
}
