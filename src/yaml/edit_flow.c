#include "edit_internal.h"

#include <string.h>

static bool is_comment_between(const struct tree *tree, size_t begin, size_t end)
{
    for (size_t i = 0; i < tree->comment_count; i++) {
        if (tree->comments[i].begin >= begin && tree->comments[i].begin < end)
            return true;
    }
    return false;
}

static const struct node *value_of(const struct tree *tree, const struct entry *entry)
{
    return &tree->nodes[entry->value];
}

/* `k:` without a value: a comma must not follow without a blank. */
static const char *find_blank_behind(const struct tree *tree, const struct entry *entry)
{
    bool absent = (value_of(tree, entry)->flags & TREE_ABSENT) != 0;
    return absent && entry->colon != TREE_NONE ? " " : "";
}

/* End of an entry with its comma. */
static size_t end_with_comma(const struct tree *tree, const struct entry *entry)
{
    return entry->comma != TREE_NONE ? entry->comma + 1 : value_of(tree, entry)->end;
}

static void write_entry(struct edit *edit, const char *key, const struct content *content)
{
    struct writer writer = {.edit = edit, .out = &edit->text};
    if (key != NULL) {
        struct content map = {.kind = CONTENT_MAP, .items = content, .keys = &key, .count = 1};
        struct buffer pair = {0};
        writer.out = &pair;
        write_flow(&writer, &map);
        buffer_append(&edit->text, pair.bytes + 1, pair.length - 2);
        buffer_done(&pair);
        return;
    }
    write_flow(&writer, content);
}

/* First byte of the comment lines right above an entry that begins its line, else of the entry. */
static size_t find_head(const struct tree *tree, const struct node *collection, size_t position)
{
    const struct source *source = &tree->source;
    const struct entry *entry = tree_entry(tree, collection, position);
    size_t head = entry->begin;
    if (!lines_entry_is_first(tree, entry))
        return head;
    size_t line = source_line_begin(source, entry->begin);
    while (line > collection->begin) {
        line = source_line_begin(source, source_before_break(source, line));
        size_t text = source_skip_blanks(source, line);
        if (line <= collection->begin || source->bytes[text] != '#')
            break;
        head = text;
    }
    return head;
}

/* Behind the last entry of a collection with a line for each entry. */
static void append_line(struct edit *edit, const struct node *collection, const char *key,
                        const struct content *content)
{
    const struct tree *tree = edit->tree;
    const struct source *source = &tree->source;
    const struct entry *last = tree_entry(tree, collection, collection->count - 1);
    size_t end = value_of(tree, last)->end;
    size_t at = source_line_end(source, end_with_comma(tree, last));
    if (at > collection->end - 1)
        at = end_with_comma(tree, last); /* the bracket stands behind the last entry */
    if (last->comma == TREE_NONE) {
        edit_replace_bytes(edit, end, end, find_blank_behind(tree, last));
        buffer_append_byte(&edit->text, ',');
    }
    edit_splice(edit, at, at);
    buffer_append_string(&edit->text, source_newline(source, end));
    size_t line = source_line_begin(source, last->begin);
    buffer_append(&edit->text, source->bytes + line, source_skip_blanks(source, line) - line);
    write_entry(edit, key, content);
    if (last->comma != TREE_NONE)
        buffer_append_byte(&edit->text, ',');
}

static void append_inline(struct edit *edit, const struct node *collection, const char *key,
                          const struct content *content)
{
    const struct tree *tree = edit->tree;
    if (collection->count == 0) {
        edit_splice(edit, collection->begin + 1, collection->begin + 1);
        write_entry(edit, key, content);
        return;
    }
    const struct entry *last = tree_entry(tree, collection, collection->count - 1);
    size_t at = end_with_comma(tree, last);
    edit_replace_bytes(edit, at, at, last->comma != TREE_NONE ? "" : find_blank_behind(tree, last));
    buffer_append_string(&edit->text, last->comma != TREE_NONE ? " " : ", ");
    write_entry(edit, key, content);
    if (last->comma != TREE_NONE)
        buffer_append_byte(&edit->text, ',');
}

