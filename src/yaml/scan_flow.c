#include "scan_internal.h"

#include "base/utf8.h"

/* Skip to the next token, which may stand on a later line, but not where a document's marker
 * could. */
static bool skip(struct scan *scan)
{
    return scan_skip(scan) && scan->at > scan->line;
}

static bool scan_item(struct scan *scan)
{
    struct word word = {0};
    char first = scan->bytes[scan->at];
    if (first == '[' || first == '{')
        return scan_flow(scan);
    if (!scan_word(scan, true, &word))
        return false;
    scan_add_word(scan, &word);
    return true;
}

/* A key and its value, in one line. */
static bool scan_pair(struct scan *scan)
{
    struct word key = {0};
    if (!scan_word(scan, true, &key) || !scan_is_key(scan, &key))
        return false;
    scan_add_word(scan, &key);
    scan->builder->gap = (struct gap){TREE_NONE, TREE_NONE, key.end, TREE_NONE};
    scan->at = key.end + 1;
    while (scan->bytes[scan->at] == ' ')
        scan->at++;
    return scan_item(scan);
}

static uint32_t column_behind(const struct scan *scan)
{
    uint32_t length = scan->at + 1 - scan->line;
    if (scan->builder->tree->source.ascii)
        return length;
    return (uint32_t)utf8_count(scan->bytes + scan->line, length);
}

bool scan_flow(struct scan *scan)
{
    bool mapping = scan->bytes[scan->at] == '{';
    char closing = mapping ? '}' : ']';
    if (!scan_open(scan, mapping ? TREE_MAPPING : TREE_SEQUENCE, column_behind(scan), TREE_FLOW))
        return false;
    scan->at++;
    if (!skip(scan))
        return false;
    struct gap gap = {TREE_NONE, TREE_NONE, TREE_NONE, TREE_NONE};
    while (scan->bytes[scan->at] != closing || gap.comma != TREE_NONE) {
        scan->builder->gap = gap;
        if (!(mapping ? scan_pair(scan) : scan_item(scan)))
            return false;
        while (scan->bytes[scan->at] == ' ')
            scan->at++;
        gap.comma = TREE_NONE;
        if (scan->bytes[scan->at] == closing)
            continue;
        if (scan->bytes[scan->at] != ',')
            return false;
        gap.comma = scan->at++;
        if (!skip(scan))
            return false;
    }
    builder_close(scan->builder, ++scan->at);
    return true;
}
