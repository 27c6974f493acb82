/* The tree into values. What does not fit its field is read raw and may not be edited; the same
 * holds for a value in which anything may not. */
#include "spec_file_internal.h"

#include "base/memory.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

struct reader {
    const struct form *form;
    const char *reason; /* the first that was met */
};

static void refuse(struct reader *reader, const char *reason)
{
    if (reader->reason == NULL)
        reader->reason = reason;
}

static struct value place_value(struct value value, const struct node *node)
{
    value.line = (uint32_t)node_line(node);
    value.column = (uint32_t)node_column(node);
    return value;
}

static struct value read_raw(struct reader *reader, const struct node *node, const char *reason)
{
    refuse(reader, reason);
    struct buffer text = {0};
    spec_show_node(node, &text);
    return place_value((struct value){.kind = VALUE_RAW, .text = buffer_take(&text)}, node);
}

/* `True` and `TRUE` are the same boolean as `true` to every reader of YAML. */
static const char *canonical_boolean(const struct node *node, const char *text)
{
    if ((node_flags(node) & NODE_PLAIN) == 0)
        return text;
    if (strcmp(text, "True") == 0 || strcmp(text, "TRUE") == 0)
        return "true";
    if (strcmp(text, "False") == 0 || strcmp(text, "FALSE") == 0)
        return "false";
    return text;
}

static struct value read_text(struct reader *reader, const struct field *field,
                              const struct node *node)
{
    size_t length = 0;
    const char *text = node_text(node, &length);
    if (memchr(text, '\0', length) != NULL)
        return read_raw(reader, node, "it holds a NUL character");
    if (strcmp(field->type->name, "yes_no") == 0)
        text = canonical_boolean(node, text);
    if (strcmp(text, VALUE_NOT_APPLICABLE_TEXT) == 0 &&
        field_allows_not_applicable(reader->form, field))
        return place_value((struct value){.kind = VALUE_NOT_APPLICABLE}, node);
    struct value value = value_of_text(text);
    /* The final line break belongs to the block scalar, not to what was written. */
    length = strlen(text);
    if (length > 0 && text[length - 1] == '\n')
        value.text[length - 1] = '\0';
    return place_value(value, node);
}

static struct value read_value(struct reader *reader, const struct field *field,
                               const struct node *node);

static struct value read_row(struct reader *reader, const struct field *table,
                             const struct node *node)
{
    struct value row = value_of_row(table->column_count);
    for (size_t i = 0; i < table->column_count; i++) {
        const struct node *cell = node_find(node, table->columns[i].id);
        if (cell != NULL)
            row.items[i] = read_value(reader, &table->columns[i], cell);
    }
    return place_value(row, node);
}

static struct value read_link(struct reader *reader, const struct field *field,
                              const struct node *node)
{
    if (node_kind(node) == NODE_MAPPING)
        return read_row(reader, field, node);
    if (node_kind(node) == NODE_SEQUENCE)
        return read_raw(reader, node, "a list stands where a link belongs");
    struct value text = read_text(reader, &field->columns[1], node);
    if (text.kind == VALUE_RAW)
        return text;
    struct value row = value_of_row(field->column_count);
    row.items[1] = text;
    return place_value(row, node);
}

static bool is_not_applicable(const struct reader *reader, const struct field *field,
                              const struct node *node)
{
    return node_kind(node) == NODE_SCALAR &&
           strcmp(node_text(node, NULL), VALUE_NOT_APPLICABLE_TEXT) == 0 &&
           field_allows_not_applicable(reader->form, field);
}

/* One entry of a list; RAW if it is none. */
static struct value read_entry(struct reader *reader, const struct field *field,
                               const struct node *node)
{
    const char *reason = node_read_only_reason(node);
    if (reason != NULL)
        refuse(reader, reason);
    enum node_kind kind = node_kind(node);
    struct value entry = {0};
    switch (field->type->shape) {
    case SHAPE_TABLE:
        if (kind == NODE_MAPPING)
            return read_row(reader, field, node);
        if (kind == NODE_EMPTY)
            return entry;
        return read_raw(reader, node, "an entry is no row of columns");
    case SHAPE_LINKS:
        return kind == NODE_EMPTY ? entry : read_link(reader, field, node);
    default:
        if (kind == NODE_SCALAR) {
            entry = read_text(reader, field, node);
            if (entry.kind == VALUE_NOT_APPLICABLE) {
                value_done(&entry);
                entry = place_value(value_of_text(VALUE_NOT_APPLICABLE_TEXT), node);
            }
            return entry;
        }
        if (kind == NODE_EMPTY)
            return entry;
        return read_raw(reader, node, "an entry is no text");
    }
}

