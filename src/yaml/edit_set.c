#include "edit_internal.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

static bool is_collection(const struct node *node)
{
    return node->kind == TREE_SEQUENCE || node->kind == TREE_MAPPING;
}

static bool is_block_scalar(const struct node *node)
{
    return node->kind == TREE_SCALAR && scalar_is_block((enum tree_style)node->style);
}

/* A tag says what a value is: an edit must not make it say something else. */
static const char *find_tag_conflict(const struct node *node, const struct content *content)
{
    static const char core[] = "tag:yaml.org,2002:";
    const char *tag = node->kind == TREE_ALIAS ? NULL : tree_tag(node);
    if (tag == NULL)
        return NULL;
    bool list = content->kind == CONTENT_LIST;
    bool map = content->kind == CONTENT_MAP;
    if (strncmp(tag, core, sizeof core - 1) != 0) {
        bool same = list  ? node->kind == TREE_SEQUENCE
                    : map ? node->kind == TREE_MAPPING
                          : node->kind == TREE_SCALAR;
        return same ? NULL : "its tag would stand before a value of another kind";
    }
    const char *type = tag + sizeof core - 1;
    bool fits = list  ? strcmp(type, "seq") == 0
                : map ? strcmp(type, "map") == 0
                      : strcmp(type, "str") == 0;
    if (content->kind == CONTENT_PLAIN && !fits)
        fits = strcmp(type, "int") == 0 || strcmp(type, "float") == 0 ||
               strcmp(type, "bool") == 0 || strcmp(type, "timestamp") == 0;
    return fits ? NULL : "its tag says that it is something else; change the tag in a text editor";
}

/* New text in two parts: what stands on the line of the indicator, and the lines behind it, each
 * with its line break before it. */
struct value_text {
    struct buffer all;
    size_t head; /* length of the first part */
    size_t gap;  /* blanks before it behind a dash or colon, if more than one */
    bool open;   /* needs a line end behind it */
};

/* Whether the node is a block collection on the lines below its key or dash. */
static bool is_below(const struct edit *edit, uint32_t index)
{
    const struct node *node = &edit->tree->nodes[index];
    return is_collection(node) && (node->flags & TREE_FLOW) == 0 && node->parent != TREE_NONE &&
           source_line_end(&edit->tree->source, lines_find_value_place(edit->tree, index)) <
               node->begin;
}

/* Whether a comment stands behind the last line of such a collection: it stays, and would become
 * part of a block scalar before it. */
static bool has_comment_behind(const struct edit *edit, uint32_t index)
{
    const struct source *source = &edit->tree->source;
    size_t at = source_skip_blanks(source, edit->tree->nodes[index].end);
    return is_below(edit, index) && at < source->length && source->bytes[at] == '#';
}

/* How many line ends a |+ keeps behind its text; several only in a literal one. */
static size_t count_kept_breaks(const struct source *source, const struct node *node)
{
    size_t breaks = 0;
    while (breaks < node->text_length && node->text[node->text_length - 1 - breaks] == '\n')
        breaks++;
    bool closed = node->end < source->length;
    return closed && (breaks == 1 || node->style == STYLE_LITERAL) ? breaks : 0;
}

static struct scalar_place find_place(const struct edit *edit, uint32_t index)
{
    const struct tree *tree = edit->tree;
    const struct node *node = &tree->nodes[index];
    int column = tree_block_column(tree, index);
    struct scalar_place place = {
        .replaces = node->kind == TREE_SCALAR && !tree_is_empty(node),
        .old = (enum tree_style)node->style,
        .flow = tree_in_flow(tree, index),
        .root = node->parent == TREE_NONE,
        .single_quotes = edit->habits.single_quotes,
        .base = column > 0 ? (size_t)column : 0,
        .newline = source_newline(&tree->source, node->begin),
    };
    place.indent = place.base + edit->habits.mapping_step;
    if (is_block_scalar(node)) {
        struct block_shape shape = block_shape_find(tree, index);
        place.newline = source_newline(&tree->source, shape.header_line);
        if (shape.has_body && shape.indent > 0) {
            place.indent = shape.indent;
            place.width = block_find_width(&tree->source, &shape, node->end);
            place.kept_breaks = shape.chomp == '+' ? count_kept_breaks(&tree->source, node) : 0;
            return place;
        }
    }
    place.one_line = has_comment_behind(edit, index) ||
                     lines_are_hostile(&tree->source, node->end, place.indent);
    return place;
}

