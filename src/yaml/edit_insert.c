#include "edit_internal.h"

#include <string.h>

/* Whether a blank line stands between two entries. */
static bool has_blank_before(const struct tree *tree, const struct node *collection,
                             size_t position)
{
    const struct source *source = &tree->source;
    size_t at = lines_find_tail(tree, collection, position - 1);
    size_t end = tree_entry(tree, collection, position)->begin;
    while (at < end) {
        size_t line = source_skip_break(source, at);
        if (line < end && source_is_blank_line(source, line))
            return true;
        if (line == at)
            break;
        at = source_line_end(source, line);
    }
    return false;
}

/* Rows are set apart by blank lines if most of those there are stand so. */
static bool wants_blank(const struct edit *edit, const struct node *collection,
                        const struct content *content)
{
    bool section = collection->parent == TREE_NONE &&
                   (content->kind == CONTENT_LIST || content->kind == CONTENT_MAP);
    if (collection->kind == TREE_MAPPING && !section)
        return false;
    size_t blanks = 0;
    for (size_t i = 1; i < collection->count; i++)
        blanks += has_blank_before(edit->tree, collection, i);
    return blanks * 2 > collection->count - 1;
}

static void write_entry(struct writer *writer, const struct node *collection, const char *key,
                        const struct content *content)
{
    bool list = collection->kind == TREE_SEQUENCE;
    if (list)
        buffer_append_byte(writer->out, '-');
    else
        write_key(writer, key);
    write_value(writer, content, collection->column, list, true);
}

static void write_breaks(struct buffer *out, const char *newline, size_t count)
{
    while (count-- > 0)
        buffer_append_string(out, newline);
}

/* The gap behind the dash is that of the row above, else of the first. */
static void copy_dash_gap(struct edit *edit, const struct node *collection, size_t position)
{
    const struct tree *tree = edit->tree;
    if (collection->kind != TREE_SEQUENCE || collection->count == 0)
        return;
    const struct entry *entry = tree_entry(tree, collection, position > 0 ? position - 1 : 0);
    const struct node *value = &tree->nodes[entry->value];
    bool beside = source_skip_blanks(&tree->source, entry->begin + 1) == value->before;
    if (beside && (value->flags & TREE_ABSENT) == 0 &&
        memchr(tree->source.bytes + entry->begin, '\t', value->before - entry->begin) == NULL)
        edit->habits.dash_gap = value->before - entry->begin - 1;
}

static void look_at_rows(struct edit *edit, const struct node *collection)
{
    size_t flow = 0;
    size_t block = 0;
    for (size_t i = 0; i < collection->count; i++) {
        const struct node *row = &edit->tree->nodes[tree_entry(edit->tree, collection, i)->value];
        if (row->kind == TREE_MAPPING)
            *((row->flags & TREE_FLOW) != 0 ? &flow : &block) += 1;
    }
    if (collection->kind == TREE_SEQUENCE && flow + block > 0)
        edit->flow_rows = flow > block ? FLOW_ROWS_ALL : FLOW_ROWS_NONE;
}

static void insert_first(struct edit *edit, const struct node *collection, const char *key,
                         const struct content *content)
{
    const struct tree *tree = edit->tree;
    const struct source *source = &tree->source;
    const struct entry *entry = tree_entry(tree, collection, 0);
    struct writer writer = {.edit = edit, .out = &edit->text, .follower = SIZE_MAX};
    bool blank = wants_blank(edit, collection, content);
    size_t at = lines_find_head(tree, collection, 0);
    writer.newline = source_newline(source, at);
    edit_splice(edit, at, at);
    write_entry(&writer, collection, key, content);
    write_breaks(&edit->text, writer.newline, blank ? 2 : 1);
    buffer_append_repeated(&edit->text, ' ',
                           entry->begin - source_line_begin(source, entry->begin));
}

/* A block scalar at the end of a file without final newline reads without its last newline only
 * as long as nothing follows. */