void edit_insert_flow(struct edit *edit, uint32_t index, size_t position, const char *key,
                      const struct content *content)
{
    const struct tree *tree = edit->tree;
    const struct source *source = &tree->source;
    const struct node *collection = &tree->nodes[index];
    bool lines =
        collection->count > 0 &&
        lines_entry_is_first(tree, tree_entry(tree, collection, collection->count - 1)) &&
        source_line_begin(source, tree_entry(tree, collection, 0)->begin) > collection->begin;
    if (position == collection->count) {
        if (lines)
            append_line(edit, collection, key, content);
        else
            append_inline(edit, collection, key, content);
        return;
    }
    const struct entry *next = tree_entry(tree, collection, position);
    bool own_line = lines && lines_entry_is_first(tree, next);
    size_t at = own_line ? find_head(tree, collection, position) : next->begin;
    edit_splice(edit, at, at);
    write_entry(edit, key, content);
    buffer_append_string(&edit->text, own_line ? "," : ", ");
    if (own_line) {
        size_t line = source_line_begin(source, next->begin);
        buffer_append_string(&edit->text, source_newline(source, at));
        buffer_append(&edit->text, source->bytes + line, next->begin - line);
    }
}

void edit_remove_flow(struct edit *edit, uint32_t index, size_t position)
{
    const struct tree *tree = edit->tree;
    const struct node *collection = &tree->nodes[index];
    const struct entry *entry = tree_entry(tree, collection, position);
    size_t end = end_with_comma(tree, entry);
    edit->drops_comments = true;
    if (position + 1 < collection->count) {
        const struct entry *next = tree_entry(tree, collection, position + 1);
        bool comment = is_comment_between(tree, entry->begin, next->begin);
        edit_splice(edit, entry->begin, comment ? end : next->begin);
        return;
    }
    if (entry->comma == TREE_NONE && position > 0) {
        const struct entry *before = tree_entry(tree, collection, position - 1);
        if (!is_comment_between(tree, before->comma, entry->begin)) {
            edit_splice(edit, before->comma, end);
            return;
        }
        edit_splice(edit, before->comma, before->comma + 1);
    }
    edit_splice(edit, entry->begin, end);
}

/* A comment behind an entry on its line travels with it; the comma stays in its place. */
static size_t find_comment_behind(const struct tree *tree, const struct node *collection,
                                  size_t position, size_t *end)
{
    const struct source *source = &tree->source;
    size_t at = end_with_comma(tree, tree_entry(tree, collection, position));
    size_t comment = source_skip_blanks(source, at);
    *end = at;
    if (comment < collection->end && source->bytes[comment] == '#')
        *end = source_line_end(source, comment);
    return at;
}

void edit_move_flow(struct edit *edit, uint32_t index, size_t from, size_t to)
{
    const struct tree *tree = edit->tree;
    const char *bytes = tree->source.bytes;
    const struct node *collection = &tree->nodes[index];
    size_t low = from < to ? from : to;
    size_t high = from < to ? to : from;
    size_t at = find_head(tree, collection, low);
    size_t end = 0;
    find_comment_behind(tree, collection, high, &end);
    edit_splice(edit, at, end);
    for (size_t i = low; i <= high; i++) {
        size_t source = i == to ? from : from < to ? i + 1 : i - 1;
        const struct entry *place = tree_entry(tree, collection, i);
        size_t head = find_head(tree, collection, source);
        size_t value_end = value_of(tree, tree_entry(tree, collection, source))->end;
        size_t comment_end = 0;
        size_t comment = find_comment_behind(tree, collection, source, &comment_end);
        size_t place_value = value_of(tree, place)->end;
        size_t place_end = 0;
        size_t place_comment = find_comment_behind(tree, collection, i, &place_end);
        buffer_append(&edit->text, bytes + head, value_end - head);
        buffer_append_string(&edit->text,
                             find_blank_behind(tree, tree_entry(tree, collection, source)));
        buffer_append(&edit->text, bytes + place_value, place_comment - place_value);
        buffer_append(&edit->text, bytes + comment, comment_end - comment);
        if (i < high) {
            size_t next = find_head(tree, collection, i + 1);
            buffer_append(&edit->text, bytes + place_end, next - place_end);
        }
    }
}
