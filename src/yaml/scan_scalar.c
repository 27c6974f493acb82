#include "scan_internal.h"

#include <string.h>

enum { KEY_LIMIT = 1000 }; /* libyaml reads keys up to 1,024 characters */

static bool is_alphanumeric(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (unsigned char)byte >= 0x80;
}

static bool may_begin_plain(const struct scan *scan, uint32_t at)
{
    char byte = scan->bytes[at];
    if (is_alphanumeric(byte))
        return true;
    /* At a line's start these could be the marker of a document. */
    if (byte == '-' || byte == '.')
        return at > scan->line && is_alphanumeric(scan->bytes[at + 1]);
    return byte != '\0' && strchr("_/($+<=~^;\\)", byte) != NULL;
}

/* What may end a plain scalar: anywhere, or inside a flow collection. */
enum { STOPS = 1, STOPS_FLOW = 2 };

static const unsigned char stops[256] = {
    ['\n'] = STOPS | STOPS_FLOW, [':'] = STOPS | STOPS_FLOW, ['#'] = STOPS | STOPS_FLOW,
    ['?'] = STOPS_FLOW,          [','] = STOPS_FLOW,         ['['] = STOPS_FLOW,
    [']'] = STOPS_FLOW,          ['{'] = STOPS_FLOW,         ['}'] = STOPS_FLOW,
};

/* Whether the byte ends a plain scalar; *wrong if a flow collection gives it another meaning. */
static bool ends_plain(const char *at, bool flow, bool *wrong)
{
    switch (*at) {
    case '\n':
        return true;
    case ':':
        if (at[1] == ' ' || at[1] == '\n')
            return true;
        *wrong = flow && !is_alphanumeric(at[1]) && at[1] != '/';
        return *wrong;
    case '#':
        *wrong = flow;
        return at[-1] == ' ' || flow;
    case '?':
        *wrong = true;
        return true;
    default:
        return true;
    }
}

static bool scan_plain(struct scan *scan, bool flow, struct word *word)
{
    if (!may_begin_plain(scan, scan->at))
        return false;
    const char *at = scan->bytes + scan->at + 1;
    bool wrong = false;
    unsigned char stop = flow ? STOPS_FLOW : STOPS;
    while ((stops[(unsigned char)*at] & stop) == 0 || !ends_plain(at, flow, &wrong))
        at++;
    while (at[-1] == ' ')
        at--;
    word->style = STYLE_PLAIN;
    word->end = (uint32_t)(at - scan->bytes);
    return !wrong;
}

static bool scan_single(struct scan *scan, struct word *word)
{
    const char *at = scan->bytes + scan->at + 1;
    word->style = STYLE_SINGLE;
    for (;; at++) {
        if (*at == '\n')
            return false;
        if (*at != '\'')
            continue;
        if (at[1] != '\'')
            break;
        word->escaped = true;
        at++;
    }
    word->end = (uint32_t)(at + 1 - scan->bytes);
    return true;
}

static bool scan_double(struct scan *scan, struct word *word)
{
    const char *at = scan->bytes + scan->at + 1;
    word->style = STYLE_DOUBLE;
    for (; *at != '"'; at++) {
        if (*at == '\n')
            return false;
        if (*at != '\\')
            continue;
        at++;
        if (*at != '"' && *at != '\\' && *at != 'n' && *at != 't')
            return false;
        word->escaped = true;
    }
    word->end = (uint32_t)(at + 1 - scan->bytes);
    return true;
}

bool scan_word(struct scan *scan, bool flow, struct word *word)
{
    bool mine = false;
    *word = (struct word){.begin = scan->at};
    if (scan->bytes[scan->at] == '\'')
        mine = scan_single(scan, word);
    else if (scan->bytes[scan->at] == '"')
        mine = scan_double(scan, word);
    else
        mine = scan_plain(scan, flow, word);
    if (mine)
        scan->at = word->end;
    return mine;
}

bool scan_is_key(const struct scan *scan, const struct word *word)
{
    const char *behind = scan->bytes + word->end;
    return behind[0] == ':' && (behind[1] == ' ' || behind[1] == '\n') &&
           word->end - word->begin <= KEY_LIMIT;
}

