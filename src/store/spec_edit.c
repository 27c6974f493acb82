/* What changed in a spec as edits of the tree: the smallest that reach the new values. */
#include "spec_file_internal.h"

#include "base/memory.h"
#include "model/field_type.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ── paths ── */

struct spec_path spec_path_key(struct spec_path path, const char *key)
{
    assert(path.depth < SPEC_PATH_LIMIT);
    path.steps[path.depth++] = (struct step){.key = key};
    return path;
}

struct spec_path spec_path_index(struct spec_path path, size_t index)
{
    assert(path.depth < SPEC_PATH_LIMIT);
    path.steps[path.depth++] = (struct step){.index = index};
    return path;
}

struct spec_path spec_path_of(const struct field *field)
{
    struct spec_path path = {0};
    if (field->section != NULL)
        path = spec_path_key(path, field->section->id);
    return spec_path_key(path, field->id);
}

const struct node *spec_node_at(const struct document *document, const struct spec_path *path)
{
    const struct node *node = document_root(document);
    for (size_t i = 0; node != NULL && i < path->depth; i++) {
        const struct step *step = &path->steps[i];
        if (step->key != NULL)
            node = node_find(node, step->key);
        else
            node = step->index < node_count(node) ? node_item(node, step->index) : NULL;
    }
    return node;
}

/* ── values ── */

/* A block that had no final line break, or one line that had one, goes on like that. */
static struct content keep_line_end(struct content content, const struct node *node,
                                    struct buffer *text)
{
    const char *old = node_kind(node) == NODE_SCALAR ? node_text(node, NULL) : "";
    const char *last_break = strrchr(old, '\n');
    if (content.kind != CONTENT_TEXT || last_break == NULL)
        return content;
    size_t length = strlen(content.text);
    bool has_break = length > 0 && content.text[length - 1] == '\n';
    bool wants_break = last_break[1] == '\0';
    buffer_append(text, content.text, length - (has_break ? 1 : 0));
    if (wants_break)
        buffer_append_byte(text, '\n');
    content.text = buffer_string(text);
    return content;
}

int spec_edit_set(struct document *document, const struct spec_path *path,
                  const struct field *field, const struct value *value, struct error *error)
{
    struct buffer text = {0};
    struct spec_content *made =
        spec_content_new(field, value, spec_content_fits_line(field, value));
    struct content content =
        keep_line_end(*spec_content_root(made), spec_node_at(document, path), &text);
    int result = document_set(document, path->steps, path->depth, &content, error);
    buffer_done(&text);
    spec_content_free(made);
    return result;
}

static int put_cell(struct document *document, const struct spec_path *path,
                    const struct field *table, size_t index, const struct value *value,
                    struct error *error)
{
    const struct field *column = &table->columns[index];
    const char **order = memory_allocate(table->column_count * sizeof *order);
    for (size_t i = 0; i < table->column_count; i++)
        order[i] = table->columns[i].id;
    struct spec_content *content = spec_content_new(column, value, true);
    int result = document_put(document, path->steps, path->depth, column->id,
                              spec_content_root(content), order, table->column_count, error);
    spec_content_free(content);
    free(order);
    return result;
}

static bool is_own_map(const struct node *node)
{
    return node_kind(node) == NODE_MAPPING &&
           (node_flags(node) & (NODE_LINKED | NODE_INHERITED)) == 0;
}

static int edit_cell(struct document *document, const struct spec_path *path,
                     const struct field *table, size_t index, const struct value *before,
                     const struct value *after, struct error *error)
{
    const struct field *column = &table->columns[index];
    struct spec_path cell = spec_path_key(*path, column->id);
    const struct node *node = spec_node_at(document, &cell);
    if (node == NULL)
        return put_cell(document, path, table, index, after, error);
    if (before->kind == VALUE_ROW && after->kind == VALUE_ROW && is_own_map(node))
        return spec_edit_row(document, &cell, column, before, after, error);
    return spec_edit_set(document, &cell, column, after, error);
}

int spec_edit_row(struct document *document, const struct spec_path *path,
                  const struct field *table, const struct value *before,
                  const struct value *after, struct error *error)
{
    /* Removals come last: a row that loses all its keys for a moment would become `{}`. */
    for (size_t i = 0; i < table->column_count; i++)
        if (!value_equal(&before->items[i], &after->items[i]) &&
            !value_is_empty(&after->items[i]) &&
            edit_cell(document, path, table, i, &before->items[i], &after->items[i], error) < 0)
            return -1;
    for (size_t i = 0; i < table->column_count; i++) {
        struct spec_path cell = spec_path_key(*path, table->columns[i].id);
        if (!value_equal(&before->items[i], &after->items[i]) &&
            value_is_empty(&after->items[i]) &&
            document_remove(document, cell.steps, cell.depth, error) < 0)
            return -1;
    }
    return 0;
}

/* ── fields ── */

static const char **list_root_keys(const struct form *form, size_t *count)
{
    const char **keys = memory_allocate((form->section_count + 3) * sizeof *keys);
    *count = 0;
    keys[(*count)++] = "form";
    for (size_t i = 0; i < form->section_count; i++)
        keys[(*count)++] = form->sections[i].id;
    keys[(*count)++] = form->questions->id;
    keys[(*count)++] = form->reviews->id;
    return keys;
}

static int put_at_root(struct document *document, const struct form *form, const char *key,
                       const struct content *content, struct error *error)
{
    size_t count = 0;
    const char **order = list_root_keys(form, &count);
    int result = document_put(document, NULL, 0, key, content, order, count, error);
    free(order);
    return result;
}