static struct value read_sequence(struct reader *reader, const struct field *field,
                                  const struct node *node)
{
    struct value list = value_of_list();
    size_t count = node_count(node);
    list.items = memory_allocate((count + 1) * sizeof *list.items);
    for (size_t i = 0; i < count; i++) {
        struct value entry = read_entry(reader, field, node_item(node, i));
        if (entry.kind == VALUE_RAW) {
            value_done(&entry);
            value_done(&list);
            return read_raw(reader, node, reader->reason);
        }
        if (value_is_empty(&entry)) {
            value_done(&entry);
            continue;
        }
        entry.origin = (uint32_t)list.count + 1;
        list.items[list.count++] = entry;
    }
    return place_value(list, node);
}

static struct value read_list(struct reader *reader, const struct field *field,
                              const struct node *node)
{
    enum node_kind kind = node_kind(node);
    if (kind == NODE_SEQUENCE)
        return read_sequence(reader, field, node);
    if (is_not_applicable(reader, field, node))
        return place_value((struct value){.kind = VALUE_NOT_APPLICABLE}, node);
    if (kind == NODE_MAPPING || field->type->shape == SHAPE_TABLE)
        return read_raw(reader, node,
                        kind == NODE_MAPPING ? "a map of keys stands where a list belongs"
                                             : "a text stands where rows belong");
    struct value entry = read_entry(reader, field, node);
    if (entry.kind == VALUE_RAW)
        return entry;
    entry.origin = 1;
    struct value list = value_of_list();
    value_insert(&list, 0, entry);
    return place_value(list, node);
}

static struct value read_value(struct reader *reader, const struct field *field,
                               const struct node *node)
{
    const char *reason = node_read_only_reason(node);
    if (reason != NULL)
        refuse(reader, reason);
    if (node_kind(node) == NODE_EMPTY)
        return place_value((struct value){0}, node);
    switch (field->type->shape) {
    case SHAPE_LINE:
    case SHAPE_PARAGRAPH:
        if (node_kind(node) == NODE_SCALAR)
            return read_text(reader, field, node);
        return read_raw(reader, node, node_kind(node) == NODE_SEQUENCE
                                          ? "a list stands where a text belongs"
                                          : "a map of keys stands where a text belongs");
    case SHAPE_LINK:
        if (is_not_applicable(reader, field, node))
            return place_value((struct value){.kind = VALUE_NOT_APPLICABLE}, node);
        return read_link(reader, field, node);
    case SHAPE_LIST:
    case SHAPE_TABLE:
    case SHAPE_LINKS:
        return read_list(reader, field, node);
    }
    return (struct value){0};
}

struct value spec_read_value(const struct form *form, const struct field *field,
                             const struct field_place *place, const char **reason)
{
    *reason = place->reason;
    struct value absent = {0};
    /* What is missing is reported where its section stands. */
    if (place->node == NULL)
        return field->section != NULL && place->section != NULL
                   ? place_value(absent, place->section)
                   : absent;
    struct reader reader = {form, place->reason};
    struct value value = read_value(&reader, field, place->node);
    /* Below an alias nothing can be edited by itself, but the alias can be replaced as a whole. */
    bool replaceable = (node_flags(place->node) & NODE_LINKED) != 0 &&
                       node_read_only_reason(place->node) == NULL && place->reason == NULL;
    *reason = replaceable && value.kind != VALUE_RAW ? NULL : reader.reason;
    return value;
}

bool spec_entry_is_empty(const struct form *form, const struct field *field,
                         const struct node *node)
{
    struct reader reader = {form, NULL};
    struct value entry = read_entry(&reader, field, node);
    bool empty = value_is_empty(&entry);
    value_done(&entry);
    return empty;
}

/* ── places ── */

static const struct node *find_path(const struct node *root, const char *path)
{
    const char *dot = strchr(path, '.');
    char *section_id = memory_copy_bytes(path, (size_t)(dot - path));
    const struct node *section = node_find(root, section_id);
    free(section_id);
    return section != NULL ? node_find(section, dot + 1) : NULL;
}

/* Why an absent key cannot be put into its section, or NULL. */
static const char *find_section_reason(const struct node *section)
{
    const char *reason = node_read_only_reason(section);
    if (reason != NULL)
        return reason;
    if (node_kind(section) != NODE_MAPPING && node_kind(section) != NODE_EMPTY)
        return "its section is no map of fields";
    if ((node_flags(section) & NODE_LINKED) != 0)
        return "its section is linked by an alias; edit it where the anchor is";
    return NULL;
}

struct field_place spec_find_field(const struct node *root, const struct field *field)
{
    struct field_place place = {0};
    if (root == NULL)
        return place;
    place.section = field->section != NULL ? node_find(root, field->section->id) : root;
    if (place.section != NULL)
        place.node = node_find(place.section, field->id);
    if (place.node == NULL && field->renamed_from != NULL) {
        place.node = find_path(root, field->renamed_from);
        place.renamed = place.node != NULL;
    }
    place.reason = find_section_reason(place.section != NULL ? place.section : root);
    return place;
}
