#include "builder_internal.h"

#include "base/memory.h"

#include <assert.h>
#include <string.h>

void builder_add_comment(struct builder *builder, uint32_t begin, uint32_t end)
{
    struct tree *tree = builder->tree;
    tree->comments = memory_grow(tree->comments, &tree->comment_capacity, tree->comment_count,
                                 sizeof *tree->comments);
    tree->comments[tree->comment_count++] = (struct span){begin, end};
}

/* The next break that libyaml sees, or the limit. */
static uint32_t find_line_end(const struct source *source, uint32_t at, uint32_t limit)
{
    if (!source->odd_breaks) {
        while (at < limit && source->bytes[at] != '\n' && source->bytes[at] != '\r')
            at++;
        return at;
    }
    while (at < limit && source_break_length(source, at) == 0)
        at++;
    return at;
}

uint32_t builder_find_byte(struct builder *builder, const yaml_mark_t *mark)
{
    const struct source *source = &builder->tree->source;
    if (source->ascii)
        return (uint32_t)(source->bom + mark->index);
    const char *bytes = source->bytes;
    while (builder->character < mark->index && builder->byte < source->length) {
        builder->byte++;
        while (((unsigned char)bytes[builder->byte] & 0xC0) == 0x80)
            builder->byte++;
        builder->character++;
    }
    while (builder->character > mark->index) {
        builder->byte--;
        while (((unsigned char)bytes[builder->byte] & 0xC0) == 0x80)
            builder->byte--;
        builder->character--;
    }
    return (uint32_t)builder->byte;
}

void builder_scan_gap(struct builder *builder, uint32_t limit)
{
    const char *bytes = builder->tree->source.bytes;
    struct gap gap = {TREE_NONE, TREE_NONE, TREE_NONE, TREE_NONE};
    uint32_t at = builder->at;
    while (at < limit) {
        switch (bytes[at]) {
        case '#': {
            uint32_t end = find_line_end(&builder->tree->source, at, limit);
            builder_add_comment(builder, at, end);
            at = end;
            continue;
        }
        case '-':
            gap.dash = at;
            break;
        case '?':
            gap.question = at;
            break;
        case ':':
            gap.colon = at;
            break;
        case ',':
            gap.comma = at;
            break;
        case '\xEF': /* only a byte order mark can stand here, and only at a line's start */
            builder->stray = at;
            break;
        default:
            break;
        }
        at++;
    }
    builder->gap = gap;
    if (limit > builder->at)
        builder->at = limit;
}

static bool is_blank_or_break(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_word(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z') || byte == '_' || byte == '-';
}

/* The characters that libyaml takes for the URI of a tag. */
static bool is_tag_byte(char byte)
{
    return is_word(byte) || (byte != '\0' && strchr("!;/?:@&=+$.~*'()%", byte) != NULL);
}

static uint32_t skip_property(const char *bytes, uint32_t at, uint32_t limit)
{
    bool anchor = bytes[at] == '&';
    if (!anchor && at + 1 < limit && bytes[at + 1] == '<') {
        while (at < limit && bytes[at] != '>')
            at++;
        return at < limit ? at + 1 : at;
    }
    at++;
    while (at < limit && (anchor ? is_word(bytes[at]) : is_tag_byte(bytes[at])))
        at++;
    return at;
}

size_t tree_find_properties_end(const struct node *node)
{
    const struct source *source = &node->tree->source;
    int count = (tree_anchor(node) != NULL) + (tree_tag(node) != NULL);
    uint32_t at = node->before;
    uint32_t end = node->end > node->before ? node->end : node->before;
    while (count > 0 && at < end) {
        if (source->bytes[at] == '#') {
            at = find_line_end(source, at, end);
        } else if (source->bytes[at] == '&' || source->bytes[at] == '!') {
            at = skip_property(source->bytes, at, end);
            count--;
        } else {
            at++;
        }
    }
    return at;
}

uint32_t builder_skip_properties(struct builder *builder, uint32_t at, int count, uint32_t limit,
                                 bool *glued)
{
    const char *bytes = builder->tree->source.bytes;
    *glued = false;
    while (at < limit) {
        if (is_blank_or_break(bytes[at])) {
            at++;
            *glued = false;
        } else if (bytes[at] == '#' && !*glued) {
            uint32_t end = find_line_end(&builder->tree->source, at, limit);
            builder_add_comment(builder, at, end);
            at = end;
        } else if (count > 0 && (bytes[at] == '&' || bytes[at] == '!')) {
            at = skip_property(bytes, at, limit);
            *glued = true;
            count--;
        } else {
            size_t odd = source_break_length(&builder->tree->source, at);
            if (odd == 0 && bytes[at] == '\xEF' && memcmp(bytes + at, "\xEF\xBB\xBF", 3) == 0)
                builder->stray = at;
            if (odd == 0)
                break;
            at += (uint32_t)odd;
        }
    }
    if (at >= limit)
        *glued = false;
    return at < limit ? at : limit;
}

/* Leading spaces of the line at `at`. */
static uint32_t count_spaces(const char *bytes, uint32_t at, uint32_t limit)
{
    uint32_t begin = at;
    while (at < limit && bytes[at] == ' ')
        at++;
    return at - begin;
}

uint32_t builder_end_block_scalar(struct builder *builder, uint32_t begin, uint32_t limit,
                                  int block_column)
{
    const struct source *source = &builder->tree->source;
    const char *bytes = source->bytes;
    uint32_t at = begin + 1;
    uint32_t indent = 0;
    bool keep = false;
    for (; at < limit && strchr("+-0123456789", bytes[at]) != NULL && bytes[at] != '\0'; at++) {
        keep = keep || bytes[at] == '+';
        if (bytes[at] >= '1' && bytes[at] <= '9')
            indent = (uint32_t)((block_column > 0 ? block_column : 0) + bytes[at] - '0');
    }
    uint32_t end = at; /* of the indicators, then of the last line with content */
    at = (uint32_t)source_skip_blanks(source, at);
    if (at < limit && bytes[at] == '#') {
        uint32_t comment_end = find_line_end(source, at, limit);
        builder_add_comment(builder, at, comment_end);
        at = builder->at = comment_end;
    }
    if (keep) {
        uint32_t last = (uint32_t)source_before_break(source, limit);
        return last > end && source_skip_break(source, at) < limit ? last : end;
    }
    while (at < limit) {
        at += (uint32_t)source_break_length(source, at);
        if (at >= limit)
            break;
        uint32_t spaces = count_spaces(bytes, at, limit);
        bool blank = at + spaces >= limit || source_break_length(source, at + spaces) > 0;
        if (indent == 0 && !blank)
            indent = spaces;
        uint32_t line_end = find_line_end(source, at + spaces, limit);
        if (!blank || (indent > 0 && spaces > indent))
            end = line_end;
        at = line_end;
    }
    return end;
}