static void close_open_scalar(struct edit *edit, uint32_t value)
{
    const struct tree *tree = edit->tree;
    uint32_t last = lines_find_last(tree, value);
    struct block_shape shape = block_shape_find(tree, last);
    if (shape.chomp == 0) {
        edit_replace_bytes(edit, shape.header_end, shape.header_end, "-");
        return;
    }
    for (size_t at = tree->nodes[last].begin; at < shape.header_end; at++) {
        if (tree->source.bytes[at] == '+')
            edit_replace_bytes(edit, at, at + 1, "-");
    }
}

static void insert_behind(struct edit *edit, const struct node *collection, size_t position,
                          const char *key, const struct content *items, size_t count)
{
    const struct tree *tree = edit->tree;
    const struct source *source = &tree->source;
    uint32_t before = tree_entry(tree, collection, position - 1)->value;
    size_t tail = lines_find_tail(tree, collection, position - 1);
    struct writer writer = {.edit = edit,
                            .out = &edit->text,
                            .follower = tail,
                            .newline = source_newline(source, tail)};
    bool blank = wants_blank(edit, collection, items);
    bool kept = lines_keeps_blanks(tree, before) && tail < source->length;
    if (lines_is_open(tree, before))
        close_open_scalar(edit, before);
    if (kept)
        tail = source_skip_break(source, tail);
    edit_splice(edit, tail, tail);
    for (size_t i = 0; i < count; i++) {
        if (!kept || i > 0)
            write_breaks(&edit->text, writer.newline, blank ? 2 : 1);
        buffer_append_repeated(&edit->text, ' ', collection->column);
        write_entry(&writer, collection, key, &items[i]);
    }
    if (kept || (writer.open && tail == source->length))
        write_breaks(&edit->text, writer.newline, 1);
}

int edit_insert(struct edit *edit, uint32_t index, size_t position, const char *key,
                const struct content *content, struct error *error)
{
    const struct node *collection = &edit->tree->nodes[index];
    edit->change = CHANGE_INSERT;
    edit->node = index;
    edit->position = position;
    edit->key = key;
    edit->content = content;
    edit->inserted = 1;
    if (key != NULL && strlen(key) > TREE_KEY_LIMIT)
        return edit_refuse(edit, collection->begin, error,
                           "the new key is longer than 1000 characters; choose a shorter one");
    if ((collection->flags & TREE_PAIR) != 0)
        return edit_refuse(edit, collection->begin, error,
                           "a pair without braces in a list; put it in braces in a text editor");
    if ((collection->flags & TREE_FLOW) != 0) {
        edit_insert_flow(edit, index, position, key, content);
        return 0;
    }
    look_at_rows(edit, collection);
    copy_dash_gap(edit, collection, position);
    if (position == 0)
        insert_first(edit, collection, key, content);
    else
        insert_behind(edit, collection, position, key, content, 1);
    return 0;
}

int edit_insert_rows(struct edit *edit, uint32_t sequence, size_t position,
                     const struct content *items, size_t count, struct error *error)
{
    if (edit_insert(edit, sequence, position, NULL, &items[0], error) != 0)
        return -1;
    edit->count = 0;
    buffer_clear(&edit->text);
    edit->inserted = count;
    insert_behind(edit, &edit->tree->nodes[sequence], position, NULL, items, count);
    return 0;
}

void edit_create(struct edit *edit, const char *key, const struct content *content)
{
    const struct source *source = &edit->tree->source;
    struct content map = {.kind = CONTENT_MAP, .items = content, .keys = &key, .count = 1};
    struct writer writer = {.edit = edit,
                            .out = &edit->text,
                            .follower = source->length,
                            .newline = source_newline(source, source->length)};
    edit->change = CHANGE_CREATE;
    edit->key = key;
    edit->content = content;
    edit_splice(edit, source->length, source->length);
    if (source_line_begin(source, source->length) < source->length)
        write_breaks(&edit->text, writer.newline, 1);
    write_block(&writer, &map, 0, false);
    write_breaks(&edit->text, writer.newline, 1);
}
