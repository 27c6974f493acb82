#include "scan_internal.h"

#include "base/memory.h"

#include <string.h>

enum { BYTES_A_NODE = 14, RESERVE_MOST = 64 * 1024 };

static const struct gap no_gap = {TREE_NONE, TREE_NONE, TREE_NONE, TREE_NONE};

static bool scan_value(struct scan *scan, uint32_t indent, bool of_key);

/* Controls but LF, DEL: none of them may stand in a file that is scanned. */
static bool has_control(const char *bytes, size_t length)
{
    static const uint64_t ones = UINT64_C(0x0101010101010101);
    static const uint64_t high = UINT64_C(0x8080808080808080);
    uint64_t bad = 0;
    size_t i = 0;
    for (; i + sizeof(uint64_t) <= length; i += sizeof(uint64_t)) {
        uint64_t word = 0;
        memcpy(&word, bytes + i, sizeof word);
        uint64_t low = word & ~high;
        uint64_t printable = (low + (0x80 - ' ') * ones) | word; /* high bit: not below a blank */
        uint64_t no_break = ((low ^ '\n' * ones) + 0x7F * ones) | word;
        uint64_t no_delete = ((low ^ 0x7F * ones) + 0x7F * ones) | word;
        bad |= (~printable & no_break) | ~no_delete;
    }
    for (; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        if ((byte < ' ' && byte != '\n') || byte == 0x7F)
            return true;
    }
    return (bad & high) != 0;
}

/* C1 controls, byte order marks, noncharacters of the first plane: libyaml refuses them. */
static bool has_odd_character(const char *bytes, size_t length)
{
    const unsigned char *end = (const unsigned char *)bytes + length;
    const unsigned char *at = (const unsigned char *)bytes;
    while ((at = memchr(at, 0xC2, (size_t)(end - at))) != NULL) {
        if (*++at < 0xA0)
            return true;
    }
    return memchr(bytes, 0xEF, length) != NULL;
}

static bool is_scannable(const struct source *source)
{
    const char *bytes = source->bytes;
    size_t length = source->length;
    if (length == 0 || bytes[length - 1] != '\n' || source->bom > 0 || source->odd_breaks)
        return false;
    return !has_control(bytes, length) && (source->ascii || !has_odd_character(bytes, length));
}

static uint32_t find_line_end(const struct scan *scan, uint32_t at)
{
    return (uint32_t)((const char *)memchr(scan->bytes + at, '\n', scan->length - at) -
                      scan->bytes);
}

bool scan_skip(struct scan *scan)
{
    const char *bytes = scan->bytes;
    for (;;) {
        while (bytes[scan->at] == ' ')
            scan->at++;
        if (bytes[scan->at] == '#') {
            if (scan->at > scan->line && bytes[scan->at - 1] != ' ')
                return false;
            uint32_t end = find_line_end(scan, scan->at);
            builder_add_comment(scan->builder, scan->at, end);
            scan->at = end;
        }
        if (bytes[scan->at] != '\n')
            return true;
        scan->line = ++scan->at;
    }
}

bool scan_end_line(struct scan *scan)
{
    const char *bytes = scan->bytes;
    uint32_t begin = scan->at;
    while (bytes[scan->at] == ' ')
        scan->at++;
    if (bytes[scan->at] == '#' && scan->at > begin) {
        uint32_t end = find_line_end(scan, scan->at);
        builder_add_comment(scan->builder, scan->at, end);
        scan->at = end;
    }
    return bytes[scan->at] == '\n';
}

/* Column of what comes next; -1 at the end of the file. */
static int next_column(const struct scan *scan)
{
    return scan->at < scan->length ? (int)(scan->at - scan->line) : -1;
}

static bool is_dash(const struct scan *scan)
{
    char next = scan->bytes[scan->at] == '-' ? scan->bytes[scan->at + 1] : '\0';
    return next == ' ' || next == '\n';
}

bool scan_open(struct scan *scan, enum tree_kind kind, uint32_t column, uint16_t flags)
{
    struct builder *builder = scan->builder;
    struct node *node = builder_add_node(builder, kind);
    uint32_t index = (uint32_t)builder->tree->node_count - 1;
    node->before = node->begin = scan->at;
    node->column = column;
    node->flags = flags;
    builder_attach(builder, index);
    return builder_open(builder, index);
}

static void add_absent(struct scan *scan)
{
    struct node *node = builder_add_node(scan->builder, TREE_SCALAR);
    node->text = text_store_copy(&scan->builder->tree->texts, "", 0);
    node->style = STYLE_PLAIN;
    builder_place_absent(scan->builder, node);
    builder_attach(scan->builder, (uint32_t)scan->builder->tree->node_count - 1);
}

/* Its dashes stand at `column`; unindented, if that is the column of its key. */
static bool scan_sequence(struct scan *scan, uint32_t column, bool unindented)
{
    int next = 0;
    if (!scan_open(scan, TREE_SEQUENCE, column, unindented ? TREE_UNINDENTED : 0))
        return false;
    do {
        scan->builder->gap = no_gap;
        scan->builder->gap.dash = scan->at++;
        if (!scan_value(scan, column, false))
            return false;
        next = next_column(scan);
    } while (next == (int)column && is_dash(scan));
    if (next > (int)column || (next == (int)column && !unindented))
        return false;
    builder_close(scan->builder, TREE_NONE);
    return true;
}

