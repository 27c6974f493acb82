/* Keys that the form does not know: shown, never touched. */
#include "spec_file_internal.h"

#include "form_internal.h"
#include "model/field_type.h"

#include <stdlib.h>
#include <string.h>

enum {
    SHOW_BYTES_LIMIT = 4000,
    SHOW_DEPTH_LIMIT = 16,
};

static bool continues_character(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static void show_scalar(const char *text, size_t length, struct buffer *out)
{
    for (size_t i = 0; i < length; i++) {
        if (out->length >= SHOW_BYTES_LIMIT && !continues_character(text[i]))
            return;
        if (text[i] == '\0')
            buffer_append_string(out, "␀");
        else if (text[i] == '\n')
            buffer_append_byte(out, ' ');
        else
            buffer_append_byte(out, text[i]);
    }
}

/* Aliases may make a small file large: the limit is on what is shown. */
static void show(const struct node *node, struct buffer *out, int depth)
{
    if (out->length >= SHOW_BYTES_LIMIT)
        return;
    if (depth > SHOW_DEPTH_LIMIT) {
        buffer_append_string(out, "…");
        return;
    }
    enum node_kind kind = node_kind(node);
    if (kind == NODE_SCALAR) {
        size_t length = 0;
        const char *text = node_text(node, &length);
        show_scalar(text, length, out);
        return;
    }
    if (kind == NODE_EMPTY)
        return;
    bool map = kind == NODE_MAPPING;
    buffer_append_byte(out, map ? '{' : '[');
    for (size_t i = 0; i < node_count(node) && out->length < SHOW_BYTES_LIMIT; i++) {
        if (i > 0)
            buffer_append_string(out, ", ");
        if (map) {
            show(node_key(node, i), out, depth + 1);
            buffer_append_string(out, ": ");
        }
        show(node_item(node, i), out, depth + 1);
    }
    buffer_append_byte(out, map ? '}' : ']');
}

void spec_show_node(const struct node *node, struct buffer *out)
{
    size_t before = out->length;
    show(node, out, 0);
    if (out->length - before >= SHOW_BYTES_LIMIT)
        buffer_append_string(out, "…");
}

/* `parent` is the path of the map that holds it, `row` its row there (SIZE_MAX: none). */
static void load_other(struct spec *spec, const char *parent, size_t row, const struct node *map,
                       size_t index)
{
    struct buffer path = {0};
    struct buffer text = {0};
    if (parent != NULL)
        buffer_append_string(&path, parent);
    if (row != SIZE_MAX)
        buffer_append_format(&path, "[%zu]", row);
    if (parent != NULL)
        buffer_append_byte(&path, '.');
    spec_show_node(node_key(map, index), &path);
    spec_show_node(node_item(map, index), &text);
    spec_load_other(spec, buffer_string(&path), buffer_string(&text),
                    node_line(node_key(map, index)));
    buffer_done(&path);
    buffer_done(&text);
}

static bool is_merge(const struct node *key)
{
    return strcmp(node_text(key, NULL), "<<") == 0 && (node_flags(key) & NODE_PLAIN) != 0;
}

static void read_row_others(struct spec *spec, const struct field *table, const struct node *row,
                            size_t index)
{
    if (node_kind(row) != NODE_MAPPING)
        return;
    for (size_t i = 0; i < node_count(row); i++) {
        const struct node *key = node_key(row, i);
        if (is_merge(key) || field_find_column(table, node_text(key, NULL)) != NULL)
            continue;
        load_other(spec, table->path, index, row, i);
    }
}

/* Columns that the form does not know, of rows and links. */
static void read_field_others(struct spec *spec, const struct field *field,
                              const struct node *node)
{
    enum field_shape shape = field->type->shape;
    if (shape == SHAPE_LINK)
        read_row_others(spec, field, node, SIZE_MAX);
    if ((shape != SHAPE_TABLE && shape != SHAPE_LINKS) || node_kind(node) != NODE_SEQUENCE)
        return;
    for (size_t i = 0; i < node_count(node); i++)
        read_row_others(spec, field, node_item(node, i), i);
}

/* Keys stand in the order of the form as a rule: *next is where the next one is looked for first. */
static const struct field *find_in_section(const struct section *section, const char *id,
                                           size_t *next)
{
    size_t count = section != NULL ? section->field_count : 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = *next + i < count ? *next + i : *next + i - count;
        if (strcmp(section->fields[at]->id, id) != 0)
            continue;
        *next = at + 1 < count ? at + 1 : 0;
        return section->fields[at];
    }
    return NULL;
}

/* What stands at a field's old place is listed too: the check offers the move. `section` NULL: the
 * form does not know the section any more. */
static void read_section_others(struct spec *spec, const struct section *section,
                                const struct node *node, const char *id)
{
    size_t next = 0;
    for (size_t i = 0; i < node_count(node); i++) {
        const struct node *key = node_key(node, i);
        if (is_merge(key))
            continue;
        const struct field *field = find_in_section(section, node_text(key, NULL), &next);
        if (field != NULL)
            read_field_others(spec, field, node_item(node, i));
        else
            load_other(spec, id, SIZE_MAX, node, i);
    }
}

static bool holds_old_place(const struct form *form, const char *section_id)
{
    size_t length = strlen(section_id);
    for (size_t i = 0; i < form->field_count; i++) {
        const char *path = form->fields[i].renamed_from;
        if (path != NULL && strncmp(path, section_id, length) == 0 && path[length] == '.')
            return true;
    }
    return false;
}

static void read_root_key(struct spec *spec, const struct node *root, size_t index)
{
    const struct form *form = spec_form(spec);
    const struct node *key = node_key(root, index);
    const struct node *value = node_item(root, index);
    const char *id = node_text(key, NULL);
    if (is_merge(key) || (strcmp(id, "form") == 0 && node_kind(key) == NODE_SCALAR))
        return;
    if (engine_owns_key(id)) {
        read_field_others(spec, strcmp(id, "questions") == 0 ? form->questions : form->reviews,
                          value);
        return;
    }
    const struct section *section = form_find_section(form, id);
    bool known = section != NULL || holds_old_place(form, id);
    if (known && node_kind(value) == NODE_MAPPING)
        read_section_others(spec, section, value, id);
    else if (!known || node_kind(value) != NODE_EMPTY)
        load_other(spec, NULL, SIZE_MAX, root, index);
}

void spec_read_others(struct spec *spec, const struct node *root)
{
    for (size_t i = 0; root != NULL && i < node_count(root); i++)
        read_root_key(spec, root, i);
}