static int put_in_section(struct document *document, const struct field *field,
                          const struct content *content, struct error *error)
{
    const struct section *section = field->section;
    const struct step path = {.key = section->id};
    const char **order = memory_allocate(section->field_count * sizeof *order);
    for (size_t i = 0; i < section->field_count; i++)
        order[i] = section->fields[i]->id;
    int result = document_put(document, &path, 1, field->id, content, order,
                              section->field_count, error);
    free(order);
    return result;
}

static int put_field(struct document *document, const struct form *form,
                     const struct field *field, const struct value *value, struct error *error)
{
    bool flow = spec_content_fits_line(field, value);
    bool has_section = field->section == NULL ||
                       node_find(document_root(document), field->section->id) != NULL;
    struct spec_content *content =
        has_section ? spec_content_new(field, value, flow)
                    : spec_content_new_in_map(field->id, field, value, flow);
    const struct content *root = spec_content_root(content);
    int result = 0;
    if (!has_section)
        result = put_at_root(document, form, field->section->id, root, error);
    else if (field->section == NULL)
        result = put_at_root(document, form, field->id, root, error);
    else
        result = put_in_section(document, field, root, error);
    spec_content_free(content);
    return result;
}

static int edit_field(struct document *document, const struct spec *spec,
                      const struct field *field, struct error *error)
{
    const struct value *before = spec_saved_value(spec, field);
    const struct value *after = spec_value(spec, field);
    struct field_place place = spec_find_field(document_root(document), field);
    if (place.node == NULL || place.renamed)
        return put_field(document, spec_form(spec), field, after, error);
    struct spec_path path = spec_path_of(field);
    bool own = (node_flags(place.node) & (NODE_LINKED | NODE_INHERITED)) == 0;
    if (own && before->kind == VALUE_LIST && after->kind == VALUE_LIST &&
        node_kind(place.node) == NODE_SEQUENCE)
        return spec_edit_list(document, &path, spec_form(spec), field, before, after, error);
    if (own && before->kind == VALUE_ROW && after->kind == VALUE_ROW && is_own_map(place.node))
        return spec_edit_row(document, &path, field, before, after, error);
    return spec_edit_set(document, &path, field, after, error);
}

/* Whether a section that has just lost its last key still holds a comment: on its own line, or on
 * the indented lines below. */
static bool holds_comment(const struct document *document, const struct node *section)
{
    size_t length = 0;
    const char *at = document_bytes(document, &length);
    const char *end = at + length;
    for (size_t line = 1; line < node_line(section) && at < end; line++) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        at = newline != NULL ? newline + 1 : end;
    }
    for (bool first = true; at < end; first = false) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t width = (size_t)((newline != NULL ? newline : end) - at);
        size_t blank = 0;
        while (blank < width && (at[blank] == ' ' || at[blank] == '\t' || at[blank] == '\r'))
            blank++;
        if (first && memchr(at, '#', width) != NULL)
            return true;
        if (!first && blank > 0 && blank < width && at[blank] == '#')
            return true;
        if (!first && blank < width)
            return false;
        at += width + 1;
    }
    return false;
}

static int remove_at(struct document *document, const struct spec_path *path, struct error *error)
{
    if (document_remove(document, path->steps, path->depth, error) < 0)
        return -1;
    if (path->depth < 2)
        return 0;
    struct spec_path section_path = {.depth = 1};
    section_path.steps[0] = path->steps[0];
    const struct node *section = spec_node_at(document, &section_path);
    if (section == NULL || node_count(section) > 0 || holds_comment(document, section))
        return 0;
    return document_remove(document, section_path.steps, 1, error);
}

static int remove_old_place(struct document *document, const struct field *field,
                            struct error *error)
{
    const char *dot = strchr(field->renamed_from, '.');
    char *section =
        memory_copy_bytes(field->renamed_from, (size_t)(dot - field->renamed_from));
    struct spec_path path = spec_path_key(spec_path_key((struct spec_path){0}, section), dot + 1);
    int result = remove_at(document, &path, error);
    free(section);
    return result;
}

static int remove_field(struct document *document, const struct spec *spec,
                        const struct field *field, bool renamed, struct error *error)
{
    struct spec_path path = spec_path_of(field);
    if (renamed && remove_old_place(document, field, error) < 0)
        return -1;
    if (!value_is_empty(spec_value(spec, field)) || spec_node_at(document, &path) == NULL)
        return 0;
    return remove_at(document, &path, error);
}

static int edit_fields(struct document *document, const struct spec *spec, bool *renamed,
                       struct error *error)
{
    const struct form *form = spec_form(spec);
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        if (!spec_field_is_modified(spec, field))
            continue;
        renamed[i] = spec_find_field(document_root(document), field).renamed;
        if (!value_is_empty(spec_value(spec, field)) &&
            edit_field(document, spec, field, error) < 0)
            return error_prefix(error, "%s", field->path);
    }
    /* Removals come last, so that no section goes that gets another field. */
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        if (spec_field_is_modified(spec, field) &&
            remove_field(document, spec, field, renamed[i], error) < 0)
            return error_prefix(error, "%s", field->path);
    }
    return 0;
}

int spec_edit_all(struct spec_file *file, const struct spec *spec, struct error *error)
{
    const struct content name = {.kind = CONTENT_TEXT, .text = file->form->name};
    if (document_root(file->document) == NULL &&
        document_put(file->document, NULL, 0, "form", &name, NULL, 0, error) < 0)
        return -1;
    bool *renamed = memory_allocate((file->form->field_count + 1) * sizeof *renamed);
    int result = edit_fields(file->document, spec, renamed, error);
    free(renamed);
    return result;
}