static void write_scalar_value(const struct edit *edit, uint32_t index,
                               const struct content *content, struct value_text *text)
{
    const struct node *node = &edit->tree->nodes[index];
    struct scalar_place place = find_place(edit, index);
    size_t length = strlen(content->text);
    enum tree_style style = STYLE_PLAIN;
    if (content->kind == CONTENT_TEXT)
        style = scalar_choose_style(content->text, length, &place);
    if (!scalar_is_block(style)) {
        scalar_write_line(&text->all, style, content->text, length);
        text->head = text->all.length;
        return;
    }
    scalar_write_header(&text->all, style, content->text, length, &place);
    text->head = text->all.length;
    text->open = content->text[length - 1] == '\n';
    if (is_block_scalar(node))
        block_write_lines(&text->all, edit->tree, index, style, content->text, length, &place);
    else
        scalar_write_body(&text->all, style, content->text, length, &place);
}

/* Where the entries of a new block collection stand, and whether a line break comes first. */
struct block_place {
    size_t column;
    bool on_next_line;
};

static struct block_place find_block_place(const struct edit *edit, uint32_t index,
                                           const struct content *content)
{
    const struct tree *tree = edit->tree;
    const struct source *source = &tree->source;
    const struct habits *habits = &edit->habits;
    const struct node *node = &tree->nodes[index];
    const struct node *parent = node->parent != TREE_NONE ? &tree->nodes[node->parent] : NULL;
    bool absent = (node->flags & TREE_ABSENT) != 0;
    size_t line = source_line_begin(source, node->begin);
    bool below = !absent && is_below(edit, index);
    if (!absent && !below && source_skip_blanks(source, line) == node->begin)
        return (struct block_place){node->begin - line, false};
    if (parent == NULL)
        return (struct block_place){0, edit->section->marked || node->property != 0};
    if (parent->kind == TREE_SEQUENCE && node->property == 0 && !absent && !below)
        return (struct block_place){node->begin - line, false};
    if (parent->kind == TREE_SEQUENCE)
        return (struct block_place){parent->column + 1 + habits->dash_gap, node->property != 0};
    size_t step = content->kind == CONTENT_LIST ? habits->sequence_step : habits->mapping_step;
    return (struct block_place){parent->column + step, true};
}

static void write_collection_value(struct edit *edit, uint32_t index, const struct content *content,
                                   struct value_text *text)
{
    const struct tree *tree = edit->tree;
    const struct node *node = &tree->nodes[index];
    const struct node *parent = node->parent != TREE_NONE ? &tree->nodes[node->parent] : NULL;
    bool row = parent != NULL && parent->kind == TREE_SEQUENCE;
    struct writer writer = {.edit = edit,
                            .out = &text->all,
                            .follower = node->end,
                            .newline = source_newline(&tree->source, node->end),
                            .one_line = has_comment_behind(edit, index)};
    if (tree_in_flow(tree, index) || content->count == 0 ||
        write_prefers_flow(edit, content, row)) {
        write_flow(&writer, content);
        text->head = text->all.length;
        return;
    }
    struct block_place place = find_block_place(edit, index, content);
    write_block(&writer, content, place.column, place.on_next_line);
    text->gap = edit->habits.dash_gap;
    text->head = strcspn(buffer_string(&text->all), "\r\n");
    text->open = writer.open;
}

/* Blanks that stand between `at` and the end of its line go with what stood before them. */
static size_t skip_trailing_blanks(const struct source *source, size_t at)
{
    size_t end = source_skip_blanks(source, at);
    return end == source_line_end(source, at) ? end : at;
}

/* The place where a value could stand, and the bytes of the one that does. */
struct old_value {
    size_t begin, end;     /* replaced by the head */
    size_t body, body_end; /* replaced by the lines behind the head */
    bool spaced;           /* a blank must come before the head */
};

static struct old_value find_old_value(const struct edit *edit, uint32_t index, bool has_body)
{
    const struct tree *tree = edit->tree;
    const struct source *source = &tree->source;
    const struct node *node = &tree->nodes[index];
    size_t place = lines_find_value_place(tree, index);
    struct old_value old = {.begin = node->begin, .end = node->end};
    if ((node->flags & TREE_ABSENT) != 0) {
        old.begin = old.end = place;
        old.spaced = true;
    } else if (is_block_scalar(node)) {
        struct block_shape shape = block_shape_find(tree, index);
        old.end = shape.header_end;
        old.body = shape.header_line;
        old.body_end = shape.has_body ? node->end : shape.header_line;
        return old;
    } else if (is_below(edit, index)) {
        old.begin = old.end = place;
        old.spaced = true;
        old.body = source_line_end(source, place);
        old.body_end = skip_trailing_blanks(source, node->end);
        return old;
    }
    old.body = old.body_end = source_line_end(source, old.end);
    if (has_body && !tree_in_flow(tree, index))
        old.end = skip_trailing_blanks(source, old.end);
    return old;
}