static bool scan_key(struct scan *scan, struct word *word)
{
    return scan_word(scan, false, word) && scan_is_key(scan, word);
}

/* Its first key is read. */
static bool scan_mapping(struct scan *scan, uint32_t column, const struct word *first)
{
    struct word key = *first;
    int next = 0;
    scan->at = key.begin;
    if (!scan_open(scan, TREE_MAPPING, column, 0))
        return false;
    for (;;) {
        scan->builder->gap = no_gap;
        scan_add_word(scan, &key);
        scan->builder->gap.colon = key.end;
        scan->at = key.end + 1;
        if (!scan_value(scan, column, true))
            return false;
        next = next_column(scan);
        if (next != (int)column)
            break;
        if (!scan_key(scan, &key))
            return false;
    }
    if (next > (int)column)
        return false;
    builder_close(scan->builder, TREE_NONE);
    return true;
}

/* A block collection that begins at `at`, the first of its line. */
static bool scan_block(struct scan *scan)
{
    struct word key = {0};
    uint32_t column = scan->at - scan->line;
    if (is_dash(scan))
        return scan_sequence(scan, column, false);
    return scan_key(scan, &key) && scan_mapping(scan, column, &key);
}

/* A value that begins on a line below its key or dash at `indent`, if there is one. */
static bool scan_below(struct scan *scan, uint32_t indent, bool of_key)
{
    if (!scan_skip(scan))
        return false;
    int column = next_column(scan);
    if (column > (int)indent)
        return scan_block(scan);
    if (of_key && column == (int)indent && is_dash(scan))
        return scan_sequence(scan, indent, true);
    add_absent(scan);
    return true;
}

/* An entry that begins in the line of its dash with something but a block or flow indicator. */
static bool scan_entry(struct scan *scan)
{
    struct word word = {0};
    if (is_dash(scan))
        return scan_sequence(scan, scan->at - scan->line, false);
    if (!scan_word(scan, false, &word))
        return false;
    if (scan_is_key(scan, &word))
        return scan_mapping(scan, word.begin - scan->line, &word);
    scan_add_word(scan, &word);
    return scan_end_line(scan) && scan_skip(scan);
}

/* What stands behind the key or dash at column `indent`, and what follows up to the next token. */
static bool scan_value(struct scan *scan, uint32_t indent, bool of_key)
{
    struct word word = {0};
    while (scan->bytes[scan->at] == ' ')
        scan->at++;
    switch (scan->bytes[scan->at]) {
    case '\n':
    case '#':
        return scan_below(scan, indent, of_key);
    case '|':
    case '>':
        return scan_block_scalar(scan, indent) && scan_skip(scan);
    case '[':
    case '{':
        return scan_flow(scan) && scan_end_line(scan) && scan_skip(scan);
    default:
        break;
    }
    if (!of_key)
        return scan_entry(scan);
    if (!scan_word(scan, false, &word))
        return false;
    scan_add_word(scan, &word);
    return scan_end_line(scan) && scan_skip(scan);
}

static bool scan_document(struct scan *scan)
{
    struct tree *tree = scan->builder->tree;
    if (!scan_skip(scan))
        return false;
    bool marked = strncmp(scan->bytes + scan->at, "---", 3) == 0;
    if (marked) {
        if (scan->at > scan->line)
            return false;
        scan->at += 3;
    }
    struct section section = {
        .root = TREE_NONE, .begin = scan->at, .marked = marked, .read_only_at = TREE_NONE};
    if (marked && (!scan_end_line(scan) || !scan_skip(scan)))
        return false;
    tree->sections =
        memory_grow(tree->sections, &tree->section_capacity, 0, sizeof *tree->sections);
    tree->sections[tree->section_count++] = section;
    scan->builder->gap = no_gap;
    if (next_column(scan) != 0 || !scan_block(scan) || scan->at < scan->length)
        return false;
    tree->sections[0].end = scan->length;
    tree->sections[0].nodes_end = (uint32_t)tree->node_count;
    return tree->node_count <= TREE_NODE_LIMIT;
}

/* Room for what a file of this size holds as a rule. */
static void reserve(struct tree *tree)
{
    size_t length = tree->source.length < RESERVE_MOST ? tree->source.length : RESERVE_MOST;
    tree->texts.expected = length;
    tree->node_capacity = length / BYTES_A_NODE + 1;
    tree->nodes = memory_resize(NULL, tree->node_capacity, sizeof *tree->nodes);
    tree->entry_capacity = tree->node_capacity;
    tree->entries = memory_resize(NULL, tree->entry_capacity, sizeof *tree->entries);
}

bool scan_build(struct builder *builder)
{
    const struct source *source = &builder->tree->source;
    if (!is_scannable(source))
        return false;
    reserve(builder->tree);
    struct scan scan = {
        .builder = builder, .bytes = source->bytes, .length = (uint32_t)source->length};
    bool mine = scan_document(&scan);
    buffer_done(&scan.text);
    return mine;
}