static void unescape(struct scan *scan, const struct word *word)
{
    const char *bytes = scan->bytes;
    uint32_t end = word->end - 1;
    buffer_clear(&scan->text);
    buffer_reserve(&scan->text, end - word->begin);
    for (uint32_t at = word->begin + 1; at < end; at++) {
        char byte = bytes[at];
        if (word->style == STYLE_SINGLE && byte == '\'') {
            at++;
        } else if (word->style == STYLE_DOUBLE && byte == '\\') {
            byte = bytes[++at];
            byte = byte == 'n' ? '\n' : byte == 't' ? '\t' : byte;
        }
        buffer_append_byte(&scan->text, byte);
    }
}

static void add_scalar(struct scan *scan, uint32_t begin, uint32_t end, enum tree_style style,
                       const char *text, size_t length)
{
    struct tree *tree = scan->builder->tree;
    struct node *node = builder_add_node(scan->builder, TREE_SCALAR);
    node->text = text_store_copy(&tree->texts, text, length);
    node->text_length = (uint32_t)length;
    node->style = (uint8_t)style;
    node->before = node->begin = begin;
    node->end = end;
    builder_attach(scan->builder, (uint32_t)tree->node_count - 1);
}

void scan_add_word(struct scan *scan, const struct word *word)
{
    uint32_t quote = word->style != STYLE_PLAIN;
    const char *text = scan->bytes + word->begin + quote;
    size_t length = word->end - word->begin - 2 * quote;
    if (word->escaped) {
        unescape(scan, word);
        text = scan->text.bytes;
        length = scan->text.length;
    }
    add_scalar(scan, word->begin, word->end, word->style, text, length);
}

/* Spaces at the start of the line at `at`, at most `limit`. */
static uint32_t count_spaces(const struct scan *scan, uint32_t at, uint32_t limit)
{
    uint32_t count = 0;
    while (count < limit && scan->bytes[at + count] == ' ')
        count++;
    return count;
}

/* The break between two lines, and empty lines behind it. libyaml folds the break away only where
 * neither line begins with a blank. */
static void append_break(struct buffer *text, bool folds, size_t empty)
{
    if (!folds)
        buffer_append_byte(text, '\n');
    else if (empty == 0)
        buffer_append_byte(text, ' ');
    if (empty > 0)
        buffer_append_repeated(text, '\n', empty);
}

/* Read the lines of a block scalar from the first with content on; returns the end of the last
 * with content. `at` is behind the empty lines that follow it. */
static uint32_t scan_block_lines(struct scan *scan, uint32_t indent, bool folded)
{
    const char *bytes = scan->bytes;
    uint32_t end = 0;
    size_t empty = 0;
    bool blank_before = false;
    for (bool first = true;; first = false) {
        uint32_t text = scan->at + indent;
        bool blank = bytes[text] == ' ';
        if (!first)
            append_break(&scan->text, folded && !blank && !blank_before, empty);
        blank_before = blank;
        end = (uint32_t)((const char *)memchr(bytes + text, '\n', scan->length - text) - bytes);
        buffer_append(&scan->text, bytes + text, end - text);
        scan->at = end + 1;
        uint32_t spaces = count_spaces(scan, scan->at, indent);
        for (empty = 0; bytes[scan->at + spaces] == '\n'; empty++) {
            scan->at += spaces + 1;
            spaces = count_spaces(scan, scan->at, indent);
        }
        if (spaces < indent)
            return end;
    }
}

bool scan_block_scalar(struct scan *scan, uint32_t indent)
{
    const char *bytes = scan->bytes;
    uint32_t begin = scan->at;
    bool folded = bytes[scan->at++] == '>';
    bool strip = bytes[scan->at] == '-';
    scan->at += strip;
    if (!scan_end_line(scan))
        return false;
    size_t empty = 0;
    for (scan->at++; bytes[scan->at] == '\n'; scan->at++)
        empty++;
    uint32_t content = count_spaces(scan, scan->at, UINT32_MAX);
    char first = bytes[scan->at + content];
    if (content <= indent || first == '\n' || first == '\0')
        return false;
    buffer_clear(&scan->text);
    buffer_append_repeated(&scan->text, '\n', empty);
    uint32_t end = scan_block_lines(scan, content, folded);
    if (!strip)
        buffer_append_byte(&scan->text, '\n');
    scan->line = scan->at;
    add_scalar(scan, begin, end, folded ? STYLE_FOLDED : STYLE_LITERAL, scan->text.bytes,
               scan->text.length);
    return true;
}