/* Between two lines whose comments stay, one behind the key and one behind the last value. */
static bool keeps_two_comments(const struct source *source, const struct old_value *old)
{
    if (old->body_end == old->body)
        return false;
    size_t first = source_skip_blanks(source, old->begin);
    size_t last = source_skip_blanks(source, old->body_end);
    return first < source->length && last < source->length && source->bytes[first] == '#' &&
           source->bytes[last] == '#';
}

static void splice_value(struct edit *edit, const struct old_value *old,
                         const struct value_text *text)
{
    const struct source *source = &edit->tree->source;
    struct old_value at = *old;
    const char *body = buffer_string(&text->all) + text->head;
    bool comments = keeps_two_comments(source, old);
    if (text->head == 0 && !at.spaced) {
        /* Nothing stays on this line but a comment: the blanks before the value go. */
        while (at.begin > source->bom && source->bytes[at.begin - 1] == ' ' &&
               at.end == source_line_end(source, at.end))
            at.begin--;
        if (at.end < source->length && source->bytes[at.end] == ' ')
            at.end = source_skip_blanks(source, at.end);
    }
    edit_splice(edit, at.begin, at.end);
    if (text->head > 0 && at.spaced)
        buffer_append_repeated(&edit->text, ' ', text->gap > 1 ? text->gap : 1);
    buffer_append(&edit->text, buffer_string(&text->all), text->head);
    if (at.body == at.body_end && *body == '\0')
        return;
    if (comments)
        at.body_end = source_skip_blanks(source, at.body_end);
    edit_splice(edit, at.body, at.body_end);
    buffer_append_string(&edit->text, body);
    if (comments) {
        buffer_append_string(&edit->text, source_newline(source, at.body));
        buffer_append_repeated(&edit->text, ' ', edit->habits.mapping_step);
    }
    if (text->open && at.body_end == source->length)
        buffer_append_string(&edit->text, source_newline(source, at.body));
}

/* `{a}` and `? a` have no colon yet. Returns 1 if done, 0 if the common way fits, -1 if refused. */
static int set_without_colon(struct edit *edit, uint32_t index, const struct value_text *text,
                             struct error *error)
{
    const struct tree *tree = edit->tree;
    const struct node *node = &tree->nodes[index];
    if (node->parent == TREE_NONE || tree->nodes[node->parent].kind != TREE_MAPPING)
        return 0;
    const struct node *mapping = &tree->nodes[node->parent];
    const struct entry *entry = tree_entry(tree, mapping, 0);
    while (entry->value != index && entry->key != index)
        entry++;
    if (entry->value != index || entry->colon != TREE_NONE)
        return 0;
    const struct source *source = &tree->source;
    const struct node *key = &tree->nodes[entry->key];
    if ((mapping->flags & TREE_FLOW) != 0) {
        if (source_line_end(source, key->begin) < key->end)
            return edit_refuse(edit, key->begin, error,
                               "the key goes over several lines; give it a ':' in a text editor");
        edit_replace_bytes(edit, node->begin, node->begin, ": ");
        buffer_append_string(&edit->text, buffer_string(&text->all));
        return 1;
    }
    size_t at = source_line_end(source, key->end);
    const char *newline = source_newline(source, at);
    edit_splice(edit, at, at);
    buffer_append_string(&edit->text, newline);
    buffer_append_repeated(&edit->text, ' ', mapping->column);
    buffer_append_string(&edit->text, text->head > 0 ? ": " : ":");
    buffer_append_string(&edit->text, buffer_string(&text->all));
    if (text->open && at == source->length)
        buffer_append_string(&edit->text, newline);
    return 1;
}

int edit_set(struct edit *edit, uint32_t index, const struct content *content, struct error *error)
{
    const struct tree *tree = edit->tree;
    const struct node *node = &tree->nodes[index];
    edit->change = CHANGE_REPLACE;
    edit->node = index;
    edit->content = content;
    edit->drops_comments = is_collection(node);
    const char *conflict = find_tag_conflict(node, content);
    if (conflict != NULL)
        return edit_refuse(edit, node->before, error, conflict);
    if ((node->flags & TREE_PAIR) != 0)
        return edit_refuse(edit, node->before, error,
                           "a pair without braces in a list; put it in braces in a text editor");
    if ((node->flags & TREE_GLUED) != 0)
        return edit_refuse(edit, node->before, error,
                           "the value is glued to its anchor or tag; put a blank between them in a "
                           "text editor");
    struct value_text text = {0};
    if (content->kind == CONTENT_LIST || content->kind == CONTENT_MAP)
        write_collection_value(edit, index, content, &text);
    else
        write_scalar_value(edit, index, content, &text);
    int result = set_without_colon(edit, index, &text, error);
    if (result == 0) {
        struct old_value old = find_old_value(edit, index, text.head < text.all.length);
        splice_value(edit, &old, &text);
    }
    buffer_done(&text.all);
    return result < 0 ? -1 : 0;
}
